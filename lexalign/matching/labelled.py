"""Labelled laws: which article is known to implement which provision, for fitting and for evaluation.

The table has one row per pair with the columns ``law_file``, ``article``, ``provision``, ``grade`` and, where the
article was inserted by an amending act, ``alt_article`` (the article that carries it). Grade 2 is a principal
domestic provision; grade 1 is a related or partial one, which counts neither for nor against.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexalign.errors import UnreadableFile
from lexalign.laws.numbers import bare_number
from lexalign.model import Law

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Gold", "labels", "read_gold"]

_COLUMNS = {"law_file", "article", "provision", "grade"}


@dataclass(frozen=True)
class Gold:
    """Labels of one law: (folded number, article-level provision) ▶ grade; carrying number ▶ inserted numbers."""

    grades: Mapping[tuple[str, str], int]
    carried: Mapping[str, frozenset[str]]


def folded_number(number: str) -> str:
    """``§ 202a``, ``202 A`` and ``202a.`` are one number."""
    text = unicodedata.normalize("NFKC", bare_number(number)).casefold()
    return re.sub(r"[\s.()]+", "", text.replace("^", "-").replace("–", "-"))


def read_gold(path: Path) -> dict[str, Gold]:
    """Read a table of labels: law file ▶ its labels.

    Raises:
        UnreadableFile: The file cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(f"the labels cannot be read ({error})", where=str(path)) from error
    if not rows or not set(rows[0]) >= _COLUMNS:
        raise UnreadableFile(
            "this is not a table of labels", where=str(path), fix=f"It needs the columns {', '.join(sorted(_COLUMNS))}."
        )
    grades: dict[str, dict[tuple[str, str], int]] = {}
    carried: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        law, number = row["law_file"], folded_number(row["article"])
        top = row["provision"].strip().split(".")[0]
        old = grades.setdefault(law, {}).get((number, top), 0)
        grades[law][number, top] = max(old, int(row["grade"]))
        for name in filter(None, (number, folded_number(row.get("alt_article") or ""))):
            carried.setdefault(law, {}).setdefault(name, set()).add(number)
    return {law: Gold(g, {k: frozenset(v) for k, v in carried[law].items()}) for law, g in grades.items()}


def labels(law: Law, gold: Gold, provisions: tuple[str, ...]) -> NDArray[np.int64]:
    """1 for a pair that must be found, -1 for one that does not count, 0 for the rest; shape (articles, provisions)."""
    out = np.zeros((len(law.articles), len(provisions)), dtype=np.int64)
    present = {folded_number(a.number) for a in law.articles}
    for a, article in enumerate(law.articles):
        if "#" in article.key:  # a number printed again, in a schedule or by a slip: labels mean the first
            continue
        own = folded_number(article.number)
        for number in gold.carried.get(own, frozenset()):
            # An inserted article that stands by itself is the one to find; its carrier then counts neither way.
            instead = number != own and number in present
            for p, provision in enumerate(provisions):
                grade = gold.grades.get((number, provision), 0)
                mark = 0 if grade == 0 else -1 if instead or grade == 1 else 1
                if mark == 1 or (mark == -1 and out[a, p] == 0):
                    out[a, p] = mark
    return out
