"""How far experts agree who decided on the same cells, and where they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from lexalign.errors import LexalignError
from lexalign.model import PILLARS, Action, Instrument, Law, Override
from lexalign.provisions import load_instrument, normal_id
from lexalign.review.anchors import anchor
from lexalign.review.chance import cohen_kappa, krippendorff_alpha, pairs_agreeing
from lexalign.review.identity import people
from lexalign.review.in_force import about, opinions, verdict

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Agreement", "Disagreement", "Measure", "agreement"]

_FEW = 10
_SILENCE = (
    "A cell is one article for one provision, the status of one provision, or the state of one pillar. Only cells that "
    "two experts decided are measured: who did not decide on a cell neither agrees nor disagrees. Percent is the share "
    "of pairs of answers that are the same. Krippendorff asks alpha to be 0.800 or more, 0.667 for tentative use."
)
_KINDS = {"match": "articles", Action.SET_STATUS.value: "statuses", Action.SET_STATE.value: "states"}
_COLUMNS = (
    "about", "pillar", "provision", "experts", "cells", "agreed", "only_one", "percent", "kappa", "alpha", "remark",
)  # fmt: skip

Answers = Mapping[str, Override]


@dataclass(frozen=True, slots=True)
class Measure:
    """Agreement over some cells.

    Attributes:
        about: ``articles`` (does this article implement this provision, and how far), ``statuses`` or ``states``.
        pillar, provision: To which the cells belong; empty for all.
        experts: Who decided on the cells that count.
        cells: That two or more experts decided.
        agreed: Of them, those on which all said the same.
        only_one: Cells that one expert alone decided; they count for nothing else here.
        percent: Pairs of answers that are the same, of 100; None where there is none.
        kappa: Cohen's, where exactly two experts are concerned.
        alpha: Krippendorff's, nominal.
        remark: Why a figure is absent, or must be read with care.
    """

    about: str
    pillar: str
    provision: str
    experts: tuple[str, ...]
    cells: int
    agreed: int
    only_one: int
    percent: float | None
    kappa: float | None
    alpha: float | None
    remark: str = ""

    def __str__(self) -> str:
        where = self.provision or self.pillar or "all"
        head = f"{self.about}, {where}"
        if self.percent is None:
            return f"{head}: {self.remark}."
        figures = [f"{self.agreed} of {self.cells} cells agreed", f"{self.percent:.0f}%"]
        figures += [f"kappa {self.kappa:.2f}"] if self.kappa is not None else []
        figures += [f"alpha {self.alpha:.2f}"] if self.alpha is not None else []
        return f"{head}: {', '.join(figures)}{f' ({self.remark})' if self.remark else ''}"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell on which experts differ; each expert's latest decision on it, oldest first."""

    pillar: str
    decisions: tuple[Override, ...]

    def __str__(self) -> str:
        said = "; ".join(f"{o.expert}: {_answer(o, True)} – {o.rationale}" for o in self.decisions)
        return f"{about(self.decisions[-1])}: {said}"


