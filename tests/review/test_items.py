from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from lexalign.laws import fingerprint
from lexalign.model import Action, Article, Element, Evidence, Instrument, Law, LawStatus, Match, Override, Provision
from lexalign.review.items import CANDIDATES_SHOWN, FOUND_BY_HAND, ReviewItem, review_items


def element(name: str, kind: str = "conduct", required: bool = True) -> Element:
    return Element(f"cets185:{name}", f"cets185:{name.partition('/')[0]}", kind, required, f"own words for {name}", ())


TREATY = Instrument(
    "cets185", {"en": "Treaty"}, {"en": "T"}, True, "", ("cets185:2", "cets185:3", "cets185:4"),
    (
        Provision("cets185:2", None, {"en": "Two"}, "substantive", "Asks for two things.",
                  (element("2/act"), element("2/aim"), element("2/mind", "mental"), element("2/harm", required=False))),
        Provision("cets185:3", None, {"en": "Three"}, "substantive", "", (element("3/act"),)),
        Provision("cets185:4", None, {"en": "Four"}, "procedural", "", (element("4/act"),)),
        Provision("cets185:40", None, {"en": "Declarations"}, "final"),
    ),
)  # fmt: skip
NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
LAW = Law("ken-act", "KEN", "The Act", "en", tuple(Article(n, f"Head {n}", f"Words of {n}.", key=n) for n in NUMBERS))


@dataclass(frozen=True)
class Alignment:
    law: Law
    matches: tuple[Match, ...] = ()
    instrument: Instrument = TREATY


def match(article: str, provision: str, confidence: float, shown: str = "", *, accepted: bool = False) -> Match:
    ids = tuple(f"cets185:{provision}/{name}" for name in shown.split())
    return Match(article, f"cets185:{provision}", confidence, accepted, shown=ids)


def override(
    n: int, expert: str, article: str, provision: str, action: Action, value: str = "", **more: str
) -> Override:
    of = next((fingerprint(a) for a in LAW.articles if a.key == article), "")
    base = Override(
        f"id{n}", f"2026-11-{n:02d}", expert, "KEN", "ken-act", article, f"cets185:{provision}", action, value, "Because.",
        fingerprint=of,
    )  # fmt: skip
    return replace(base, **more)


def by_key(items: tuple[ReviewItem, ...]) -> dict[tuple[str, str], ReviewItem]:
    out = {(i.provision.partition(":")[2], i.article): i for i in items}
    assert len(out) == len(items)
    return out


def test_what_is_asked_and_why() -> None:
    weak = [match(n, "2", 0.5 - int(n) / 100) for n in NUMBERS[1:]]
    given = Alignment(
        LAW,
        (
            Match(
                "1", "cets185:2", 0.9, True, ("cets185:2/act",), ("cets185:2/aim", "cets185:2/mind"),
                (Evidence("cets185:2/act", "c", 0, 5), Evidence("cets185:2/harm", "c", 0, 4, in_heading=True)),
            ),
            *weak,
            match("9", "3", 0.09),
        ),
    )  # fmt: skip
    items = by_key(review_items(given))
    two = [i for i in items.values() if i.provision == "cets185:2"]
    assert [i.article for i in two if i.why == "candidate"] == list(NUMBERS[1 : 1 + CANDIDATES_SHOWN])
    assert {k for k, i in items.items() if i.why == "uncovered"} == {("3", ""), ("4", "")}
    assert ("3", "9") not in items, "0.09 is not worth a look"
    first = items["2", "1"]
    assert (first.why, first.confidence, first.accepted, first.number, first.heading) == (
        "accepted", 0.9, True, "1", "Head 1",
    )  # fmt: skip
    assert [(e.id.partition("/")[2], e.shown, e.words) for e in first.elements] == [
        ("act", True, ("Words",)), ("aim", False, ()), ("mind", False, ()), ("harm", True, ("Head",)),
    ]  # fmt: skip
    assert [e.id for e in first.missing] == ["cets185:2/aim", "cets185:2/mind"]
    assert first.fingerprint == fingerprint(LAW.articles[0])
    assert all(e.shown is None for e in items["3", ""].elements)


