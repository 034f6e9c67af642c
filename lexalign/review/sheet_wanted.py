"""One row of the filled-in sheet ──▶ the decision it asks for, or why it cannot be taken. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lexalign.errors import LexalignError, OverrideError
from lexalign.laws.lookup import find_article
from lexalign.model import PILLARS, Action, Article, Law, State, Status
from lexalign.review.sheet_keys import KINDS, RowKey, filled_mark, parse_key
from lexalign.review.sheet_read import RowProblem, SheetCell, SheetContents, TableRow
from lexalign.review.sheet_words import DECISIONS, folded, meaning

__all__ = ["Reader", "Wanted"]

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "articles": DECISIONS,
    "provisions": (*(s.value for s in Status), "withdraw"),
    "pillars": (*(s.value for s in State), "withdraw"),
}
_KINDS: Mapping[str, tuple[str, ...]] = {"articles": KINDS[:2], "provisions": ("status",), "pillars": ("state",)}
_RELATION = {"confirm": "full", "partly": "partial", "related": "related"}
_PROVISION = re.compile(r"(?:(?!art)([a-z][a-z0-9_-]*)[:\s]\s*)?(?:art[^\W\d]*[.\s]*)?(\d+)\s*(.*)", re.DOTALL)
_INPUT = ("provision", "law", "article", "decision", "reason")
_NOT_TEXT = {
    "number": "a number",
    "date": "a date",
    "truth": "the value TRUE or FALSE",
    "formula": "a formula",
    "error": "an error value",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision that a row asks for.

    Attributes:
        row: Where it stands.
        action: ``withdraw`` without a value: whose decision it is is known only from the journal.
        law, article, fingerprint: Empty for a provision or pillar.
    """

    row: TableRow
    action: Action
    value: str
    law: str
    article: str
    provision: str
    fingerprint: str
    reason: str

    @property
    def cell(self) -> tuple[str, str, str]:
        """What it is about."""
        return (self.law, self.article, self.provision)


class _Bad(Exception):
    """Why a row cannot be taken."""

    def __init__(self, what: str, fix: str = "") -> None:
        self.what, self.fix = what, fix
        super().__init__(what)


