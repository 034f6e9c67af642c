"""A law printed in several languages is read in one of them, whatever the layout; the others stand beside it."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from lexalign.errors import UnknownLanguage
from lexalign.laws import import_law, read_articles, read_corpus, read_law
from lexalign.laws.language_lines import languages_in, stretches
from lexalign.laws.multilingual import paired
from lexalign.laws.segments import with_keys
from lexalign.model import Article, Law
from tests.laws.made_bilingual import LAW, WORD
from tests.laws.printed import font

COUNT = 8


def _head(language: str, number: int) -> str:
    return f"{WORD[language].format(number)} – {LAW[language][number - 1][0]}"


def _text(language: str, number: int) -> str:
    return LAW[language][number - 1][1]


def _after(languages: Sequence[str]) -> str:
    """One language after the other."""
    return "\n\n".join(
        f"{_head(language, n)}\n\n{_text(language, n)}" for language in languages for n in range(1, COUNT + 1)
    )


def _alternating(languages: Sequence[str]) -> str:
    """Article 1 in each language, article 2 in each language ..."""
    return "\n\n".join(
        f"## {_head(language, n)}\n\n{_text(language, n)}" for n in range(1, COUNT + 1) for language in languages
    )


def _shared(languages: Sequence[str]) -> str:
    """Each number once, and under it a paragraph in each language."""
    return "\n\n".join(
        "\n\n".join([WORD[languages[0]].format(n), *(_text(language, n) for language in languages)])
        for n in range(1, COUNT + 1)
    )


def _page(languages: Sequence[str]) -> str:
    """A table with a column for each language; every cell on one line."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(f'{_head(c, n)}. {_text(c, n)}')}</td>" for c in languages) + "</tr>"
        for n in range(1, COUNT + 1)
    )
    return f"<html><body><table>{rows}</table></body></html>"


def _document(languages: Sequence[str], path: Path) -> Path:
    """The same in Word; every cell with several paragraphs."""
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=len(languages))
    for n in range(1, COUNT + 1):
        for cell, language in zip(table.add_row().cells, languages, strict=True):
            cell.text = _head(language, n)
            for line in _text(language, n).split("\n"):
                cell.add_paragraph(line)
    document.save(str(path))
    return path


def _gazette(languages: Sequence[str], path: Path, times: int = 4) -> Path:
    """A PDF with a column for each language, printed row by row, with running heads; the law several times over."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    canvas, name = Canvas(str(path), pagesize=A4), font()
    wide, high = A4
    column = (wide - 80) / len(languages)

    def head() -> None:
        canvas.setFont(name, 8)
        canvas.drawString(40, high - 40, "Gazette of the Republic No. 7")
        canvas.drawString(40, high - 52, str(canvas.getPageNumber()))

    head()
    at = high - 80
    for n in range(1, times * COUNT + 1):
        columns = []
        for language in languages:
            heading, text = LAW[language][(n - 1) % COUNT]
            lines = [f"{WORD[language].format(n)} – {heading}", "", *text.split("\n")]
            columns.append([part for line in lines for part in simpleSplit(line, name, 8, column - 14) or [""]])
        for row in range(max(map(len, columns))):
            if at < high - 500:
                canvas.showPage()
                head()
                at = high - 80
            canvas.setFont(name, 8)
            for place, lines in enumerate(columns):
                if row < len(lines):
                    canvas.drawString(40 + place * column, at, lines[row])
            at -= 11
        at -= 11
    canvas.save()
    return path


def _rows(languages: Sequence[str], path: Path) -> Path:
    """A table of articles with a row for each language."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "heading", "text"])
        writer.writerows([n, *LAW[language][n - 1]] for n in range(1, COUNT + 1) for language in languages)
    return path


def _written(name: str, text: Callable[[Sequence[str]], str]) -> Callable[[Sequence[str], Path], Path]:
    def write(languages: Sequence[str], folder: Path) -> Path:
        path = folder / name
        path.write_text(text(languages) + "\n", encoding="utf-8")
        return path

    return write


LAYOUTS: dict[str, Callable[[Sequence[str], Path], Path]] = {
    "after": _written("law.txt", _after),
    "alternating": _written("law.md", _alternating),
    "shared": _written("law.txt", _shared),
    "cells": _written("law.html", _page),
    "word": lambda languages, folder: _document(languages, folder / "law.docx"),
    "rows": lambda languages, folder: _rows(languages, folder / "law.csv"),
}


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _issues(law: Law) -> str:
    return " ".join(issue.message for issue in law.issues)


@pytest.mark.parametrize("languages", [("en", "fr"), ("fr", "en"), ("ar", "fr"), ("mt", "en"), ("rw", "en", "fr")])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_in_the_language_asked_for(
    layout: str, languages: tuple[str, ...], tmp_path: Path
) -> None:
    file = LAYOUTS[layout](languages, tmp_path)
    for asked in languages:
        law = read_law(file, country="XXX", language=asked)
        assert (law.language, [a.number for a in law.articles]) == (asked, [str(n) for n in range(1, COUNT + 1)])
        for n, article in enumerate(law.articles, start=1):
            assert _flat(_text(asked, n)) in _flat(f"{article.heading} {article.text}")
            assert set(article.translations) == set(languages) - {asked}
            own = f"{article.heading or ''} {article.text}"
            others = [_flat(_text(other, n))[-25:] for other in languages if other != asked]
            assert not [words for words in others if words in _flat(own)], (asked, n)
            for other, words in article.translations.items():
                assert _flat(_text(other, n))[-25:] in _flat(words)


