"""How long matrix, counts and interval take on a world of 200 States, 120 provisions and 10 dates.

    python tests/benchmarks/measure_counts.py

The States, the treaty of 120 provisions, its rule (10 and 6 provisions counted, as by c-proc; then all 120 of one pillar)
and the matches are made up; the best of five runs is printed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

from lexalign.assessment import counts, matrix, next_review, states, territories, uncertainty
from lexalign.assessment.pillars import pillar_states
from lexalign.assessment.rules import Rule, load_rule
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, ProvisionStatus
from lexalign.model import Basis, Element, Instrument, Provision, Status

NUMBER, DATES = 120, [f"{year}-12-31" for year in range(2017, 2027)]


def treaty() -> Instrument:
    provisions = tuple(
        Provision(
            id=f"cets185:{n}",
            parent=None,
            title={"en": f"Title {n}"},
            pillar="substantive" if n < 60 else "procedural",
            elements=tuple(Element(f"cets185:{n}/{e}", f"cets185:{n}", "conduct", True, e, ()) for e in "abc"),
        )
        for n in range(1, NUMBER + 1)
    )
    return Instrument("cets185", {"en": "Treaty"}, {"en": "T"}, True, "", tuple(p.id for p in provisions), provisions)


def world(rule: Rule) -> list[CountryAssessment]:
    rng = random.Random(1)
    made = treaty()
    out = []
    for code in [s.iso3 for s in (*states(), *territories())][:200]:
        for day in DATES:
            statuses = []
            for p in made.provisions:
                rows = tuple(
                    ConcordanceRow("law", str(n), str(n), "", "", p.id, round(rng.uniform(0.2, 0.99), 3), Basis.MACHINE,
                                   shown=tuple(e.id for e in p.elements if rng.random() < 0.8))
                    for n in range(rng.randint(0, 3))
                )  # fmt: skip
                seen = {e for r in rows for e in r.shown}
                word = Status.NO_INFORMATION if not rows else Status.IN_LINE if len(seen) == 3 else Status.PARTIAL
                statuses.append(ProvisionStatus(p.id, word, Basis.MACHINE if rows else Basis.NONE, rows))
            pillars = pillar_states(made, rule, statuses, {}, [])
            out.append(CountryAssessment(code, code, day, rule.label, made, (), tuple(statuses), pillars))
    return out


def best(work: Callable[[], object], runs: int = 5) -> str:
    """Seconds by the clock, and of this process alone: the machine may have other work."""
    clock, own = [], []
    for _ in range(runs):
        start, mine = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - start)
        own.append(time.process_time() - mine)
    return f"{min(clock):.2f} s (of the processor {min(own):.2f} s)"


def main() -> None:
    usual = load_rule()
    whole = replace(
        usual,
        pillars={
            "substantive": replace(usual.pillars["substantive"], provisions=tuple(p.id for p in treaty().provisions))
        },
    )
    for name, rule in (("10 and 6 provisions counted", usual), ("all 120 provisions counted", whole)):
        made = world(rule)
        last = [a for a in made if a.as_of == DATES[-1]]
        print(
            f"{len(last)} States, {NUMBER} provisions, {len(DATES)} dates; {name}; {rule.label}, denominator un-members"
        )
        both = best(
            lambda m=made, last=last, r=rule: (matrix(last).to_frame(), [counts(m, as_of=d, rule=r) for d in DATES])
        )
        print(f"  matrix and counts of {len(DATES)} dates: {both}")
        print(f"  interval: {best(lambda last=last, r=rule: uncertainty(last, rule=r, by='region'))}")
        if rule is usual:
            print(f"  what to review next: {best(lambda last=last, r=rule: next_review(last, rule=r), 2)}")


if __name__ == "__main__":
    main()
