"""A concordance table that somebody made ──▶ what it says, cell by cell, with everything that is in doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lexalign.errors import CorpusError, OverrideError, UnreadableFile
from lexalign.laws.lookup import fingerprint
from lexalign.model import Instrument, Law
from lexalign.provisions import load_instrument
from lexalign.review.checked import checked_country
from lexalign.review.table_citations import Citation, citations, leading_citations
from lexalign.review.table_columns import Columns, guess_columns, parse_columns
from lexalign.review.table_files import RawRow, RawTable, read_tables
from lexalign.review.table_laws import Cited, LawBook, Wanted, cited_articles, cited_provisions, provisions_titled
from lexalign.review.table_values import Absence, ConcordanceTable, TableProblem, TableReading
from lexalign.review.table_words import is_absent, names_act, relation_of

__all__ = ["read_concordance_table"]

_PASTED = 400
_TITLE = 160
_HEDGE = re.compile(
    r"\b(?:except|excluding|other than|repealed|draft|bill|proposed|see also|cf|only partly|"
    r"no (?:specific|corresponding|equivalent|direct|explicit|express)|not (?:covered|provided|criminali[sz]ed)|"
    r"sauf|abrogée?s?|projet|voir aussi|salvo|excepto|derogad[oa]s?|proyecto|ver tambi[eé]n|"
    r"revogad[oa]s?|projeto|ver tamb[eé]m)\b",
    re.IGNORECASE,
)
"""Words beside which an article may not be meant as one that corresponds."""


def read_concordance_table(
    path: str | Path,
    *,
    country: str,
    law: str | Law | None = None,
    columns: str | Mapping[str, str | int] | None = None,
    instrument: str | Path | Instrument = "cets185",
    laws: Iterable[Law] | None = None,
) -> ConcordanceTable:
    """Read a table in which somebody wrote which national article corresponds to which article of a treaty.

    Nothing is written. What is in doubt is kept apart with the reason: articles found in pasted text of a law, rows
    that take the article of the treaty from the row above, cells with words such as ``draft`` or ``except``.

    Args:
        path: CSV, Excel, Word or HTML file, with one table or several.
        country: ISO3 code.
        law: The law meant where the table names none: its id, or the law as read. By default the only law in force of
            the country that is at hand.
        columns: Which column holds what, where the guess is wrong: ``provision=1,article=2`` or a mapping of
            ``provision``, ``article``, ``law``, ``relation``, ``comment`` to numbers from 1 or heads.
        instrument: The treaty.
        laws: The laws at hand; by default those of the corpora, the user's own included.

    Returns:
        What it says; see its ``columns`` for what the columns were taken to hold.

    Raises:
        UnreadableFile: The file cannot be read, or no table in it has both columns.
        UnknownCountry: There is no State with that code.
        CorpusError: No law of the country has that id.
        OverrideError: The columns given are not there.
    """
    file = Path(path)
    code = checked_country(country)
    treaty = load_instrument(instrument)
    book = _book(code, law, laws)
    said = parse_columns(columns) if isinstance(columns, str) else columns
    tables = read_tables(file)
    reader = _Reader(file.name, treaty, book)
    before: Columns | None = None
    refused: list[OverrideError] = []
    for table in map(reader.without_rejected, tables):
        try:
            found = guess_columns(table, treaty, said, before)
        except OverrideError as error:
            refused.append(error)
            reader.notes.append(f"Not read: {error}")
            continue
        reader.notes += [f"{table.name}: {note}" if table.name else note for note in table.notes]
        if found is None:
            what = "no column with articles of the treaty and one with national articles were found in it"
            reader.notes.append(f"Not read: {table.name or 'the table'}; {what}.")
            continue
        before = found
        reader.table(table, found)
    if not reader.columns and refused:
        raise refused[0]
    if not reader.columns:
        heads = "; ".join(f"{t.name or 'the table'}: {', '.join(c[:40] for c in t.rows[0].cells)}" for t in tables[:3])
        raise UnreadableFile(
            f"no table was found with articles of {treaty.id} in one column and national articles in another",
            where=str(file),
            fix=f"Say which columns they are: columns='provision=1,article=2'. The first rows are {heads}.",
        )
    return ConcordanceTable(
        file, code, treaty, tuple(reader.columns), tuple(reader.readings), tuple(reader.absent), reader.silent,
        reader.headings, tuple(reader.problems), tuple(dict.fromkeys(reader.notes)), book.laws,
    )  # fmt: skip


def _book(country: str, law: str | Law | None, laws: Iterable[Law] | None) -> LawBook:
    from lexalign.laws.corpora import bundled_laws
    from lexalign.laws.known import known_laws

    given = list(bundled_laws(country) if laws is None else laws)
    if laws is None:
        held = {one.id for one in given}
        given += [one for one in known_laws(country) if one.id not in held]
    if law is None or isinstance(law, Law):
        return LawBook(given, law)
    for one in given:
        if one.id == law:
            return LawBook(given, one)
    names = ", ".join(one.id for one in given) or "none"
    raise CorpusError(
        f"{country} has no law {law!r} at hand", fix=f"At hand: {names}. 'lexalign import' puts a law into your corpus."
    )


class _Reader:
    """Reads the rows of the tables of one file."""

    def __init__(self, file: str, treaty: Instrument, book: LawBook) -> None:
        self.file, self.treaty, self.book = file, treaty, book
        self.columns: list[Columns] = []
        self.readings: list[TableReading] = []
        self.absent: list[Absence] = []
        self.problems: list[TableProblem] = []
        self.notes: list[str] = []
        self.silent = self.headings = 0

    def without_rejected(self, table: RawTable) -> RawTable:
        """Of the library's own export only the rows that are in the concordance."""
        head = [c.casefold() for c in table.rows[0].cells]
        if not {"outcome", "provision", "article"} <= set(head):
            return table
        place = head.index("outcome")
        kept = tuple(r for n, r in enumerate(table.rows) if not n or r.cells[place : place + 1] == ("concordance",))
        if len(kept) < len(table.rows):
            self.notes.append(f"{len(table.rows) - len(kept)} rows were left out: rejected, or candidates only.")
        return RawTable(table.name, kept, table.notes)

    def table(self, table: RawTable, columns: Columns) -> None:
        self.columns.append(columns)
        last: tuple[tuple[Wanted, ...], int] = ((), 0)
        for row in table.rows:
            if row.number <= columns.after or not any(row.cells):
                continue
            cells = {r: row.cells[c] if c < len(row.cells) else "" for r, c in columns.places.items()}
            if self._is_heading(row, cells, columns):
                self.headings += 1
                last = ((), 0)
                continue
            try:
                last = self._row(table.name, row.number, cells, last)
            except OverrideError as error:
                self.problems.append(TableProblem(self.file, table.name, row.number, error.what, error.fix))
                last = ((), 0)

    def _is_heading(self, row: RawRow, cells: Mapping[str, str], columns: Columns) -> bool:
        first, last = sorted((columns.places["provision"], columns.places["article"]))
        if all(place in row.merged for place in range(first + 1, last + 1)):
            return True  # one cell from the one column to the other
        if columns.heads and all(cells[r] == head for r, head in columns.heads.items() if head):
            return any(columns.heads.values())  # a head printed again on the next page
        alone = not any(text for role, text in cells.items() if role != "provision")
        try:
            named = cited_provisions(cells["provision"], self.treaty)
            return alone and not (named or provisions_titled(cells["provision"], self.treaty))
        except OverrideError:
            return False

    def _row(
        self, table: str, number: int, cells: Mapping[str, str], last: tuple[tuple[Wanted, ...], int]
    ) -> tuple[tuple[Wanted, ...], int]:
        wanted, doubt = cited_provisions(cells["provision"], self.treaty), ""
        text = cells["article"]
        if not wanted:
            if not cells["provision"] and text and last[0]:
                wanted, doubt = last[0], f"the article of the treaty is that of row {last[1]}, since the cell is empty"
            elif titled := provisions_titled(cells["provision"], self.treaty):
                wanted, doubt = titled, "the article of the treaty was found by its title"
            elif not cells["provision"] and not text:
                self.headings += 1
                return last
            else:
                what = f"{cells['provision'][:60]!r} names no article of {self.treaty.id}"
                raise OverrideError(
                    what if cells["provision"] else "the row names no article of the treaty",
                    fix="Write its number, such as Art. 6, or delete the row.",
                )
        here = (wanted, number if cells["provision"] else last[1])
        words = cells.get("relation", "")
        relation = relation_of(words)
        unclear = words and not relation and not is_absent(words)
        said = f"{words[:60]!r} does not say whether it goes in full or in part" if unclear else ""
        if is_absent(text) or (not text and relation == "not"):
            self.absent += [Absence(table, number, w.provision, w.paragraph, text or cells["relation"]) for w in wanted]
            return here
        if not text:
            self.silent += 1
            return here
        if relation == "not":
            raise OverrideError(
                f"the row says {cells['relation']!r} and names {text[:60]!r} all the same",
                fix="Decide it by hand: lexalign override set-status, or reject.",
            )
        comment = " ".join(cells.get("comment", "").split())
        column = cells.get("law", "")
        column = "" if column == text else column  # one cell over both columns
        found: list[tuple[Law, Cited, str]] = []
        for cited, words, why in self._cited(text):
            try:
                law = self._law(words, column)
                found += [(law, one, why) for one in cited_articles(cited, law)]
            except OverrideError as error:  # the other articles of the cell are kept
                what = f"{text[cited.start : cited.end].strip()!r} was not taken: {error.what}"
                self.problems.append(TableProblem(self.file, table, number, what, error.fix))
        doubts = [doubt, said]
        if len({w.provision for w in wanted}) > 1 and len({(law.id, one.number) for law, one, _ in found}) > 1:
            doubts.append("the row names several articles on both sides and not which goes with which")
        for law, one, why in found:
            mark = fingerprint(one.article) if one.article is not None else ""
            self.readings += [
                TableReading(table, number, w.provision, w.paragraph, law.id, one.number, one.pinpoint, relation,
                             comment, mark, "; ".join(filter(None, (*doubts, why))))
                for w in wanted
            ]  # fmt: skip
        return here

    def _cited(self, text: str) -> Iterator[tuple[Citation, str, str]]:
        """Citation, words that name its law, and doubt for each article that a cell names."""
        pasted = len(text) > _PASTED
        found = leading_citations(text) if pasted else citations(text)
        if not found:
            raise OverrideError(
                "no article stands at the beginning of a line of the text" if pasted
                else f"no number of an article was found in {text[:60]!r}",
                fix="Write it like 'section 14' or 'Art. 323-1'; if there is none, write 'nil'.",
            )  # fmt: skip
        doubt = "found in the text of the law that stands in the cell" if pasted else ""
        hedge = None if pasted else _HEDGE.search(text)
        if hedge:
            doubt = f"the cell also says {hedge[0]!r}"
        named = _laws_above(text, found) if pasted else _laws_named(text, found)
        for cited, words in zip(found, named, strict=True):
            yield cited, words, doubt

    def _law(self, words: str, column: str) -> Law:
        for said in (words, column):
            law, names = self.book.named(said) if said.strip() else (None, False)
            if law is not None:
                return law
            if names or (said is column and said.strip()):
                raise OverrideError(
                    f"it names a law that is not at hand: {' '.join(said.split()).strip(' :,;(')[:80]!r}",
                    fix=f"Put it into your corpus with 'lexalign import'. At hand: {self._at_hand()}.",
                )
        if self.book.default is not None:
            return self.book.default
        raise OverrideError(
            "it does not say which law is meant",
            fix=f"Give the law meant where the table names none, with --law. At hand: {self._at_hand()}.",
        )

    def _at_hand(self) -> str:
        return ", ".join(law.id for law in self.book.laws) or "none"


