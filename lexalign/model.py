"""The words of the field as values: frozen dataclasses without logic.

The terms are those of ``CONTRIBUTING.md`` (section "Words"): an *instrument* has *provisions*, a provision has
*elements*, an element is shown by *concepts*; a *law* has *articles*; a *match* ties an article to a provision;
an *override* is an expert's decision; a *status* says how far a country implements a provision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "ACTIONS",
    "PILLARS",
    "Action",
    "Article",
    "Basis",
    "Element",
    "Evidence",
    "Finding",
    "Formula",
    "Instrument",
    "Issue",
    "Law",
    "LawStatus",
    "Lent",
    "Match",
    "NearMiss",
    "Option",
    "Override",
    "Provision",
    "State",
    "Status",
]

PILLARS: tuple[str, ...] = (
    "definitions",
    "substantive",
    "procedural",
    "jurisdiction",
    "cooperation",
    "safeguards",
)
"""The groups of provisions, in the order in which reports show them (final clauses have the pillar ``final``)."""


class Status(StrEnum):
    """How far a country's law implements one provision."""

    IN_LINE = "in line"
    PARTIAL = "partially in line"
    NOT_IN_LINE = "not in line"
    NO_INFORMATION = "no information"
    RESERVED = "reserved"


class State(StrEnum):
    """State of legislation of a pillar in a country."""

    LARGELY = "largely in place"
    PARTIALLY = "partially in place"
    NOT_IN_PLACE = "not in place"
    NO_INFORMATION = "no information"


class Basis(StrEnum):
    """Where a status comes from; always shown next to it.

    A *reading* is a tie that somebody made from the heading of an article or from a secondary source: nobody published
    it, no expert signed it, and the elements were not tested.
    """

    MACHINE = "machine"
    EXPERT = "expert"
    PUBLISHED = "published"
    PRESUMED = "presumed"
    READING = "reading"
    NONE = "none"


class LawStatus(StrEnum):
    """Whether a law applies. Drafts and repealed laws are read and shown but never counted."""

    IN_FORCE = "in force"
    DRAFT = "draft"
    REPEALED = "repealed"


class Action(StrEnum):
    """What an expert can decide."""

    CONFIRM = "confirm"
    REJECT = "reject"
    ADD = "add"
    SET_RELATION = "set-relation"
    SET_STATUS = "set-status"
    SET_STATE = "set-state"
    NOTE = "note"
    WITHDRAW = "withdraw"


ACTIONS: tuple[str, ...] = tuple(a.value for a in Action)


# --- treaties -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Formula:
    """One way to show an element: every group must stand in the text, each by one of its concepts.

    Attributes:
        groups: And-of-or: ``(("access",), ("computer_system", "computer_data"))``.
        within: Words between the first and the last of them; None means anywhere in the article.
    """

    groups: tuple[tuple[str, ...], ...]
    within: int | None


