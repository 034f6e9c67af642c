from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_country import COMPLETE, Alignment, instrument, law, match
from typer.testing import CliRunner

from lexalign.assessment import assess, counts, legislation, legislation_counts, load_rule, matrix
from lexalign.assessment.values import CountryAssessment
from lexalign.cli import app
from lexalign.errors import DataFileError, LexalignError
from lexalign.files import provisions_dir
from lexalign.model import Action, Basis, LawStatus, Match, Override, State, Status
from lexalign.provisions import articles, load_instrument
from lexalign.reports.rules import rule_lines

TREATY = instrument()
SEEN = ("conduct", "object")
DAY = "2026-11-22"
RULE = load_rule("unctad")


def run(
    country: str,
    *matches: Match,
    status: LawStatus = LawStatus.IN_FORCE,
    kind: str = "other",
    complete: bool = False,
    decisions: tuple[Override, ...] = (),
    presume: str | None = None,
) -> CountryAssessment:
    text = replace(law(f"{country.lower()}-act", country, status=status), kind=kind)
    said = COMPLETE if complete else {}
    made = [Alignment(text, TREATY, matches)]
    return assess(made, decisions, as_of=DAY, completeness=said, presume=presume)


def decide(country: str, action: Action, provision: str, value: str) -> Override:
    return Override(provision, "2026-11-01T00:00:00Z", "Anna", country, "", "", provision, action, value, "Read it.")


def test_one_article_in_force_is_legislation() -> None:
    found = legislation(run("KEN", match("1", "5", SEEN[:1])))
    assert (found.kind, found.word, found.basis, found.rule) == ("has", "has legislation", Basis.MACHINE, "unctad/1")
    assert "Article 5" in found.reason


@pytest.mark.parametrize("provision", ["9", "10", "19", "13", "15"])
def test_what_general_law_has_everywhere_is_none(provision: str) -> None:
    assert legislation(run("KEN", match("1", provision, SEEN))).kind == "unknown"


def test_a_candidate_or_a_rejected_article_is_none() -> None:
    assert legislation(run("KEN", match("1", "5", SEEN, accepted=False))).kind == "unknown"
    no = Override("1", "2026-11-01T00:00:00Z", "Anna", "KEN", "ken-act", "1", "cets185:5", Action.REJECT, "", "Other.")
    assert legislation(run("KEN", match("1", "5", SEEN), decisions=(no,))).kind == "unknown"


def test_a_bill_is_a_draft_and_a_repealed_act_is_nothing() -> None:
    bill = run("KEN", match("1", "5", SEEN), status=LawStatus.DRAFT, kind="cybercrime act")
    assert (legislation(bill).kind, legislation(bill).word) == ("draft", "has draft legislation")
    gone = run("KEN", match("1", "5", SEEN), status=LawStatus.REPEALED, kind="cybercrime act")
    assert legislation(gone).kind == "unknown"


def test_none_only_where_everything_is_said_to_be_absent() -> None:
    assert legislation(run("KEN")).kind == "unknown"
    found = legislation(run("KEN", complete=True))
    assert (found.kind, found.basis) == ("none", Basis.MACHINE)
    all_but_one = tuple(decide("KEN", Action.SET_STATUS, p, "not in line") for p in RULE.any_of[1:])
    assert legislation(run("KEN", decisions=all_but_one)).kind == "unknown"


def test_publications_and_experts_are_evidence_and_presumptions_are_not() -> None:
    assert (legislation(run("AZE")).kind, legislation(run("AZE")).basis) == ("has", Basis.PUBLISHED)
    assert legislation(run("FJI")).basis is Basis.PUBLISHED
    assert legislation(run("FSM")).kind == "unknown"
    set_ = decide("KEN", Action.SET_STATE, "substantive", State.PARTIALLY.value)
    assert legislation(run("KEN", decisions=(set_,))).basis is Basis.EXPERT
    assert legislation(run("FRA", presume="parties")).kind == "unknown"


def test_a_count_with_its_own_words() -> None:
    bill = run("UGA", match("1", "5", SEEN), status=LawStatus.DRAFT, kind="cybercrime act")
    found = legislation_counts(
        [run("KEN", match("1", "5", SEEN)), run("AZE"), bill, run("RWA", complete=True)], by="region"
    )
    (everyone,) = (r for r in found.rows if not r.region)
    assert (everyone.total, everyone.has, everyone.draft, everyone.none, everyone.unknown) == (193, 2, 1, 1, 189)
    assert (everyone.machine, everyone.published, everyone.expert) == (1, 1, 0)
    assert [sum(getattr(r, n) for r in found.rows if r.region) for n in ("total", "has", "unknown")] == [193, 2, 189]
    for text in (str(found), found._repr_html_()):
        assert all(words in text for words in (DAY, "unctad/1", "193", "not to be added to"))
        assert "largely in place" not in text.replace("States largely in line", "")
    frame = found.to_frame()
    assert frame["has legislation"].tolist()[0] == 2
    assert not {s.value for s in (*State, *Status)} & set(frame.columns)
    assert len(found.findings_frame()) == 4


