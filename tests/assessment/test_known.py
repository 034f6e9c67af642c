"""What sources say of a country beside what the program and the experts say."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lexalign.assessment import assess, assess_bundled, counts, known_findings, known_overview, known_table, load_rule
from lexalign.assessment.known_matches import KnownAlignment
from lexalign.assessment.rules import KnownRule, Rule, judge
from lexalign.errors import DataFileError, LexalignError, UnknownArticle
from lexalign.files import corpora_dir
from lexalign.laws import (
    bundled_countries,
    bundled_laws,
    covered_countries,
    find_article,
    known_countries,
    known_matches,
)
from lexalign.laws.known import KnownMatch
from lexalign.model import Action, Basis, LawStatus, Override, State, Status
from lexalign.review import confirm, reject, set_status, withdraw
from lexalign.review.bundled_decisions import bundled_decisions
from tests.assessment.made_country import COMPLETE, Alignment, instrument, law, match

DAY = "2026-11-22"
ROOT = Path(__file__).resolve().parents[2]
C_PROC, STRICT = load_rule("c-proc"), load_rule("strict")
COUNCIL = {"basis": "published", "publisher": "Council of Europe"}


def named(article: str, provision: str, **more: str) -> KnownMatch:
    fields = {
        "country": "KEN", "law": "ken-act", "law_title": "Act", "language": "en", "article": article, "heading": "",
        "provision": f"cets185:{provision}", "pinpoint": f"cets185:{provision}", "relation": "principal",
        "basis": "heading", "publisher": "", "source": "s", "checked": "", "note": "", "where": "f:2",
    }  # fmt: skip
    return KnownMatch(year=2018, law_status=LawStatus.IN_FORCE, **{**fields, **more})  # type: ignore[arg-type]


def of(
    *rows: KnownMatch, id: str = "ken-act", read: bool = False, status: LawStatus = LawStatus.IN_FORCE, **more: object
):  # type: ignore[no-untyped-def]
    known: dict[tuple[str, str], tuple[KnownMatch, ...]] = {}
    for row in rows:
        known[row.number, row.provision] = (*known.get((row.number, row.provision), ()), row)
    found = replace(law(id, status=status), form="text" if read else "known")
    return KnownAlignment(found, instrument(), known=known, read=read, **more)  # type: ignore[arg-type]


def status(rule: Rule, *rows: KnownMatch, **more: object) -> tuple[Status, Basis, bool]:
    found = assess(of(*rows, **more), rule=rule, as_of=DAY, completeness={})["2"]
    return found.status, found.basis, found.at_least


# --- what a name is worth -----------------------------------------------------------------------------------------

LISTED = (Status.NO_INFORMATION, Basis.NONE, False)
READ = (Status.PARTIAL, Basis.READING, True)


@pytest.mark.parametrize(
    ("row", "c_proc", "strict"),
    [
        (COUNCIL, (Status.IN_LINE, Basis.PUBLISHED, False), (Status.PARTIAL, Basis.PUBLISHED, True)),
        (COUNCIL | {"relation": "partial"}, (Status.PARTIAL, Basis.PUBLISHED, False), (Status.PARTIAL, Basis.PUBLISHED, False)),
        ({"basis": "published", "publisher": "A university"}, (Status.PARTIAL, Basis.PUBLISHED, True), (Status.PARTIAL, Basis.PUBLISHED, True)),
        ({"basis": "heading"}, READ, LISTED),
        ({"basis": "heading", "relation": "partial"}, LISTED, LISTED),
        ({"basis": "inferred"}, LISTED, LISTED),
        ({"basis": "inferred", "checked": "2026"}, READ, READ),
        ({"basis": "heading", "checked": "2026"}, READ, READ),
        ({"basis": "heading", "checked": "2026", "relation": "partial"}, LISTED, LISTED),
    ],
)  # fmt: skip
def test_what_a_name_is_worth_the_rule_says(row: dict[str, str], c_proc: tuple, strict: tuple) -> None:  # type: ignore[type-arg]
    assert status(C_PROC, named("2", "2", **row)) == c_proc
    assert status(STRICT, named("2", "2", **row)) == strict


def test_a_reading_makes_nothing_in_line_under_any_rule() -> None:
    for rule in (C_PROC, STRICT):
        rows = [named(n, "2", basis=b, checked=c) for n in "123" for b in ("heading", "inferred") for c in ("", "2026")]
        assert status(rule, *rows)[0] is not Status.IN_LINE


def test_no_rule_file_can_make_a_reading_in_line(tmp_path: Path) -> None:
    text = (ROOT / "provisions" / "rules" / "c-proc.yaml").read_text(encoding="utf-8")
    for old, new, said in [
        ("heading: partially in line", "heading: in line", "known.heading"),
        ("inferred: listed", "inferred: in line", "known.inferred"),
        ("checked: partially in line", "checked: in line", "known.checked"),
        ("publishers: [Council of Europe]", "publishers: []", "publishers names those"),
        ("published: in line", "published: partially in line", "publishers names those"),
    ]:
        path = tmp_path / "rule.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(DataFileError, match=said):
            load_rule(path)


def test_a_rule_file_that_says_nothing_is_careful(tmp_path: Path) -> None:
    text = (ROOT / "provisions" / "rules" / "strict.yaml").read_text(encoding="utf-8")
    path = tmp_path / "rule.yaml"
    path.write_text("\n".join(line for line in text.splitlines() if not line.startswith("known:")), encoding="utf-8")
    assert load_rule(path).known == KnownRule(Status.PARTIAL, frozenset(), None, None, None)


def test_reasons_name_articles_publisher_and_what_is_not_known() -> None:
    found = assess(of(named("3(1)(a)", "2", **COUNCIL), named("3(1)(b)", "2", **COUNCIL)), as_of=DAY, completeness={})[
        "2"
    ]
    assert found.reason.startswith(
        "Articles 3(1)(a), 3(1)(b) of Act are named for it in a publication (Council of Europe)"
    )
    assert (found.shown, found.missing) == ((), ())  # of what nobody read, nothing is missing
    (row,) = found.rows
    assert (row.basis, row.confidence, len(row.known)) == (Basis.PUBLISHED, None, 2)
    listed = assess(of(named("3", "2", basis="inferred")), as_of=DAY, completeness={})["2"]
    assert "only lists" in listed.reason and [r.number for r in listed.rows] == ["3"]


@pytest.mark.parametrize("status_", [LawStatus.DRAFT, LawStatus.REPEALED])
def test_drafts_and_repealed_laws_are_listed_and_never_counted(status_: LawStatus) -> None:
    found = assess(of(named("2", "2", **COUNCIL), status=status_), as_of=DAY, completeness={})
    assert found["2"].status is Status.NO_INFORMATION and not found["2"].rows
    assert any("listed but not counted" in p for p in found.problems)
    assert found.laws[0].status is status_


def test_a_law_of_a_later_year_does_not_count_yet() -> None:
    assert (
        assess(of(named("2", "2", **COUNCIL)), as_of="2017-12-31", completeness={})["2"].status is Status.NO_INFORMATION
    )


# --- beside the program and the experts ---------------------------------------------------------------------------


def test_names_never_make_a_worse_status_of_what_was_read() -> None:
    other = of(named("1", "2"), id="ken-other")
    full = Alignment(law(), instrument(), (match("1", "2", ["conduct", "object"]),))
    some = Alignment(law(), instrument(), (match("1", "2", ["conduct"]),))
    both = assess([full, other], as_of=DAY, completeness={})["2"]
    assert (both.status, both.basis, both.at_least) == (Status.IN_LINE, Basis.MACHINE, False)
    both = assess([some, other], as_of=DAY, completeness={})["2"]
    assert (both.status, both.basis, both.at_least) == (Status.PARTIAL, Basis.MACHINE, False)
    assert both.missing == ("cets185:2/object",)
    lifted = assess([some, of(named("1", "2", **COUNCIL), id="ken-other")], as_of=DAY, completeness={})["2"]
    assert (lifted.status, lifted.basis) == (Status.IN_LINE, Basis.PUBLISHED)
    assert "recognised 1 of 2" in lifted.reason  # both are told


def test_a_named_article_keeps_a_provision_from_being_called_absent() -> None:
    read = of(named("3", "2", basis="inferred"), read=True)
    found = assess(read, as_of=DAY, completeness=COMPLETE)
    assert found["2"].status is Status.NO_INFORMATION and "article 3 may be it" in found["2"].reason
    assert found["3"].status is Status.NOT_IN_LINE
    assert [(r.number, r.basis) for r in found.near_misses] == [("3", Basis.READING)]  # to be looked at, not counted
    elsewhere = [Alignment(law(), instrument()), of(named("3", "2", basis="inferred"), id="ken-other")]
    found = assess(elsewhere, as_of=DAY, completeness=COMPLETE)
    assert found["2"].status is Status.NO_INFORMATION and "which the rule only lists" in found["2"].reason
    assert found["3"].status is Status.NOT_IN_LINE


def test_where_the_law_was_read_rows_are_not_doubled() -> None:
    read = of(named("1", "2", **COUNCIL), read=True, matches=(match("1", "2", ["conduct"]),))
    (row,) = assess(read, as_of=DAY, completeness={})["2"].rows
    assert (row.basis, len(row.known)) == (Basis.MACHINE, 1)
    assert assess(read, as_of=DAY, completeness={})["2"].status is Status.PARTIAL


@pytest.mark.parametrize(
    ("action", "value", "wanted"),
    [
        (Action.CONFIRM, "full", (Status.IN_LINE, Basis.EXPERT)),
        (Action.CONFIRM, "partial", (Status.PARTIAL, Basis.EXPERT)),
        (Action.CONFIRM, "related", (Status.NO_INFORMATION, Basis.EXPERT)),
        (Action.REJECT, "", (Status.NO_INFORMATION, Basis.EXPERT)),
    ],
)
def test_an_expert_beats_a_source(action: Action, value: str, wanted: tuple[Status, Basis]) -> None:
    decision = Override("1", "2026-11-01", "A", "KEN", "ken-act", "2", "cets185:2", action, value, "r")
    found = assess(of(named("2", "2", **COUNCIL)), [decision], as_of=DAY, completeness={})["2"]
    assert (found.status, found.basis, found.at_least) == (*wanted, False)
    set_ = Override("1", "2026-11-01", "A", "KEN", "", "", "cets185:2", Action.SET_STATUS, "not in line", "r")
    found = assess(of(named("2", "2")), [set_], as_of=DAY, completeness={})["2"]
    assert (found.status, found.basis, found.at_least) == (Status.NOT_IN_LINE, Basis.EXPERT, False)


# --- bounds -------------------------------------------------------------------------------------------------------


def test_at_least_opens_the_upper_bound_and_nothing_else() -> None:
    substantive = C_PROC.pillars["substantive"]
    half = dict.fromkeys(substantive.provisions, Status.PARTIAL)
    closed, open_ = judge(substantive, half), judge(substantive, half, at_least=set(half))
    assert (closed.state, closed.upper) == (State.PARTIALLY, State.PARTIALLY)
    assert (open_.state, open_.lower, open_.upper) == (State.PARTIALLY, State.PARTIALLY, State.LARGELY)


@given(st.lists(st.sampled_from(Status), min_size=10, max_size=10), st.sets(st.integers(0, 9)), st.floats(0.3, 1.0))
def test_at_least_never_changes_the_state_for_the_better(found: list[Status], open_: set[int], share: float) -> None:
    substantive = C_PROC.pillars["substantive"]
    statuses = dict(zip(substantive.provisions, found, strict=True))
    at_least = {substantive.provisions[i] for i in open_}
    before, after = (judge(substantive, statuses, largely=share, at_least=a) for a in ((), at_least))
    rank = [State.NO_INFORMATION, State.NOT_IN_PLACE, State.PARTIALLY, State.LARGELY]
    assert rank.index(after.state) <= rank.index(before.state)
    assert (after.lower, after.lower_share) == (before.lower, before.lower_share)
    assert rank.index(after.upper) >= rank.index(before.upper)


# --- the bundled States -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def assessed() -> dict[str, object]:
    return {code: assess_bundled(code, overrides=[], as_of=DAY) for code in covered_countries()}


def test_all_show_and_a_reading_is_never_in_line(assessed: dict) -> None:  # type: ignore[type-arg]
    assert len(assessed) == len({*known_countries(), *bundled_countries()}) == 62
    for a in assessed.values():
        for s in a.provisions:
            assert s.basis is not Basis.READING or (s.status is Status.PARTIAL and s.at_least), (a.country, s.provision)
            assert not (s.status is Status.NOT_IN_LINE and any(r.known for r in s.rows)), (a.country, s.provision)


def test_published_words_on_the_state_of_legislation_are_borne_out(assessed: dict, shared: Path) -> None:  # type: ignore[type-arg]
    # The Council of Europe's own words on a pillar, against what its naming of articles gives under its rule.
    with (shared / "facts" / "published_state_of_legislation.csv").open(encoding="utf-8", newline="") as table:
        said = {row["iso3"]: row for row in csv.DictReader(table)}
    words = {State.LARGELY: "largely", State.PARTIALLY: "partially", State.NOT_IN_PLACE: "not"}
    checked = 0
    for code, row in said.items():
        if code not in assessed:
            continue
        for pillar in ("substantive", "procedural"):
            found = assessed[code].pillars[pillar]
            if found.basis is Basis.PUBLISHED and found.state in words and row[pillar] != "unknown":
                checked += 1
                assert words[found.state] == row[pillar], (code, pillar)
            elif row[pillar] == "largely":
                assert found.upper is State.LARGELY, (code, pillar)
    assert checked >= 4


def test_the_count_says_on_what_it_rests(assessed: dict) -> None:  # type: ignore[type-arg]
    made = counts(assessed.values(), as_of=DAY)
    row = made["substantive"]
    assert row.largely == row.machine + row.expert + row.published + row.presumed + row.reading
    assert row.reading == 0 and row.published >= 4
    points = {p.share: p for p in made.sensitivity if p.pillar == "substantive"}
    assert points[0.75].largely == row.largely and points[0.75].fixed < row.published
    assert points[1.0].largely < row.largely  # published articles are judged anew at every share


def test_agreement_with_the_program(assessed: dict) -> None:  # type: ignore[type-arg]
    found = {f: f for f in known_findings(assessed["KEN"])}
    act = [f for f in found if f.law == "ken-cmca-2018" and f.outcome != "extra"]
    assert len(act) == 12 and sum(f.outcome == "found" for f in act) >= 10
    assert {f.outcome for f in found if f.law == "ken-ccb-2017"} == {"draft"}
    assert all(f.match is None for f in found if f.outcome == "extra")
    assert len([f for f in found if f.match]) == len(known_matches("KEN"))
    assert {f.outcome for f in known_findings(assessed["MUS"])} == {"counted"}
    assert {f.outcome for f in known_findings(assessed["CPV"])} == {"counted"}
    assert {f.outcome for f in known_findings(assessed["NOR"])} == {"listed"}
    with pytest.raises(LexalignError, match="under c-proc"):
        known_findings(assessed["KEN"], rule="strict")


def test_without_known_concordances_only_bundled_laws_speak() -> None:
    assert len(assess_bundled("KEN", overrides=[], known=False, as_of=DAY).laws) == 1
    with pytest.raises(LexalignError, match="no law of Burkina Faso is bundled"):
        assess_bundled("BFA", overrides=[], known=False)


# --- bundled decisions --------------------------------------------------------------------------------------------


def test_the_bundled_decisions_are_the_labels(shared: Path) -> None:
    files = {}
    for one in bundled_laws():
        card = yaml.safe_load((corpora_dir() / one.country / f"{one.id}.yaml").read_text(encoding="utf-8"))
        files[card["source"].get("file")] = one
    labels: dict[tuple[str, str, str], int] = {}
    absent = []
    with (shared / "gold" / "matches.csv").open(encoding="utf-8", newline="") as table:
        for r in csv.DictReader(table):
            one = files.get(r["law_file"])
            if one is None or not 1 <= int(r["grade"]) <= 2:
                continue
            try:
                article = find_article(one, r["article"])
            except UnknownArticle:
                absent.append(r)  # of a code only a selection is digested
                continue
            cell = (one.id, article.key or article.number, r["provision"])
            labels[cell] = max(labels.get(cell, 0), int(r["grade"]))
    found = {(o.law, o.article, o.provision): o for o in bundled_decisions() if o.action is not Action.REJECT}
    assert found.keys() == labels.keys()
    assert len({o.country for o in found.values()}) == 18
    assert sum(r["grade"] == "2" for r in absent) <= 1
    # Grade 2 says which article is the principal one, not that all the provision asks is in it.
    differing = {k for k, o in found.items() if o.value != {2: "principal", 1: "related"}[labels[k]]}
    assert differing == {("phl-ra-10175", "12", "cets185:20")}  # void since 2014: it supports nothing
    assert not bundled_decisions().problems


def test_bundled_decisions_never_lift_a_status_above_what_the_elements_show() -> None:
    for country in bundled_countries():
        plain = assess_bundled(country, overrides=[], bundled_decisions=False, as_of=DAY)
        with_them = assess_bundled(country, overrides=[], as_of=DAY)
        for after in with_them.provisions:
            if after.status is Status.IN_LINE:
                assert not after.missing, (country, after.provision)
            assert not after.conflict
        assert not plain.overrides
        read = [law for law in with_them.laws if law.form == "digest" and law.status is LawStatus.IN_FORCE]
        assert with_them.overrides or not read


def test_a_decision_of_the_user_takes_the_place_of_a_bundled_one(tmp_path: Path) -> None:
    ken = bundled_laws("KEN")[0]
    one = reject(ken, "14", "2", expert="A", rationale="r", folder=tmp_path, at="2020-01-01")  # older than the bundled
    found = assess_bundled("KEN", overrides=tmp_path, as_of=DAY)
    assert not any(p.startswith("Experts differ") for p in found.problems)
    assert "14" not in [r.article for r in found["2"].rows] and not found["2"].conflict
    gave_way = [o for o in found.overrides if one.id in o.source]
    assert [(o.article, o.provision) for o in gave_way] == [("14", "cets185:2")]  # silent, but listed
    withdraw("KEN", one.id, expert="A", rationale="r", folder=tmp_path)
    again = assess_bundled("KEN", overrides=tmp_path, as_of=DAY)
    (row,) = [r for r in again["2"].rows if r.article == "14"]
    assert row.relation == "principal" and row.decision  # the bundled one holds again
    assert not [o for o in again.overrides if "gave way" in o.source]


def test_two_users_who_differ_are_a_conflict_and_the_bundled_one_takes_no_side(tmp_path: Path) -> None:
    ken = bundled_laws("KEN")[0]
    confirm(ken, "14", "2", expert="A", rationale="r", folder=tmp_path, at="2026-01-01")
    reject(ken, "14", "2", expert="B", rationale="r", folder=tmp_path, at="2026-01-02")
    found = assess_bundled("KEN", overrides=tmp_path, as_of=DAY)
    (said,) = [p for p in found.problems if p.startswith("Experts differ")]
    assert "maintainers" not in said and found["2"].conflict
    set_status("KEN", "2", "in line", expert="C", rationale="r", folder=tmp_path, at="2026-01-03")
    assert assess_bundled("KEN", overrides=tmp_path, as_of=DAY)["2"].basis is Basis.EXPERT


def test_bundled_decisions_are_of_their_date_and_of_law_in_force() -> None:
    assert not assess_bundled("KEN", overrides=[], as_of="2026-11-21").overrides
    assert not assess_bundled("MUS", overrides=[], as_of=DAY).overrides  # the digested Act is repealed


def test_a_bad_file_of_decisions_is_named(tmp_path: Path) -> None:
    place = tmp_path / "XXA"
    place.mkdir()
    lines = (ROOT / "corpora" / "KEN" / "decisions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (place / "decisions.csv").write_text("".join(lines[:2]) + "broken\n", encoding="utf-8")
    found = bundled_decisions(folder=tmp_path)
    assert not found.decisions
    assert "XXA/decisions.csv:3" in found.problems[0] and "is about KEN" in found.problems[1]


# --- overview -----------------------------------------------------------------------------------------------------


def test_the_table_in_the_readme_is_current() -> None:
    assert known_table() in (ROOT / "corpora" / "README.md").read_text(encoding="utf-8"), (
        "corpora/README.md is behind: put the output of `lexalign known --table` into it"
    )


def test_the_overview_adds_up() -> None:
    found = known_overview()
    assert sum(sum(c.rows.values()) for c in found) == len(known_matches())
    assert {c.country for c in found if c.read} == {law.country for law in bundled_laws()}
    (jamaica,) = [c for c in found if c.country == "JAM"]
    assert jamaica.provisions == 0 and "[repealed]" in jamaica.named[0]


def test_numbers_in_brackets_support_nothing() -> None:
    related = Override("1", "2026-11-01", "A", "KEN", "ken-act", "2", "cets185:2", Action.CONFIRM, "related", "r")
    some = Alignment(law(), instrument(), (match("1", "2", ["conduct"]), match("2", "2", ["object"])))
    assert assess(some, [related], as_of=DAY, completeness={})["2"].numbers() == ("1", "(2)")
    listed = of(named("5", "2", basis="inferred"), id="ken-other")
    assert assess(listed, as_of=DAY, completeness={})["2"].numbers() == ("(5)",)