@pytest.mark.parametrize(
    ("languages", "told"),
    [(("fr", "en"), "en"), (("ar", "fr"), "fr"), (("rw", "fr"), "fr"), (("mt", "en"), "en"), (("mt", "rw"), "mt")],
)
def test_unasked_it_is_english_then_a_language_with_a_lexicon(
    languages: tuple[str, str], told: str, tmp_path: Path
) -> None:
    law = read_law(LAYOUTS["alternating"](languages, tmp_path), country="XXX")
    other = next(one for one in languages if one != told)
    assert law.language == told
    assert f'give language="{other}" (on the command line: --language {other})' in _issues(law)
    assert law.issues[0].kind == "languages" and law.issues[0].message.count("(8 articles)") == 2
    assert ("no lexicon" in law.issues[0].message) == bool({"mt", "rw"} & set(languages))


@pytest.mark.parametrize("languages", [("en", "fr"), ("rw", "en", "fr")])
def test_columns_of_a_gazette(languages: tuple[str, ...], tmp_path: Path) -> None:
    file = _gazette(languages, tmp_path / "gazette.pdf")
    for asked in languages:
        law = read_law(file, country="XXX", language=asked)
        assert [a.number for a in law.articles] == [str(n) for n in range(1, 4 * COUNT + 1)]
        for n, article in enumerate(law.articles):
            wanted = LAW[asked][n % COUNT]
            assert _flat(f"{article.heading} {article.text}") == _flat(" ".join(wanted)), (asked, article.number)
            assert set(article.translations) == set(languages) - {asked}


def test_articles_of_one_language_only_are_named_and_not_mixed_in(tmp_path: Path) -> None:
    extra = (
        "\n\nArticle 9 – Abrogation\n\nLes dispositions de la loi qui sont contraires à la présente loi sont abrogées."
    )
    file = tmp_path / "law.txt"
    file.write_text(_after(("en", "fr")) + extra + "\n", encoding="utf-8")
    english = read_law(file, country="XXX")
    assert len(english.articles) == COUNT and "abrogées" not in english.back_matter
    assert "Only in French, not in English, and therefore left out: article 9." in _issues(english)
    french = read_law(file, country="XXX", language="fr")
    assert french.articles[8].number == "9" and not french.articles[8].translations
    assert "Only in French, not in English: article 9." in _issues(french)
    assert "French (9 articles) and English (8 articles)" in _issues(french)


def test_a_language_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    file = LAYOUTS["after"](("en", "fr"), tmp_path)
    with pytest.raises(UnknownLanguage) as caught:
        read_law(file, country="XXX", language="es")
    assert "English (8 articles) and French (8 articles), and none in Spanish" in str(caught.value)
    assert "--language fr" in str(caught.value) and str(file) in str(caught.value)


def test_an_annex_in_another_language_is_no_version_of_the_law(tmp_path: Path) -> None:
    first = [(head, f"{text} " * (1 + 5 * (n % 3 == 0))) for n, (head, text) in enumerate(LAW["fr"])]
    law = "\n\n".join(f"Article {n} – {head}\n\n{text}" for n, (head, text) in enumerate(first, start=1))
    annex = "\n\n".join(
        f"Article {n} – Point\n\n{_text('en', 1 + n % COUNT) * (1 + 6 * (n % 2))}" for n in range(1, 31)
    )
    file = tmp_path / "law.txt"
    file.write_text(f"{law}\n\nANNEX\n\n{annex}\n", encoding="utf-8")
    read = read_law(file, country="XXX", language="fr")
    assert not any(article.translations for article in read.articles)
    assert not [issue for issue in read.issues if issue.kind == "languages"]


def test_an_article_in_another_language_than_the_law_is_named(tmp_path: Path) -> None:
    parts = [f"Article {n}\n\n{_text('en', 1 + (n - 1) % COUNT)}" for n in range(1, 25)]
    parts[11] = f"Article 12\n\n{_text('fr', 7)} {_text('fr', 3)}"
    file = tmp_path / "law.txt"
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    law = read_law(file, country="XXX")
    named = [issue for issue in law.issues if issue.kind == "language"]
    assert [issue.article for issue in named] == ["12"]
    assert "Article 12 reads like French, and the law is read in English" in named[0].message


@pytest.mark.parametrize("language", sorted(LAW))
def test_a_law_in_one_language_is_read_as_ever(language: str, tmp_path: Path) -> None:
    file = LAYOUTS["after"]((language,), tmp_path)
    cut = read_articles(file)
    assert not cut.language and not any(article.translations for article in cut.articles)
    assert [_flat(a.text) for a in cut.articles] == [_flat(text) for _, text in LAW[language]]
    law = read_law(file, country="XXX", language="es")  # a code that is given is believed, as before
    assert law.language == "es" and "several languages" not in _issues(law)