def test_the_two_kinds_are_never_mixed() -> None:
    plain = run("KEN", match("1", "5", SEEN))
    with pytest.raises(LexalignError, match="only says whether there is legislation"):
        counts([plain], rule="unctad")
    with pytest.raises(LexalignError, match="only says whether there is legislation"):
        assess([Alignment(law(), TREATY)], rule="unctad")
    with pytest.raises(LexalignError, match="Legislation cannot be counted here"):
        counts([plain, legislation(plain)])  # type: ignore[list-item]
    with pytest.raises(LexalignError, match="not whether there is any"):
        legislation_counts([plain], rule="c-proc")
    with pytest.raises(LexalignError, match="several rules"):
        legislation_counts([plain, replace(run("UGA"), rule="strict/1")])
    other = instrument("cets189")
    with pytest.raises(LexalignError, match="is for cets185"):
        legislation(assess([Alignment(law(), other)], as_of=DAY, completeness={}))
    assert matrix([plain]).rule == "c-proc/1"


# --- rules --------------------------------------------------------------------------------------------------------


def test_the_rule_of_existence_names_what_exists() -> None:
    assert set(RULE.any_of) <= {p.id for p in articles(load_instrument("cets185"))}
    assert RULE.pillars == {} and RULE.targets == {}
    assert any("156" in line for line in rule_lines(RULE))
    lines = rule_lines("c-proc/1+presumed-parties")
    assert any(line.startswith("Scenario parties: ") for line in lines)
    assert not any(line.startswith("Scenario") for line in rule_lines("c-proc/1"))


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("unctad", "has: has legislation", "has: largely in place", "belongs to rules of elements"),
        ("unctad", "draft: has draft legislation", "draft: has legislation", "called the same"),
        ("unctad", "method: existence\n", "", "neither any_of nor words"),
        ("c-proc", "instrument: cets185\nsource", "instrument: cets185\nmethod: existence\nsource", "has any_of"),
        ("c-proc", "{substantive: largely in place,", "{jurisdiction: largely in place,", "does not count"),
        ("c-proc", "published: {statuses: fill", "published: {statuses: perhaps", "'fill' or 'ignore'"),
        ("c-proc", "\nreserved: leave out", "\nreserved: forget", "'leave out'"),
    ],
)
def test_a_bad_rule_is_refused(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    text = (provisions_dir() / "rules" / f"{file}.yaml").read_text(encoding="utf-8")
    assert old in text
    bad = tmp_path / "mine.yaml"
    bad.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=words):
        load_rule(bad)


def test_how_reservations_count_is_the_rules_choice(tmp_path: Path) -> None:
    text = (provisions_dir() / "rules" / "c-proc.yaml").read_text(encoding="utf-8")
    matches = [match("1", str(n), SEEN) for n in range(2, 8)]
    reserved = tuple(decide("KEN", Action.SET_STATUS, f"cets185:{n}", "reserved") for n in (9, 10))
    found = {}
    for choice in ("leave out", "in line", "not in line"):
        path = tmp_path / "mine.yaml"
        path.write_text(text.replace("reserved: leave out", f"reserved: {choice}"), encoding="utf-8")
        made = [Alignment(law(), TREATY, tuple(matches))]
        done = assess(made, reserved, rule=path, as_of=DAY, completeness=COMPLETE)
        found[choice] = done.pillars["substantive"].reason.split(": ")[1].split(" ")[0]
    # Six in line of eight, of ten with two more, of ten.
    assert found == {"leave out": "75%", "in line": "80%", "not in line": "60%"}


# --- breakdowns ---------------------------------------------------------------------------------------------------


def test_counts_by_group() -> None:
    made = [run("JAM"), run("AZE"), run("KEN", match("1", "5", SEEN))]
    found = counts(made, by="caricom,coe")
    rows = {r.region: r for r in found.rows if r.pillar == "substantive"}
    assert (rows["Caribbean Community (CARICOM)"].total, rows["Caribbean Community (CARICOM)"].largely) == (14, 1)
    assert (rows["Council of Europe"].total, rows["Council of Europe"].largely) == (46, 1)
    assert any("do not add up" in n for n in found.notes)
    assert any("as known on 2025-10-31" in n for n in found.notes)
    projects = {r.region for r in counts(made, by="group").rows}
    assert {"Caribbean", "Central Asia", "Parties to CETS 185", "Invited to accede to CETS 185"} <= projects
    ours = {r.region: r.total for r in counts(made, by="coe-region").rows if r.pillar == "substantive"}
    assert ours == {"": 193, "Africa": 54, "Americas": 35, "Asia": 42, "Europe": 48, "Oceania": 14}
    for name in ("group:caricom", "parties:cets185"):
        for told in (counts(made, denominator=name), legislation_counts(made, denominator=name)):
            assert any("may be missing" in n for n in told.notes)
    # A group is that of the day of the count.
    old = {r.region: r.total for r in counts([], as_of="2010-01-01", by="coe").rows}
    assert old["Council of Europe"] == 47
    with pytest.raises(LexalignError, match="no breakdown by caribean"):
        counts(made, by="caribean")


def test_the_command_line_counts_both_kinds(tmp_path: Path) -> None:
    def run_cli(*args: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, ["counts", "--as-of", DAY, "--overrides", str(tmp_path), *args])
        assert result.exit_code == code, result.output
        return result.output

    plain = run_cli("--by", "caribbean")
    assert "c-proc/1 " in plain and "substantive, Caribbean: 5 of 15" in plain and "published" in plain
    presumed = run_cli("--presume", "parties", "--format", "csv")
    assert "c-proc/1+presumed-parties" in presumed and "c-proc/1," not in presumed
    exists = run_cli("--rule", "unctad")
    assert "has legislation 60 of 193" in exists and "largely in place" not in exists
    result = CliRunner().invoke(app, ["counts", "--by", "planets"])
    assert isinstance(result.exception, LexalignError) and "no breakdown by planets" in str(result.exception)
