"""Gaps as drafting points, comparators of other States, legal traditions."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_country import COMPLETE, Alignment, instrument, law, match

from lexalign.assessment import assess, assess_bundled, comparators, gaps, states
from lexalign.assessment.comparators import comparator_pool
from lexalign.assessment.gaps import LANGUAGES, load_drafting, option_key, without_point
from lexalign.assessment.traditions import TRADITIONS, likeness, traditions
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import DataFileError, LexalignError
from lexalign.laws import known_matches
from lexalign.model import Basis, LawStatus, Status
from lexalign.provisions import articles, bundled_instruments, load_instrument

DAY = "2026-11-22"
TREATY = load_instrument("cets185")


@pytest.fixture(scope="module")
def kenya() -> CountryAssessment:
    return assess_bundled("KEN", overrides=(), as_of=DAY)


def with_missing(base: CountryAssessment, provision: str, missing: tuple[str, ...]) -> CountryAssessment:
    """The assessment with one provision partially in line, and these elements missing."""
    made = tuple(
        replace(s, status=Status.PARTIAL, basis=Basis.MACHINE, missing=missing, shown=("x",)) if s.provision == provision else s
        for s in base.provisions
    )  # fmt: skip
    return replace(base, provisions=made)


# --- drafting points ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", bundled_instruments())
def test_every_required_element_has_a_point_in_each_language(name: str) -> None:
    treaty = load_instrument(name)
    assert without_point(treaty) == []
    texts = load_drafting(treaty)
    for key, found in texts.points.items():
        assert set(found) == set(LANGUAGES), key
        assert len(set(found.values())) == len(LANGUAGES), f"{key}: two languages have the same text"
        for text in found.values():
            assert text[0].isupper() and text.endswith(".") and len(text) < 330, (key, text)
    for article in articles(treaty, final=True):
        options = [o for p in treaty.provisions if article.id in (p.id, p.parent) for o in p.options]
        for option in options:
            assert set(texts.options[option_key(option, options)]) == {"fr", "es"}, option


def test_references_in_points_are_to_articles_that_exist() -> None:
    numbers = {p.id.partition(":")[2] for p in TREATY.provisions}
    for key, found in load_drafting(TREATY).points.items():
        named = [re.findall(r"\b[Aa]rt[íi]c(?:le|ulo)s?\s+(\d+)", text) for text in found.values()]
        assert named[0] == named[1] == named[2], f"{key}: the languages name other articles"
        assert {n for part in named for n in part} <= numbers | {"40", "42"}, key


def test_a_gap_has_its_points_options_and_language(kenya: CountryAssessment) -> None:
    missing = ("cets185:6.1.a.ii/code_distribution", "cets185:6.1.b/possession")
    found = {
        language: gaps(with_missing(kenya, "cets185:6", missing), language=language, others=0)["6"]
        for language in LANGUAGES
    }
    english = found["en"]
    assert [p.element for p in english.points] == list(missing)
    assert "password" in english.points[0].text and english.points[0].options == ()
    assert english.points[1].options == ("May be left out by a reservation under Article 6(3) (Art. 42).",)
    assert english.options == (
        "Article 6(1)(b) (declaration, Art. 40): asks that a certain quantity of items be held.",
    )
    assert found["fr"].points[1].options == (
        "Peut être laissé de côté par une réserve au titre de l'article 6(3) (art. 42).",
    )
    assert found["es"].options[0].startswith("Artículo 6(1)(b) (declaración, art. 40): exige")
    assert not any(p.fallback for gap in found.values() for p in gap.points)
    assert found["fr"].title == "Abus de dispositifs"


def test_gaps_are_what_is_not_in_line_and_nothing_else(kenya: CountryAssessment) -> None:
    found = gaps(kenya, others=0)
    assert {g.provision for g in found.gaps} == {
        s.provision for s in kenya.provisions if s.status in (Status.PARTIAL, Status.NOT_IN_LINE)
    }
    assert set(found.unknown) == {s.provision for s in kenya.provisions if s.status is Status.NO_INFORMATION}
    for gap in found.gaps:
        assert tuple(p.element for p in gap.points) == kenya[gap.provision].missing and not gap.untested
    frame = found.to_frame()
    assert len(frame) == sum(max(len(g.points), 1) for g in found.gaps)
    assert f"{len(found)} provisions with gaps" in found.sentence
    for form in (str(found), found._repr_html_()):
        assert found.gaps[0].points[0].text in form.replace("&#x27;", "'")


def test_articles_known_by_name_give_a_list_to_check_not_findings() -> None:
    fiji = gaps(assess_bundled("FJI", overrides=(), as_of=DAY), others=0)
    gap = fiji["2"]
    assert gap.untested and [p.element.partition("/")[2] for p in gap.points] == ["access", "without_right"]
    assert "0 drafting points" in fiji.sentence and "not tested" in fiji.sentence
    assert set(fiji.to_frame()["untested"]) == {True}
    assert "  ? " in str(fiji) and "To be checked" in fiji._repr_html_()


def test_a_verdict_of_partially_says_not_what_is_missing() -> None:
    azerbaijan = assess_bundled("AZE", overrides=(), as_of=DAY)
    assert (azerbaijan["8"].status, azerbaijan["8"].basis, azerbaijan["8"].rows) == (
        Status.PARTIAL,
        Basis.PUBLISHED,
        (),
    )
    found = gaps(azerbaijan, others=0)
    assert found["8"].untested and len(found["8"].points) == 3
    assert azerbaijan["16"].status is Status.NOT_IN_LINE and not found["16"].untested


def test_near_articles_are_named_before_anybody_drafts() -> None:
    treaty = instrument()
    done = assess(
        [Alignment(law(), treaty, (match("4", "5", accepted=False, confidence=0.1),))], as_of=DAY, completeness=COMPLETE
    )
    gap = gaps(done, others=0)["5"]
    assert gap.status is Status.NOT_IN_LINE and gap.near == ("4",) and "Look first at 4" in str(gaps(done, others=0))


def test_an_element_without_a_point_speaks_for_itself() -> None:
    done = assess([Alignment(law(), instrument(), (match("1", "2", ("conduct",)),))], as_of=DAY, completeness=COMPLETE)
    (point,) = gaps(done, others=0, language="fr")["2"].points
    assert point.fallback and point.text == "À prévoir : the object of cets185:2."


def test_a_language_without_points_is_refused(kenya: CountryAssessment) -> None:
    with pytest.raises(LexalignError, match=r"'de'.*Use one of en, fr, es"):
        gaps(kenya, language="de")


def test_wrong_points_are_named_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "instrument: cets185\npoints:\n  2/acces:\n    en: Text.\n  2/access:\n    de: Text.\n    en: ''\n"
        "options:\n  '99.1': {fr: x}\n",
        encoding="utf-8",
    )
    with pytest.raises(DataFileError) as caught:
        load_drafting(TREATY, path)
    assert [p.partition(": ")[0] for p in caught.value.problems] == [
        "mine.yaml:3",
        "mine.yaml:6",
        "mine.yaml:7",
        "mine.yaml:9",
    ]
    path.write_text("instrument: cets224\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"mine\.yaml:1: the points are of cets224, not of cets185"):
        load_drafting(TREATY, path)


def test_a_point_of_a_provision_serves_its_elements(tmp_path: Path, kenya: CountryAssessment) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("instrument: cets185\npoints:\n  6.1.b: {en: Punish holding.}\n", encoding="utf-8")
    made = with_missing(kenya, "cets185:6", ("cets185:6.1.b/possession", "cets185:6/purpose"))
    first, second = gaps(made, others=0, drafting=path)["6"].points
    assert (first.text, first.fallback) == ("Punish holding.", False)
    assert second.fallback and second.text.startswith("Provide for this: ")


# --- comparators ----------------------------------------------------------------------------------------------------


def test_comparators_come_by_tradition_then_language_then_basis(kenya: CountryAssessment) -> None:
    found = comparators("FJI", "16", ["cets185:16/preservation", "cets185:16.1/order"], limit=50)
    assert len({c.country for c in found}) == len(found) > 10, "one for each State"
    keys = [(-c.likeness, not c.same_language) for c in found]
    assert keys == sorted(keys)
    assert all(c.country != "FJI" for c in found)
    first = found[0]
    assert (first.country, first.basis, first.shown) == (
        "KEN",
        "expert",
        ("cets185:16/preservation", "cets185:16.1/order"),
    )
    assert first.number in kenya["16"].numbers()
    assert comparators("FJI", "16", limit=1) and comparators("FJI", "16", limit=0) == ()


def test_the_nearest_tradition_goes_before_the_better_basis() -> None:
    first = comparators("BEN", "2", limit=3)
    assert all(c.likeness == 3 for c in first) and all(traditions()[c.country].names[0] == "french" for c in first)
    portuguese = comparators("AGO", "2", limit=3)
    assert portuguese[0].language == "pt" and portuguese[0].same_language


def test_an_article_that_shows_nothing_of_what_is_missing_is_no_comparator() -> None:
    pool = tuple(a for a in comparator_pool(TREATY) if a.country == "KEN")
    lacking = pool[0]["19"].missing
    assert lacking
    assert all(c.country != "KEN" for c in comparators("UGA", "19", lacking, pool=pool, limit=50))
    shown = pool[0]["19"].shown[0]
    (best,) = [c for c in comparators("UGA", "19", [shown, lacking[0]], pool=pool, limit=50) if c.country == "KEN"]
    assert best.shown == (shown,) and best.covers(shown) and not best.covers(lacking[0])
    assert "shows 1 of 2" in str(best)


def test_drafts_and_repealed_laws_are_no_comparators() -> None:
    dead = {m.law for m in known_matches() if m.law_status is not LawStatus.IN_FORCE}
    assert dead
    for number in range(2, 22):
        found = comparators("NZL", str(number), limit=99)
        assert not dead & {c.law for c in found}
        assert all(c.tested or c.source for c in found)


def test_comparators_of_a_territory_and_of_an_unknown_name() -> None:
    assert comparators("GIB", "2")[0].likeness == 0, "nothing is known of its tradition"
    with pytest.raises(LexalignError):
        comparators("Atlantis", "2")


# --- traditions -----------------------------------------------------------------------------------------------------


def test_every_state_has_a_tradition_and_languages() -> None:
    known = traditions()
    assert {s.iso3 for s in states()} <= set(known)
    assert {name for t in known.values() for name in t.names} == set(TRADITIONS)
    assert not any(t.verified for t in known.values()), "verified rows need a source"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("KEN", "GBR", 3), ("SEN", "CIV", 3), ("BRA", "AGO", 3), ("ZAF", "GBR", 2), ("PHL", "USA", 2), ("FRA", "SWE", 1), ("FRA", "GBR", 0), ("KEN", "ATA", 0)],
)  # fmt: skip
def test_likeness_is_the_same_both_ways(one: str, other: str, near: int) -> None:
    assert likeness(one, other) == likeness(other, one) == near
