"""Table of known matches × laws ──▶ Evaluation: how well the machine finds what the table says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexalign.errors import LexalignError, UnreadableFile
from lexalign.files import provisions_dir
from lexalign.language.lexicon import load_lexicon
from lexalign.matching.alignment import CANDIDATE, CANDIDATES_KEPT
from lexalign.matching.evaluation import ComparedPair, Confusion, Evaluation, Score
from lexalign.matching.fusion import Fit, accept, check_pair, load_fit
from lexalign.matching.gold_laws import TableLaw, laws_of
from lexalign.matching.gold_table import GoldRow, GoldTable, read_gold_table
from lexalign.matching.labelled import Gold, folded_number, labels
from lexalign.matching.measure import average_precisions, calibration, f1, tally_accepted
from lexalign.matching.precedents import Precedents, compare, index_file, load_precedents
from lexalign.matching.reading import read_articles
from lexalign.matching.scored import score
from lexalign.matching.semantic import Embedder, remembering
from lexalign.model import Instrument, Law
from lexalign.provisions import articles, bundled_instruments, load_instrument

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["evaluate"]

SHUFFLES = 50
"""Shuffles of which the floor is the mean."""


def evaluate(
    gold: str | Path | GoldTable,
    laws: str | Path | Mapping[str, Law] | None = None,
    *,
    negatives: str | Path | None = None,
    instruments: Sequence[str | Path | Instrument] | None = None,
    country: str | None = None,
    language: str | None = None,
    precedents: Precedents | str | Path | None = None,
    fit: Fit | None = None,
    embedder: Embedder | None = None,
    seed: int = 0,
) -> Evaluation:
    """Set the machine beside a table of known matches, such as an old concordance table.

    A law is compared as though its country were new: precedents from the same country never count.

    Args:
        gold: CSV with the columns law_file, article, provision and, if you like, grade, alt_article, language and
            country; the names are forgiving.
        laws: Folder of the files that the table names (the table's own by default), with an ``INDEX.csv`` (columns
            file, iso3, language) if you like; or name in the table ▶ law.
        negatives: CSV of pairs known not to match: law_file, article, provision.
        instruments: Treaties compared as a whole: an accepted pair of theirs that the table does not name counts as
            wrong. By default only provisions that the table names somewhere are compared: others nobody looked for.
        country: ISO3 code for laws of which neither table nor index gives one.
        language: ISO 639-1 code, likewise; told from the text by default.
        precedents: An index, or its file; by default as in :func:`lexalign.align`.
        fit: Weights; the shipped ones by default.
        embedder: The sentence model that the weights were fitted with, if they were with one.
        seed: Of the shuffles that give the floor.

    Returns:
        Figures, pairs with verdicts, confusion, calibration. Rows and laws that cannot be used are named in
        ``problems`` and the rest is compared.

    Raises:
        UnreadableFile: A table cannot be read, or none of the laws that it names can.
    """
    treaties = [load_instrument(i) for i in instruments or bundled_instruments()]
    table = gold if isinstance(gold, GoldTable) else read_gold_table(gold, treaties)
    beside = Path(gold).parent if not isinstance(gold, GoldTable) else Path()
    tempting = read_gold_table(negatives, treaties) if negatives is not None else None
    found, problems = laws_of(table.by_law(), laws, beside, table.name, country, language)
    settled = precedents if isinstance(precedents, Precedents) else load_precedents(precedents)
    weights = fit or load_fit()
    check_pair(weights, embedder)
    ids = tuple(p.id for t in treaties for p in articles(t))
    named = {row.provision for row in table.rows}
    looked_for = np.array([instruments is not None or p in named for p in ids])
    against = tempting.by_law() if tempting else {}
    compared: list[_Compared] = []
    for one in found:
        try:
            rows = (*(r for r in one.rows if r.grade == 0), *against.get(one.name, ()))
            compared.append(_compare(one, treaties, ids, looked_for, rows, weights, settled, embedder))
        except LexalignError as error:
            problems.append(f"{one.name}: {error} It was not compared.")
    if not compared:
        raise UnreadableFile(
            "none of the laws that the table names could be read" + "".join(f"\n  {p}" for p in problems[:12]),
            where=table.name,
            fix="Give the folder of the law files; names in the table are relative to it.",
        )
    problems += [p for one in compared for p in one.problems(table.name)]
    floor, floor_means = _floor(compared, weights, seed)
    return Evaluation(
        name=table.name,
        total=sum((one.score() for one in compared), Score()),
        provisions=_by_provision(compared, ids, looked_for),
        languages=_grouped([(one.law.language, one) for one in compared]),
        laws={one.name: one.score() for one in compared},
        pairs=tuple(pair for one in compared for pair in one.pairs()),
        confusion=_confusion(compared, ids),
        calibration={
            kind: calibration(
                np.concatenate([one.confidence[one.headed == with_one].ravel() for one in compared]),
                np.concatenate([one.marks[one.headed == with_one].ravel() for one in compared]),
            )
            for kind, with_one in (("with headings", True), ("without headings", False))
        },
        look_alikes=_look_alikes(compared),
        floor=floor,
        floor_means=floor_means,
        states=tuple(sorted({one.law.country for one in compared})),
        versions=_versions(compared, treaties, weights, settled, fit is None, precedents),
        notes=_notes(compared, looked_for, instruments is not None, fit is None, weights),
        problems=(*table.problems, *(tempting.problems if tempting else ()), *problems),
    )


@dataclass(frozen=True)
class _Compared:
    """A law of the table, weighed.

    Attributes:
        marks: As :func:`labels` gives them; -1 throughout for provisions that nobody looked for.
        confidence, accepted: Of the same shape.
        headed: Which articles have a heading.
        lost: Rows of grade 2 whose article the law as read does not have.
        tempting: (article, provision) places of pairs known not to match.
        line: (article, provision) place ▶ row of the table.
    """

    name: str
    law: Law
    ids: tuple[str, ...]
    marks: NDArray[np.int64]
    confidence: NDArray[np.float64]
    accepted: NDArray[np.bool_]
    headed: NDArray[np.bool_]
    lost: tuple[GoldRow, ...]
    tempting: tuple[tuple[int, int], ...]
    row_of: Mapping[tuple[int, int], GoldRow]

    def score(self, only: int | None = None) -> Score:
        """Figures of the law, or of one provision in it."""
        chosen = slice(None) if only is None else slice(only, only + 1)
        lost = [r for r in self.lost if only is None or r.provision == self.ids[only]]
        marks, got = self.marks[:, chosen], self.accepted[:, chosen]
        found, wrong, missed, present, imagined, overlooked = (int(n) for n in tally_accepted(got, marks))
        missed += len({(r.article, r.provision) for r in lost})
        seen = (marks == 1).any(axis=0)
        for p in {r.provision for r in lost}:  # the law has it by an article that the file as read lacks
            at = 0 if only is not None else self.ids.index(p)
            if not seen[at]:
                has = bool(got[:, at].any())
                present, overlooked = present + has, overlooked + (not has)
                imagined -= int(has and not (marks[:, at] == -1).any())
        precisions = tuple(average_precisions(self.confidence[:, chosen], marks))
        return Score(found, wrong, missed, present, imagined, overlooked, precisions)

    def shown(self) -> NDArray[np.bool_]:
        """Pairs that the machine shows at all, as candidates or more."""
        rank = np.argsort(np.argsort(-self.confidence, axis=0, kind="stable"), axis=0, kind="stable")
        return np.asarray(self.accepted | ((self.confidence >= CANDIDATE) & (rank < CANDIDATES_KEPT)))

    def pairs(self) -> list[ComparedPair]:
        """Everything that the table names or the machine accepts, by provision."""
        shown, out, tempting = self.shown(), [], set(self.tempting)
        want, took = self.marks == 1, self.accepted
        for p, a in np.argwhere(((want | took) & ~((self.marks == -1) & ~took)).T).tolist():
            row = self.row_of.get((a, p))
            if self.marks[a, p] == -1 and row is None:
                continue  # a provision that nobody looked for
            verdict = (
                ("found" if took[a, p] else "candidate" if shown[a, p] else "missed")
                if want[a, p]
                else ("related" if self.marks[a, p] == -1 else "wrongly accepted")
            )
            note = "It is known not to match." if (a, p) in tempting and verdict == "wrongly accepted" else ""
            article = self.law.articles[a]
            out.append(
                self._pair(
                    article.key, article.heading or "", self.ids[p], row, float(self.confidence[a, p]), verdict, note
                )
            )
        note = "The law as read has no such article."
        out += [self._pair(r.article, "", r.provision, r, None, "missed", note) for r in self.lost]
        return out

    def _pair(
        self,
        article: str,
        heading: str,
        provision: str,
        row: GoldRow | None,
        confidence: float | None,
        verdict: str,
        note: str,
    ) -> ComparedPair:
        return ComparedPair(
            self.law.country,
            self.law.language,
            self.name,
            article,
            heading,
            provision,
            row.grade if row else None,
            confidence,
            verdict,
            row.line if row else None,
            note,
        )

    def problems(self, table: str) -> list[str]:
        """Rows whose article is not there: a slip in the table, or in the reading of the law."""
        return [
            f"{table}:{r.line}: {self.name} as read has no article {r.article!r}; the pair counts as missed. "
            "Check the number, or look at the law with `lexalign articles`."
            for r in self.lost
        ]


def _compare(
    one: TableLaw,
    treaties: Sequence[Instrument],
    ids: tuple[str, ...],
    looked_for: NDArray[np.bool_],
    against: Sequence[GoldRow],
    fit: Fit,
    settled: Precedents,
    embedder: Embedder | None,
) -> _Compared:
    law, rows = one.law, [r for r in one.rows if r.grade > 0]
    lexicon = load_lexicon(law.language)
    readings = read_articles(law, lexicon)
    beside = compare(readings, settled)
    once = remembering(embedder) if embedder is not None else None
    scored = [score(law, readings, t, fit, settled, beside, once) for t in treaties]
    marks = labels(law, _gold(rows), ids)
    place = {p: i for i, p in enumerate(ids)}
    at: dict[str, int] = {}
    for a, article in enumerate(law.articles):
        if "#" not in article.key:
            at.setdefault(folded_number(article.number), a)
    row_of: dict[tuple[int, int], GoldRow] = {}
    lost = []
    for row in sorted(rows, key=lambda r: (-r.grade, r.line)):
        own, other = at.get(folded_number(row.article)), at.get(folded_number(row.alternative))
        for number in (own, other):
            if number is not None:
                row_of.setdefault((number, place[row.provision]), row)
        if own is None and other is None and row.grade == 2:
            lost.append(row)
    marks[:, ~looked_for] = -1
    tempting = {(at[n], place[r.provision]) for r in against if (n := folded_number(r.article)) in at}
    return _Compared(
        one.name,
        law,
        ids,
        marks,
        np.concatenate([s.confidence for s in scored], axis=1),
        np.concatenate([s.accepted for s in scored], axis=1),
        scored[0].found.headed,
        tuple(lost),
        tuple(sorted(tempting)),
        row_of,
    )


def _gold(rows: Sequence[GoldRow]) -> Gold:
    grades: dict[tuple[str, str], int] = {}
    carried: dict[str, set[str]] = {}
    for row in rows:
        number = folded_number(row.article)
        grades[number, row.provision] = max(row.grade, grades.get((number, row.provision), 0))
        for name in filter(None, (number, folded_number(row.alternative))):
            carried.setdefault(name, set()).add(number)
    return Gold(grades, {name: frozenset(numbers) for name, numbers in carried.items()})


# --- figures over laws ----------------------------------------------------------------------------------------------


def _grouped(scored: Sequence[tuple[str, _Compared]]) -> dict[str, Score]:
    out: dict[str, Score] = {}
    for key, one in sorted(scored, key=lambda item: item[0]):
        out[key] = out.get(key, Score()) + one.score()
    return out


def _by_provision(
    compared: Sequence[_Compared], ids: tuple[str, ...], looked_for: NDArray[np.bool_]
) -> dict[str, Score]:
    """Provisions on which there is anything to say."""
    scores = {ids[p]: sum((one.score(p) for one in compared), Score()) for p in np.flatnonzero(looked_for).tolist()}
    return {p: s for p, s in scores.items() if s.pairs or s.wrong}


def _confusion(compared: Sequence[_Compared], ids: tuple[str, ...]) -> tuple[Confusion, ...]:
    """What articles were expected under and what they were proposed for.

    A provision wrongly proposed for an article is set beside those that the machine missed there, else beside those
    that the table has for it; the other side stands empty where there is none.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for one in compared:
        for marks, took in zip(one.marks, one.accepted, strict=True):
            want, wrong = marks == 1, took & (marks == 0)
            right = [ids[p] for p in np.flatnonzero(want & took)]
            missed = [ids[p] for p in np.flatnonzero(want & ~took)]
            extra = [ids[p] for p in np.flatnonzero(wrong)]
            counted.update((p, p) for p in right)
            counted.update((p, q) for q in extra for p in missed or right or [""])
            if not extra:
                counted.update((p, "") for p in missed)
        counted.update((r.provision, "") for r in one.lost)
    order = {p: i for i, p in enumerate(("", *ids))}
    rows = sorted(counted.items(), key=lambda item: (-item[1], order[item[0][0]], order[item[0][1]]))
    return tuple(Confusion(expected, proposed, count) for (expected, proposed), count in rows)


