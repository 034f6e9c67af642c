"""The review without a browser: messages in, journal on disk, view out."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lexalign import align, bundled_laws
from lexalign.errors import JournalError, LexalignError
from lexalign.html import printable
from lexalign.laws.lookup import fingerprint
from lexalign.matching.alignment import Alignment
from lexalign.model import Action, Article, Law
from lexalign.review import Review, confirm, read_overrides, reject, review, set_status
from lexalign.review.widget_pages import find_articles, stretches
from lexalign.review.widget_view import view_of

LAW = bundled_laws("RWA")[0]
ALIGNED = align(LAW)
STATIC = Path(__file__).resolve().parents[2] / "lexalign" / "review" / "static"


@pytest.fixture(autouse=True)
def nobody_is_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LEXALIGN_EXPERT", raising=False)
    monkeypatch.setattr("lexalign.review.identity.config_file", lambda: tmp_path / "settings" / "config.toml")


def opened(folder: Path, **more: Any) -> Review:
    return review(ALIGNED, folder, **{"expert": "A. Lawyer", **more})


def view(one: Review) -> dict[str, Any]:
    seen = view_of(one.session)
    json.dumps(seen, ensure_ascii=False).encode("utf-8")  # what cannot be sent would fail here
    return seen


def tell(one: Review, **message: Any) -> dict[str, Any]:
    one.session.handle(message)
    return view(one)


def decide(one: Review, verdict: str, rationale: str = "") -> dict[str, Any]:
    return tell(one, do="decide", key=view(one)["item"]["key"], verdict=verdict, rationale=rationale)


def go_to_article(one: Review) -> dict[str, Any]:
    """A page with an article that the machine proposed."""
    seen = tell(one, do="filter", filter="all")
    for row in seen["rows"]:
        if row["article"] != "no article yet":
            return tell(one, do="go", key=row["key"])
    raise AssertionError("no page has an article")


# --- deciding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "action", "value"),
    [("confirm", "confirm", "full"), ("partly", "confirm", "partial"), ("related", "confirm", "related"),
     ("reject", "reject", "")],
)  # fmt: skip
def test_a_verdict_is_in_the_journal_and_signed(tmp_path: Path, verdict: str, action: str, value: str) -> None:
    one = opened(tmp_path)
    item = go_to_article(one)["item"]
    seen = decide(one, verdict, "Because.")
    (written,) = read_overrides(tmp_path, "RWA")
    assert (written.action.value, written.value, written.rationale) == (action, value, "Because.")
    assert (written.expert, written.source) == ("A. Lawyer", "notebook")
    assert "|".join((written.law, written.article, written.provision)) == item["key"]
    assert written.fingerprint == fingerprint(ALIGNED.article(written.article))
    assert seen["notice"]["kind"] == "saved"
    assert seen["progress"]["decided"] == 1
    assert seen["item"]["key"] != item["key"], "the next page is shown"


def test_only_a_confirmation_has_a_reason_of_its_own(tmp_path: Path) -> None:
    one = opened(tmp_path)
    before = go_to_article(one)["item"]["key"]
    for verdict in ("partly", "related", "reject"):
        seen = decide(one, verdict)
        assert seen["notice"]["kind"] == "error"
        assert "reason" in seen["notice"]["text"]
        assert seen["item"]["key"] == before
    assert not read_overrides(tmp_path, "RWA").decisions
    decide(one, "confirm")
    (written,) = read_overrides(tmp_path, "RWA")
    assert written.rationale == next(v for v in view(one)["item"]["verdicts"] if v["id"] == "confirm")["standard"]


def test_a_decision_is_on_disk_before_the_view_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = opened(tmp_path)
    go_to_article(one)
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_size), real(handle))[1])
    pages: list[int] = []
    turn = one.session._forward
    monkeypatch.setattr(one.session, "_forward", lambda: (pages.append(len(synced)), turn())[1])
    decide(one, "confirm")
    (before,) = pages
    assert before == len(synced), "nothing is written once the page is turned"
    assert (tmp_path / "RWA.csv").stat().st_size in synced


@pytest.mark.parametrize("fails", ["open", "fsync"])
def test_a_failed_write_is_shown_and_the_page_is_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    folder = tmp_path / "overrides"
    one = opened(folder)
    key = go_to_article(one)["item"]["key"]
    with monkeypatch.context() as broken:
        if fails == "fsync":
            broken.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        else:
            folder.write_text("a file where the folder should be")
        seen = decide(one, "confirm")
    assert seen["notice"]["kind"] == "error"
    assert "cannot be written" in seen["notice"]["text"]
    assert seen["item"]["key"] == key
    assert seen["progress"]["decided"] == 0
    assert not seen["item"]["decision"]
    if fails == "open":
        folder.unlink()
        assert decide(one, "confirm")["progress"]["decided"] == 1


def test_a_page_that_is_not_shown_cannot_be_decided(tmp_path: Path) -> None:
    one = opened(tmp_path)
    first = go_to_article(one)["item"]["key"]
    tell(one, do="next")
    seen = tell(one, do="decide", key=first, verdict="confirm")
    assert seen["notice"]["kind"] == "error"
    assert not read_overrides(tmp_path, "RWA").decisions


def test_deciding_the_same_again_writes_nothing(tmp_path: Path) -> None:
    one = opened(tmp_path)
    key = go_to_article(one)["item"]["key"]
    decide(one, "confirm")
    tell(one, do="go", key=key)
    assert "already" in decide(one, "confirm")["notice"]["text"]
    assert len(read_overrides(tmp_path, "RWA")) == 1
    tell(one, do="go", key=key)
    decide(one, "partly", "On second thoughts.")
    assert [o.value for o in read_overrides(tmp_path, "RWA")] == ["full", "partial"]


def test_undo_takes_back_this_reviews_decisions_one_by_one(tmp_path: Path) -> None:
    confirm(LAW, ALIGNED.accepted[0].article, ALIGNED.accepted[0].provision, expert="A. Lawyer", rationale="Before.",
            folder=tmp_path)  # fmt: skip
    one = opened(tmp_path)
    first = view(one)["item"]["key"]
    decide(one, "confirm" if view(one)["item"]["article"] else "none", "One.")
    second = go_to_article(one)["item"]["key"]
    decide(one, "reject", "Two.")
    assert view(one)["can_undo"]
    assert tell(one, do="undo")["item"]["key"] == second
    seen = tell(one, do="undo")
    assert seen["item"]["key"] == first
    assert not seen["can_undo"]
    assert seen["item"]["history"][0]["gone"]
    assert tell(one, do="undo")["notice"]["kind"] == "error"
    actions = [o.action for o in read_overrides(tmp_path, "RWA")]
    assert actions.count(Action.WITHDRAW) == 2, "nothing is deleted; the earlier decision stays"
    assert seen["progress"]["decided"] == 1


def test_only_ones_own_decisions_can_be_withdrawn_from_the_history(tmp_path: Path) -> None:
    one = opened(tmp_path)
    key = go_to_article(one)["item"]["key"]
    _, article, provision = key.split("|")
    theirs = reject(LAW, article, provision, expert="B. Other", rationale="No.", folder=tmp_path)
    mine = confirm(LAW, article, provision, expert="lawyer, a.", rationale="Yes.", folder=tmp_path)
    seen = tell(one, do="go", key=key)
    assert {h["id"]: h["mine"] for h in seen["item"]["history"]} == {theirs.id: False, mine.id: True}
    assert tell(one, do="withdraw", id=theirs.id)["notice"]["kind"] == "error"
    seen = tell(one, do="withdraw", id=mine.id)
    assert seen["notice"]["kind"] == "saved"
    assert "Rejected by B. Other" in seen["item"]["decision"]


# --- an article of one's own choice -------------------------------------------------------------------------------


def test_an_article_nobody_proposed_is_added(tmp_path: Path) -> None:
    one = opened(tmp_path)
    proposed = {(m.article, m.provision) for m in ALIGNED.matches}
    provision = tell(one, do="filter", filter="uncovered")["item"]["provision"]["id"]
    article = next(a for a in LAW.articles if (a.key, provision) not in proposed)
    found = tell(one, do="find", query=f"Art. {article.number}")["search"]["results"]
    assert found[0]["number"] == article.number
    seen = tell(one, do="go", key=found[0]["key"])
    assert seen["item"]["article"]["number"] == article.number
    assert any(e["word"] == "not seen" for e in seen["item"]["checklist"])
    decide(one, "partly", "It does a part of it.")
    (written,) = read_overrides(tmp_path, "RWA")
    assert (written.action, written.article, written.provision, written.value) == (
        Action.ADD, article.key, provision, "partial",
    )  # fmt: skip
    keys = [row["key"] for row in tell(one, do="filter", filter="uncovered")["rows"]]
    assert f"||{provision}" not in keys, "the provision is covered now"
    assert tell(one, do="undo")["item"]["article"]["number"] == article.number


def test_a_candidate_that_is_chosen_is_confirmed(tmp_path: Path) -> None:
    one = opened(tmp_path)
    listed = {row["key"] for row in tell(one, do="filter", filter="all")["rows"]}
    weak = next(m for m in ALIGNED.matches if f"{LAW.id}|{m.article}|{m.provision}" not in listed)
    other = next(k for k in listed if k.endswith(f"|{weak.provision}"))
    tell(one, do="go", key=other)
    assert weak.article in [r["key"].split("|")[1] for r in tell(one, do="find", query="")["search"]["results"]]
    tell(one, do="go", key=f"{LAW.id}|{weak.article}|{weak.provision}")
    decide(one, "confirm")
    assert [o.action for o in read_overrides(tmp_path, "RWA")] == [Action.CONFIRM]


def test_articles_are_found_by_number_heading_and_text() -> None:
    law = Law(
        id="made", country="KEN", title="Made", language="en",
        articles=(
            Article("12", "Accès frauduleux", "Nobody may enter.", key="12"),
            Article("2", "Twelve things", "Of 12 kinds.", key="2"),
            Article("12A", None, "Nothing.", key="12A"),
        ),
    )  # fmt: skip
    made = replace(ALIGNED, law=law, matches=())

    def numbers(query: str) -> list[str]:
        return [a.number for _, a, _ in find_articles([made], "cets185:2", query, blind=False)]

    assert numbers("12") == ["12", "12A", "2"]
    assert numbers("Section 12A") == ["12A"]
    assert numbers("acces") == ["12"]
    assert numbers("nobody enter") == ["12"]
    assert numbers("absent") == numbers("") == []


def test_a_provision_without_an_article_gets_a_status(tmp_path: Path) -> None:
    one = opened(tmp_path)
    seen = tell(one, do="filter", filter="uncovered")
    verdicts = {v["id"]: v["key"] for v in seen["item"]["verdicts"]}
    assert verdicts["add"] == "a"
    assert verdicts["none"] == "r"
    assert len(set(verdicts.values())) == len(verdicts)
    provision = seen["item"]["provision"]["id"]
    decide(one, "none", "Looked everywhere.")
    (written,) = read_overrides(tmp_path, "RWA")
    assert (written.action, written.provision, written.value) == (Action.SET_STATUS, provision, "not in line")
    assert view(one)["progress"]["decided"] == 1


# --- pages, filters, orders ---------------------------------------------------------------------------------------


def test_filters_count_what_they_show(tmp_path: Path) -> None:
    one = opened(tmp_path)
    go_to_article(one)
    decide(one, "confirm")
    for option in view(one)["filters"]:
        assert len(tell(one, do="filter", filter=option["id"])["rows"]) == option["count"]
    for part in [p["id"] for p in view(one)["pillars"] if p["id"]]:
        rows = tell(one, do="filter", filter="all", pillar=part)["rows"]
        assert {one.session.known.items[tuple(r["key"].split("|"))].pillar for r in rows} <= {part}
    tell(one, do="filter", pillar="")
    assert {r["key"] for r in tell(one, do="filter", query="zzz")["rows"]} == set()


def test_low_confidence_conflicts_and_changed_wordings_are_found(tmp_path: Path) -> None:
    strong, changed = ALIGNED.accepted[0], ALIGNED.accepted[1]
    confirm(LAW, strong.article, strong.provision, expert="B. Other", rationale="Yes.", folder=tmp_path)
    reject(LAW, strong.article, strong.provision, expert="C. Third", rationale="No.", folder=tmp_path)
    earlier = replace(LAW, articles=tuple(replace(a, text=a.text + " Then.") for a in LAW.articles))
    confirm(earlier, changed.article, changed.provision, expert="B. Other", rationale="Yes.", folder=tmp_path)
    one = opened(tmp_path)
    seen = tell(one, do="filter", filter="conflicts")
    assert [r["key"] for r in seen["rows"]] == [f"{LAW.id}|{strong.article}|{strong.provision}"]
    assert "Experts differ" in seen["item"]["flags"][0]["text"]
    assert seen["rows"][0]["flags"][0] == "conflict"
    seen = tell(one, do="filter", filter="stale")
    assert f"{LAW.id}|{changed.article}|{changed.provision}" in [r["key"] for r in seen["rows"]]
    rows = tell(one, do="filter", filter="low")["rows"]
    known = one.session.known.items
    assert rows
    assert all((known[tuple(r["key"].split("|"))].confidence or 0) < 0.5 for r in rows)


def test_conflicts_come_first_and_decided_pages_leave(tmp_path: Path) -> None:
    last = opened(tmp_path).session.listed()[-1]
    if not last.article:
        last = next(i for i in reversed(opened(tmp_path).session.listed()) if i.article)
    reject(LAW, last.article, last.provision, expert="B. Other", rationale="No.", folder=tmp_path)
    confirm(LAW, last.article, last.provision, expert="C. Third", rationale="Yes.", folder=tmp_path)
    one = opened(tmp_path)
    assert view(one)["item"]["key"] == "|".join(last.key)
    one = opened(tmp_path / "other")
    seen = []
    while view(one)["item"]:
        item = view(one)["item"]
        assert item["key"] not in seen
        seen.append(item["key"])
        decide(one, "confirm" if item["article"] else "unknown", "Looked at.")
        assert len(seen) < 200
    done = view(one)
    # A provision for which a candidate was confirmed later is no page of its own any more.
    assert 30 < done["progress"]["decided"] == done["progress"]["total"] <= len(seen)
    assert done["empty"]


def test_going_back_and_on_again(tmp_path: Path) -> None:
    one = opened(tmp_path)
    trail = [view(one)["item"]["key"]]
    assert not view(one)["can_back"]
    trail += [tell(one, do="next")["item"]["key"] for _ in range(3)]
    assert len(set(trail)) == 4
    assert [tell(one, do="back")["item"]["key"] for _ in range(3)] == trail[2::-1]
    assert [tell(one, do="next")["item"]["key"] for _ in range(3)] == trail[1:]


def test_orders_follow_the_treaty_and_the_law(tmp_path: Path) -> None:
    one = opened(tmp_path)
    place = {p.id: i for i, p in enumerate(ALIGNED.instrument.provisions)}
    rows = tell(one, do="filter", filter="all", order="treaty")["rows"]
    found = [place[r["key"].split("|")[2]] for r in rows]
    assert found == sorted(found)
    position = {a.key: i for i, a in enumerate(LAW.articles)}
    rows = tell(one, do="filter", order="law")["rows"]
    found = [position.get(r["key"].split("|")[1], 10**6) for r in rows]
    assert found == sorted(found)


def test_decisions_of_others_meanwhile_are_seen(tmp_path: Path) -> None:
    one = opened(tmp_path)
    key = go_to_article(one)["item"]["key"]
    _, article, provision = key.split("|")
    reject(LAW, article, provision, expert="B. Other", rationale="No.", folder=tmp_path)
    tell(one, do="next")
    assert "Rejected by B. Other" in tell(one, do="back")["item"]["decision"]


OPS = st.one_of(
    st.sampled_from(["confirm", "partly", "reject", "related", "none", "unknown"]).map(
        lambda v: {"do": "decide", "verdict": v, "rationale": "So."}
    ),
    st.sampled_from(["next", "back", "undo"]).map(lambda d: {"do": d}),
    st.sampled_from(["undecided", "all", "uncovered", "low", "others"]).map(lambda f: {"do": "filter", "filter": f}),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(OPS, min_size=4, max_size=14))
def test_whatever_is_done_the_journal_tells_it(ops: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one = opened(Path(folder))
        written = 0
        for op in ops:
            seen = view(one)
            key = seen["item"]["key"] if seen["item"] else ""
            seen = tell(one, **op, **({"key": key} if op["do"] == "decide" else {}))
            written += seen["notice"]["kind"] == "saved"
            assert len(one.decisions) == written
            again = view(opened(Path(folder)))
            assert again["progress"] == seen["progress"]
            shown = {
                r["key"]: r["state"]
                for r in tell(opened(Path(folder)), do="filter", filter=op.get("filter", one.session.filter))["rows"]
            }
            assert shown == {r["key"]: r["state"] for r in seen["rows"]}


# --- blind, identity ----------------------------------------------------------------------------------------------


def test_a_blind_review_tells_nothing_of_the_machine_and_of_others(tmp_path: Path) -> None:
    listed = {(i.article, i.provision) for i in opened(tmp_path / "none").session.known.items.values()}
    other = replace(
        ALIGNED,
        matches=tuple(
            replace(m, confidence=0.3, accepted=True, evidence=(), shown=(), missing=(), remarks=(), signals={})
            if (m.article, m.provision) in listed
            else m
            for m in ALIGNED.matches
        ),
    )
    for n, m in enumerate(ALIGNED.accepted[:6]):
        verb = reject if n % 2 else confirm
        verb(LAW, m.article, m.provision, expert="B. Other", rationale="So.", folder=tmp_path / "theirs")
    set_status("RWA", "13", "not in line", expert="B. Other", rationale="So.", folder=tmp_path / "theirs")

    def walk(alignment: Alignment, folder: str) -> Iterator[dict[str, Any]]:
        one = review(alignment, tmp_path / folder, expert="A. Lawyer", blind=True)
        for f in view(one)["filters"]:
            yield tell(one, do="filter", filter=f["id"])
        for _ in range(12):
            yield tell(one, do="next")
            yield tell(one, do="find", query="")
            yield tell(one, do="find", query="data")
        yield {"table": re.sub(r"as of [^<]*", "", one._repr_html_())}

    plain = list(walk(ALIGNED, "none"))
    assert plain == list(walk(other, "none"))
    assert plain == list(walk(ALIGNED, "theirs"))
    said = json.dumps(plain)
    assert "B. Other" not in said
    assert "confidence" not in said
    assert '"useful"' not in said


def test_a_blind_expert_sees_their_own_decisions(tmp_path: Path) -> None:
    one = opened(tmp_path, blind=True)
    key = go_to_article(one)["item"]["key"]
    decide(one, "reject", "No.")
    seen = tell(one, do="go", key=key)
    assert "Rejected by A. Lawyer" in seen["item"]["decision"]
    assert [h["fate"] for h in seen["item"]["history"]] == ["yours now"]
    assert seen["progress"]["decided"] == 1


def test_the_expert_is_asked_once(tmp_path: Path) -> None:
    one = review(ALIGNED, tmp_path / "overrides")
    assert view(one)["expert"]["name"] == ""
    go_to_article(one)
    assert "name of the expert" in decide(one, "confirm")["notice"]["text"]
    assert not (tmp_path / "overrides").exists()
    assert tell(one, do="expert", name="0000-0002-1825-0098")["notice"]["kind"] == "error"
    seen = tell(one, do="expert", name="Jane Doe, 0000-0002-1825-0097")
    assert seen["expert"]["name"] == "Jane Doe (0000-0002-1825-0097)"
    decide(one, "confirm")
    assert view(review(ALIGNED, tmp_path / "overrides"))["expert"]["name"] == "Jane Doe (0000-0002-1825-0097)"


# --- what is wrong is said ----------------------------------------------------------------------------------------


def test_bad_input_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match="nothing to review"):
        review([], tmp_path)
    with pytest.raises(LexalignError, match="several countries"):
        review([ALIGNED, replace(ALIGNED, law=replace(LAW, country="KEN"))], tmp_path)
    with pytest.raises(LexalignError, match="needs a folder"):
        review(ALIGNED, read_overrides(tmp_path))  # type: ignore[arg-type]
    with pytest.raises(LexalignError, match=r"KEN\.csv is not the journal of RWA"):
        review(ALIGNED, tmp_path / "KEN.csv")
    (tmp_path / "RWA.csv").write_text("not,a,journal\n")
    with pytest.raises(JournalError, match="not a journal"):
        review(ALIGNED, tmp_path)
    assert tell(opened(tmp_path / "new"), do="dance")["notice"]["kind"] == "error"


def test_a_journal_that_vanishes_is_missed(tmp_path: Path) -> None:
    one = opened(tmp_path)
    go_to_article(one)
    decide(one, "confirm")
    (tmp_path / "RWA.csv").rename(tmp_path / "moved.csv")
    seen = decide(one, "confirm")
    assert "not there any more" in seen["notice"]["text"]
    assert seen["progress"]["decided"] == 1
    (tmp_path / "moved.csv").rename(tmp_path / "RWA.csv")
    assert tell(one, do="next")["notice"]["kind"] != "error"


def test_a_damaged_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    one = opened(tmp_path)
    go_to_article(one)
    decide(one, "confirm")
    with (tmp_path / "RWA.csv").open("a") as journal:
        journal.write("rubbish\n")
    seen = tell(one, do="next")
    assert any("RWA.csv:3" in warning for warning in seen["warnings"])
    assert seen["progress"]["decided"] == 1


# --- texts --------------------------------------------------------------------------------------------------------


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(-3, 35), st.integers(-3, 35), st.integers(1, 4)), max_size=6),
)
def test_stretches_are_the_text_and_each_character_bears_its_elements(
    text: str, spans: list[tuple[int, int, int]]
) -> None:
    cut = stretches(text, spans, {n: f"element {n}" for n in range(1, 5)})
    assert "".join(s["t"] for s in cut) == printable(text)
    borne = [s["e"] for s in cut for _ in s["t"]]
    for place, numbers in enumerate(borne):
        assert numbers == sorted({n for start, end, n in spans if start <= place < end})
    ends = sorted((n, end) for start, end, n in {(max(s, 0), min(e, len(text)), n) for s, e, n in spans} if start < end)
    assert {n for s in cut for n in s.get("n", ())} == {n for n, _ in ends}


def test_law_text_is_data_and_never_markup(tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)>\u0000 & \ud800 مرحبا"
    law = replace(
        LAW, title=evil, articles=tuple(replace(a, heading=evil, text=f"{evil} {a.text}") for a in LAW.articles)
    )
    one = review(replace(ALIGNED, law=law), tmp_path, expert="<b>A</b> Lawyer")
    item = go_to_article(one)["item"]
    assert "".join(s["t"] for s in item["article"]["heading"]) == printable(evil)
    assert "<img" not in one._repr_html_()
    script = (STATIC / "review.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|https?://(?!orcid)", script)


def test_without_a_browser_it_is_a_table(tmp_path: Path) -> None:
    one = opened(tmp_path)
    go_to_article(one)
    decide(one, "reject", "Not <this> one.")
    bundle = one._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert "Not &lt;this&gt; one." in bundle["text/html"]
    assert bundle["text/html"].count("<tr>") == view(one)["progress"]["total"] + 1
    assert "1 of" in bundle["text/plain"]
    assert len(one.to_frame()) == view(one)["progress"]["total"]


# --- looks --------------------------------------------------------------------------------------------------------

PAIRS = [
    ("text", "ground"), ("text", "panel"), ("soft", "ground"), ("soft", "panel"), ("link", "ground"),
    ("on-strong", "strong"), ("on-mark", "mark"), ("on-mark", "lit"), ("good", "ground"), ("good", "panel"),
    ("good", "good-ground"), ("half", "ground"), ("half", "panel"), ("half", "half-ground"), ("bad", "ground"),
    ("bad", "panel"), ("bad", "bad-ground"),
]  # fmt: skip


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast(theme: int) -> None:
    sheet = (STATIC / "review.css").read_text(encoding="utf-8")
    blocks = [b for b in re.findall(r"\{([^{}]*)\}", sheet) if "--lx-ground" in b and "#" in b]
    assert len(blocks) == 2
    colours = dict(re.findall(r"--lx-([a-z-]+):\s*(#[0-9a-f]{6})", blocks[theme]))
    for front, back in PAIRS:
        light, dark = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back)
    light, dark = sorted((luminance(colours["edge"]), luminance(colours["ground"])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3, "edges of fields and buttons"
