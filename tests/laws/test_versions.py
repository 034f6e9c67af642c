"""Two versions of a law: what was done to it is found, no more and no less; a bill is laid over the law it amends."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lexalign.errors import LexalignError
from lexalign.laws import LawComparison, compare, overlay, read_law
from lexalign.laws.amending import amending_words, read_clause
from lexalign.laws.compare import KINDS
from lexalign.laws.compare_words import diff_html, diff_text, same_wording, word_diff
from lexalign.laws.segments import with_keys
from lexalign.model import Article, Law, LawStatus

_SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "pra", "ste", "vo", "zan", "dri", "fol", "gur"]
_COMMON = ["the", "of", "a", "shall", "person", "who", "coins", "pay", "or", "and", "any", "in", "to", "offence"]


def made_text(rng: random.Random, words: int = 40) -> str:
    """Law-like: half of the words are those that every article has."""
    rare = ["".join(rng.choices(_SYLLABLES, k=3)) for _ in range(12)]
    return " ".join(rng.choice(_COMMON) if rng.random() < 0.5 else rng.choice(rare) for _ in range(words)) + "."


def made_law(rng: random.Random, count: int) -> Law:
    articles = [
        Article(str(n), f"Heading {n}", made_text(rng, rng.randint(25, 60)), ("Part I",)) for n in range(1, count + 1)
    ]
    return law_of(articles)


def law_of(articles: list[Article], **more: object) -> Law:
    return Law("xxa-law", "XXA", "Act of Coins", "en", with_keys(articles), **more)  # type: ignore[arg-type]


def article(number: str, text: str, heading: str | None = None, **more: object) -> Article:
    return Article(number, heading, text, **more)  # type: ignore[arg-type]


# --- edits are found ------------------------------------------------------------------------------------------------


@dataclass
class Edits:
    removed: set[str]
    renumbered: set[tuple[str, str]]
    changed: set[str]
    added: set[str]


def edited(law: Law, rng: random.Random, *, count: int) -> tuple[Law, Edits]:
    """Remove, renumber, change, renumber and change, and add articles; say which."""
    places = rng.sample(range(len(law.articles)), count * 4)
    gone, moved, reworded, both = (set(places[k * count : (k + 1) * count]) for k in range(4))
    fresh = iter(rng.sample(range(500, 900), count * 3))
    said = Edits(set(), set(), set(), set())
    out: list[Article] = []
    for place, one in enumerate(law.articles):
        new = one
        if place in gone:
            said.removed.add(one.number)
            continue
        if place in moved | both:
            new = replace(new, number=f"{next(fresh)}")
            said.renumbered.add((one.number, new.number))
        if place in reworded | both:
            words = new.text.split(" ")
            for at in rng.sample(range(len(words)), max(1, len(words) // 12)):
                words[at] = f"new{rng.randrange(10**6)}"
            new = replace(new, text=" ".join(words))
            said.changed.add(one.number)
        out.append(new)
    for _ in range(count):
        number = f"{next(fresh)}"
        out.insert(rng.randrange(len(out) + 1), article(number, made_text(rng, 40), "Added", path=("Part I",)))
        said.added.add(number)
    return replace(law, articles=with_keys(out)), said


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), count=st.integers(0, 6))
def test_compare_finds_exactly_what_was_done(seed: int, count: int) -> None:
    rng = random.Random(seed)
    old = made_law(rng, 30)
    new, said = edited(old, rng, count=count)
    found = compare(old, new)
    assert {c.old.number for c in found.of("removed") if c.old} == said.removed
    assert {c.new.number for c in found.of("added") if c.new} == said.added
    assert {(c.old.number, c.new.number) for c in found.of("renumbered") if c.old and c.new} == said.renumbered
    assert {c.old.number for c in found.of("changed") if c.old} == said.changed
    assert not found.of("replaced") and not found.of("repealed") and not any(c.heading_changed for c in found.changes)
    assert sum(found.counts.values()) == len(found.changes) == len(old.articles) + len(said.added)
    # backwards the same, mirrored
    back = compare(new, old)
    assert {c.new.number for c in back.of("added") if c.new} == said.removed
    assert {c.new.number for c in back.of("changed") if c.new} == said.changed


def test_a_real_code_with_thirty_articles_renumbered_and_thirty_changed(shared: Path) -> None:
    law = read_law(shared / "laws" / "DEU" / "stpo.md", country="DEU")
    rng = random.Random(31)
    fit = [n for n, one in enumerate(law.articles) if len(one.text.split()) >= 15 and not one.not_in_force]
    chosen = rng.sample(fit, 60)
    out = list(law.articles)
    for count, place in enumerate(chosen[:30]):
        out[place] = replace(out[place], number=f"{900 + count}")
    for place in chosen[30:]:
        words = out[place].text.split(" ")
        for at in rng.sample(range(len(words)), max(1, len(words) // 10)):
            words[at] = "neu"
        out[place] = replace(out[place], text=" ".join(words))
    new = replace(law, articles=with_keys(out))
    started = time.process_time()
    found = compare(law, new)
    assert time.process_time() - started < 10
    keys = {(c.old.key, c.new.number) for c in found.of("renumbered") if c.old and c.new}
    assert keys == {(law.articles[place].key, out[place].number) for place in chosen[:30]}
    assert {c.old.key for c in found.of("changed") if c.old} == {law.articles[place].key for place in chosen[30:]}
    assert found.counts["unchanged"] == len(law.articles) - 60


def test_a_code_against_itself_and_numbered_anew(shared: Path) -> None:
    law = read_law(shared / "laws" / "DEU" / "stpo.md", country="DEU")
    started = time.process_time()
    assert compare(law, law).counts["unchanged"] == len(law.articles)
    anew = [replace(one, number=str(n + 5)) for n, one in enumerate(law.articles)]
    found = compare(law, replace(law, articles=with_keys(anew)))
    assert time.process_time() - started < 15
    assert found.counts["renumbered"] == len(law.articles)
    assert all(c.new and c.new.text == c.old.text for c in found.changes if c.old)


# --- what lawyers call these things ---------------------------------------------------------------------------------

TEN = "Whoever opens a humming device of somebody else without leave of its owner pays ten coins"
GREEN = "The Minister may set in spring the price of green paint for lamps that whistle in the harbour"
OWLS = "Owls that sing at night in the town are fed by the guild of bakers with stale rolls and honey"
BOATS = "Boats of more than two oars carry a lantern and a bell whenever fog lies upon the lower river"


def one_change(found: LawComparison, kind: str) -> object:
    (change,) = found.of(kind)
    return change


def test_moving_up_by_one_is_renumbering_and_not_rewriting() -> None:
    old = law_of([article("1", TEN), article("2", GREEN), article("3", OWLS)])
    new = law_of([article("1", TEN), article("2", BOATS), article("3", GREEN), article("4", OWLS + " after section 3")])
    found = compare(old, new)
    assert [(c.kind, c.numbers) for c in found.changes] == [
        ("unchanged", "1"),
        ("added", "2"),
        ("renumbered", "2 → 3"),
        ("changed", "3 → 4"),
    ]
    assert "also renumbered" in found.summary


def test_another_text_under_the_same_number_is_replaced() -> None:
    found = compare(law_of([article("1", TEN), article("2", GREEN)]), law_of([article("1", TEN), article("2", BOATS)]))
    assert one_change(found, "replaced").numbers == "2"


def test_repealed_articles_keep_their_place_and_no_other_takes_their_text() -> None:
    gone = article("2", "Repealed.", not_in_force="repealed")
    found = compare(law_of([article("1", TEN), article("2", GREEN)]), law_of([article("1", TEN), gone]))
    assert [c.kind for c in found.changes] == ["unchanged", "repealed"]
    kept = article("2", GREEN, not_in_force="struck down by a court")
    found = compare(law_of([article("2", GREEN)]), law_of([kept]))
    assert one_change(found, "repealed").remark == "struck down by a court"
    back = compare(law_of([gone]), law_of([article("2", GREEN)]))
    assert "was not in force before" in one_change(back, "changed").remark


def test_the_same_number_is_known_however_it_is_printed() -> None:
    found = compare(
        law_of([article("12bis", TEN), article("40^1", OWLS)]), law_of([article("12 bis", TEN), article("40-1", OWLS)])
    )
    assert found.counts["unchanged"] == 2


def test_headings_white_space_and_capitals() -> None:
    old = law_of([article("1", TEN, "Opening"), article("2", GREEN, "PAINT")])
    new = law_of([article("1", TEN, "Opening of devices"), article("2", GREEN.replace(" ", "\n").upper(), "Paint")])
    found = compare(old, new)
    change = one_change(found, "changed")
    assert change.numbers == "1" and change.heading_changed and not change.text_changed
    assert "{+of devices+}" in str(found) and found.counts["unchanged"] == 1


def test_split_and_merged_articles_are_called_so() -> None:
    apart = law_of([article("1", f"{TEN}."), article("1A", f"{OWLS}."), article("2", GREEN)])
    whole = law_of([article("1", f"{TEN}. {OWLS}."), article("2", GREEN)])
    split = one_change(compare(whole, apart), "added")
    merged = one_change(compare(apart, whole), "removed")
    assert (split.numbers, split.split_from) == ("1A", "1")
    assert (merged.numbers, merged.merged_into) == ("1A", "1")


def test_a_renamed_chapter_moves_nothing_and_an_article_that_changes_chapter_moves() -> None:
    texts = [TEN, GREEN, OWLS, BOATS]
    old = law_of([article(str(n), t, path=("Part I" if n < 2 else "Part II",)) for n, t in enumerate(texts)])
    renamed = law_of([article(str(n), t, path=("Part One" if n < 2 else "Part II",)) for n, t in enumerate(texts)])
    assert compare(old, renamed).counts["unchanged"] == 4
    moved = law_of([article(str(n), t, path=("Part I" if n < 3 else "Part II",)) for n, t in enumerate(texts)])
    assert one_change(compare(old, moved), "moved").numbers == "2"


def test_scripts_without_spaces_are_compared_too() -> None:
    old = law_of([article("1", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳")])
    found = compare(old, law_of([article("7", "甲乙丙丁戊己庚辛壬癸子丑寅卯午巳")]))
    assert diff_text(one_change(found, "changed").diff).endswith("卯[-辰-]{+午+}巳")


def test_two_laws_that_are_no_versions_of_each_other_are_doubted() -> None:
    rng = random.Random(1)
    found = compare(made_law(rng, 12), made_law(random.Random(2), 12))
    assert "may not be versions" in " ".join(found.remarks)
    other = compare(made_law(rng, 2), replace(made_law(rng, 2), language="fr"))
    assert "different languages" in " ".join(other.remarks)


def test_empty_and_single_articles() -> None:
    assert compare(law_of([]), law_of([])).changes == ()
    assert compare(law_of([article("1", "")]), law_of([article("1", "")])).counts["unchanged"] == 1
    assert compare(law_of([]), law_of([article("1", "")])).counts["added"] == 1


# --- the diff -------------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@example("", " ")
@example("a", " b")
@example("000 0", "000")
@given(st.text(max_size=200), st.text(max_size=200))
def test_a_diff_gives_both_texts_back(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert "".join(p.text for p in parts if p.kind != "removed") == new
    before = "".join(p.text for p in parts if p.kind != "added")
    assert same_wording(before, old)
    assert same_wording(old, new) == all(p.kind == "same" for p in parts)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_html_of_a_diff_is_safe_and_needs_no_colour() -> None:
    old = law_of([article("1", f"{TEN} <script>alert(1)</script>", "<b>x</b>")])
    new = law_of([article("1", f"{TEN} <img src=x onerror=alert(1)>", '"><i>')])
    page = compare(old, new)._repr_html_()
    seen = _Text()
    seen.feed(page)
    assert not {"script", "img", "i", "b"} & set(seen.tags) and {"ins", "del"} <= set(seen.tags)
    assert "−" in seen.text and "+" in seen.text and "struck out" in seen.text
    marked = diff_html(word_diff("pays ten coins", "pays five coins"))
    assert "line-through" in marked and "underline" in marked


def test_the_frame_has_a_row_for_each_article() -> None:
    frame = compare(
        law_of([article("1", TEN), article("2", OWLS)]), law_of([article("1", TEN.replace("ten", "six"))])
    ).to_frame()
    assert list(frame["kind"]) == ["changed", "removed"] and set(frame["kind"]) <= set(KINDS)
    assert "[-ten-]{+six+}" in frame["diff"][0].replace(" ", "") and frame["old_number"][1] == "2"


# --- bills ----------------------------------------------------------------------------------------------------------

LAW = """THE HUMMING DEVICES ACT

