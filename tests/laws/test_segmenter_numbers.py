"""Numbers: spoilt ones read as what they are, sunk raised figures, ranges of repealed articles, all said in the issues."""

from __future__ import annotations

import pytest

from lexalign.laws import segment
from lexalign.laws.numbers import clean_number, han_value, rank, roman_value


def act(
    numbers: list[str], style: str = "Section {n}. Humming of clocks\nA clock that hums at noon number {i} is heard."
) -> str:
    return "An Act\n\n" + "\n\n".join(style.format(n=n, i=i) for i, n in enumerate(numbers))


def messages(text: str, kind: str) -> list[str]:
    return [issue.message for issue in segment(text).issues if issue.kind == kind]


SPOILT = {
    "one figure wrong": (["13", "14", "15", "16", "17"], 2, "18", "15"),
    "letters for figures": (["9", "10", "11", "12", "13"], 2, "1l", "11"),
    "letter O": (["8", "9", "10", "11", "12"], 2, "1O", "10"),
    "space inside": (["14", "15", "16", "17", "18"], 2, "1 6", "16"),
    "a stop in it": (["14", "15", "16", "17", "18"], 2, "3.1", "16"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_number_between_two_good_ones_is_read_and_reported(name: str) -> None:
    numbers, place, printed, wanted = SPOILT[name]
    numbers = [str(n) for n in range(1, int(numbers[0]))] + numbers
    place = len(numbers) - 5 + place
    numbers = [*numbers[:place], printed, *numbers[place + 1 :]]
    text = act(numbers)
    cut = segment(text)
    own = {a.key: a for a in cut.articles}
    assert f"number {place} is heard" in own[wanted].text
    assert f"prints the number {printed} where {wanted} belongs" in next(
        i.message for i in cut.issues if i.kind == "numbering" and i.article == wanted
    )


def test_a_run_of_spoilt_numbers() -> None:
    numbers = [*(str(n) for n in range(1, 46)), "16", "17", "18", "49", "50"]
    cut = segment(act(numbers))
    assert [a.number for a in cut.articles] == [str(n) for n in range(1, 51)]
    assert [i.article for i in cut.issues] == ["46", "47", "48"]


@pytest.mark.parametrize("style", ["Статья {n}. О часах\nЧасы {i} гудят.", "Article {n}\nThe clock {i} hums."])
def test_raised_figures_that_sank(style: str) -> None:
    numbers = [*(str(n) for n in range(1, 275)), "2741", "2742", "275", "276"]
    cut = segment(act(numbers, style))
    assert [a.number for a in cut.articles][-5:] == ["274", "274^1", "274^2", "275", "276"]
    assert [i.article for i in cut.issues if i.kind == "numbering"] == ["274^1", "274^2"]


@pytest.mark.parametrize("printed", ["274^1", "274¹", "274<sup>1</sup>"])
def test_raised_figures_however_printed(printed: str) -> None:
    cut = segment(act(["272", "273", "274", printed, "275"]))
    assert [a.number for a in cut.articles] == ["272", "273", "274", "274^1", "275"]
    assert cut.issues == ()


def test_lists_and_amounts_are_not_taken_for_missing_articles() -> None:
    text = act(["1", "2", "3", "4", "8", "9", "10"]).replace(
        "noon number 3 is heard.", "noon counts:\n1. leaves;\n2. bells;\n3. doors."
    )
    assert [a.number for a in segment(text).articles] == ["1", "2", "3", "4", "8", "9", "10"]
    assert messages(text, "gap") == ["Article 4 is followed by 8; 5 to 7 not found between them."]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("#### §§ 3 bis 5 (weggefallen)", "3 bis 5"),
        ("#### (XXXX) §§ 3 und 4 (weggefallen)", "3 und 4"),
        ("#### §§ 3 bis 5 (weggefallen)\n\n-\n", "3 bis 5"),
    ],
)
def test_one_line_for_several_repealed_articles(line: str, number: str) -> None:
    parts = [f"#### § {n} Summen\n\nWer summt, zahlt {n} Taler." for n in (1, 2, 6, 7, 8)]
    parts[2:2] = [f"#### § {n} Summen\n\nNiemand." for n in range(int(number.split()[-1]) + 1, 6)]
    text = "\n\n".join([*parts[:2], line, *parts[2:]])
    cut = segment(text)
    assert [a.number for a in cut.articles if a.number != "5"] == ["1", "2", number, "6", "7", "8"]
    assert cut.articles[2].not_in_force == "repealed"
    assert [i.kind for i in cut.issues] == ["repealed"]


def test_a_book_inserted_in_the_middle_is_a_jump_and_no_gap() -> None:
    numbers = ["551", "552", "5:1:1", "5:1:2", "553", "554"]
    kinds = [(i.kind, i.article) for i in segment(act(numbers, "Artikel {n}\nDe klok {i} zoemt.")).issues]
    assert kinds == [("jump", "5:1:1")]


# --- numbers by themselves ----------------------------------------------------------------------------------------


def test_roman_and_han_numbers() -> None:
    assert [roman_value(one) for one in ("I", "IV", "IX", "XIV", "XL", "XCIX", "CCCXC", "C", "", "IIII", "VX", "A")] == [
        1, 4, 9, 14, 40, 99, 390, 0, 0, 0, 0, 0,
    ]  # fmt: skip
    assert [han_value(one) for one in ("十", "十二", "二十", "二百三十四", "千五", "12", "１２", "一二")] == [
        10, 12, 20, 234, 1005, 12, 12, 12,
    ]  # fmt: skip


def test_numbers_sort_as_a_lawyer_would() -> None:
    numbers = ["E1", "IV", "5", "12", "12a", "12bis", "12-1", "12^2", "13", "١٤", "15/1", "116 bis 119", "120"]
    assert sorted(numbers, key=rank) == [*numbers[:4], "12bis", "12a", *numbers[6:]]
    assert clean_number("12.º") == "12"


def test_sizes_far_from_the_rest_are_reported() -> None:
    def said(count: int) -> str:
        return " ".join(f"The clock number {k} of the tower hums." for k in range(count))

    parts = [f"Article {n}\n{said(6 + n % 3)}" for n in range(1, 13)]
    parts[3], parts[7] = "Article 4\nabc", f"Article 8\n{said(900)}"
    issues = [(i.kind, i.article) for i in segment("\n".join(parts)).issues]
    assert issues == [("size", "4"), ("size", "8")]


def test_spent_articles_on_one_line() -> None:
    parts = [f"{n}. Clock {n}\nThe clock number {n} hums at noon." for n in range(1, 8)]
    cut = segment("\n".join(parts) + "\n8. — 9. — 10. —\n")
    assert [a.number for a in cut.articles] == [str(n) for n in range(1, 11)]
    assert [(i.kind, i.article) for i in cut.issues] == [("empty", "8"), ("empty", "9"), ("empty", "10")]
