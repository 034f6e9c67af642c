"""provisions/ ──▶ Instrument: treaty knowledge read from YAML, checked, with file and line in every message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lexalign.errors import DataFileError, UnknownProvision, UnreadableFile
from lexalign.files import provisions_dir, read_data
from lexalign.model import Element, Formula, Instrument, NearMiss, Option, Provision

__all__ = [
    "ELEMENT_KINDS",
    "articles",
    "bundled_instruments",
    "concepts",
    "elements_of",
    "families",
    "load_instrument",
    "normal_id",
    "paragraphs",
    "provision",
]

ELEMENT_KINDS = ("conduct", "object", "mental", "qualifier", "measure", "authority", "safeguard")
DEFAULT_WITHIN = 30
_Path = tuple[str | int, ...]


@cache
def _schema() -> Any:
    """The shape of a treaty file; built late because pydantic is not needed to import lexalign."""
    from typing import Literal

    from pydantic import BaseModel, ConfigDict, Field

    class Strict(BaseModel):
        model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    class ElementEntry(Strict):
        id: str
        kind: Literal["conduct", "object", "mental", "qualifier", "measure", "authority", "safeguard"]
        requirement: Literal["required", "optional"]
        text: str = Field(min_length=3)
        shown_by: list[str] = Field(default_factory=list)
        within: int | Literal["article"] | None = None

    class OptionEntry(Strict):
        kind: Literal["declaration", "reservation"]
        paragraph: str
        basis: str
        text: str
        adds: list[str] = Field(default_factory=list)
        waives: list[str] = Field(default_factory=list)

    class NearMissEntry(Strict):
        shows: list[str] = Field(min_length=1)
        unless: list[str] = Field(default_factory=list)
        reason: str = Field(pattern=r"(?s)^It .+\.\s*$")
        within: int | Literal["article"] | None = None

    class GeneralNearMissEntry(NearMissEntry):
        pillars: list[str] = Field(min_length=1)

    class ParagraphEntry(Strict):
        id: str
        title: dict[str, str] = Field(min_length=1)
        explanation: str = ""
        elements: list[ElementEntry] = Field(default_factory=list)
        options: list[OptionEntry] = Field(default_factory=list)
        related: list[str] = Field(default_factory=list)
        requires: list[str] = Field(default_factory=list)
        excludes: list[str] = Field(default_factory=list)
        follows: list[str] = Field(default_factory=list)

    class ArticleEntry(ParagraphEntry):
        pillar: Literal[
            "definitions", "substantive", "procedural", "jurisdiction", "cooperation", "safeguards", "final"
        ]
        paragraphs: list[ParagraphEntry] = Field(default_factory=list)
        near_misses: list[NearMissEntry] = Field(default_factory=list)
        spread: bool = False

    class InstrumentFile(Strict):
        instrument: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
        title: dict[str, str] = Field(min_length=1)
        short_title: dict[str, str] = Field(min_length=1)
        signed: Any = None
        in_force: Any = None
        text_checked: bool
        source: str = ""
        row_order: list[str] = Field(default_factory=list)
        near_misses: list[GeneralNearMissEntry] = Field(default_factory=list)
        provisions: list[ArticleEntry] = Field(min_length=1)

    return InstrumentFile


@cache
def _concept_file() -> tuple[Mapping[str, str], tuple[tuple[str, ...], ...]]:
    from pydantic import create_model

    schema: Any = create_model("concepts", concepts=(dict[str, str], ...), families=(list[list[str]], ...))
    data, place = read_data(provisions_dir() / "concepts.yaml", schema)
    problems = [
        f"{place(('families', i))}: unknown concept {c!r}"
        for i, family in enumerate(data.families)
        for c in family
        if c not in data.concepts
    ]
    if problems:
        raise DataFileError(problems)
    return dict(data.concepts), tuple(tuple(family) for family in data.families)


def concepts() -> Mapping[str, str]:
    """Concept id ▶ what it means, from ``provisions/concepts.yaml``."""
    return _concept_file()[0]


def families() -> tuple[tuple[str, ...], ...]:
    """Concepts of one kind: a definition of one of them that names another makes the first word mean both."""
    return _concept_file()[1]


def bundled_instruments() -> tuple[str, ...]:
    """Ids of the instruments that come with the library."""
    return tuple(sorted(p.stem for p in provisions_dir().glob("cets*.yaml")))


def load_instrument(instrument: str | Path | Instrument = "cets185") -> Instrument:
    """Load a treaty.

    Args:
        instrument: Id of a bundled one (``cets185``), or a YAML file of your own in the same format.

    Raises:
        UnreadableFile: There is no such instrument.
        DataFileError: The file is not valid; all problems with file and line.
    """
    if isinstance(instrument, Instrument):
        return instrument
    path = Path(instrument)
    if path.suffix not in (".yaml", ".yml"):
        path = provisions_dir() / f"{instrument}.yaml"
        if not path.is_file():
            raise UnreadableFile(
                f"there is no instrument {str(instrument)!r}",
                fix=f"Bundled are {', '.join(bundled_instruments())}; your own is given as a .yaml file.",
            )
    if not path.is_file():
        raise UnreadableFile("the file does not exist", where=str(path))
    return _load(path.resolve(), path.stat().st_mtime_ns)


@cache
def _load(path: Path, _changed: int) -> Instrument:
    data, place = read_data(path, _schema())
    known = concepts()
    problems: list[str] = []
    out: list[Provision] = []
    seen: set[str] = set()

    def formulas(texts: list[str], within: int | None, at: _Path) -> tuple[Formula, ...]:
        made = []
        for i, text in enumerate(texts):
            groups = tuple(tuple(c.strip() for c in group.split("|")) for group in text.split("+"))
            problems.extend(
                f"{place((*at, i))}: unknown concept {concept!r} in {text!r} (concepts.yaml lists them)"
                for concept in (c for group in groups for c in group)
                if concept not in known
            )
            made.append(Formula(groups, within))
        return tuple(made)

    def near_misses(raw: Any, pillar: str, at: _Path) -> tuple[NearMiss, ...]:
        own = [(n, (*at, "near_misses", i)) for i, n in enumerate(raw.near_misses)]
        general = [(n, ("near_misses", i)) for i, n in enumerate(data.near_misses) if pillar in n.pillars]
        return tuple(
            NearMiss(
                formulas(n.shows, _within(n.within), (*here, "shows")),
                formulas(n.unless, None, (*here, "unless")),
                " ".join(n.reason.split()),
            )
            for n, here in (*own, *general)
        )

    def make(raw: Any, parent: str | None, pillar: str, at: _Path) -> Provision:
        pid = f"{data.instrument}:{raw.id}"
        if pid in seen:
            problems.append(f"{place(at)}: the provision {pid} stands twice")
        seen.add(pid)
        elements = []
        for i, e in enumerate(raw.elements):
            here = (*at, "elements", i)
            if e.requirement == "required" and not e.shown_by:
                problems.append(f"{place(here)}: the required element {e.id!r} has no shown_by, so nothing can show it")
            shown_by = formulas(e.shown_by, _within(e.within), (*here, "shown_by"))
            elements.append(Element(f"{pid}/{e.id}", pid, e.kind, e.requirement == "required", e.text, shown_by))
        names = [e.id for e in elements]
        problems.extend(f"{place(at)}: the element {n} stands twice" for n in {n for n in names if names.count(n) > 1})
        return Provision(
            id=pid,
            parent=parent,
            title=dict(raw.title),
            pillar=pillar,
            explanation=raw.explanation,
            elements=tuple(elements),
            options=tuple(
                Option(o.kind, o.paragraph, o.basis, o.text, tuple(o.adds), tuple(o.waives)) for o in raw.options
            ),
            related=tuple(normal_id(r, data.instrument) for r in raw.related),
            requires=formulas(raw.requires, None, (*at, "requires")),
            excludes=formulas(raw.excludes, None, (*at, "excludes")),
            follows=tuple(normal_id(r, data.instrument) for r in raw.follows),
            spread=getattr(raw, "spread", False),
            near_misses=near_misses(raw, pillar, at) if parent is None else (),
        )

    for i, raw in enumerate(data.provisions):
        at: _Path = ("provisions", i)
        article = make(raw, None, raw.pillar, at)
        out.append(article)
        for j, sub in enumerate(raw.paragraphs):
            out.append(make(sub, article.id, raw.pillar, (*at, "paragraphs", j)))
    by_id = {p.id for p in out}
    for i, row in enumerate(data.row_order):
        if f"{data.instrument}:{row}" not in by_id:
            problems.append(f"{place(('row_order', i))}: row_order names {row!r}, which is not a provision")
    pillars = {p.pillar for p in out}
    problems.extend(
        f"{place(('near_misses', i, 'pillars'))}: no provision has the pillar {name!r}"
        for i, n in enumerate(data.near_misses)
        for name in n.pillars
        if name not in pillars
    )
    problems.extend(
        f"{path.name}: {p.id} {kind} {other}, which is not a provision"
        for p in out
        for kind, others in (("is related to", p.related), ("follows", p.follows))
        for other in others
        if other.startswith(f"{data.instrument}:") and other not in by_id
    )
    if problems:
        raise DataFileError(problems)
    order = tuple(f"{data.instrument}:{n}" for n in data.row_order) or tuple(p.id for p in out if p.parent is None)
    return Instrument(
        id=data.instrument,
        title=dict(data.title),
        short_title=dict(data.short_title),
        text_checked=data.text_checked,
        source=data.source,
        row_order=order,
        provisions=tuple(out),
    )


def _within(said: int | str | None) -> int | None:
    """Words between the ends of a formula: as the file says, ``DEFAULT_WITHIN`` where it is silent, None for all."""
    return None if said == "article" else int(said or DEFAULT_WITHIN)


def normal_id(provision: str, instrument: str = "cets185") -> str:
    """``16``, ``Art. 16``, ``6(1)(a)`` or ``cets185:6.1.a`` ▶ the id the library uses."""
    text = provision.strip()
    head, colon, rest = text.rpartition(":")
    prefix = head.lower() if colon else instrument
    rest = re.sub(r"^(?:articles?|art\.?)\s*", "", rest.strip(), flags=re.IGNORECASE)
    rest = re.sub(r"[().\s]+", ".", rest).strip(".")
    return f"{prefix}:{rest}"


def provision(instrument: Instrument, provision_id: str) -> Provision:
    """One provision of an instrument.

    Raises:
        UnknownProvision: With the ids that exist.
    """
    wanted = normal_id(provision_id, instrument.id)
    for p in instrument.provisions:
        if p.id == wanted:
            return p
    known = ", ".join(p.id.partition(":")[2] for p in articles(instrument))
    raise UnknownProvision(f"{wanted} is not a provision of {instrument.id}", fix=f"Its articles are {known}.")


def articles(instrument: Instrument, *, final: bool = False) -> tuple[Provision, ...]:
    """The article-level provisions; with the final clauses only if ``final``."""
    return tuple(p for p in instrument.provisions if p.parent is None and (final or p.pillar != "final"))


def paragraphs(instrument: Instrument, article_id: str) -> tuple[Provision, ...]:
    """The paragraphs of an article that can be in line on their own."""
    return tuple(p for p in instrument.provisions if p.parent == article_id)


def elements_of(instrument: Instrument, article_id: str) -> tuple[Element, ...]:
    """Elements of an article, its own first, then those of its paragraphs."""
    own = provision(instrument, article_id)
    out: tuple[Element, ...] = own.elements
    for p in paragraphs(instrument, own.id):
        out += p.elements
    return out
