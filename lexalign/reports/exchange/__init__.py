"""The concordance in formats that others read: SSSOM, data package, Parquet, OSCAL."""

from lexalign.reports.exchange.datapackage import data_package
from lexalign.reports.exchange.oscal import oscal_mapping
from lexalign.reports.exchange.parquet import parquet_tables
from lexalign.reports.exchange.sssom import sssom, sssom_text
from lexalign.reports.exchange.tables import exchange_tables

__all__ = ["data_package", "exchange_tables", "oscal_mapping", "parquet_tables", "sssom", "sssom_text"]