def test_the_most_useful_first() -> None:
    given = Alignment(
        LAW,
        (
            match("1", "2", 0.95, "act aim", accepted=True),
            match("2", "2", 0.6, "act"),
            match("3", "3", 0.7, "act", accepted=True),
            match("4", "4", 0.45),
        ),
    )
    items = by_key(review_items(given, not_asked=["mental"]))
    # Alone and sure; a candidate where all that is asked is shown; alone and unsure; the only candidate.
    assert items["2", "1"].useful == pytest.approx(0.05)
    assert items["2", "2"].useful == pytest.approx(0.06)
    assert items["3", "3"].useful == pytest.approx(0.3)
    assert items["4", "4"].useful == pytest.approx(0.45)
    assert items["4", ""].useful == FOUND_BY_HAND
    # If the mental element is asked, nobody shows it: the proposal could be lifted, the candidate counts for half.
    strict = by_key(review_items(given))
    assert strict["2", "1"].useful == pytest.approx(0.05 + 0.95 / 2)
    assert strict["2", "2"].useful == pytest.approx(0.3)
    # What is not counted, and where the status is set by hand, weighs a third.
    less = by_key(review_items(given, counted=["cets185:2"], not_asked=["mental"]))
    assert less["3", "3"].useful == pytest.approx(0.1)
    assert not less["3", "3"].counted
    fixed = override(1, "A", "", "4", Action.SET_STATUS, "in line", law="")
    assert by_key(review_items(given, [fixed]))["4", "4"].useful == pytest.approx(0.15)
    # Decided: no use left. Conflict before stale before the rest.
    done = [override(1, "A", "1", "2", Action.CONFIRM, "full"), override(2, "A", "3", "3", Action.REJECT)]
    after = by_key(review_items(given, done))
    assert (after["2", "1"].useful, after["3", "3"].useful) == (0.0, 0.0)
    assert after["3", ""].why == "uncovered", "the only article was rejected"
    disputed = [
        *done,
        override(3, "B", "1", "2", Action.REJECT),
        override(4, "A", "4", "4", Action.ADD, "full", fingerprint="old"),
    ]
    found = review_items(given, disputed)
    assert [(i.provision, i.article) for i in found][:2] == [("cets185:2", "1"), ("cets185:4", "4")]
    assert "Experts differ" in found[0].conflict
    assert found[1].stale


def test_decisions_are_shown_and_follow_their_article() -> None:
    moved = replace(LAW, articles=(replace(LAW.articles[0], number="1bis", key="1bis"), *LAW.articles[1:]))
    given = Alignment(moved, (match("1bis", "2", 0.9, accepted=True),))
    said = [
        override(1, "Anna  Doe", "1", "2", Action.CONFIRM, "full"),
        override(2, "Ben", "1", "2", Action.CONFIRM, "partial"),
        override(3, "Ben", "7", "3", Action.ADD, "full"),
        override(4, "Cleo", "1", "2", Action.REJECT),
        override(5, "Cleo", "1", "2", Action.WITHDRAW, "id4"),
        override(6, "Anna Doe", "1", "2", Action.REJECT, country="UGA"),
    ]
    item = by_key(review_items(given, said, expert="anna doe"))["2", "1bis"]
    assert (item.decision, item.mine, item.decisions) == (said[1], said[0], (said[0], said[1]))
    assert item.conflict
    assert any(r.startswith("Renumbered") for r in item.remarks)
    added = by_key(review_items(given, said))["3", "7"]
    assert (added.why, added.confidence, added.mine) == ("decided", None, None)
    assert by_key(review_items(given, said, conflicts="unanimous"))["2", "1bis"].decision is None