def _look_alikes(compared: Sequence[_Compared]) -> tuple[int, int] | None:
    taken = [bool(one.accepted[a, p]) for one in compared for a, p in one.tempting]
    return (sum(taken), len(taken)) if taken else None


def _floor(compared: Sequence[_Compared], fit: Fit, seed: int) -> tuple[float, str]:
    """Presence F1 by chance: what is accepted is right only as far as laws resemble each other anyway."""
    chance = np.random.default_rng(seed)
    pool = np.concatenate([one.confidence for one in compared])
    ends = np.cumsum([0, *(len(one.marks) for one in compared)])
    several = len(compared) > 1
    values = []
    for _ in range(SHUFFLES):
        counts = np.zeros(3)
        dealt = pool[chance.permutation(len(pool))] if several else pool
        for one, begin, end in zip(compared, ends[:-1].tolist(), ends[1:].tolist(), strict=True):
            every, free = np.any(one.marks == 1, axis=0), np.any(one.marks == -1, axis=0)
            counted = np.flatnonzero(every | ~free)
            has = np.take(every, counted)
            if several:
                taken = accept(dealt[begin:end], fit.threshold, fit.share_of_best)
                got = np.take(np.any(taken, axis=0), counted)
            else:
                got = chance.permutation(np.take(np.any(one.accepted, axis=0), counted))
            counts += [(has & got).sum(), (~has & got).sum(), (has & ~got).sum()]
        values.append(f1(*counts.tolist()))
    means = "articles shuffled among the laws" if several else "provisions shuffled, as there is but one law"
    return float(np.mean(values)), f"{means}; mean of {SHUFFLES}, seed {seed}"


