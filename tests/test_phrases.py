"""Sentences that know how they were made, and their translations."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign import phrases
from lexalign.errors import DataFileError, LexalignError
from lexalign.model import Status
from lexalign.phrases import Phrase, counted, enumerated, fixed, joined, phrase_book, report_languages, say, spoken

ROOT = Path(__file__).resolve().parents[1] / "lexalign"

_BOOK = """\
language: xx
verified: false
phrases:
  statuses:
    - {en: in line, said: conforme}
    - {en: "It is {status}.", said: "Es {status}."}
    - {en: "{n} article", said: "{n} artículo"}
    - {en: a device that works by program., said: un aparato que trabaja con programa.}
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "phrases" / "xx" / "some.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(_BOOK, encoding="utf-8")
    monkeypatch.setattr(phrases, "provisions_dir", lambda: tmp_path)
    return path


def test_a_phrase_is_its_english_text(book: Path) -> None:
    made = say("It is {status}.", status=Status.IN_LINE)
    assert made == "It is in line."
    assert spoken(made, "en") == "It is in line."
    assert spoken(made, "xx") == "Es conforme."


def test_phrases_keep_their_parts_when_they_are_put_together(book: Path) -> None:
    whole = "Note: " + say("It is {status}.", status=Status.IN_LINE) + " " + counted(1, "{n} article", "{n} articles")
    assert whole == "Note: It is in line. 1 article"
    assert spoken(whole, "xx") == "Note: Es conforme. 1 artículo"
    assert spoken(joined("; ", [fixed("a device that works by program"), "{as} it is"]), "xx") == (
        "un aparato que trabaja con programa; {as} it is"
    )
    assert enumerated(["a", "b", "c"]) == "a and b and c"
    assert spoken(pickle.loads(pickle.dumps(whole)), "xx") == spoken(whole, "xx")


def test_what_people_wrote_is_never_translated(book: Path) -> None:
    assert spoken("in line", "xx") == "in line"
    assert spoken(say("It is {status}.", status="in line"), "xx") == "Es in line."


@given(st.text(), st.text())
def test_any_text_may_be_put_in(one: str, other: str) -> None:
    assert joined(one.replace("{", "").replace("}", ""), (one, other)).endswith(other)
    assert fixed(one) == one
    assert say("{a}: {b}", a=one, b=other) == f"{one}: {other}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{en: "It was {status}.", said: "Fue {estado}."}', "some.yaml:9: the English puts in {status}"),
        ("{en: in line, said: en línea}", "some.yaml:9: 'in line' has another translation above"),
        ('{en: "a {b", said: c}', "some.yaml:9:"),
        ("{en: some}", "some.yaml:9"),
    ],
)
def test_a_faulty_entry_is_named_with_its_line(book: Path, line: str, said: str) -> None:
    book.write_text(f"{_BOOK}    - {line}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        phrase_book("xx")
    assert said in str(caught.value)


def test_a_language_without_phrases_says_which_there_are(book: Path) -> None:
    with pytest.raises(LexalignError, match="Use one of en, xx"):
        spoken(say("It is {status}.", status="x"), "yy")


def _templates() -> dict[str, str]:
    """Every sentence of the package that can be said in a report ▶ where it stands."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        if path.name.startswith("cli"):
            continue  # what the command line prints is English
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = {"say": node.args[:1], "counted": node.args[1:3]}.get(node.func.id, [])
                for one in first:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        found[one.value] = f"{path.relative_to(ROOT)}:{one.lineno}"
    return found


@pytest.mark.parametrize("language", [code for code in report_languages() if code != "en"])
def test_every_sentence_has_a_translation(language: str) -> None:
    entries = phrase_book(language)
    needed = {text: at for text, at in _templates().items() if phrases.needs_translation(text)}
    assert len(needed) > 100
    missing = [f"{at}: {text}" for text, at in needed.items() if entries.template(text) is None]
    assert not missing, "\n".join(missing)


def test_a_phrase_cannot_be_changed_by_what_is_in_it() -> None:
    assert isinstance(say("{x}", x="{y}") + "{z}", Phrase)
    assert say("{x}", x="{y}") + "{z}" == "{y}{z}"
