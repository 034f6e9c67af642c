"""Statuses of paragraphs follow from what is known of the article, and from no more than that."""

from __future__ import annotations

import pytest
from made_country import COMPLETE, UNKNOWN, Alignment, Journal, instrument, law, match

from lexalign.assessment import assess, assess_bundled, matrix
from lexalign.assessment.paragraphs import with_paragraphs
from lexalign.errors import LexalignError
from lexalign.model import Action, Basis, Override, Status

DAY = "2026-11-22"
TREATY = instrument()
BOTH = ("6.1/conduct", "6.1/object", "6.2/conduct", "6.2/object")


def statuses(shown: tuple[str, ...], completeness=COMPLETE, overrides: tuple[Override, ...] = ()):  # type: ignore[no-untyped-def]
    found = (match("1", "6", shown),) if shown else ()
    done = assess([Alignment(law(), TREATY, found)], overrides, as_of=DAY, completeness=completeness)
    made = with_paragraphs(done, completeness=completeness)
    return [(made[p].status, made[p].basis) for p in ("6", "6.1", "6.2")]


M, N = Basis.MACHINE, Basis.NONE


@pytest.mark.parametrize(
    ("shown", "completeness", "expected"),
    [
        (BOTH, COMPLETE, [(Status.IN_LINE, M)] * 3),
        (BOTH[:2], COMPLETE, [(Status.PARTIAL, M), (Status.IN_LINE, M), (Status.NOT_IN_LINE, M)]),
        (BOTH[:2], UNKNOWN, [(Status.PARTIAL, M), (Status.IN_LINE, M), (Status.NO_INFORMATION, N)]),
        (BOTH[:1], COMPLETE, [(Status.PARTIAL, M), (Status.PARTIAL, M), (Status.NOT_IN_LINE, M)]),
        ((), COMPLETE, [(Status.NOT_IN_LINE, M)] * 3),
        ((), UNKNOWN, [(Status.NO_INFORMATION, N)] * 3),
    ],
)
def test_paragraphs_by_elements(shown, completeness, expected) -> None:  # type: ignore[no-untyped-def]
    assert statuses(shown, completeness) == expected


def test_an_experts_word_on_the_whole_holds_for_the_parts() -> None:
    journal = Journal()
    decision = Override("d", journal.at(), "Anna", "KEN", "", "", "cets185:6", Action.SET_STATUS, "in line", "Why.")
    assert statuses(BOTH[:1], COMPLETE, (decision,)) == [(Status.IN_LINE, Basis.EXPERT)] * 3


def test_of_articles_known_by_name_the_parts_are_unknown() -> None:
    made = with_paragraphs(assess_bundled("FJI", overrides=(), as_of=DAY))
    assert made["16"].status is Status.PARTIAL
    assert {made[p].status for p in ("16.1", "16.2", "16.3")} == {Status.NO_INFORMATION}
    assert "nobody tested" in made["16.1"].reason


def test_elements_of_the_article_hold_for_its_parts() -> None:
    """Article 20 asks that collection be in real time: a part that shows all its own is not in line without that."""
    kenya = assess_bundled("KEN", overrides=(), as_of=DAY)
    assert kenya["20"].status is Status.IN_LINE
    from dataclasses import replace

    lacking = "cets185:20/real_time"
    cut = replace(
        kenya["20"], status=Status.PARTIAL, basis=Basis.MACHINE, missing=(lacking,), shown=tuple(e for e in kenya["20"].shown if e != lacking)
    )  # fmt: skip
    made = with_paragraphs(
        replace(kenya, provisions=tuple(cut if s.provision == "cets185:20" else s for s in kenya.provisions))
    )
    assert made["20.1.a"].status is Status.PARTIAL and "all its parts" in made["20.1.a"].reason


def test_a_matrix_shows_paragraphs_on_request() -> None:
    assessed = [assess_bundled(code, overrides=(), as_of=DAY) for code in ("KEN", "RWA")]
    plain, parts = matrix(assessed, pillar="procedural"), matrix(assessed, pillar="procedural", with_parts=True)
    assert set(plain.columns) < set(parts.columns)
    at = parts.columns.index("cets185:19")
    assert parts.columns[at + 1] == "cets185:19.1" and "cets185:16.1" in parts.columns
    assert "cets185:19.5" not in parts.columns, "nothing is required there, so nothing can be said"
    assert list(parts.to_frame().columns[:2]) == ["name", "cets185:14"]
    assert len(parts.to_tidy()) == 2 * len(parts.columns)
    for code in ("KEN", "RWA"):
        assert parts.status(code, "19").status is plain.status(code, "19").status
    with pytest.raises(LexalignError):
        plain.status("KEN", "19.1")
