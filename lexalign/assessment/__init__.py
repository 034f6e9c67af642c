"""Alignments and decisions ──▶ statuses, matrices, counts."""

from lexalign.assessment.bundled import assess_bundled
from lexalign.assessment.count_values import Counts
from lexalign.assessment.country import assess
from lexalign.assessment.known_matches import KnownFinding, known_findings
from lexalign.assessment.known_overview import KnownCountry, known_overview, known_table
from lexalign.assessment.matrices import Matrix, matrix
from lexalign.assessment.phenomena import Coverage, coverage, phenomena
from lexalign.assessment.rules import Rule, bundled_rules, load_rule
from lexalign.assessment.tallies import counts
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, PillarState, ProvisionStatus
from lexalign.assessment.world import StateRecord, denominator, published_counts, state, states

__all__ = [
    "ConcordanceRow",
    "CountryAssessment",
    "Counts",
    "Coverage",
    "KnownCountry",
    "KnownFinding",
    "Matrix",
    "PillarState",
    "ProvisionStatus",
    "Rule",
    "StateRecord",
    "assess",
    "assess_bundled",
    "bundled_rules",
    "counts",
    "coverage",
    "denominator",
    "known_findings",
    "known_overview",
    "known_table",
    "load_rule",
    "matrix",
    "phenomena",
    "published_counts",
    "state",
    "states",
]