_AFTER = re.compile(r"\s*(?:,\s*)?(?:of|in|under|du|de|des|del|della|do|da|dos|der|des|\()", re.IGNORECASE)
_LINK = re.compile(r"\s*,?\s*(?:and|et|y|e|und|&)\b", re.IGNORECASE)


def _laws_named(text: str, found: tuple[Citation, ...]) -> list[str]:
    """For each citation the words that name its law: behind its list, else before it, else those of the list before."""
    groups = list(dict.fromkeys(c.group for c in found))
    spans = {
        g: (min(c.start for c in found if c.group == g), max(c.end for c in found if c.group == g)) for g in groups
    }
    tails: dict[int, str] = {}
    leads: dict[int, str] = {groups[0]: text[: spans[groups[0]][0]]}
    for n, group in enumerate(groups):
        stop = spans[groups[n + 1]][0] if n + 1 < len(groups) else len(text)
        between = text[spans[group][1] : stop]
        behind, sign, before = re.match(r"([^;\n]*)([;\n]?)(.*)", between, re.DOTALL).groups()  # type: ignore[union-attr]
        if n + 1 < len(groups) and not sign and _LINK.match(behind) and not _AFTER.match(behind):
            behind, before = "", behind  # "s. 2 and Evidence Act s. 5"
        tails[group] = behind
        if n + 1 < len(groups):
            leads[groups[n + 1]] = before
    out: dict[int, str] = {}
    sticky = ""
    for group in groups:
        lead = leads[group] if names_act(leads[group]) or _capitals(leads[group]) else ""
        tail = tails[group] if names_act(tails[group]) or _capitals(tails[group]) else ""
        sticky = lead or sticky
        out[group] = tail or sticky
    counted = Counter(c.group for c in found)
    return [out[group] for group in groups for _ in range(counted[group])]


def _laws_above(text: str, found: tuple[Citation, ...]) -> list[str]:
    """For each article whose text is pasted the last line above it that looks like the title of a law."""
    out = []
    for cited in found:
        lines = [line.strip() for line in text[: cited.start].split("\n")]
        titles = [line for line in lines if 0 < len(line) <= _TITLE and line[0].isupper() and line[-1] not in ";,."]
        out.append(next((line for line in reversed(titles) if names_act(line)), ""))
    return out


def _capitals(text: str) -> bool:
    """Whether an abbreviation such as ``CMCA`` or ``StGB`` stands in the words."""
    return re.search(r"\b[A-Za-z]{0,3}[A-Z]{2,}\b", text) is not None
