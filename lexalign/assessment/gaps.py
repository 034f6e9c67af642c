"""Gaps as drafting points: what a law should say that it does not, in our own words, with comparators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.assessment.comparators import Comparator, comparator_pool, comparators
from lexalign.assessment.values import CountryAssessment, ProvisionStatus
from lexalign.errors import DataFileError, LexalignError
from lexalign.files import provisions_dir, read_data
from lexalign.html import table_html
from lexalign.model import Basis, Element, Instrument, Option, Provision, Status
from lexalign.phrases import in_languages, joined, say
from lexalign.provisions import articles, elements_of, load_instrument

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LANGUAGES", "Drafting", "DraftingPoint", "Gap", "Gaps", "gaps", "load_drafting"]

LANGUAGES = ("en", "fr", "es")
"""Languages of the drafting points."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "provide": {"en": "Provide for this: {}.", "fr": "À prévoir : {}.", "es": "Prever lo siguiente: {}."},
    "waives": {
        "en": "May be left out by a {kind} under Article {paragraph} ({basis}).",
        "fr": "Peut être laissé de côté par une {kind} au titre de l'article {paragraph} ({basis}).",
        "es": "Puede dejarse fuera mediante una {kind} según el artículo {paragraph} ({basis}).",
    },
    "option": {
        "en": "Article {paragraph} ({kind}, {basis}): {text}.",
        "fr": "Article {paragraph} ({kind}, {basis}) : {text}.",
        "es": "Artículo {paragraph} ({kind}, {basis}): {text}.",
    },
    "reservation": {"en": "reservation", "fr": "réserve", "es": "reserva"},
    "declaration": {"en": "declaration", "fr": "déclaration", "es": "declaración"},
    "Art.": {"en": "Art.", "fr": "art.", "es": "art."},
}


