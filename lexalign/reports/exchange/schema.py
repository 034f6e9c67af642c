"""The tables of an exchange, described once: for the data package, for Parquet and for the codebook."""

from __future__ import annotations

from dataclasses import dataclass

from lexalign.model import ACTIONS, PILLARS, Basis, LawStatus, State, Status
from lexalign.review import RELATIONS

__all__ = ["TABLES", "Field", "Reference", "Table", "table_of"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    Attributes:
        type: ``string``, ``number``, ``integer``, ``boolean`` or ``date``.
        required: Never empty.
        allowed: All values it may have; empty where anything may stand.
    """

    name: str
    description: str
    type: str = "string"
    required: bool = False
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values stand in another table."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the exchange."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()


_COUNTRY = Field("country", "ISO 3166-1 alpha-3 code.", required=True)
_INSTRUMENT = Field("instrument", "Id of the treaty.", required=True)
_PROVISION = Field("provision", "Id of the article of the treaty, such as cets185:6.", required=True)
_LAW = Field("law", "Id of the law.", required=True)
_ARTICLE = Field("article", "Key of the article: its number, with #2 for the second one of that number.", required=True)
_BASES = tuple(b.value for b in Basis)
_TO_LAWS = Reference(("country", "law"), "laws", ("country", "law"))
_TO_PROVISIONS = Reference(("provision",), "provisions", ("provision",))

_LAWS = Table(
    "laws",
    "Laws",
    "The laws that were assessed, whether they count or not.",
    (
        _COUNTRY,
        _LAW,
        Field("title", "Title of the law."),
        Field("year", "Year of the law.", "integer"),
        Field("status", "Whether it applies; only laws in force count.", allowed=tuple(s.value for s in LawStatus)),
        Field("kind", "Kind of law: cybercrime act, penal code ..."),
        Field("language", "ISO 639-1 code of the text that was read."),
        Field("form", "text: the law itself; digest: in our own words; known: only articles that sources name.",
              required=True, allowed=("text", "digest", "known")),
        Field("version_date", "Date of the version read, as far as known: year, month or day."),
        Field("articles", "Number of articles read.", "integer", minimum=0),
        Field("source", "Where the text or the knowledge comes from."),
    ),
    ("country", "law"),
)  # fmt: skip

_PROVISIONS = Table(
    "provisions",
    "Provisions",
    "The articles of the treaty that national law can implement.",
    (
        _PROVISION,
        _INSTRUMENT,
        Field("number", "Number of the article.", required=True),
        Field("title", "Official title in English.", required=True),
        Field("pillar", "Group of provisions.", required=True, allowed=PILLARS),
    ),
    ("provision",),
)

_CONCORDANCE = Table(
    "concordance",
    "Concordance",
    "One row per national article and article of the treaty. Only rows whose outcome is 'concordance' tie the two; "
    "'rejected' is an expert's denial, 'candidate' a proposal nobody decided.",
    (
        _COUNTRY,
        _LAW,
        _ARTICLE,
        _PROVISION,
        Field("outcome", "What holds after the experts' decisions.", required=True,
              allowed=("concordance", "rejected", "candidate")),
        Field("number", "Number of the article as printed."),
        Field("heading", "Heading of the article as printed."),
        Field("relation", "How far the article implements the provision, where an expert said so: full, partial, "
              "principal (it is the article, its elements say how far), related (listed, never counted).",
              allowed=RELATIONS),
        Field("basis", "Who says so.", required=True, allowed=_BASES),
        Field("confidence", "The program's calibrated confidence that the pair holds; empty where it did not propose "
              "the pair. It is the program's also where an expert decided.", "number", minimum=0, maximum=1),
        Field("accepted", "The program accepted the pair by itself.", "boolean", required=True),
        Field("elements_shown", "Required elements that the article shows.", "integer", minimum=0),
        Field("elements_missing", "Required elements that it neither shows nor is lent.", "integer", minimum=0),
        Field("decision", "Id of the expert's decision that holds; see the table decisions."),
        Field("expert", "Who decided."),
        Field("decided_on", "Day of the decision.", "date"),
        Field("stale", "The wording of the article changed after the decision.", "boolean", required=True),
        Field("sources", "Sources that name the pair, joined by ' | '."),
    ),
    ("country", "law", "article", "provision"),
    (_TO_LAWS, _TO_PROVISIONS),
)  # fmt: skip

_STATUSES = Table(
    "statuses",
    "Status of provisions",
    "How far each country implements each article of the treaty.",
    (
        _COUNTRY,
        _PROVISION,
        Field("status", "Status of the provision.", required=True, allowed=tuple(s.value for s in Status)),
        Field("basis", "Where the status comes from.", required=True, allowed=_BASES),
        Field("at_least", "It may be better: its articles are known, but nobody tested their elements.", "boolean",
              required=True),
        Field("articles", "Numbers of the articles; in brackets those that only relate."),
        Field("conflict", "Experts differ on it.", "boolean", required=True),
        Field("stale", "A decision it rests on concerns a text that changed since.", "boolean", required=True),
        Field("reason", "What the status rests on."),
        Field("as_of", "Date of the assessment.", "date", required=True),
        Field("rule", "Counting rule and its version.", required=True),
    ),
    ("country", "provision"),
    (_TO_PROVISIONS,),
)  # fmt: skip

_STATES = Table(
    "states",
    "State of legislation",
    "State of legislation of each pillar that the counting rule counts.",
    (
        _COUNTRY,
        _INSTRUMENT,
        Field("pillar", "Group of provisions.", required=True, allowed=PILLARS),
        Field("state", "State of legislation.", required=True, allowed=tuple(s.value for s in State)),
        Field("basis", "Where it comes from.", required=True, allowed=_BASES),
        Field("lower", "The worst that provisions without information could make it.", required=True,
              allowed=tuple(s.value for s in State)),
        Field("upper", "The best they could make it.", required=True, allowed=tuple(s.value for s in State)),
        Field("reason", "The figures and the rule."),
    ),
    ("country", "instrument", "pillar"),
)  # fmt: skip

_ELEMENTS = Table(
    "elements",
    "Elements",
    "Required elements of the treaty, article by article of the concordance; only for articles that were read.",
    (
        _COUNTRY,
        _LAW,
        _ARTICLE,
        _PROVISION,
        Field("element", "Id of the element.", required=True),
        Field("kind", "conduct, object, mental, qualifier, measure, authority or safeguard.", required=True),
        Field("text", "What it asks, in our own words.", required=True),
        Field("found", "shown: words of the article show it; lent: another article shows it for this one; missing.",
              required=True, allowed=("shown", "lent", "missing")),
        Field("lent_by", "Key of the article that lends it."),
    ),
    ("country", "law", "article", "provision", "element"),
    (
        Reference(("country", "law", "article", "provision"), "concordance",
                  ("country", "law", "article", "provision")),
    ),
)  # fmt: skip

_DECISIONS = Table(
    "decisions",
    "Decisions of experts",
    "All entries of the journals up to the date of the assessment, superseded and withdrawn ones included.",
    (
        _COUNTRY,
        Field("id", "Id of the entry.", required=True),
        Field("at", "When it was taken, ISO 8601, UTC.", required=True),
        Field("expert", "Name or ORCID iD.", required=True),
        Field("law", "Id of the law; empty for a decision on a provision or a pillar."),
        Field("article", "Key of the article."),
        Field("provision", "Id of the provision, or name of the pillar."),
        Field("action", "What was decided.", required=True, allowed=ACTIONS),
        Field("value", "Relation, status or state; for a withdrawal the id of what is withdrawn."),
        Field("rationale", "Why, in the expert's words."),
        Field("source", "Where the decision came from."),
        Field("fingerprint", "Of the wording of the article when it was decided."),
        Field("supersedes", "Id of the decision in whose place it came."),
    ),
    ("country", "id"),
)

_CODEBOOK = Table(
    "codebook",
    "Codebook",
    "Every column of every table. In the CSV files a cell that begins with = + - @ or an apostrophe has one "
    "apostrophe put before it, so that no spreadsheet program takes it for a formula: a program that reads the files "
    "takes one apostrophe off. Empty means not known or not said.",
    (
        Field("table", "Name of the table.", required=True),
        Field("field", "Name of the column.", required=True),
        Field("type", "Its type.", required=True),
        Field("required", "Never empty.", "boolean", required=True),
        Field("allowed", "All values it may have, joined by ' | '; empty where anything may stand."),
        Field("description", "What it says.", required=True),
    ),
    ("table", "field"),
)

TABLES: tuple[Table, ...] = (
    _LAWS, _PROVISIONS, _CONCORDANCE, _STATUSES, _STATES, _ELEMENTS, _DECISIONS, _CODEBOOK,
)  # fmt: skip


def table_of(name: str) -> Table:
    """The table of that name."""
    return next(table for table in TABLES if table.name == name)
