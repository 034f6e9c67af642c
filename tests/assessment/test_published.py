from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_country import COMPLETE, Alignment, instrument, law, match

from lexalign.assessment import assess, assess_bundled, counts, known_countries, load_rule, published
from lexalign.assessment.published import published_countries, read_published_states, read_published_statuses
from lexalign.assessment.rules import Rule
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import CorpusError, DataFileError, LexalignError
from lexalign.model import Action, Basis, Match, Override, State, Status

TREATY = instrument()
SEEN = ("conduct", "object")
DAY = "2026-11-22"


def run(
    country: str,
    matches: Iterable[Match] = (),
    overrides: Iterable[Override] = (),
    *,
    rule: str | Rule = "c-proc",
    as_of: str = DAY,
    complete: bool = False,
    presume: str | None = None,
) -> CountryAssessment:
    alignment = Alignment(law(f"{country.lower()}-act", country), TREATY, tuple(matches))
    said = COMPLETE if complete else {}
    return assess([alignment], overrides, rule=rule, as_of=as_of, completeness=said, presume=presume)


def decision(country: str, action: Action, provision: str, value: str, source: str = "") -> Override:
    at = "2026-11-01T00:00:00Z"
    return Override(provision, at, "Anna", country, "", "", provision, action, value, "Read it.", source)


def test_published_verdicts_fill_what_nothing_else_says() -> None:
    found = run("AZE")
    assert (found["2"].status, found["2"].basis) == (Status.IN_LINE, Basis.PUBLISHED)
    assert (found["9"].status, found["9"].basis) == (Status.PARTIAL, Basis.PUBLISHED)
    assert (found["17"].status, found["17"].basis) == (Status.NOT_IN_LINE, Basis.PUBLISHED)
    assert "Council of Europe (undated)" in found["2"].reason and "https://" in found["2"].reason
    assert (found["13"].status, found["13"].basis) == (Status.NO_INFORMATION, Basis.NONE)
    one, two = found.pillars["substantive"], found.pillars["procedural"]
    assert (one.state, one.basis, one.lower) == (State.LARGELY, Basis.PUBLISHED, State.LARGELY)
    assert (two.state, two.basis) == (State.NOT_IN_PLACE, Basis.PUBLISHED)
    assert found.problems == ()


def test_the_law_itself_goes_before_what_is_published() -> None:
    found = run("AZE", [match("1", "9", SEEN), match("2", "8", SEEN[:1])], complete=True)
    assert (found["9"].status, found["9"].basis) == (Status.IN_LINE, Basis.MACHINE)
    assert "It differs: Published" in found["9"].reason
    # The same on both sides is no difference; what the complete law lacks is, and stays what it is.
    assert (found["8"].status, found["8"].basis) == (Status.PARTIAL, Basis.MACHINE)
    assert (found["2"].status, found["2"].basis) == (Status.NOT_IN_LINE, Basis.MACHINE)
    differing = [p for p in found.problems if "has published" in p]
    assert any(
        p.startswith("Article 9 is in line here (machine); the Council of Europe has published partially")
        for p in differing
    )
    assert any(p.startswith("Article 2 is not in line here (machine)") for p in differing)
    assert not any(p.startswith("Article 8 ") for p in differing)
    pillar = found.pillars["substantive"]
    assert (pillar.state, pillar.basis) == (State.NOT_IN_PLACE, Basis.MACHINE)
    assert any(p.startswith("Substantive law is not in place here (machine); the Council") for p in differing)


def test_an_expert_goes_before_what_is_published() -> None:
    found = run("AZE", overrides=[decision("AZE", Action.SET_STATUS, "cets185:2", "not in line")])
    assert (found["2"].status, found["2"].basis) == (Status.NOT_IN_LINE, Basis.EXPERT)
    assert any(p.startswith("Article 2 is not in line here (expert)") for p in found.problems)
    found = run("AZE", overrides=[decision("AZE", Action.SET_STATE, "procedural", "no information")])
    pillar = found.pillars["procedural"]
    assert (pillar.state, pillar.basis) == (State.NO_INFORMATION, Basis.EXPERT)
    assert any(p.startswith("Procedural law is no information here (expert)") for p in found.problems)


def test_decisions_that_cite_a_publication_are_decisions() -> None:
    said = [decision("AZE", Action.SET_STATUS, f"cets185:{n}", "in line", "https://example.org") for n in range(16, 22)]
    found = run("AZE", overrides=said)
    pillar = found.pillars["procedural"]
    assert (pillar.state, pillar.basis) == (State.LARGELY, Basis.PUBLISHED)
    assert any(p.startswith("Procedural law is largely in place here (published); the Council") for p in found.problems)