def test_blind_hides_the_machine_and_the_others() -> None:
    given = Alignment(LAW, (match("1", "2", 0.9, "act", accepted=True), match("2", "2", 0.5), match("3", "3", 0.2)))
    said = [
        override(1, "Anna", "1", "2", Action.CONFIRM, "full"),
        override(2, "Ben", "1", "2", Action.REJECT),
        override(3, "Ben", "7", "4", Action.ADD, "full"),
    ]
    items = review_items(given, said, blind=True, expert="Anna")
    # Every provision can be answered, in the order of the treaty; what only Ben named is not there.
    assert [(i.provision, i.article, i.why) for i in items] == [
        ("cets185:2", "1", "judge"), ("cets185:2", "2", "judge"), ("cets185:2", "", "uncovered"),
        ("cets185:3", "3", "judge"), ("cets185:3", "", "uncovered"), ("cets185:4", "", "uncovered"),
    ]  # fmt: skip
    assert (items[0].decision, items[0].decisions, items[0].conflict) == (said[0], (said[0],), "")
    for i in items:
        assert (i.confidence, i.accepted, i.useful, i.evidence) == (None, False, 0.0, ())
        assert all(e.shown is None and not e.words for e in i.elements)
    nobody = review_items(given, said, blind=True)
    assert all(i.decision is None and not i.decisions for i in nobody)


def test_notes_stand_beside_and_decide_nothing() -> None:
    given = Alignment(LAW, (match("1", "2", 0.9, "act", accepted=True), match("3", "3", 0.2)))
    said = [
        override(1, "Anna", "1", "2", Action.NOTE),
        override(2, "Ben", "", "3", Action.NOTE, law=""),
        override(3, "Ben", "3", "4", Action.NOTE),
    ]
    plain, noted = by_key(review_items(given)), by_key(review_items(given, said))
    assert {k: replace(i, notes=()) for k, i in noted.items()} == plain
    assert {k: i.notes for k, i in noted.items() if i.notes} == {
        ("2", "1"): (said[0],), ("3", "3"): (said[1],), ("3", ""): (said[1],),
    }  # fmt: skip
    blind = by_key(review_items(given, said, blind=True, expert="Anna"))
    assert {k for k, i in blind.items() if i.notes} == {("2", "1")}


def test_what_is_not_in_force_covers_nothing() -> None:
    gone = replace(LAW, articles=(replace(LAW.articles[0], not_in_force="struck down in 2020"), *LAW.articles[1:]))
    given = Alignment(gone, (match("1", "2", 0.9, accepted=True),))
    items = by_key(review_items(given))
    assert not items["2", "1"].applies
    assert "struck down in 2020" in items["2", "1"].remarks[0]
    assert items["2", ""].why == "uncovered"
    draft = by_key(review_items(Alignment(replace(LAW, status=LawStatus.DRAFT), given.matches)))
    assert "draft" in draft["2", "1"].remarks[0]
    assert (
        "draft"
        in review_items(Alignment(replace(LAW, status=LawStatus.DRAFT), given.matches), blind=True)[0].remarks[0]
    )


def test_several_laws_and_treaties() -> None:
    other = replace(
        TREATY, id="own", provisions=(Provision("own:1", None, {"en": "One"}, "substantive"),), row_order=("own:1",)
    )
    second = replace(LAW, id="ken-code", title="The Code")
    given = [
        Alignment(LAW, (match("1", "2", 0.4),)),
        Alignment(second, (match("1", "2", 0.8, accepted=True),)),
        Alignment(LAW, (Match("5", "own:1", 0.7, True),), other),
    ]
    items = review_items(given)
    assert {i.key for i in items if i.article} == {
        ("ken-act", "1", "cets185:2"), ("ken-code", "1", "cets185:2"), ("ken-act", "5", "own:1"),
    }  # fmt: skip