class Reader:
    """Reads the rows of one workbook.

    Args:
        contents: The workbook.
        country: Whose it is; rows of other countries are refused.
    """

    def __init__(self, contents: SheetContents, country: str) -> None:
        self._country = country
        self._labels = {folded(label): id_ for id_, label in contents.labels.items()}
        self._provisions = tuple(contents.labels)
        self._law_labels = {folded(label): id_ for id_, label in contents.laws.items()}
        self._law_labels |= {folded(id_): id_ for id_ in contents.laws}
        self._marks = {(law, a[0]): a[2] for law, listed in contents.articles.items() for a in listed}
        self._numbers = {(law, a[0]): a[1] for law, listed in contents.articles.items() for a in listed}
        self._laws = {
            law: Law(law, country, contents.laws.get(law, law), "", tuple(Article(n, None, "", key=k) for k, n, _ in a))
            for law, a in contents.articles.items()
        }

    def read(self, row: TableRow) -> Wanted | RowProblem | None:
        """The decision of a row.

        Returns:
            The decision; a problem; or None where the row asks for nothing new.
        """
        try:
            if row["key"].kind == "empty" and not row["key"].merged:
                return self._added(row)
            return self._keyed(row)
        except _Bad as bad:
            return row.problem(bad.what, bad.fix)
        except LexalignError as error:
            return row.problem(error.what, error.fix)

    # --- rows that were made ---------------------------------------------------------------------------------------

    def _keyed(self, row: TableRow) -> Wanted | None:
        if row["key"].merged:
            raise _Bad("the hidden key is merged with other cells", "Unmerge the cells of the row.")
        if row["key"].kind != "text":
            raise OverrideError("the hidden key of the row is damaged, so it is not certain what the row is about",
                                fix="Copy the row again from the sheet as it was made.")  # fmt: skip
        key = parse_key(row["key"].text)
        if key.kind not in _KINDS[row.table]:
            raise _Bad("the key of the row belongs to another sheet", "Move the row back to the sheet it comes from.")
        if key.country != self._country:
            raise _Bad(
                f"the row is about {key.country}, while the workbook is about {self._country}",
                "Keep the rows of each country in its own workbook.",
            )
        choice, reason = self._answer(row)
        if filled_mark(choice, reason) == key.filled:
            if key.kind == "uncovered" and row["article"].kind != "empty":
                raise _Bad("the row names an article but no decision", "Choose confirm, partly or related.")
            return None
        self._same_as_shown(row, key)
        self._complete(choice, reason, key)
        if key.kind == "uncovered":
            law, article = self._article(row)
            return _wanted(row, choice, reason, law, article, key.provision, self._marks[law, article], Action.ADD)
        action = {"status": Action.SET_STATUS, "state": Action.SET_STATE}.get(key.kind, Action.CONFIRM)
        return _wanted(row, choice, reason, key.law, key.article, key.provision, key.fingerprint, action)

    def _answer(self, row: TableRow) -> tuple[str, str]:
        """Decision and reason; both empty where nothing is filled in."""
        for column in ("decision", "reason"):
            cell = row[column]
            if cell.merged:
                raise _Bad(
                    f"the cell of the {column} is merged with others, so it is not certain which row it belongs to",
                    "Unmerge the cells and fill in each row.",
                )
            if cell.kind in _NOT_TEXT:
                fix = "Choose from the list of the cell." if column == "decision" else "Write the reason in words."
                raise _Bad(f"the {column} is {_NOT_TEXT[cell.kind]} ({cell.text[:40]})", fix)
        text = row["decision"].text
        choices = _CHOICES[row.table]
        choice = meaning(text, choices) if text else ""
        if choice is None:
            raise _Bad(f"{_short(text)} is no decision", f"Choose one of: {', '.join(choices)}.")
        return choice, row["reason"].text

    def _complete(self, choice: str, reason: str, key: RowKey) -> None:
        before = filled_mark("", "")
        if not choice and key.filled != before:
            raise _Bad(
                "a decision that was filled in is empty now, which changes nothing",
                "To take it back choose 'withdraw' and say why; otherwise fill it in again.",
            )
        if not choice:
            raise _Bad("there is a reason but no decision", "Choose a decision, or empty the reason.")
        if not reason:
            raise _Bad("the decision has no reason", "Say in the column of reasons, in a sentence, why it is so.")
        every = {c for choices in _CHOICES.values() for c in choices}
        if any(filled_mark(other, reason) == key.filled for other in every):
            raise _Bad(
                "the decision was changed, but the reason is still that of the decision before",
                "Give the reason for the new decision.",
            )

    def _same_as_shown(self, row: TableRow, key: RowKey) -> None:
        """Refuse a row whose visible cells and key disagree: it was sorted or typed over in part."""
        fix = "Put the row back as it was; to name another article, use an empty row below the list."
        for column in ("provision", "law", "article", "pillar"):
            if row[column].merged:
                raise _Bad("cells that say what the row is about are merged with others", "Unmerge them.")
        shown = row["pillar"].text
        if shown and key.kind == "state" and meaning(shown, PILLARS) != key.provision:
            raise _Bad(f"the row shows the pillar {_short(shown)}, but its key is of {key.provision}", fix)
        shown = row["provision"].text
        if shown and key.kind != "state" and self._labels and self._provision(row["provision"]) != key.provision:
            raise _Bad(f"the row shows {_short(shown)}, but its key is of {key.provision}", fix)
        if key.kind != "match":
            return
        shown, number = row["article"].text, self._numbers.get((key.law, key.article))
        if shown and number is not None and folded(shown) not in (folded(number), folded(key.article)):
            raise _Bad(f"the row shows article {_short(shown)}, but its key is of article {number}", fix)
        shown = row["law"].text
        if shown and self._law_labels.get(folded(shown), key.law) != key.law:
            raise _Bad(f"the row shows {_short(shown)}, but its key is of {key.law}", fix)

    # --- rows that were added --------------------------------------------------------------------------------------

    def _added(self, row: TableRow) -> Wanted | None:
        filled = [c for c in _INPUT if row[c].kind != "empty"]
        if row.table != "articles":
            if row["decision"].kind == "empty" and row["reason"].kind == "empty":
                return None
            raise _Bad("the row has no key, so it is not certain what it is about", "Use the row that was made for it.")
        if not filled and not any(row[c].merged for c in ("decision", "reason", "article", "provision")):
            return None
        for column in ("provision", "article"):
            if row[column].merged:
                raise _Bad(f"the cell of the {column} is merged with others", "Unmerge the cells.")
        choice, reason = self._answer(row)
        if not self._laws:
            raise _Bad(
                "the workbook lost its hidden sheet, so articles can no longer be added in it",
                "Add the article with 'lexalign override add', or export the sheet again.",
            )
        provision = self._provision(row["provision"])
        law, article = self._article(row)
        if not choice:
            raise _Bad("the added row has no decision", "Choose confirm, partly or related.")
        if not reason:
            raise _Bad("the decision has no reason", "Say in the column of reasons, in a sentence, why it is so.")
        return _wanted(row, choice, reason, law, article, provision, self._marks[law, article], Action.ADD)

    def _provision(self, cell: SheetCell) -> str:
        listed = "Choose it from the list of the cell."
        if cell.kind == "empty":
            raise _Bad("the row does not say which article of the Convention it is about", listed)
        if cell.kind not in ("text", "number"):
            raise _Bad(f"the article of the Convention is {_NOT_TEXT[cell.kind]} ({cell.text[:40]})", listed)
        known = self._labels.get(folded(cell.text))
        if known:
            return known
        found = _PROVISION.fullmatch(cell.text.casefold())
        treaty, number, rest = found.groups() if found else (None, None, "")
        if rest and rest[0] not in "—–-:":
            raise _Bad(
                f"{_short(cell.text)} is a paragraph, and decisions are taken on whole articles",
                "Give the article and name the paragraph in the reason.",
            )
        fits = [
            p for p in self._provisions
            if p.partition(":")[2] == number and (treaty is None or p.startswith(f"{treaty}:"))
        ]  # fmt: skip
        if len(fits) != 1:
            what = f"{_short(cell.text)} is no article of the Convention that this sheet covers"
            raise _Bad(what if not fits else f"{_short(cell.text)} may be {' or '.join(fits)}", listed)
        return fits[0]

    def _article(self, row: TableRow) -> tuple[str, str]:
        """Law and key of the article a row names."""
        cell = row["article"]
        if cell.kind == "empty":
            raise _Bad("the row does not say which article of the law is meant", "Give the number of the article.")
        if cell.kind == "date":
            raise _Bad(
                f"the number of the article became the date {cell.text}",
                "Format the cell as text and type the number again.",
            )
        if cell.kind not in ("text", "number"):
            raise _Bad(f"the number of the article is {_NOT_TEXT[cell.kind]} ({cell.text[:40]})", "Type it as text.")
        law = self._laws[self._law(row["law"])]
        if cell.kind == "number" and "." in cell.text:
            alike = [a.number for a in law.articles if _as_number(a.number) == float(cell.text)]
            if alike != [cell.text]:
                raise _Bad(
                    f"the number of the article ({cell.text}) was read as a decimal, so 4.1 and 4.10 are the same",
                    "Format the cell as text and type the number again.",
                )
        found = find_article(law, cell.text)
        twins = [a.key for a in law.articles if a.number == found.number]
        if len(twins) > 1 and cell.text not in twins[1:]:
            raise _Bad(
                f"the law has {len(twins)} articles numbered {found.number}",
                f"Say which: {', '.join(twins[1:])} for a later one; the first can be decided only in its own row.",
            )
        return law.id, found.key

    def _law(self, cell: SheetCell) -> str:
        if cell.merged:
            raise _Bad("the cell of the law is merged with others", "Unmerge the cells.")
        if cell.kind == "empty" and len(self._laws) == 1:
            return next(iter(self._laws))
        found = self._law_labels.get(folded(cell.text))
        if found in self._laws:
            return str(found)
        names = "; ".join(self._laws[law].title for law in self._laws)
        what = f"there is no law {_short(cell.text)} in this sheet" if cell.text else "the row does not name the law"
        raise _Bad(what, f"Choose one of: {names}.")


def _wanted(
    row: TableRow, choice: str, reason: str, law: str, article: str, provision: str, mark: str, action: Action
) -> Wanted:
    value = _RELATION.get(choice, choice)
    if choice == "withdraw":
        action, value = Action.WITHDRAW, ""
    elif choice == "reject":
        action, value = Action.REJECT, ""
    return Wanted(row, action, value, law, article, provision, mark, reason)


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat[:60]}{'…' if len(flat) > 60 else ''}”"
