"""What a bill would change: the law in force against the law with the bill, and one text of a law against another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from lexalign.assessment.bundled import assess_bundled
from lexalign.assessment.comparison import AssessmentChange, compare_assessments
from lexalign.assessment.country import assess
from lexalign.assessment.rules import Rule
from lexalign.assessment.world import state
from lexalign.errors import LexalignError
from lexalign.laws import bundled_laws, overlay
from lexalign.matching import align
from lexalign.model import Instrument, Law, LawStatus, Override
from lexalign.provisions import load_instrument
from lexalign.review import Overrides, read_overrides

__all__ = ["bill_change", "text_change"]


def bill_change(
    country: str,
    bill: Law | Iterable[Law],
    *,
    amends: str | None = None,
    laws: Iterable[Law] | None = None,
    overrides: str | Path | Iterable[Override] | None = None,
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    instrument: str | Path | Instrument = "cets185",
) -> AssessmentChange:
    """Say what a bill would change: the assessment of the law in force beside that of the law with the bill.

    Experts' decisions on articles of an amended law go on to hold; on articles that the bill rewords they are marked
    stale, on articles that it repeals they fall. A decision on a status that the bill may have overtaken is named in
    the notes.

    Args:
        country: Code or name.
        bill: The bill, or several. A draft act that stands by itself is added to the law in force.
        amends: Id of the law that the bill amends; it is laid over that law. None for an act of its own.
        laws: The law in force; by default the bundled laws, with what sources say of others.
        overrides: Decisions, or the folder of their journals; by default the usual folder.
        rule: Counting rule.
        as_of: Date of both assessments, today by default.
        instrument: The treaty.

    Raises:
        LexalignError: There is no such law to amend, two laws have one id, or a bill is of another country.
        UnknownCountry: There is no such State.
    """
    code = state(country).iso3
    bills = [bill] if isinstance(bill, Law) else list(bill)
    base = list(bundled_laws(code) if laws is None else laws)
    notes: list[str] = []
    for one in bills:
        if one.country != code:
            raise LexalignError(f"the bill is of {one.country}, not of {code}", where=one.title or one.id)
    draft: list[Law] = []
    rest = list(base)
    if amends is None:
        draft = [_apart(one, base) for one in bills]
    else:
        target = next((law for law in base if law.id == amends), None)
        if target is None:
            at_hand = ", ".join(law.id for law in base) or "none"
            raise LexalignError(f"there is no law {amends!r} to amend", fix=f"The laws at hand are {at_hand}.")
        made = target
        for one in bills:
            made = overlay(made, one)
        issues = made.issues[len(target.issues) :]
        notes += [issue.message for issue in issues if issue.kind == "amendment"]
        made, gone = _without_repealed(made, target)
        notes += [f"Repealed by the bill, and left out of what would be: article {', '.join(gone)}."] if gone else []
        draft = [replace(made, id=target.id, status=LawStatus.DRAFT)]
        rest = [law for law in base if law.id != amends]
    if overrides is None or isinstance(overrides, str | Path):
        overrides = read_overrides(overrides)
    decisions = overrides if isinstance(overrides, Overrides) else Overrides(tuple(overrides))
    treaty = load_instrument(instrument)
    # Laws of the user's own may be the same as those that sources name: counted twice, they would hide the change.
    known = laws is None
    before = assess_bundled(
        code, overrides=decisions, rule=rule, as_of=as_of, instrument=treaty, laws=base, known=known
    )
    after = assess_bundled(
        code,
        overrides=decisions,
        rule=rule,
        as_of=as_of,
        instrument=treaty,
        laws=[*rest, *draft],
        known=known,
        with_drafts=[law.id for law in draft],
    )
    named = " and ".join(one.title or one.id for one in bills)
    return compare_assessments(before, after, labels=("law in force", f"with {named}"), notes=notes)


def text_change(
    old: Law,
    new: Law,
    *,
    overrides: Iterable[Override] = (),
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    instrument: str | Path | Instrument = "cets185",
) -> AssessmentChange:
    """Compare what two texts of one law give: two versions, a bill in two readings.

    Only these texts are looked at, so that what they do not show is without information.

    Args:
        old: The earlier text.
        new: The later text, of the same country. Both are read as if they were in force.
        overrides: Decisions; those on the old text are looked up in the new one.
        rule: Counting rule.
        as_of: Date of both assessments, today by default.
        instrument: The treaty.

    Raises:
        LexalignError: They are of two countries.
    """
    if old.country != new.country:
        raise LexalignError(
            f"the two texts are of {old.country} and {new.country}", fix="Compare texts of one country."
        )
    treaty = load_instrument(instrument)
    both = [replace(law, id=old.id, status=LawStatus.IN_FORCE, year=None) for law in (old, new)]
    first, second = (assess([align(law, treaty)], overrides, rule=rule, as_of=as_of, completeness={}) for law in both)
    labels = (f"before ({_named(old)})", f"after ({_named(new)})")
    return compare_assessments(first, second, labels=labels)


def _named(law: Law) -> str:
    return ", ".join(
        part for part in (law.title or law.id, law.version_date or (str(law.year) if law.year else "")) if part
    )


def _apart(bill: Law, base: Iterable[Law]) -> Law:
    """The bill as a draft with an id of its own."""
    taken = {law.id for law in base}
    return replace(bill, id=f"{bill.id}-bill" if bill.id in taken else bill.id, status=LawStatus.DRAFT)


def _without_repealed(made: Law, target: Law) -> tuple[Law, list[str]]:
    """The law without the articles that the bill repeals: decisions made while they applied must not save them."""
    lapsed = {a.key or a.number for a in target.articles if a.not_in_force}
    gone = [a for a in made.articles if a.not_in_force and (a.key or a.number) not in lapsed]
    kept = tuple(a for a in made.articles if a not in gone)
    return replace(made, articles=kept), [a.number for a in gone]
