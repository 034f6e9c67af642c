"""What came out when the machine was set beside a table of known matches: as values, as text, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lexalign.html import Html, table_html
from lexalign.matching.measure import BINS, Calibration, f1

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "VERDICTS", "ComparedPair", "Confusion", "Evaluation", "Score"]

VERDICTS: Mapping[str, str] = {
    "found": "the table names it and the machine accepts it",
    "candidate": "the table names it; the machine shows it as a candidate and does not accept it",
    "missed": "the table names it and the machine does not even show it",
    "wrongly accepted": "the machine accepts it and the table does not name it",
    "related": "the machine accepts it and the table calls it partial or related; it counts neither way",
}
"""Verdict on a pair ▶ what it means."""

TABLES = ("provisions", "languages", "laws", "pairs", "confusion", "calibration")
"""Tables that an evaluation can be turned into."""

_WORST = 8
_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of pairs and of provisions present, and the figures made of them.

    Attributes:
        found, wrong, missed: Pairs accepted rightly, accepted wrongly, not accepted although the table names them.
        present, imagined, overlooked: The same of provisions of a law: is any article accepted where the table has any.
        precisions: Average precision of the articles as ranked, for each provision of each law that the table names.
    """

    found: int = 0
    wrong: int = 0
    missed: int = 0
    present: int = 0
    imagined: int = 0
    overlooked: int = 0
    precisions: tuple[float, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.present + other.present,
            self.imagined + other.imagined,
            self.overlooked + other.overlooked,
            (*self.precisions, *other.precisions),
        )

    @property
    def pairs(self) -> int:
        """Pairs that the table names."""
        return self.found + self.missed

    @property
    def precision(self) -> float | None:
        """Share of the accepted pairs that are right; None where nothing was accepted."""
        accepted = self.found + self.wrong
        return self.found / accepted if accepted else None

    @property
    def recall(self) -> float | None:
        """Share of the table's pairs that were accepted; None where the table names none."""
        return self.found / self.pairs if self.pairs else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall of pairs; None where there is nothing to compare."""
        return f1(self.found, self.wrong, self.missed) if self.pairs or self.wrong else None

    @property
    def presence_f1(self) -> float | None:
        """F1 of provisions present; None where there is nothing to compare."""
        some = self.present or self.imagined or self.overlooked
        return f1(self.present, self.imagined, self.overlooked) if some else None

    @property
    def average_precision(self) -> float | None:
        """Mean over the provisions of the laws; 1 where the right articles always come first."""
        return sum(self.precisions) / len(self.precisions) if self.precisions else None

    def row(self) -> dict[str, Any]:
        """As a row of a table."""
        return {
            "pairs": self.pairs,
            "found": self.found,
            "missed": self.missed,
            "wrongly_accepted": self.wrong,
            "precision": _rounded(self.precision),
            "recall": _rounded(self.recall),
            "f1": _rounded(self.f1),
            "presence_f1": _rounded(self.presence_f1),
            "average_precision": _rounded(self.average_precision),
        }


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """One article and provision on which the table, the machine or both have something to say.

    Attributes:
        law: File or id of the law, as the table names it.
        article: Key in the law as read; as in the table where the law has no such article.
        grade: In the table; None where it does not name the pair.
        confidence: None where the law as read has no such article.
        verdict: One of :data:`VERDICTS`.
        line: Of the table; None where it does not name the pair.
        note: A sentence, where there is more to say.
    """

    country: str
    language: str
    law: str
    article: str
    heading: str
    provision: str
    grade: int | None
    confidence: float | None
    verdict: str
    line: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many articles stand in the table under one provision and were proposed for another; empty means none."""

    expected: str
    proposed: str
    articles: int


