"""Reading a file of law: whatever its form, into a Law."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from lexalign.errors import EmptyLaw, LexalignError, NoTextLayer
from lexalign.laws.akn import akn_articles
from lexalign.laws.countries import check_country
from lexalign.laws.decode import decode_text, read_bytes, sniff
from lexalign.laws.detect_language import detect_language
from lexalign.laws.docx_text import docx_text
from lexalign.laws.html_text import html_text
from lexalign.laws.json_table import read_json
from lexalign.laws.kinds import cited_title, infer_kind, names_of_kinds
from lexalign.laws.multilingual import foreign_articles, one_language, one_language_of
from lexalign.laws.ocr import Recogniser, find_recogniser
from lexalign.laws.pdf_text import pdf_text
from lexalign.laws.segmenter import segment
from lexalign.laws.segments import Segmented
from lexalign.laws.source import SourceText
from lexalign.laws.tables import has_separators, looks_like_table, read_table
from lexalign.laws.typography import mended, plain_text
from lexalign.laws.xlsx_table import read_workbook
from lexalign.model import Issue, Law, LawStatus

__all__ = ["read_articles", "read_law"]


def read_law(
    path: str | Path,
    *,
    country: str,
    language: str | None = None,
    title: str | None = None,
    year: int | None = None,
    status: str = "in force",
    kind: str | None = None,
    law_id: str | None = None,
) -> Law:
    """Read a file of law and cut it into articles.

    Args:
        path: Plain text, Markdown, HTML, Word (docx), PDF, a picture of a page, or Akoma Ntoso; or a table of ready
            articles (CSV, Excel, JSON, JSON lines). What it is is told from its content. Pictures, also in a PDF,
            are read where the program tesseract is installed.
        country: ISO 3166-1 alpha-3 code of the State.
        language: ISO 639-1 code of the text; None to have it told from the text. Of a file that prints the law in
            several languages it is the one to read; None for English where it is there, else one with a lexicon. The
            other versions of an article go into its ``translations``.
        title: Title of the law; None to take it from the file.
        year: Year of the law, if known.
        status: ``in force``, ``draft`` or ``repealed``.
        kind: ``cybercrime act``, ``penal code``, ``procedure code`` or ``other``; None to infer it from the title.
        law_id: Id of the law; None for one made of country and file name.

    Returns:
        The law. What stands before the first article is in ``front_matter``, what follows the last one in
        ``back_matter``; what a person should look at is in ``issues``.

    Raises:
        UnreadableFile: The file is absent, damaged, protected, or nothing that can be read.
        NoTextLayer: A picture, or a PDF of pictures, where they cannot be recognised.
        EmptyLaw: No text, or no article found in it.
        UnknownLanguage: The file holds the law in several languages, and not in the one asked for.
        UnknownCountry: The country code has not the form of one.
        LexalignError: ``status`` or ``kind`` is not one of the words above.
    """
    file = Path(path)
    iso3 = check_country(country)
    if status not in list(LawStatus):
        raise LexalignError(f"{status!r} is not a status of a law", fix=f"Use one of: {', '.join(LawStatus)}.")
    if kind is not None and kind not in names_of_kinds():
        raise LexalignError(f"{kind!r} is not a kind of law", fix=f"Use one of: {', '.join(names_of_kinds())}.")
    cut, printed_title, source = _read(file, language)
    issues = list(cut.issues)
    tongue = language or cut.language
    if not tongue:
        tongue, share = detect_language("\n".join(article.text for article in cut.articles))
        if share < 0.12:
            issues.append(
                Issue(
                    "language",
                    None,
                    f"The language could not be told for sure (best guess: {tongue}); give it with language=...",
                )
            )
    issues += foreign_articles(cut.articles, tongue)
    stem = re.sub(r"\.articles$", "", file.stem)
    name = title or printed_title or cited_title(cut.articles) or re.sub(r"[-_]+", " ", stem).strip()
    return Law(
        id=law_id or _slug(f"{iso3} {stem}"),
        country=iso3,
        title=name,
        language=tongue,
        articles=cut.articles,
        year=year,
        status=LawStatus(status),
        kind=kind
        or infer_kind(name, stem, cut.front_matter[:400], cut.articles[0].heading or "", cut.articles[0].text[:400]),
        source=source,
        front_matter=cut.front_matter.strip(),
        back_matter=cut.back_matter.strip(),
        issues=tuple(issues),
    )


def read_articles(path: str | Path, *, language: str | None = None) -> Segmented:
    """Read a file and cut it, without making a law of it.

    Args:
        path: As in :func:`read_law`.
        language: ISO 639-1 code; helps to choose between numbering schemes.

    Returns:
        Articles, front and back matter, issues, the text read and the spans that account for it.

    Raises:
        UnreadableFile: As in :func:`read_law`.
        EmptyLaw: No text, or no article found in it.
    """
    return _read(Path(path), language)[0]


def _read(file: Path, language: str | None) -> tuple[Segmented, str | None, str]:
    """Articles, title as printed (None if unknown), and the name of the source."""
    data = read_bytes(file)
    where = str(file)
    form = sniff(data, file)
    if form == "xlsx":
        return _in_one_language(read_workbook(data, where), language, where), None, file.name
    if form == "akn":
        cut, printed = akn_articles(data, where)
        return _in_one_language(cut, language, where), printed, file.name
    if form == "picture":
        source = _picture(data, where, language)
    elif form == "pdf":
        source = pdf_text(data, where, language)
    elif form == "docx":
        source = docx_text(data, where)
    else:
        text, encoding, bad = decode_text(data)
        notes = _unreadable(encoding, bad)
        if form == "table" and not has_separators(text):
            form = "text"
        if form in {"json", "table"} or (form == "text" and looks_like_table(text)):
            cut = read_json(text, where) if form == "json" else read_table(text, where)
            cut = _in_one_language(cut, language, where)
            return replace(cut, issues=(*notes, *cut.issues)), None, file.name
        if form == "html":
            text, body, title = html_text(text)
            source = SourceText(text, body, title, notes)
        else:
            source = SourceText(plain_text(text), notes=notes)
    source = _composed(source)
    if not source.text.strip():
        raise EmptyLaw("the file holds no text", where=where, fix="Fetch it again, or check that it is a law.")
    cut = one_language(source, language, where) or segment(source.text, language=language, body=source.body)
    if not cut.articles:
        raise _nothing(file)
    own = _own_title(source.text, source.title, cut)
    return replace(cut, issues=(*source.notes, *cut.issues)), own, file.name


def _in_one_language(cut: Segmented, language: str | None, where: str) -> Segmented:
    return one_language_of(cut, language, where) or cut


def _picture(data: bytes, where: str, language: str | None) -> SourceText:
    found = find_recogniser(language)
    if not isinstance(found, Recogniser):
        raise NoTextLayer("this is a picture of a page, not text", where=where, fix=found)
    text = mended(found.picture(data, where), printed=True)
    if not text.strip():
        raise NoTextLayer(
            f"{found.name} found no text in this picture", where=where, fix="Scan it again with 300 dots per inch."
        )
    note = f"The text was recognised in a picture with {found.name} and may have wrong letters and numbers."
    return SourceText(text, notes=(Issue("ocr", None, note),))


def _composed(source: SourceText) -> SourceText:
    """The text with every accented letter as one character."""
    if unicodedata.is_normalized("NFC", source.text):
        return source
    low, high = source.body or (0, len(source.text))
    before, inside, after = (
        unicodedata.normalize("NFC", part) for part in (source.text[:low], source.text[low:high], source.text[high:])
    )
    body = (len(before), len(before) + len(inside)) if source.body else None
    return replace(source, text=before + inside + after, body=body)


def _own_title(text: str, printed: str | None, cut: Segmented) -> str | None:
    """Title in the file: of its front matter in YAML, of its first Markdown header, or the one it gives itself."""
    head = text[:6000]
    for pattern in (r"^[Tt]itle:[ \t]*[\"']?([^\n\"']{3,200})", r"^#[ \t]+([^\n#]{3,200})"):
        found = re.search(pattern, head, re.MULTILINE)
        if found and head.startswith("---"):
            return found[1].strip()
    if not printed or "Microsoft Word" in printed or re.search(r"\.\w{3,4}$", printed.strip()):
        return None
    name = re.sub(r"\s+[-–|]\s+\w+$", "", printed.strip())  # the name of the site
    return name if len(name.split()) > 1 else None


def _unreadable(encoding: str, bad: int) -> tuple[Issue, ...]:
    if not bad:
        return ()
    return (Issue("encoding", None, f"{bad} characters could not be read as {encoding}; they are marked with �."),)


def _slug(text: str) -> str:
    flat = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", flat).strip("-")


def _nothing(file: Path) -> EmptyLaw:
    return EmptyLaw("no article was found", where=str(file), fix="Check that the file holds the text of a law.")