def test_matching_takes_the_lexicon_of_the_language_read(tmp_path: Path) -> None:
    from lexalign.matching import align

    file = LAYOUTS["alternating"](("rw", "en", "fr"), tmp_path)
    for language in ("en", "fr"):
        alignment = align(read_law(file, country="XXX", language=language), "cets185")
        assert alignment.law.language == language
        assert "cets185:2" in {match.provision for match in alignment.matches if match.article == "3"}
    with pytest.raises(UnknownLanguage, match="rw"):
        align(read_law(file, country="XXX", language="rw"), "cets185")


def test_on_the_command_line_and_in_the_own_corpus(tmp_path: Path) -> None:
    from lexalign.cli import app

    file = LAYOUTS["word"](("en", "fr"), tmp_path)
    corpora = tmp_path / "corpora"
    run = CliRunner().invoke(
        app, ["import", str(file), "--country", "KEN", "--language", "fr", "--corpora", str(corpora)]
    )
    assert run.exit_code == 0, run.output
    assert "8 articles" in run.output and "several languages" in run.output
    law = read_corpus(next(corpora.rglob("*.yaml")))
    assert (law.language, law.articles[2].heading) == ("fr", "Accès illégal")
    assert law.articles[2].translations["en"].startswith("A person who intentionally")
    again = import_law(file, country="KEN", folder=corpora)  # unasked it stays in the language it was read in
    assert again.action == "unchanged" and again.law.language == "fr"
    run = CliRunner().invoke(app, ["align", str(file), "--country", "KEN", "--language", "fr", "--format", "csv"])
    assert run.exit_code == 0, run.output
    assert re.search(r"^KEN,ken-law,3,.*,cets185:2,", run.output, re.MULTILINE)
    run = CliRunner().invoke(app, ["align", str(file), "--country", "KEN", "--language", "es"])
    assert run.exit_code == 2 and "none in Spanish" in _flat(run.output)


# --- properties ---------------------------------------------------------------------------------------------------

NUMBERS = st.lists(st.sampled_from(["1", "2", "3", "4 bis", "12a", "323-1", "Ek 1"]), max_size=8)


def _made(numbers: Sequence[str], language: str) -> tuple[Article, ...]:
    return with_keys([Article(n, None, f"{language} {place} {n}") for place, n in enumerate(numbers)])


@given(NUMBERS, NUMBERS, NUMBERS)
def test_pairing_invents_and_changes_nothing(own: list[str], second: list[str], third: list[str]) -> None:
    articles, others = _made(own, "en"), {"fr": _made(second, "fr"), "rw": _made(third, "rw")}
    out = paired(articles, others)
    assert [(a.key, a.text, a.number) for a in out] == [(a.key, a.text, a.number) for a in articles]
    for article in out:
        for code, those in others.items():
            same = [one.text for one in those if one.key == article.key]
            assert article.translations.get(code) == (same[0] if same else None)
    assert paired(out, {}) == out


def _lines() -> Iterator[str]:
    for language in ("en", "fr", "rw"):
        for heading, text in LAW[language]:
            yield from (heading, *text.split("\n"))


@given(st.lists(st.sampled_from([*_lines(), "", "\f", "12", "Article 3", "– 4 –", "a|b / c"]), min_size=1, max_size=40))
def test_every_letter_belongs_to_one_stretch(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert len(set(languages_in(text, 0, len(text)))) == len(languages_in(text, 0, len(text)))
    told = stretches(text)
    at = 0
    for one in told:
        assert at <= one.start < one.end <= len(text)
        assert not re.sub(r"[\s/|]", "", text[at : one.start])
        at = one.end
    assert not told or not re.sub(r"[\s/|]", "", text[at:])


# --- the gazette of Rwanda ----------------------------------------------------------------------------------------


def test_the_gazette_of_rwanda_in_three_languages(shared: Path) -> None:
    """Counted in the file: 310 articles of the law in each language (in Kinyarwanda, 99 is misprinted), then two
    decrees of a few articles."""
    file = shared / "laws" / "RWA" / "law-24-2016-ict.pdf"
    marks = {
        "en": r"\b(the|shall|which|must)\b",
        "fr": r"\b(les|des|du|aux|dans)\b",
        "rw": r"\b(cyangwa|kandi|rya|ku)\b",
    }
    for asked in (None, "fr", "rw"):
        law = read_law(file, country="RWA", language=asked)
        own = asked or "en"
        assert law.language == own
        first = [article for article in law.articles if "#" not in article.key]
        missing = {"99"} if own == "rw" else set()
        assert {a.number for a in first} == {str(n) for n in range(1, 311)} - missing
        text = " ".join(f"{a.heading or ''} {a.text}" for a in law.articles)
        counts = {code: len(re.findall(pattern, text)) for code, pattern in marks.items()}
        assert counts[own] > 400 and sum(counts.values()) - counts[own] <= 3, counts
        beside = [set(article.translations) for article in first if article.number != "99"]
        assert all(found == {"en", "fr", "rw"} - {own} for found in beside)