# --- what belongs to the figures ------------------------------------------------------------------------------------


def _notes(
    compared: Sequence[_Compared], looked_for: NDArray[np.bool_], whole: bool, shipped: bool, fit: Fit
) -> tuple[str, ...]:
    which = (
        "all of the treaties given" if whole else "those that the table names; what is accepted for others is left out"
    )
    out = [
        f"Compared are {int(looked_for.sum())} provisions: {which}.",
        "Each country is compared as though it were new: no precedent of its own counts.",
    ]
    laws = fit.about.get("laws")
    if shipped and isinstance(laws, Sequence):
        known = sorted({str(name)[:3] for name in laws} & {one.law.country for one in compared})
        if known:
            out.append(
                f"The shipped weights were fitted on laws of {', '.join(known)} among others; where those are the laws "
                "of the table, the figures are a little too good. `python -m lexalign.matching.fit` measures with "
                "each law left out."
            )
    return tuple(out)


def _versions(
    compared: Sequence[_Compared],
    treaties: Sequence[Instrument],
    fit: Fit,
    settled: Precedents,
    shipped: bool,
    asked: Precedents | str | Path | None,
) -> dict[str, str]:
    from lexalign.version import __version__

    folder = provisions_dir()
    words = sorted({one.law.language for one in compared})
    index = None if isinstance(asked, Precedents) else Path(asked) if asked is not None else index_file()
    origin = f"{index.name} {_hash([index])}" if index is not None else "index given"
    which = _hash([folder / "fit.json"]) if shipped else "(own)"
    return {
        "lexalign": __version__,
        "weights": f"of {fit.about.get('date', 'unknown date')} {which}",
        "precedents": f"{origin}, {len(settled.countries())} States",
        "treaties": " ".join(t.id for t in treaties) + f" {_hash(sorted(folder.glob('cets*.yaml')))}",
        "lexicons": " ".join(words) + f" {_hash([folder / 'lexicon' / f'{w}.yaml' for w in words])}",
    }


def _hash(files: Sequence[Path]) -> str:
    """Eight digits that change with the files' content."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.read_bytes() if file.is_file() else b"")
    return f"[{whole.hexdigest()[:8]}]"