@dataclass(frozen=True)
class Evaluation:
    """The machine beside a table of known matches.

    Attributes:
        name: Of the table.
        total: Over everything compared.
        provisions, languages, laws: The same for each; provisions in the order of the treaties.
        pairs: Every pair, with its verdict.
        confusion: The most frequent first, those proposed rightly among them.
        calibration: ``with headings`` and ``without headings`` ▶ whether confidence means what it says.
        look_alikes: Accepted, and all, of the pairs known not to match; None if none were named.
        floor: Presence F1 that chance reaches: the mean over shuffles.
        floor_means: What was shuffled.
        states: ISO3 codes of the countries compared.
        versions: What was measured ▶ its version.
        notes: Sentences that belong to the figures.
        problems: Rows and laws that could not be used, each with its place.
    """

    name: str
    total: Score
    provisions: Mapping[str, Score]
    languages: Mapping[str, Score]
    laws: Mapping[str, Score]
    pairs: tuple[ComparedPair, ...]
    confusion: tuple[Confusion, ...]
    calibration: Mapping[str, Calibration]
    look_alikes: tuple[int, int] | None
    floor: float
    floor_means: str
    states: tuple[str, ...]
    versions: Mapping[str, str]
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = field(default=())

    def to_frame(self, of: str = "provisions") -> pd.DataFrame:
        """One of the tables of :data:`TABLES`.

        Args:
            of: ``provisions``, ``languages`` or ``laws`` (figures, one row each), ``pairs`` (each with its verdict),
                ``confusion`` or ``calibration``.

        Raises:
            ValueError: There is no such table.
        """
        import pandas as pd

        if of in ("provisions", "languages", "laws"):
            scores: Mapping[str, Score] = getattr(self, of)
            rows = [{of[:-1]: key, **score.row()} for key, score in scores.items()]
            return pd.DataFrame(rows, columns=[of[:-1], *Score().row()])
        if of == "pairs":
            names = list(ComparedPair.__slots__)
            frame = pd.DataFrame([{n: getattr(p, n) for n in names} for p in self.pairs], columns=names)
            frame["confidence"] = frame["confidence"].astype("float64").round(4)
            return frame.astype({"grade": "Int64", "line": "Int64"})
        if of == "confusion":
            rows = [{"expected": c.expected, "proposed": c.proposed, "articles": c.articles} for c in self.confusion]
            return pd.DataFrame(rows, columns=["expected", "proposed", "articles"])
        if of == "calibration":
            rows = [
                {
                    "articles": kind,
                    "from": (number := min(int(said * BINS), BINS - 1)) / BINS,
                    "to": (number + 1) / BINS,
                    "mean_confidence": round(said, 4),
                    "share_right": round(right, 4),
                    "pairs": count,
                }
                for kind, one in self.calibration.items()
                for said, right, count in one.bins
            ]
            return pd.DataFrame(rows, columns=["articles", "from", "to", "mean_confidence", "share_right", "pairs"])
        raise ValueError(f"there is no table {of!r}; there are {', '.join(TABLES)}")

    def _sentences(self) -> list[str]:
        """What must stand beside the figures."""
        t = self.total
        laws = f"{len(self.laws)} law{'s' * (len(self.laws) != 1)} ({', '.join(self.states)})"
        out = [
            f"{t.pairs} pairs of {laws}: {t.found} found, "
            f"{t.missed} not accepted (of which {sum(p.verdict == 'candidate' for p in self.pairs)} stand among the "
            f"candidates), {t.wrong} accepted that the table does not name.",
            f"Presence F1 {_text(t.presence_f1)}; chance reaches {self.floor:.2f} ({self.floor_means}).",
        ]
        for kind, one in self.calibration.items():
            if one.bins:
                count = sum(n for *_, n in one.bins)
                out.append(f"Calibration, articles {kind}: expected error {one.error:.3f} ({count} pairs shown).")
        if self.look_alikes is not None:
            taken, every = self.look_alikes
            out.append(f"Of {every} pairs known not to match, {taken} were accepted all the same.")
        wrong = [c for c in self.confusion if c.expected != c.proposed and c.expected and c.proposed][:_WORST]
        if wrong:
            out.append(
                "Confused most often (in the table ▶ wrongly proposed beside or instead): "
                + "; ".join(f"{_short(c.expected)} ▶ {_short(c.proposed)} ({c.articles})" for c in wrong)
                + "."
            )
        return [*out, *self.notes, "Measured with " + "; ".join(f"{k} {v}" for k, v in self.versions.items()) + "."]

    def _said(self) -> list[str]:
        more = len(self.problems) - _PROBLEMS
        return [*self.problems[:_PROBLEMS], *([f"... and {more} more"] if more > 0 else [])]

    def __str__(self) -> str:
        wide = max([20, *(len(k) for k in (*self.languages, *self.provisions, *self.laws))])
        head = f"{'':<{wide}}  pairs   prec.  recall      F1  presence  av.prec."
        lines = [f"{self.name}: the machine beside the table", head]
        groups = [("all", {"all": self.total}), ("language", self.languages), ("law", self.laws)]
        for title, scores in [*groups, ("provision", self.provisions)]:
            lines += ["", f"by {title}"] if title != "all" else []
            lines += [_line(key, score, wide) for key, score in scores.items()]
        lines += ["", *self._sentences()]
        if self.problems:
            lines += ["", "Not used:", *(f"  {p}" for p in self._said())]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = ["", "pairs", "precision", "recall", "F1", "presence F1", "average precision"]
        tables = []
        for title, scores in (
            ("All", {"all": self.total}),
            ("By language", self.languages),
            ("By law", self.laws),
            ("By provision", self.provisions),
        ):
            rows = [
                [key, s.pairs, s.precision, s.recall, s.f1, s.presence_f1, s.average_precision]
                for key, s in scores.items()
            ]
            note = "\n".join(self._sentences()) if title == "All" else ""
            tables.append(table_html(heads, rows, caption=f"{self.name}: {title}", note=note))
        if self.problems:
            tables.append(table_html(["Not used"], [[p] for p in self._said()]))
        return Html("\n".join(tables))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _text(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _short(provision: str) -> str:
    treaty, _, number = provision.partition(":")
    return f"Art. {number}" if treaty == "cets185" else f"{treaty.upper()} Art. {number}"


def _line(key: str, s: Score, wide: int) -> str:
    cells = (s.precision, s.recall, s.f1, s.presence_f1, s.average_precision)
    widths = (7, 7, 7, 9, 9)
    figures = " ".join(f"{_text(value):>{w}}" for value, w in zip(cells, widths, strict=True))
    return f"{key:<{wide}} {s.pairs:>6} {figures}"
