"""Alignments and decisions ──▶ statuses, matrices, counts."""

from lexalign.assessment.bills import bill_change, text_change
from lexalign.assessment.bundled import assess_bundled, countries_on, known_countries
from lexalign.assessment.comparators import Comparator, comparators
from lexalign.assessment.comparison import AssessmentChange, compare_assessments
from lexalign.assessment.count_values import Counts
from lexalign.assessment.country import assess
from lexalign.assessment.gaps import Gaps, gaps
from lexalign.assessment.groups import group, groups_known, groups_of
from lexalign.assessment.history import History, history
from lexalign.assessment.indicators import Indicators, indicators
from lexalign.assessment.known_matches import KnownFinding, known_findings
from lexalign.assessment.known_overview import KnownCountry, known_overview, known_table
from lexalign.assessment.legislation import Legislation, LegislationCounts, legislation, legislation_counts
from lexalign.assessment.matrices import Matrix, matrix
from lexalign.assessment.membership import membership, parties
from lexalign.assessment.next_review import NextReview, next_review
from lexalign.assessment.phenomena import Coverage, coverage, phenomena
from lexalign.assessment.phenomena_matrix import PhenomenaMatrix, phenomena_matrix
from lexalign.assessment.published import published, published_countries
from lexalign.assessment.register import read_register
from lexalign.assessment.rule_comparison import compare_rules
from lexalign.assessment.rules import Rule, bundled_rules, load_rule
from lexalign.assessment.state_list import StateList, state_list
from lexalign.assessment.tallies import counts
from lexalign.assessment.uncertainty import Uncertainty, uncertainty
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, PillarState, ProvisionStatus
from lexalign.assessment.world import StateRecord, denominator, published_counts, state, states, territories

__all__ = [
    "AssessmentChange",
    "Comparator",
    "ConcordanceRow",
    "CountryAssessment",
    "Counts",
    "Coverage",
    "Gaps",
    "History",
    "Indicators",
    "KnownCountry",
    "KnownFinding",
    "Legislation",
    "LegislationCounts",
    "Matrix",
    "NextReview",
    "PhenomenaMatrix",
    "PillarState",
    "ProvisionStatus",
    "Rule",
    "StateList",
    "StateRecord",
    "Uncertainty",
    "assess",
    "assess_bundled",
    "bill_change",
    "bundled_rules",
    "comparators",
    "compare_assessments",
    "compare_rules",
    "countries_on",
    "counts",
    "coverage",
    "denominator",
    "gaps",
    "group",
    "groups_known",
    "groups_of",
    "history",
    "indicators",
    "known_countries",
    "known_findings",
    "known_overview",
    "known_table",
    "legislation",
    "legislation_counts",
    "load_rule",
    "matrix",
    "membership",
    "next_review",
    "parties",
    "phenomena",
    "phenomena_matrix",
    "published",
    "published_countries",
    "published_counts",
    "read_register",
    "state",
    "state_list",
    "states",
    "territories",
    "text_change",
    "uncertainty",
]
