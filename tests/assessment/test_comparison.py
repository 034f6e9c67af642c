"""What changed between two assessments: every kind of change, what a decision holds, bills, dates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_country import COMPLETE, Alignment, Journal, instrument, law, match

from lexalign.assessment import AssessmentChange, assess, assess_bundled, bill_change, compare_assessments, text_change
from lexalign.assessment.comparison import ProvisionChange
from lexalign.errors import LexalignError
from lexalign.laws import fingerprint
from lexalign.model import Action, Article, Basis, Law, LawStatus, Match, Override, State, Status

DAY = "2026-11-22"
TREATY = instrument()
ALL = ("conduct", "object")
PRESERVE = (
    "A police officer may by written notice require a person in control of stored computer data, including traffic "
    "data, to preserve it and keep its integrity for up to ninety days where it is vulnerable to loss or modification, "
    "and to keep the order confidential."
)


def assessed(*matches: Match, text: str = "Own words.", overrides: tuple[Override, ...] = (), as_of: str = DAY):  # type: ignore[no-untyped-def]
    own = law()
    own = replace(own, articles=tuple(replace(a, text=f"{text} {a.number}") for a in own.articles))
    return assess([Alignment(own, TREATY, matches)], overrides, as_of=as_of, completeness=COMPLETE)


def decided(journal: Journal, provision: str, action: Action, value: str, article: str = "") -> Override:
    made = fingerprint(next(a for a in law().articles if a.number == article)) if article else ""
    law_id = "ken-act" if article else ""
    return Override(
        f"d{journal.minute}", journal.at(), "Anna", "KEN", law_id, article, f"cets185:{provision}", action, value, "Why.", fingerprint=made
    )  # fmt: skip


def test_each_kind_of_change_has_its_word() -> None:
    before = assessed(match("1", "2", ("conduct",)), match("2", "3", ALL), match("3", "4", ALL))
    after = assessed(match("1", "2", ALL), match("2", "3", ("object",)), match("4", "4", ALL), match("5", "5", ALL))
    change = compare_assessments(before, after, labels=("then", "now"))
    assert [change[p].change for p in "2345"] == ["improves", "worsens", "same status", "improves"]
    assert (change["2"].gained, change["2"].lost) == (("cets185:2/object",), ())
    assert (change["3"].gained, change["3"].lost) == ((), ("cets185:3/conduct",))
    assert [[r.number for r in rows] for rows in (change["4"].added, change["4"].removed)] == [["4"], ["3"]]
    assert {c.provision for c in change.changed} == {f"cets185:{n}" for n in "2345"}
    assert "2 improve, 1 worsens, 1 keeps its status on other grounds, 17 unchanged" in change.sentence
    frame = change.to_frame()
    assert len(frame) == len(change.provisions) == 21 and len(change.to_frame(all=False)) == 4
    row = frame.set_index("provision").loc["cets185:2"]
    assert (row["before"], row["after"], row["elements_gained"]) == ("partially in line", "in line", "cets185:2/object")


def test_nothing_changes_between_an_assessment_and_itself() -> None:
    one = assessed(match("1", "2", ALL))
    change = compare_assessments(one, one)
    assert change.changed == () and change.notes == () and not any(p.changed for p in change.pillars)
    assert "21 unchanged" in change.sentence


def test_decisions_made_and_undone_are_told() -> None:
    journal = Journal()
    confirmed = decided(journal, "2", Action.CONFIRM, "full", "1")
    before, after = (
        assessed(match("1", "2", ("conduct",))),
        assessed(match("1", "2", ("conduct",)), text="Own words of number", overrides=(confirmed,)),
    )
    change = compare_assessments(before, after)["2"]
    assert change.change == "improves" and [o.id for o in change.decided] == [confirmed.id]
    assert (change.before.basis, change.after.basis) == (Basis.MACHINE, Basis.EXPERT)
    back = compare_assessments(after, before)
    assert [o.id for o in back["2"].undone] == [confirmed.id]
    assert "no longer decided: confirm full by Anna" in str(back)


def test_a_reworded_article_is_told_though_nothing_else_changes() -> None:
    change = compare_assessments(assessed(match("1", "2", ALL)), assessed(match("1", "2", ALL), text="Other words."))
    assert change["2"].change == "same status" and [r.number for r in change["2"].reworded] == ["1"]


def test_a_status_that_a_decision_holds_is_named() -> None:
    held = decided(Journal(), "2", Action.SET_STATUS, "not in line")
    before, after = assessed(overrides=(held,)), assessed(match("1", "2", ALL), overrides=(held,))
    change = compare_assessments(before, after)
    assert change["2"].held and change["2"].change == "same status"
    (note,) = change.notes
    assert "Article 2 was set by Anna" in note and "article added: Act ken-act, 1" in note and "look again" in note
    assert not compare_assessments(before, before)["2"].held


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (Status.NO_INFORMATION, Status.PARTIAL, "now known"),
        (Status.IN_LINE, Status.NO_INFORMATION, "no longer known"),
        (Status.NOT_IN_LINE, Status.RESERVED, "reserved"),
        (Status.RESERVED, Status.IN_LINE, "no longer reserved"),
        (Status.RESERVED, Status.NO_INFORMATION, "no longer reserved"),
        (Status.NOT_IN_LINE, Status.PARTIAL, "improves"),
        (Status.IN_LINE, Status.NOT_IN_LINE, "worsens"),
        (Status.IN_LINE, Status.IN_LINE, "unchanged"),
    ],
)
def test_words_of_statuses(old: Status, new: Status, word: str) -> None:
    one = assessed()["2"]
    assert ProvisionChange("x", "", "", replace(one, status=old), replace(one, status=new)).change == word


shown = st.lists(
    st.tuples(st.sampled_from("12345"), st.sampled_from("2345"), st.sets(st.sampled_from(ALL))), max_size=6
)


@given(shown, shown)
def test_back_and_forth_are_mirror_images(
    one: list[tuple[str, str, set[str]]], other: list[tuple[str, str, set[str]]]
) -> None:
    def made(found: list[tuple[str, str, set[str]]]):  # type: ignore[no-untyped-def]
        return assessed(*({(a, p): match(a, p, sorted(e)) for a, p, e in found}).values())

    before, after = made(one), made(other)
    there, back = compare_assessments(before, after), compare_assessments(after, before)
    mirror = {
        "improves": "worsens",
        "worsens": "improves",
        "now known": "no longer known",
        "no longer known": "now known",
    }
    for a, b in zip(there.provisions, back.provisions, strict=True):
        assert mirror.get(a.change, a.change) == b.change
        assert (set(a.gained), set(a.lost)) == (set(b.lost), set(b.gained))
        assert ({r.article for r in a.added}, {r.article for r in a.removed}) == (
            {r.article for r in b.removed},
            {r.article for r in b.added},
        )


def test_pillars_and_forms() -> None:
    before, after = assessed(), assessed(*(match("1", str(n), ALL) for n in (2, 3, 4, 5, 7, 8, 9, 10, 11)))
    change = compare_assessments(before, after)
    (substantive,) = [p for p in change.pillars if p.pillar == "substantive"]
    assert (substantive.before.state, substantive.after.state) == (State.NOT_IN_PLACE, State.LARGELY)
    assert "substantive: not in place → largely in place" in change.sentence
    assert "9 of the 9 new statuses nobody has reviewed" in change.sentence
    html = change._repr_html_()
    assert html.count("<tr>") == 22 and "Title 2 &lt;b&gt;" in html


def test_what_cannot_be_compared_is_said() -> None:
    one = assessed()
    for other, words in (
        (replace(one, country="RWA"), "countries"),
        (replace(one, rule="strict/1"), "rules"),
        (replace(one, instrument=instrument("cets189")), "treaties"),
    ):
        with pytest.raises(LexalignError, match=f"two {words}"):
            compare_assessments(one, other)


# --- dates and drafts -----------------------------------------------------------------------------------------------


def test_before_its_law_a_country_is_unknown_not_without_law() -> None:
    change = compare_assessments(*(assess_bundled("KEN", overrides=(), as_of=day) for day in ("2017-06-01", DAY)))
    assert change.labels == ("as of 2017-06-01", f"as of {DAY}")
    assert {c.before.status for c in change.provisions} == {Status.NO_INFORMATION}
    assert change["2"].change == "now known"


def test_drafts_count_only_when_asked_and_are_said_to_be_drafts() -> None:
    draft = replace(law(status=LawStatus.DRAFT, year=2031), id="draft")
    found = Alignment(draft, TREATY, (match("1", "2", ALL),))
    for with_drafts, status in ((False, Status.NOT_IN_LINE), (True, Status.IN_LINE), (("draft",), Status.IN_LINE), (("x",), Status.NOT_IN_LINE)):  # fmt: skip
        done = assess([found], as_of=DAY, completeness=COMPLETE, with_drafts=with_drafts)
        assert done["2"].status is status
        assert any("counted as if it were in force" in p for p in done.problems) is (status is Status.IN_LINE)


def bill(*texts: str, country: str = "RWA") -> Law:
    articles = tuple(Article(str(n), None, text, key=str(n)) for n, text in enumerate(texts, 1))
    return Law("a-bill", country, "Bill on data", "en", articles, year=2031)


def changed_by_bill() -> AssessmentChange:
    return bill_change("Rwanda", bill(PRESERVE), overrides=(), as_of=DAY)


def test_a_bill_of_its_own_is_added_to_the_law_in_force() -> None:
    change = changed_by_bill()
    assert change.labels == ("law in force", "with Bill on data")
    assert [(r.law, r.number) for r in change["16"].added] == [("a-bill", "1")]
    assert (change["16"].before.status, change["16"].after.status) == (Status.PARTIAL, Status.IN_LINE)
    assert change["2"].change == "unchanged" and not change["2"].changed
    assert any("Bill on data is counted as if it were in force" in note for note in change.notes)
    assert change.before == assess_bundled("RWA", overrides=(), as_of=DAY)


def test_of_laws_of_ones_own_nothing_is_taken_from_sources() -> None:
    own = Law("fji-own", "FJI", "Own text", "en", (Article("1", None, "Fees are set by the Minister.", key="1"),))
    assert assess_bundled("FJI", overrides=(), as_of=DAY)["16"].rows
    change = bill_change("FJI", bill(PRESERVE, country="FJI"), laws=[own], overrides=(), as_of=DAY)
    assert not change["16"].before.rows and [r.law for r in change["16"].after.rows] == ["a-bill"]


def test_a_bill_that_cannot_be_placed_is_refused() -> None:
    with pytest.raises(LexalignError, match=r"there is no law 'x' to amend.*rwa-law-60-2018"):
        bill_change("RWA", bill(PRESERVE), amends="x", overrides=(), as_of=DAY)
    with pytest.raises(LexalignError, match="of KEN, not of RWA"):
        bill_change("RWA", bill(PRESERVE, country="KEN"), overrides=(), as_of=DAY)


def test_an_amended_law_keeps_its_decisions_and_loses_what_is_repealed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lexalign.assessment import bills

    def laid_over(old: Law, amending: Law) -> Law:
        arts = tuple(
            replace(a, not_in_force="repealed by the bill") if a.number == "16" else replace(a, text=PRESERVE) if a.number == "9" else a
            for a in old.articles
        )  # fmt: skip
        return replace(old, id=f"{old.id}-as-amended", articles=arts, status=LawStatus.DRAFT)

    monkeypatch.setattr(bills, "overlay", laid_over)
    change = bill_change("RWA", bill("x"), amends="rwa-law-60-2018", overrides=(), as_of=DAY)
    assert [r.number for r in change["2"].removed] == ["16"]
    assert any("Repealed by the bill" in n and "16" in n for n in change.notes)
    assert "9" in [r.number for r in change["16"].added]
    kept = {r.number for r in change["3"].after.rows if r.decision is not None}
    assert kept and kept == {r.number for r in change["3"].before.rows if r.decision is not None}


def test_two_texts_of_one_law() -> None:
    old, new = bill("Fees are set by the Minister."), replace(bill("Fees are set by the Minister.", PRESERVE), id="b")
    change = text_change(old, new, as_of=DAY)
    assert change["16"].change == "now known" and [r.number for r in change["16"].added] == ["2"]
    with pytest.raises(LexalignError, match="RWA and KEN"):
        text_change(old, replace(new, country="KEN"))
