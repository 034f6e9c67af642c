"""Alignments and decisions ──▶ statuses, matrices, counts."""

from lexalign.assessment.bundled import assess_bundled, known_countries
from lexalign.assessment.count_values import Counts
from lexalign.assessment.country import assess
from lexalign.assessment.groups import group, groups_known, groups_of
from lexalign.assessment.history import History, history
from lexalign.assessment.indicators import Indicators, indicators
from lexalign.assessment.legislation import Legislation, LegislationCounts, legislation, legislation_counts
from lexalign.assessment.matrices import Matrix, matrix
from lexalign.assessment.membership import membership, parties
from lexalign.assessment.next_review import NextReview, next_review
from lexalign.assessment.phenomena import Coverage, coverage, phenomena
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
    "ConcordanceRow",
    "CountryAssessment",
    "Counts",
    "Coverage",
    "History",
    "Indicators",
    "Legislation",
    "LegislationCounts",
    "Matrix",
    "NextReview",
    "PillarState",
    "ProvisionStatus",
    "Rule",
    "StateList",
    "StateRecord",
    "Uncertainty",
    "assess",
    "assess_bundled",
    "bundled_rules",
    "compare_rules",
    "counts",
    "coverage",
    "denominator",
    "group",
    "groups_known",
    "groups_of",
    "history",
    "indicators",
    "known_countries",
    "legislation",
    "legislation_counts",
    "load_rule",
    "matrix",
    "membership",
    "next_review",
    "parties",
    "phenomena",
    "published",
    "published_countries",
    "published_counts",
    "read_register",
    "state",
    "state_list",
    "states",
    "territories",
    "uncertainty",
]
