"""Alignments and decisions ──▶ statuses, matrices, counts."""

from lexalign.assessment.bundled import assess_bundled, known_countries
from lexalign.assessment.count_values import Counts
from lexalign.assessment.country import assess
from lexalign.assessment.groups import group, groups_known, groups_of
from lexalign.assessment.known_matches import KnownFinding, known_findings
from lexalign.assessment.known_overview import KnownCountry, known_overview, known_table
from lexalign.assessment.legislation import Legislation, LegislationCounts, legislation, legislation_counts
from lexalign.assessment.matrices import Matrix, matrix
from lexalign.assessment.membership import membership, parties
from lexalign.assessment.phenomena import Coverage, coverage, phenomena
from lexalign.assessment.published import published, published_countries
from lexalign.assessment.rules import Rule, bundled_rules, load_rule
from lexalign.assessment.tallies import counts
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, PillarState, ProvisionStatus
from lexalign.assessment.world import StateRecord, denominator, published_counts, state, states, territories

__all__ = [
    "ConcordanceRow",
    "CountryAssessment",
    "Counts",
    "Coverage",
    "KnownCountry",
    "KnownFinding",
    "Legislation",
    "LegislationCounts",
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
    "group",
    "groups_known",
    "groups_of",
    "known_countries",
    "known_findings",
    "known_overview",
    "known_table",
    "legislation",
    "legislation_counts",
    "load_rule",
    "matrix",
    "membership",
    "parties",
    "phenomena",
    "published",
    "published_countries",
    "published_counts",
    "state",
    "states",
    "territories",
]