Section 1. Short title. - This Act may be cited as the Humming Devices Act 2031.
Section 2. Meaning of words. - In this Act a device is anything that hums by day.
Section 3. Opening a device. - A person who opens a device that belongs to somebody else pays ten coins.
Section 4. Listening. - A person who listens to the humming of others pays twenty coins.
Section 5. Painting. - A person who paints a device green pays thirty coins to its owner.
Section 6. Fees. - The Minister sets the fees for green paint every year in spring.
"""
BILL = """THE HUMMING DEVICES (AMENDMENT) BILL

Section 1. Short title. - This Act may be cited as the Humming Devices (Amendment) Act 2033.
Section 2. Insertion. - After section 3 of the Humming Devices Act the following section is inserted:
"Section 3A. Closing a device. - A person who closes the device of somebody else pays five coins."
Section 3. Words. - In section 4, the words "twenty coins" are replaced by "forty coins".
Section 4. Repeal. - Sections 5 and 6 are repealed.
Section 5. Night. - Section 2 is replaced by the following: "A device is anything that hums, whistles or sings by night."
Section 6. Part. - In section 3, subsection (2) is repealed.
Section 7. Lamps. - Section 4 of the Street Lamps Act, 1999 is repealed.
Section 8. Absent. - Section 44 is repealed.
"""


@pytest.fixture
def laid(tmp_path: Path) -> tuple[Law, Law, Law]:
    (tmp_path / "law.txt").write_text(LAW, encoding="utf-8")
    (tmp_path / "bill.txt").write_text(BILL, encoding="utf-8")
    law = read_law(tmp_path / "law.txt", country="XXA", language="en", year=2031)
    bill = read_law(tmp_path / "bill.txt", country="XXA", language="en", year=2033, status="draft")
    return law, bill, overlay(law, bill)


def test_a_bill_is_laid_over_its_law(laid: tuple[Law, Law, Law]) -> None:
    law, _, new = laid
    found = compare(law, new)
    assert {c.numbers: c.kind for c in found.changes} == {
        "1": "unchanged",
        "2": "changed",
        "3": "unchanged",
        "3A": "added",
        "4": "changed",
        "5": "repealed",
        "6": "repealed",
    }
    by_number = {one.number: one for one in new.articles}
    assert [one.number for one in new.articles] == ["1", "2", "3", "3A", "4", "5", "6"]
    assert "forty coins" in by_number["4"].text and "twenty" not in by_number["4"].text
    assert by_number["2"].text == "A device is anything that hums, whistles or sings by night."
    origin = {number: one.carried_by for number, one in by_number.items()}
    assert origin == {"1": None, "2": "5", "3": None, "3A": "2", "4": "3", "5": "4", "6": "4"}
    assert new.status is LawStatus.DRAFT and new.id != law.id
    assert all(one.key for one in new.articles)


def test_what_cannot_be_laid_over_is_said_and_not_guessed(laid: tuple[Law, Law, Law]) -> None:
    said = [issue.message for issue in laid[2].issues if issue.kind == "amendment"]
    assert len(said) == 3
    assert any("Article 6 of the bill" in one and "by hand" in one for one in said)
    assert any("44" in one and "does not have" in one for one in said)
    assert any("another law" in one and "4" in one for one in said)


def test_a_part_of_a_bill_can_be_laid_over(laid: tuple[Law, Law, Law]) -> None:
    law, bill, _ = laid
    new = overlay(law, bill, articles=["Section 4"])
    assert {one.number for one in new.articles if one.carried_by} == {"5", "6"}
    with pytest.raises(LexalignError, match="99"):
        overlay(law, bill, articles=["99"])
    with pytest.raises(LexalignError, match=r"amending\.yaml"):
        overlay(law, replace(bill, language="xx"))


def test_a_bill_that_changes_nothing_says_so(laid: tuple[Law, Law, Law]) -> None:
    law, bill, _ = laid
    new = overlay(law, bill, articles=["1"])
    assert new.articles == law.articles and "Nothing in the bill" in new.issues[-1].message


def test_articles_that_a_bill_announces_and_prints_as_its_own() -> None:
    law = law_of([article("40", TEN), article("41", GREEN)], kind="penal code")
    bill = law_of(
        [
            article("1", "After section 40 of the Penal Code a chapter is inserted with sections 40-1 to 40-3."),
            article("40-1", OWLS),
            article("40-2", BOATS),
            article("40-3", "Section 41 is repealed with the moon."),
            article("2", "In force at once."),
        ]
    )
    new = overlay(law, bill)
    assert [(one.number, one.carried_by) for one in new.articles] == [
        ("40", None), ("40-1", "1"), ("40-2", "1"), ("40-3", "1"), ("41", None),
    ]  # fmt: skip
    assert new.issues == ()


def test_words_that_stand_twice_are_not_replaced_by_guess() -> None:
    law = law_of([article("1", "Pay ten coins. Then pay ten coins again.")])
    bill = law_of([article("1", 'In section 1, the words "ten coins" are replaced by "six coins".')])
    new = overlay(law, bill)
    assert new.articles == law.articles and "by hand" in new.issues[0].message


def test_an_act_that_amends_two_codes(shared: Path) -> None:
    act = read_law(shared / "laws" / "ITA" / "legge-48-2008.md", country="ITA")
    numbers = ["24", "254", "420", "491-bis", "495", "615-quinquies", "635", "635-bis", "640-quater"]
    code = law_of([article(n, f"Testo di prova numero {n}.") for n in numbers])
    code = replace(code, country="ITA", language="it", kind="penal code", title="Codice penale", year=1930)
    new = overlay(code, act)
    assert [one.number for one in new.articles if one.carried_by] == [
        "495-bis", "615-quinquies", "635-bis", "635-ter", "635-quater", "635-quinquies", "640-quinquies",
    ]  # fmt: skip
    said = " ".join(issue.message for issue in new.issues)
    assert "254-bis" in said and "24-bis" in said and "420" in said


def test_an_act_lays_its_articles_into_the_one_of_two_codes_that_is_meant(shared: Path) -> None:
    act = read_law(shared / "laws" / "SEN" / "loi-2008-11-cybercriminalite.articles.csv", country="SEN")
    code = read_law(shared / "laws" / "SEN" / "code-procedure-penale-noisy.articles.csv", country="SEN")
    new = overlay(code, act)
    assert [one.number for one in new.articles if one.carried_by] == [f"677-{n}" for n in range(34, 43)]
    assert len([issue for issue in new.issues if issue.kind == "amendment"]) == 1
    assert compare(code, new).counts["added"] == 9


ICELANDIC = """LÖG
um breytingu á lögum um klukkur, nr. 4/2031.
1. gr.
8. gr. laganna fellur brott.
2. gr.
2. og 5. gr. laganna falla brott.
3. gr.
1. gr. laganna orðast svo:
Lög þessi gilda um klukkur sem suða að nóttu.
4. gr.
Á eftir 6. gr. laganna kemur ný grein, 6. gr. a, ásamt fyrirsögn, svohljóðandi:
Turnar.
Hver sem á turn skal telja klukkur hans.
5. gr.
Á eftir 6. gr. laganna koma tvær nýjar greinar, 6. gr. b og 6. gr. c, svohljóðandi:
Turnar skulu taldir.
6. gr.
Lög þessi öðlast þegar gildi.
"""


def test_an_icelandic_act_prints_new_articles_without_quotation_marks(tmp_path: Path) -> None:
    (tmp_path / "breyting.txt").write_text(ICELANDIC, encoding="utf-8")
    act = read_law(tmp_path / "breyting.txt", country="ISL", language="is")
    law = read_law(Path(__file__).parent / "made_languages" / "is.txt", country="ISL", language="is")
    new = overlay(law, act)
    assert [one.number for one in new.articles] == ["1", "2", "3", "4", "5", "5 a", "6", "6 a", "7", "8"]
    assert {one.number: one.carried_by for one in new.articles if one.carried_by} == {
        "1": "3", "2": "2", "5": "2", "6 a": "4", "8": "1",
    }  # fmt: skip
    inserted = next(one for one in new.articles if one.number == "6 a")
    assert (inserted.heading, inserted.text) == ("Turnar", "Hver sem á turn skal telja klukkur hans.")
    assert new.articles[0].text.endswith("suða að nóttu.") and new.articles[0].heading == "Gildissvið"
    assert [one.number for one in new.articles if one.not_in_force.startswith("repealed by")] == ["2", "5", "8"]
    doubts = [issue.message for issue in new.issues if issue.kind == "amendment"]
    assert len(doubts) == 1 and "6. gr. b og 6. gr. c" in doubts[0]


LANGUAGES = (
    "en fr es pt de nl it ru uk tr ar ro pl cs sk sl hr bs cnr sr mk bg el ka hy az uz hu sq sv da nb no fi et lv lt is"
)


def test_every_language_says_insert_replace_and_repeal() -> None:
    assert set(amending_words()) >= set(LANGUAGES.split())  # their examples are tried when the file is loaded


@pytest.mark.parametrize(
    ("language", "text", "numbers", "ranges"),
    [
        ("en", "Sections 5, 7 and 9 to 12 are repealed", ("5", "7", "9", "12"), (("9", "12"),)),
        ("fr", "Les articles 5, 7 et 9 à 12 sont abrogés", ("5", "7", "9", "12"), (("9", "12"),)),
        ("de", "Die §§ 5 bis 8 werden aufgehoben", ("5", "8"), (("5", "8"),)),
        ("tr", "8, 9 ve 12 nci maddeler yürürlükten kaldırılmıştır", ("8", "9", "12"), ()),
        ("ru", "Статьи 5 и 7 признать утратившими силу", ("5", "7"), ()),
        ("pl", "Uchyla się art. 5, 7 i 9", ("5", "7", "9"), ()),
        ("cs", "§ 5 až 8 se zrušují", ("5", "8"), (("5", "8"),)),
        ("sk", "§ 5 až 8 sa vypúšťajú", ("5", "8"), (("5", "8"),)),
        ("sl", "5., 7. in 9. člen se črtajo", ("5", "7", "9"), ()),
        ("hr", "Članci 5., 7. i 9. brišu se", ("5", "7", "9"), ()),
        ("bs", "Članovi 5. do 8. brišu se", ("5", "8"), (("5", "8"),)),
        ("cnr", "Čl. 5 i 7 brišu se", ("5", "7"), ()),
        ("sr", "Чланови 5. до 8. бришу се", ("5", "8"), (("5", "8"),)),
        ("mk", "Членовите 5 и 5-а се бришат", ("5", "5-а"), ()),
        ("bg", "Чл. 5, 5а и 7 се отменят", ("5", "5а", "7"), ()),
        ("el", "Τα άρθρα 5 έως 8 καταργούνται", ("5", "8"), (("5", "8"),)),
        ("ka", "მე-5 და მე-7 მუხლები ამოღებულ იქნეს", ("5", "7"), ()),
        ("hy", "5-րդ և 7-րդ հոդվածները հանել", ("5", "7"), ()),
        ("az", "5-ci və 7-ci maddələr ləğv edilsin", ("5", "7"), ()),
        ("uz", "5 va 7-moddalar chiqarib tashlansin", ("5", "7"), ()),
        ("hu", "Hatályát veszti az 5. és 7. §", ("5", "7"), ()),
        ("sq", "Nenet 5 dhe 5/a shfuqizohen", ("5", "5/a"), ()),
        ("sv", "5, 7 och 9 §§ ska upphöra att gälla", ("5", "7", "9"), ()),
        ("da", "§§ 5 og 7 ophæves", ("5", "7"), ()),
        ("is", "5. gr., 7. gr. a og 9.–12. gr. laganna falla brott", ("5", "7 a", "9", "12"), (("9", "12"),)),
        ("is", "5. til 8. gr. laganna falla úr gildi", ("5", "8"), (("5", "8"),)),
        ("nb", "§§ 5 til 8 oppheves", ("5", "8"), (("5", "8"),)),
        ("fi", "Kumotaan 5, 7 ja 9 §", ("5", "7", "9"), ()),
        ("et", "Paragrahvid 5 kuni 8 tunnistatakse kehtetuks", ("5", "8"), (("5", "8"),)),
        ("lv", "Izslēgt 5. un 7. pantu", ("5", "7"), ()),
        ("lt", "Pripažinti netekusiais galios 5 ir 7 straipsnius", ("5", "7"), ()),
    ],
)
def test_lists_and_ranges_of_articles(language: str, text: str, numbers: object, ranges: object) -> None:
    clause = read_clause(text, language)
    assert clause is not None and clause.actions == {"repeal"} and not clause.part
    assert (clause.numbers, clause.ranges) == (numbers, ranges)


def test_a_spoilt_list_of_amending_words_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provisions_copy: Callable[[str, str], Path]
) -> None:
    folder = provisions_copy("Article 7 is replaced by the following text", "Article 7 sleeps")
    monkeypatch.setattr("lexalign.laws.amending.provisions_dir", lambda: folder)
    amending_words.cache_clear()
    try:
        with pytest.raises(LexalignError, match=r"amending\.yaml:\d+: 'Article 7 sleeps'"):
            amending_words()
    finally:
        amending_words.cache_clear()


@pytest.fixture
def provisions_copy(tmp_path: Path) -> Callable[[str, str], Path]:
    from lexalign.files import provisions_dir

    def make(old: str, new: str) -> Path:
        text = (provisions_dir() / "amending.yaml").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "amending.yaml").write_text(text.replace(old, new), encoding="utf-8")
        return tmp_path

    return make