@dataclass(frozen=True)
class Drafting:
    """Drafting points of one treaty.

    Attributes:
        instrument: Its id.
        points: Element id or provision id ▶ language ▶ text.
        options: Key of an option (its paragraph, and what it adds where several share it) ▶ language ▶ text.
    """

    instrument: str
    points: Mapping[str, Mapping[str, str]]
    options: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class DraftingPoint:
    """What to add to the law so that one element is there.

    Attributes:
        element: Its id.
        text: What to do, in our own words.
        options: Sentences on reservations and declarations that would leave this element out.
        fallback: No text was written for it in this language: the element's own words stand here.
    """

    element: str
    text: str
    options: tuple[str, ...] = ()
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A provision that is not in line, or only in part.

    Attributes:
        title: Of the provision, in the language asked for.
        points: One for each required element that no supporting article shows.
        untested: Nobody tested the elements (the articles are only known by name, or a verdict says no more than
            partially): the points are a list to check the law by, not findings.
        options: Sentences on the declarations and reservations that the provision admits.
        articles: Numbers of the articles there are; in brackets those that only relate.
        near: Numbers of articles that came near and that nobody decided: to be looked at before drafting.
        comparators: Articles of other States that cover the gap, the nearest first.
    """

    provision: str
    title: str
    status: Status
    basis: Basis
    points: tuple[DraftingPoint, ...]
    untested: bool
    options: tuple[str, ...]
    reason: str
    articles: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    comparators: tuple[Comparator, ...] = ()


@dataclass(frozen=True)
class Gaps:
    """The gaps of a country in the order of the treaty.

    Attributes:
        unknown: Ids of provisions without information: no gaps, but open questions.
    """

    assessment: CountryAssessment
    language: str
    gaps: tuple[Gap, ...]
    unknown: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.gaps)

    def __getitem__(self, provision: str) -> Gap:
        """Gap of one provision: ``g["6"]`` or ``g["cets185:6"]``."""
        wanted = provision if ":" in provision else f"{self.assessment.instrument.id}:{provision}"
        for gap in self.gaps:
            if gap.provision == wanted:
                return gap
        raise KeyError(provision)

    @property
    def sentence(self) -> str:
        """How many gaps and points there are, with date, rule, and what is not known."""
        short = in_languages(self.assessment.instrument.short_title) or self.assessment.instrument.id
        absent = sum(g.status is Status.NOT_IN_LINE for g in self.gaps)
        points = sum(len(g.points) for g in self.gaps if not g.untested)
        untested = sum(g.untested for g in self.gaps)
        figures = say(
            "{country}, {treaty}, as of {date}, rule {rule}: {gaps} provisions with gaps ({absent} not in line, "
            "{partial} partially), {points} drafting points.",
            country=self.assessment.name,
            treaty=short,
            date=self.assessment.as_of,
            rule=self.assessment.rule,
            gaps=len(self.gaps),
            absent=absent,
            partial=len(self.gaps) - absent,
            points=points,
        )
        if untested:
            figures += say(" Of {n} the elements were not tested: their points are to be checked.", n=untested)
        if self.unknown:
            figures += say(" Of {n} provisions there is no information, which is no gap.", n=len(self.unknown))
        return figures

    def to_frame(self) -> pd.DataFrame:
        """One row per drafting point (one per gap where it has none).

        Returns:
            Columns ``country``, ``provision``, ``title``, ``status``, ``basis``, ``element``, ``point``, ``untested``,
            ``fallback``, ``options``, ``comparators``.
        """
        import pandas as pd

        columns = ["country", "provision", "title", "status", "basis", "element", "point", "untested", "fallback"]
        columns += ["options", "comparators"]
        records = []
        for gap in self.gaps:
            head = (self.assessment.country, gap.provision, gap.title, gap.status.value, gap.basis.value)
            for point in gap.points or (DraftingPoint("", gap.reason),):
                covering = "; ".join(str(c) for c in gap.comparators if c.covers(point.element))
                options = " ".join((*point.options, *gap.options))
                row = (*head, point.element, point.text, gap.untested, point.fallback, options, covering)
                records.append(dict(zip(columns, row, strict=True)))
        return pd.DataFrame(records, columns=columns)

    def __str__(self) -> str:
        lines = [self.sentence]
        for gap in self.gaps:
            there = f"; has {', '.join(gap.articles)}" if gap.articles else ""
            lines.append(f"Art. {gap.provision.partition(':')[2]} {gap.title}: {gap.status} [{gap.basis}]{there}")
            mark = "?" if gap.untested else "-"
            lines += [f"  {mark} {' '.join((p.text, *p.options))}" for p in gap.points]
            lines += [] if gap.points else [f"  {gap.reason}"]
            lines += [f"  ({option})" for option in gap.options]
            lines += [f"  Look first at {', '.join(gap.near)}: near, and not decided."] if gap.near else []
            lines += [f"  see {comparator}" for comparator in gap.comparators]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = ["Provision", "Status", "Basis", "Drafting points", "Declarations and reservations", "Comparators"]
        rows = [
            [
                f"Art. {g.provision.partition(':')[2]} {g.title}",
                g.status.value,
                g.basis.value,
                "\n".join(points_of(g)),
                "\n".join(g.options),
                "\n".join(str(c) for c in g.comparators),
            ]
            for g in self.gaps
        ]
        return str(table_html(heads, rows, caption=self.sentence))


def points_of(gap: Gap) -> list[str]:
    """The points of a gap as sentences, those to be only checked marked as such; the reason where there is none."""
    mark = say("To be checked: ") if gap.untested else ""
    return [joined("", ("• ", mark, " ".join((p.text, *p.options)))) for p in gap.points] or [gap.reason]


def gaps(
    assessment: CountryAssessment,
    *,
    language: str = "en",
    others: int = 3,
    drafting: str | Path | None = None,
    pool: Iterable[CountryAssessment] | None = None,
) -> Gaps:
    """Say what is missing in a country's law, as points for those who draft, with articles of other States.

    Args:
        assessment: Of the country.
        language: ``en``, ``fr`` or ``es``.
        others: How many comparator articles to name for each gap; 0 for none.
        drafting: A file of your own with drafting points, for a treaty of your own say.
        pool: Assessments of other States to take comparators from; those of the bundled laws by default.

    Raises:
        LexalignError: There are no drafting points in that language.
        DataFileError: The file of drafting points does not fit the treaty.
    """
    if language not in LANGUAGES:
        raise LexalignError(
            f"there are no drafting points in the language {language!r}", fix=f"Use one of {', '.join(LANGUAGES)}."
        )
    treaty = assessment.instrument
    texts = load_drafting(treaty, drafting)
    look_in = () if others <= 0 else comparator_pool(treaty) if pool is None else tuple(pool)
    near: dict[str, list[str]] = {}
    for row in assessment.near_misses:
        near.setdefault(row.provision, []).append(row.number)
    found = []
    for one in articles(treaty):
        status = next((s for s in assessment.provisions if s.provision == one.id), None)
        if status is None or status.status not in (Status.PARTIAL, Status.NOT_IN_LINE):
            continue
        found.append(
            _gap(one, status, assessment, texts, language, others, tuple(dict.fromkeys(near.get(one.id, ()))), look_in)
        )
    unknown = tuple(s.provision for s in assessment.provisions if s.status is Status.NO_INFORMATION)
    return Gaps(assessment, language, tuple(found), unknown)


def _gap(
    one: Provision,
    status: ProvisionStatus,
    assessment: CountryAssessment,
    texts: Drafting,
    language: str,
    others: int,
    near: tuple[str, ...],
    pool: tuple[CountryAssessment, ...],
) -> Gap:
    treaty = assessment.instrument
    elements = {e.id: e for e in elements_of(treaty, one.id)}
    missing = [elements[e] for e in status.missing if e in elements]
    # Of what nobody read, or only a verdict calls partial, nothing is known to be missing: all is to be checked.
    read = any(r.basis in (Basis.MACHINE, Basis.EXPERT) and r.relation != "related" for r in status.rows)
    untested = status.status is Status.PARTIAL and not status.shown and not read
    if untested:
        missing = [e for e in elements.values() if e.required and e.kind != "mental"]
    options = _options(one, treaty)
    points = tuple(_point(e, options, texts, language) for e in missing)
    return Gap(
        provision=one.id,
        title=one.title.get(language) or one.title.get("en", ""),
        status=status.status,
        basis=status.basis,
        points=points,
        untested=untested,
        options=tuple(_option(o, options, texts, language) for o in options if not o.waives),
        reason=status.reason,
        articles=status.numbers(),
        near=() if status.rows else near,
        comparators=comparators(
            assessment.country, one.id, [e.id for e in missing], instrument=treaty, limit=others, pool=pool
        ),
    )


def _options(one: Provision, treaty: Instrument) -> tuple[Option, ...]:
    """Options of an article and of its paragraphs."""
    return tuple(o for p in treaty.provisions if one.id in (p.id, p.parent) for o in p.options)


def option_key(option: Option, beside: Sequence[Option]) -> str:
    """Key of an option in a file of drafting points: its paragraph, and what it adds where several share that."""
    alike = [o for o in beside if o.paragraph == option.paragraph]
    return f"{option.paragraph}/{option.adds[0]}" if len(alike) > 1 and option.adds else option.paragraph


def _point(element: Element, options: Sequence[Option], texts: Drafting, language: str) -> DraftingPoint:
    own = texts.points.get(element.id) or texts.points.get(element.provision) or {}
    name = element.id.partition("/")[2]
    waived = tuple(_WORDS["waives"][language].format(**_named(o, language)) for o in options if name in o.waives)
    if language in own:
        return DraftingPoint(element.id, own[language], waived)
    text = own.get("en") or _WORDS["provide"][language].format(element.text.strip().rstrip("."))
    return DraftingPoint(element.id, text, waived, fallback=True)


def _option(option: Option, beside: Sequence[Option], texts: Drafting, language: str) -> str:
    own = texts.options.get(option_key(option, beside), {}).get(language, option.text)
    return _WORDS["option"][language].format(text=own.rstrip("."), **_named(option, language))


def _named(option: Option, language: str) -> dict[str, str]:
    number, *rest = option.paragraph.split(".")
    return {
        "kind": _WORDS.get(option.kind, {}).get(language, option.kind),
        "paragraph": number + "".join(f"({part})" for part in rest),
        "basis": option.basis.replace("Art.", _WORDS["Art."][language]),
    }


# --- the files of drafting points -----------------------------------------------------------------------------------


def load_drafting(instrument: Instrument, path: str | Path | None = None) -> Drafting:
    """Read the drafting points of a treaty and check them against it.

    Args:
        instrument: The treaty.
        path: A file of your own; by default ``provisions/drafting/<id>.yaml``.

    Returns:
        The points; empty for a treaty that has no bundled file.

    Raises:
        DataFileError: A key names no element, provision or option of the treaty, a language is not known, or a text
            is empty; all faults with file and line.
        UnreadableFile: The file named is not there.
    """
    file = provisions_dir() / "drafting" / f"{instrument.id}.yaml" if path is None else Path(path)
    if path is None and not file.is_file():
        return Drafting(instrument.id, {}, {})
    # The bundled points need not fit a changed copy of a bundled treaty: there the element's own words stand in.
    names = _names(instrument if path is not None else load_instrument(instrument.id))
    return _load(file, file.stat().st_mtime_ns if file.is_file() else 0, instrument.id, names)


def _names(instrument: Instrument) -> tuple[frozenset[str], frozenset[str]]:
    """Keys that points may have, and keys that options may have."""
    points = {p.id for p in instrument.provisions} | {e.id for p in instrument.provisions for e in p.elements}
    options = {
        option_key(o, _options(a, instrument))
        for a in articles(instrument, final=True)
        for o in _options(a, instrument)
    }
    return frozenset(points), frozenset(options)


@lru_cache(maxsize=32)
def _load(path: Path, _changed: int, instrument: str, names: tuple[frozenset[str], frozenset[str]]) -> Drafting:
    from pydantic import BaseModel, ConfigDict, Field

    class DraftingFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        instrument: str
        note: str = ""
        points: dict[str, dict[str, str]] = Field(default_factory=dict)
        options: dict[str, dict[str, str]] = Field(default_factory=dict)

    data: Any
    data, place = read_data(path, DraftingFile)
    problems = []
    if data.instrument != instrument:
        problems.append(f"{place(('instrument',))}: the points are of {data.instrument}, not of {instrument}")
    points: dict[str, Mapping[str, str]] = {}
    for part, keys, given in (("points", names[0], data.points), ("options", names[1], data.options)):
        for key, texts in given.items():
            full = f"{instrument}:{key}" if part == "points" else key
            if full not in keys:
                kind = "element or provision" if part == "points" else "declaration or reservation"
                problems.append(f"{place((part, key))}: {instrument} has no {kind} {key!r}")
            for language, text in texts.items():
                if language not in LANGUAGES:
                    problems.append(
                        f"{place((part, key, language))}: unknown language {language!r}; use {', '.join(LANGUAGES)}"
                    )
                elif not text.strip():
                    problems.append(f"{place((part, key, language))}: the text is empty")
            if part == "points":
                points[full] = texts
    if problems:
        raise DataFileError(problems)
    return Drafting(instrument, points, data.options)


def without_point(instrument: Instrument) -> list[str]:
    """Ids of required elements without a drafting point of their own, or without one in some language."""
    texts = load_drafting(instrument)
    return [
        e.id
        for a in articles(instrument)
        for e in elements_of(instrument, a.id)
        if e.required and set(texts.points.get(e.id, ())) != set(LANGUAGES)
    ]