def test_what_is_found_in_law_moves_the_pillar_with_the_rest_published() -> None:
    """One article of law beside published verdicts: the pillar is computed from both, and rests on the weaker."""
    found = run("AZE", [match("1", "11", SEEN)])
    pillar = found.pillars["substantive"]
    assert (pillar.state, pillar.basis) == (State.LARGELY, Basis.MACHINE)


def test_a_statement_on_most_articles_is_no_verdict_on_each() -> None:
    found = run("WSM")
    assert (found["2"].status, found["2"].basis) == (Status.NO_INFORMATION, Basis.NONE)
    assert "without saying which" in found["2"].reason
    assert (found["10"].status, found["10"].basis) == (Status.NOT_IN_LINE, Basis.PUBLISHED)
    assert found.pillars["substantive"].state is State.LARGELY
    assert found.pillars["procedural"].basis is Basis.NONE


def test_only_the_publishers_of_the_rule_fill() -> None:
    assert published("CRI").states[0].states["substantive"] is State.LARGELY
    assert run("CRI").pillars["substantive"].state is State.NO_INFORMATION
    everybody = replace(load_rule(), published=replace(load_rule().published, publishers=frozenset()))
    assert run("CRI", rule=everybody).pillars["substantive"].basis is Basis.PUBLISHED


def test_the_strict_rule_leaves_publications_aside() -> None:
    found = run("AZE", rule="strict")
    assert {s.basis for s in found.provisions} == {Basis.NONE}
    assert {p.basis for p in found.pillars.values()} == {Basis.NONE}


def test_what_was_published_later_does_not_count_earlier() -> None:
    assert run("FJI", as_of="2021-11-30").pillars["substantive"].state is State.NO_INFORMATION
    assert run("FJI", as_of="2021-12-31").pillars["substantive"].state is State.LARGELY
    # What has no date counts from the day by which it had been read.
    assert run("GEO", as_of="2026-11-21")["2"].basis is Basis.NONE
    assert run("GEO", as_of=DAY)["2"].basis is Basis.PUBLISHED


def test_published_of_says_all_with_sources() -> None:
    found = published("Azerbaijan")
    assert (len(found.statuses), len(found.states)) == (17, 1)
    frame = found.to_frame()
    assert len(frame) == 19 and all(frame["source"].str.startswith("http"))
    assert not published("KEN") and published("PLW")
    assert "PLW" not in published_countries()
    assert not published("FJI", before=date(2021, 1, 1)).states