@dataclass(frozen=True, slots=True)
class Element:
    """One constituent part of a provision that national law must (or may) show."""

    id: str
    provision: str
    kind: str
    required: bool
    text: str
    shown_by: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A declaration or reservation that a provision admits, and what taking it changes."""

    kind: str
    paragraph: str
    basis: str
    text: str
    adds: tuple[str, ...] = ()
    waives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What an article that only looks like a provision shows, and why it is not the provision.

    Attributes:
        shows: Formulas of which one must show.
        unless: Formulas of which none may show anywhere in the article.
        reason: For the reader, in our own words: what such an article does, and what the provision asks instead.
    """

    shows: tuple[Formula, ...]
    unless: tuple[Formula, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered unit of an instrument.

    Attributes:
        id: ``cets185:6`` for an article, ``cets185:6.1.a.i`` for a paragraph.
        parent: Id of the article a paragraph belongs to; None for an article.
        title: Language ▶ title; official for articles (en, fr), a label of ours for paragraphs.
        elements: Its own elements; those of its paragraphs are theirs.
        requires: Formulas of which one must show, else an article is no candidate.
        excludes: Formulas that speak against a match.
        follows: Ids of provisions of which one must be implemented for this one to mean anything (aiding the offences
            of a protocol, say).
        spread: Laws usually meet it by clauses in many articles (the penalty in each offence, the safeguard in each
            power), so that no article of its own is no sign that it is absent.
        near_misses: What only looks like it, with the reasons.
    """

    id: str
    parent: str | None
    title: Mapping[str, str]
    pillar: str
    explanation: str = ""
    elements: tuple[Element, ...] = ()
    options: tuple[Option, ...] = ()
    related: tuple[str, ...] = ()
    requires: tuple[Formula, ...] = ()
    excludes: tuple[Formula, ...] = ()
    follows: tuple[str, ...] = ()
    spread: bool = False
    near_misses: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty as data: its provisions in order, articles before their paragraphs."""

    id: str
    title: Mapping[str, str]
    short_title: Mapping[str, str]
    text_checked: bool
    source: str
    row_order: tuple[str, ...]
    provisions: tuple[Provision, ...]


# --- national law -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Issue:
    """Something doubtful in a law that a person should look at.

    Attributes:
        kind: ``gap``, ``duplicate``, ``jump``, ``size``, ``numbering``, ``repealed`` ...
        article: Key of the article concerned, or None.
        message: A sentence for the user.
    """

    kind: str
    article: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Article:
    """A numbered unit of a law, whatever it is called there.

    Attributes:
        number: Exactly as printed, without the word or sign before it: ``12``, ``202a``, ``323-3-1``.
        heading: As printed; None where there is none.
        text: Body, without number and heading.
        path: Headings of the part, chapter, section above it, outermost first.
        key: Unique in the law: the number, or ``12#2`` for the second article numbered 12.
        carried_by: Number of the article of an amending act that inserts this one.
        target_law: The law that an inserted article goes into, as the amending act names it; empty where it does not.
        not_in_force: Why it does not apply although the law does (repealed, struck down by a court); empty if it does.
        translations: Language ▶ the same in another language than the law's; for readers, never for matching.
    """

    number: str
    heading: str | None
    text: str
    path: tuple[str, ...] = ()
    key: str = ""
    carried_by: str | None = None
    not_in_force: str = ""
    target_law: str = ""
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Law:
    """One national enactment, cut into articles.

    Attributes:
        id: Unique in a country, e.g. ``ken-cmca-2018``.
        country: ISO 3166-1 alpha-3.
        language: ISO 639-1 code of the text of the articles.
        kind: ``cybercrime act``, ``penal code``, ``procedure code`` or ``other``.
        form: ``text`` (the law itself), ``digest`` (its articles in our own words) or ``known`` (only numbers and
            headings of the articles that sources name).
        version_date: Date of the text read, as far as known (``2018`` ... ``2018-05-16``).
        front_matter: What stands before the first article and belongs to none.
        back_matter: What stands after the last article and belongs to none: signatures, schedules without numbers.
    """

    id: str
    country: str
    title: str
    language: str
    articles: tuple[Article, ...]
    year: int | None = None
    status: LawStatus = LawStatus.IN_FORCE
    kind: str = "other"
    form: str = "text"
    version_date: str | None = None
    source: str = ""
    front_matter: str = ""
    back_matter: str = ""
    issues: tuple[Issue, ...] = ()


# --- matches ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of an article that show an element.

    Attributes:
        element: Element id, ``cets185:2/access``.
        concept: The concept the words stand for.
        start, end: Character offsets into ``Article.text``; into the heading if ``in_heading``.
    """

    element: str
    concept: str
    start: int
    end: int
    in_heading: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Where in an article one paragraph of a provision is shown.

    Attributes:
        provision: Id of the paragraph, ``cets185:6.1.a.i``; the article's own id for the elements common to them all.
        pinpoint: The paragraphs of the national article that show it, as cited (``18(1)(a)``), several joined by
            ``, ``; the number of the article where no paragraph shows it by itself; empty where nothing does.
        shown: Ids of its elements shown there, optional ones included.
        missing: Ids of its required elements that the article neither shows nor is lent.
    """

    provision: str
    pinpoint: str
    shown: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lent:
    """A required element that another article of the law shows for this one.

    Attributes:
        element: Element id.
        article: Key of the article that lends it.
        why: ``by reference to article 4``, ``by the definition in article 2`` ...
    """

    element: str
    article: str
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """One article tied to one provision by the machine.

    Attributes:
        article: Key of the article.
        provision: Article-level provision id.
        confidence: Calibrated, 0 to 1.
        accepted: Whether it goes into the concordance unasked; else it is a candidate.
        shown, missing: Ids of required elements found and not found in the article.
        evidence: The words that show them.
        signals: Signal name ▶ score in [0, 1].
        remarks: Sentences about guards that spoke (``Looks like Article 16, but ...``).
        findings: Paragraph by paragraph of the provision, where it is shown; only for matches that were looked into.
        lent: Elements among the missing that other articles of the law show for this one.
        precedents: Sentences that name the settled articles of other States which it is most like, the likest first.
    """

    article: str
    provision: str
    confidence: float
    accepted: bool
    shown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    signals: Mapping[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    lent: tuple[Lent, ...] = ()
    precedents: tuple[str, ...] = ()


# --- expert decisions ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Override:
    """A dated, signed expert decision; a line of a country's journal.

    Attributes:
        id: Unique in the journal.
        at: ISO 8601, UTC, to the second or finer.
        expert: Name or ORCID iD.
        country: ISO 3166-1 alpha-3.
        law, article: What it concerns; empty for a decision on a provision or pillar.
        provision: Provision id, or the pillar's name for ``set-state``.
        action: One of :data:`ACTIONS`.
        value: Status, state, relation, or the id of the decision that is withdrawn; empty for a note.
        rationale: Why, in the expert's words; the text of a note.
        source: Where the decision came from (``python``, ``cli``, ``excel:FILE``, a publication).
        fingerprint: Of the article's text when it was decided.
        supersedes: Id of the decision that was in force on the same matter when this one was taken; empty if none.
    """

    id: str
    at: str
    expert: str
    country: str
    law: str
    article: str
    provision: str
    action: Action
    value: str = ""
    rationale: str = ""
    source: str = ""
    fingerprint: str = ""
    supersedes: str = ""
