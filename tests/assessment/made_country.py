"""A small treaty, a law and alignments made by hand; shared by the tests of review and assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lexalign.model import Article, Element, Instrument, Law, LawStatus, Match, Provision

PILLAR = {1: "definitions"} | dict.fromkeys(range(2, 14), "substantive") | dict.fromkeys(range(14, 22), "procedural")


def elements(pid: str) -> tuple[Element, ...]:
    kinds = ("conduct", "object", "mental")
    asked = [Element(f"{pid}/{k}", pid, k, True, f"the {k} of {pid}", ()) for k in kinds]
    return (*asked, Element(f"{pid}/damage", pid, "qualifier", False, "serious harm", ()))


def instrument(id: str = "cets185") -> Instrument:
    provisions: list[Provision] = []
    for number, pillar in PILLAR.items():
        pid = f"{id}:{number}"
        own = () if number == 6 else elements(pid)
        provisions.append(Provision(pid, None, {"en": f"Title {number} <b>"}, pillar, elements=own))
        if number == 6:
            for sub in ("6.1", "6.2"):
                inner = f"{id}:{sub}"
                provisions.append(Provision(inner, pid, {"en": sub}, pillar, elements=elements(inner)))
    provisions.append(Provision(f"{id}:40", None, {"en": "Declarations"}, "final"))
    rows = tuple(p.id for p in provisions if p.parent is None)
    return Instrument(id, {"en": "Treaty"}, {"en": "The <Treaty>"}, True, "", rows, tuple(provisions))


def law(
    id: str = "ken-act",
    country: str = "KEN",
    numbers: Iterable[str] = ("1", "2", "3", "4", "5"),
    status: LawStatus = LawStatus.IN_FORCE,
    year: int | None = 2018,
) -> Law:
    articles = tuple(Article(n, f"Heading {n}", f"Own words of number {n}.", key=n) for n in numbers)
    return Law(id, country, f"Act {id}", "en", articles, year=year, status=status)


def match(
    article: str, provision: str, shown: Iterable[str] = (), *, accepted: bool = True, confidence: float = 0.9
) -> Match:
    """``shown`` are the ends of element ids: ``conduct``, ``object``, ``mental``; ``6.1/conduct`` for a paragraph."""
    where = ("6.1", "6.2") if provision == "6" else (provision,)
    ids = tuple(
        f"cets185:{e}" if "/" in e else f"cets185:{p}/{e}" for e in shown for p in (where if "/" not in e else [""])
    )
    return Match(article, f"cets185:{provision}", confidence, accepted, shown=ids)


@dataclass(frozen=True)
class Alignment:
    law: Law
    instrument: Instrument
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True)
class Complete:
    complete: bool = True
    exceptions: tuple[str, ...] = ()


COMPLETE: Mapping[str, Complete] = {p: Complete() for p in ("definitions", "substantive", "procedural")}
UNKNOWN: Mapping[str, Complete] = {}


@dataclass
class Journal:
    """Counts up the minutes, so that decisions have an order that a test can read."""

    minute: int = 0
    ids: list[str] = field(default_factory=list)

    def at(self) -> str:
        self.minute += 1
        return f"2026-11-01T{self.minute // 60:02d}:{self.minute % 60:02d}:00Z"