def test_the_tables_say_what_their_sources_say(shared: Path) -> None:
    words = {"implemented": Status.IN_LINE, "partial": Status.PARTIAL, "not": Status.NOT_IN_LINE}
    held = {(v.iso3, v.provision): v for c in published_countries() for v in published(c).statuses}
    with (shared / "gold" / "published_status_by_article.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == len(held) == 85
    for row in rows:
        verdict = held[row["iso3"], f"cets185:{row['convention_article']}"]
        assert (verdict.status, verdict.source) == (words[row["status"]], row["source_url"])
        assert (verdict.scope == "article") == (row["basis"] == "article_named")
        assert len(row["wording"]) < 12 or row["wording"].casefold() not in verdict.remark.casefold()
    states = {"largely": State.LARGELY, "partially": State.PARTIALLY, "not": State.NOT_IN_PLACE}
    with (shared / "facts" / "published_state_of_legislation.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 19
    for row in rows:
        (told,) = published(row["iso3"]).states
        for pillar in ("substantive", "procedural"):
            assert told.states[pillar] is states.get(row[pillar], State.NO_INFORMATION), row


# --- presumed -----------------------------------------------------------------------------------------------------


def test_presumption_is_off_unless_asked_for() -> None:
    assert run("FRA").pillars["substantive"].basis is Basis.NONE
    with pytest.raises(CorpusError):
        assess_bundled("FRA")


def test_a_party_is_presumed_in_a_named_scenario() -> None:
    found = run("FRA", presume="parties")
    assert found.rule == "c-proc/1+presumed-parties"
    pillar = found.pillars["procedural"]
    assert (pillar.state, pillar.basis) == (State.LARGELY, Basis.PRESUMED)
    # A presumption is no knowledge: the bounds stay as wide as they were.
    assert (pillar.lower, pillar.upper) == (State.NOT_IN_PLACE, State.LARGELY)
    assert "As known on 2024-10-31" in pillar.reason
    assert {s.basis for s in found.provisions} == {Basis.NONE}
    assert run("FRA", as_of="2006-04-30", presume="parties").pillars["substantive"].basis is Basis.NONE
    assert run("IRL", presume="parties").pillars["substantive"].basis is Basis.NONE


def test_a_presumption_never_stands_over_anything_known() -> None:
    assert run("AZE", presume="parties").pillars["procedural"].state is State.NOT_IN_PLACE
    for value in ("not in place", "no information"):
        said = [decision("FRA", Action.SET_STATE, "procedural", value)]
        pillar = run("FRA", overrides=said, presume="parties").pillars["procedural"]
        assert (pillar.state.value, pillar.basis) == (value, Basis.EXPERT)
    law = run("FRA", [match("1", str(n), SEEN) for n in range(2, 12)], complete=True, presume="parties")
    assert law.pillars["substantive"].basis is Basis.MACHINE


def test_scenarios_are_never_mixed_and_named_everywhere() -> None:
    plain, presumed = run("FRA"), run("DEU", presume="parties")
    for presume in (None, "parties"):
        with pytest.raises(LexalignError, match="cannot be counted"):
            counts([plain, presumed], presume=presume)
    found = counts([presumed, run("AZE", presume="parties")], presume="parties")
    row = found["substantive"]
    assert (row.largely, row.presumed, row.published, row.lower) == (2, 1, 1, 1)
    assert "(the lower bound)" not in str(found)
    assert "(the lower bound)" in str(counts([plain]))
    for text in (str(found), found._repr_html_()):
        assert "not in the lower bound" in text
        assert "c-proc/1+presumed-parties" in text
        assert "Scenario parties" in text and "As known on 2024-10-31" in text and "1 presumed" in text
    assert set(found.to_frame()["rule"]) == {"c-proc/1+presumed-parties"}
    with pytest.raises(LexalignError, match="strict/1 has no scenario 'parties'"):
        run("FRA", rule="strict", presume="parties")


def test_who_is_known() -> None:
    plain = known_countries([])
    assert {"KEN", "AZE", "FJI"} <= set(plain) and not {"FRA", "CRI", "PLW"} & set(plain)
    assert "FRA" in known_countries([decision("FRA", Action.SET_STATE, "substantive", "largely in place")])
    assert {"FRA", "DEU"} <= set(known_countries([], presume="parties"))
    assert "AZE" not in known_countries([], rule="strict")


# --- wrong tables -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("ZZZ,2021,no,2026-11-22,largely in place,no information,Us,worded,R.,u", "'ZZZ'"),
        ("KEN,2021,no,2026-11-22,largely,no information,Us,worded,R.,u", "'largely'"),
        ("KEN,2021,no,2026,largely in place,no information,Us,worded,R.,u", "read_by must be a day"),
        ("KEN,,yes,2026-11-22,largely in place,no information,Us,worded,R.,u", "there is no date"),
        ("KEN,2021,no,2026-11-22,no information,no information,Us,worded,R.,u", "basis is none where"),
        ("KEN,2021,no,2026-11-22,largely in place,no information,Us,worded,R.,", "source is empty"),
    ],
)
def test_a_wrong_row_of_states_is_named(tmp_path: Path, row: str, words: str) -> None:
    path = tmp_path / "p.csv"
    head = "iso3,as_of,or_later,read_by,substantive,procedural,publisher,basis,remark,source"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        read_published_states(path)
    assert any(p.startswith("p.csv:2: ") and words in p for p in error.value.problems), error.value.problems


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("KEN,6,2021,no,2026-11-22,in line,Us,article,,u", "not a provision"),
        ("KEN,cets185:6,2021,no,2026-11-22,no information,Us,article,,u", "'no information'"),
        ("KEN,cets185:6,2021,no,2026-11-22,in line,Us,some,,u", "'some' in the column scope"),
        ("KEN,cets185:6,2021,no,2026-11-22,in line,,article,,u", "publisher is empty"),
    ],
)
def test_a_wrong_row_of_statuses_is_named(tmp_path: Path, row: str, words: str) -> None:
    path = tmp_path / "p.csv"
    head = "iso3,provision,as_of,or_later,read_by,status,publisher,scope,remark,source"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        read_published_statuses(path)
    assert any(p.startswith("p.csv:2: ") and words in p for p in error.value.problems), error.value.problems