@dataclass(frozen=True)
class Agreement:
    """How far experts agree.

    Attributes:
        measures: All cells of a kind first, then by pillar, then by provision.
        pairs: Each two experts, over all cells of a kind that both decided.
        disagreements: The cells on which experts differ.
        problems: Sentences about withdrawals that could not be followed.
    """

    measures: tuple[Measure, ...]
    pairs: tuple[Measure, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    problems: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.measures:
            return "There is no decision that two experts could agree on."
        lines = [str(m) for m in self.measures if not m.provision]
        lines += [f"{' – '.join(m.experts)}: {m}" for m in self.pairs] if len(self.pairs) > 1 else []
        if self.disagreements:
            lines += [f"Differing on {len(self.disagreements)}:", *(f"  {d}" for d in self.disagreements)]
        return "\n".join([*lines, *self.problems, _SILENCE])

    def to_frame(self, *, pairs: bool = False) -> pd.DataFrame:
        """One row per measure; with ``pairs`` one row for each two experts instead."""
        import pandas as pd

        chosen = self.pairs if pairs else self.measures
        records = [{c: getattr(m, c) for c in _COLUMNS} | {"experts": "; ".join(m.experts)} for m in chosen]
        return pd.DataFrame(records, columns=list(_COLUMNS))

    def disagreements_frame(self) -> pd.DataFrame:
        """One row per expert and cell on which experts differ, cell by cell."""
        import pandas as pd

        columns = ["cell", "pillar", "law", "article", "provision", "expert", "at", "answer", "rationale", "id"]
        rows = [
            [n, d.pillar, o.law, o.article, o.provision, o.expert, o.at, _answer(o, True), o.rationale, o.id]
            for n, d in enumerate(self.disagreements, start=1)
            for o in d.decisions
        ]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        heads = ["about", "where", "experts", "cells", "agreed", "percent", "kappa", "alpha", "remark"]
        rows = [
            [m.about, m.provision or m.pillar or "all", "; ".join(m.experts), m.cells, m.agreed,
             None if m.percent is None else round(m.percent, 1), m.kappa, m.alpha, m.remark]
            for m in [*self.measures, *(self.pairs if len(self.pairs) > 1 else ())]
        ]  # fmt: skip
        table = table_html(heads, rows, caption="Agreement between experts", note=" ".join([_SILENCE, *self.problems]))
        differing = [
            [about(o), o.expert, o.at[:10], _answer(o, True), o.rationale]
            for d in self.disagreements
            for o in d.decisions
        ]
        heads = ["about", "expert", "date", "answer", "why"]
        return str(table) + str(table_html(heads, differing, caption=f"Cells that differ: {len(self.disagreements)}"))


def agreement(
    overrides: Iterable[Override],
    *,
    relations: bool = True,
    laws: Iterable[Law] = (),
    instruments: Iterable[Instrument] = (),
) -> Agreement:
    """Measure how far experts agree.

    Each expert counts once per cell, with the latest decision that is not withdrawn. Notes count for nothing.

    Args:
        overrides: Decisions, from ``read_overrides``; of one country or of several.
        relations: Whether ``full``, ``partial`` and ``related`` are different answers. Otherwise ``full`` and
            ``partial`` are one answer (it implements the provision), ``related`` and a rejection the other.
        laws: As they are now; then decisions made under an earlier number of an article are counted with it.
        instruments: Treaties of your own, so that their provisions have a pillar.

    Returns:
        Measures over all cells, by pillar and by provision; for each two experts; and the cells that differ.
    """
    given = list(overrides)
    places = anchor(given, laws := list(laws)) if laws else {}
    moved = [replace(o, article=p.article) if (p := places.get(o.id)) and p.article else o for o in given]
    person = people(o.expert for o in moved)
    said = opinions(moved, person)
    pillar = _pillars(instruments)
    groups: dict[tuple[str, str, str], list[Answers]] = {}
    differing = []
    for cell, answers in said.cells.items():
        one = next(iter(answers.values()))
        kind = _KINDS[cell[0]]
        of_pillar = one.provision if kind == "states" else pillar(one.provision)
        provision = "" if kind == "states" else normal_id(one.provision)
        for key in dict.fromkeys([(kind, "", ""), (kind, of_pillar, ""), (kind, of_pillar, provision)]):
            groups.setdefault(key, []).append(answers)
        if len({_answer(o, relations) for o in answers.values()}) > 1:
            differing.append(Disagreement(of_pillar, tuple(answers.values())))
    shown = _shown(person)
    order = sorted(groups, key=_place)
    measures = [_measure(key, groups[key], relations, shown) for key in order if key[0] != "states" or not key[1]]
    pairs = [
        _measure(key, [{a: c[a], b: c[b]} for c in groups[key] if a in c and b in c], relations, shown, (a, b))
        for key in order
        if not (key[1] or key[2])
        for a, b in combinations(sorted({w for c in groups[key] for w in c}, key=lambda w: shown[w].casefold()), 2)
    ]
    differing.sort(key=lambda d: (_place(("", d.pillar, d.decisions[0].provision)), about(d.decisions[0])))
    return Agreement(tuple(measures), tuple(pairs), tuple(differing), said.problems)


def _measure(
    key: tuple[str, str, str],
    cells: Sequence[Answers],
    relations: bool,
    shown: Mapping[str, str],
    between: tuple[str, ...] = (),
) -> Measure:
    double = [c for c in cells if len(c) > 1]
    units = [[_answer(o, relations) for o in c.values()] for c in double]
    who = between or sorted({w for c in double for w in c}, key=lambda w: shown[w].casefold())
    same, pairs = pairs_agreeing(units)
    kappa = alpha = None
    remark = ""
    if not double:
        remark = "no cell was decided by two experts" if not between else "no cell was decided by both"
    elif len({a for unit in units for a in unit}) == 1:
        remark = f"all answers are the same ({units[0][0]}), so agreement cannot be told from chance"
    else:
        alpha = krippendorff_alpha(units)
        if len(who) == 2:
            kappa = cohen_kappa(*([_answer(c[w], relations) for c in double] for w in who))
        remark = f"only {len(double)} cell{'s' if len(double) > 1 else ''}" if len(double) < _FEW else ""
    return Measure(
        *key,
        experts=tuple(shown[w] for w in who),
        cells=len(double),
        agreed=sum(len(set(unit)) == 1 for unit in units),
        only_one=len(cells) - len(double),
        percent=100 * same / pairs if pairs else None,
        kappa=kappa,
        alpha=alpha,
        remark=remark,
    )


def _answer(o: Override, relations: bool) -> str:
    kind, value = verdict(o)
    if kind == "support":
        return value if relations else "implements" if value != "related" else "does not implement"
    if kind == "reject":
        return "rejected" if relations else "does not implement"
    return value


def _shown(person: Mapping[str, str]) -> dict[str, str]:
    """The fullest spelling of each person."""
    return {key: max((t for t, k in person.items() if k == key), key=lambda t: (len(t), t)) for key in person.values()}


def _place(key: tuple[str, str, str]) -> tuple[object, ...]:
    """Kinds, then the whole before pillars before provisions, pillars in their usual order, provisions by number."""
    kind, pillar, provision = key
    kinds = list(_KINDS.values())
    treaty, _, number = provision.partition(":")
    parts = tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in number.split("."))
    return (
        kinds.index(kind) if kind in kinds else 0,
        bool(pillar or provision) + bool(provision),
        PILLARS.index(pillar) if pillar in PILLARS else len(PILLARS),
        treaty,
        parts,
    )


def _pillars(instruments: Iterable[Instrument]) -> Callable[[str], str]:
    known = {p.id: p.pillar for treaty in instruments for p in treaty.provisions}
    tried: set[str] = set()

    def pillar(provision: str) -> str:
        wanted = normal_id(provision)
        treaty = wanted.partition(":")[0]
        if wanted not in known and treaty not in tried:
            tried.add(treaty)
            try:
                known.update((p.id, p.pillar) for p in load_instrument(treaty).provisions)
            except LexalignError:  # a treaty of one's own that was not given: its decisions count, without a pillar
                return ""
        return known.get(wanted, "")

    return pillar
