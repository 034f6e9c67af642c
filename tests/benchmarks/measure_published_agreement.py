"""What the program says beside what has been published, article by article; every difference with its reason.

    PYTHONPATH=. python tests/benchmarks/measure_published_agreement.py [--shared ../shared] [--format csv]

For the States of ``gold/published_status_by_article.csv`` whose law is bundled, lies in ``shared/laws`` or is known by
its articles. The published verdicts themselves are left out of the assessment, else they would be compared with
themselves; where the State's articles are known from the same publisher, the agreement is marked ``~`` and not counted.
A second table does the same for states of pillars (``facts/published_state_of_legislation.csv``). Reasons stand in ``published_agreement.csv`` beside this file; what has none there is *not explained*.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from lexalign.assessment import CountryAssessment, assess_bundled, countries_on, load_rule, state
from lexalign.assessment.rules import Rule
from lexalign.assessment.values import PillarState
from lexalign.laws import bundled_laws, read_law
from lexalign.model import Basis, Law, State

HERE = Path(__file__).resolve().parent
WORDS = {"implemented": "in line", "partial": "partially in line", "not": "not in line"}
KINDS = ("law newer than the statement", "law missing", "elements not tested", "machine error", "not explained")


@dataclass(frozen=True)
class Row:
    """One article of one State."""

    country: str
    provision: str
    published: str
    basis: str
    here: str
    here_basis: str
    articles: str
    kind: str
    why: str
    same_source: bool = False


def explanations(path: Path = HERE / "published_agreement.csv") -> dict[tuple[str, str], tuple[str, str]]:
    """(ISO3, provision or ``*``) ▶ kind and sentence."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = [r["kind"] for r in rows if r["kind"] not in KINDS]
    if wrong:
        raise SystemExit(f"{path.name}: unknown kinds {', '.join(wrong)}; use {', '.join(KINDS)}")
    return {(r["iso3"], r["provision"]): (r["kind"], r["why"]) for r in rows}


def texts_of(country: str, shared: Path) -> list[Law]:
    """The statutes of a State in the folder of real laws that no bundled law stands for."""
    index = shared / "laws" / "INDEX.csv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8", newline="") as file:
        files = [r["file"] for r in csv.DictReader(file) if r["iso3"] == country]
    return [read_law(shared / "laws" / name, country=country) for name in files]


def assessed(country: str, shared: Path, rule: Rule) -> tuple[CountryAssessment | None, str]:
    """The assessment without published verdicts, and on what it rests."""
    bundled = bundled_laws(country)
    texts = [] if bundled else texts_of(country, shared)
    if not bundled and not texts and country not in countries_on("cets185"):
        return None, "no law at hand"
    laws = texts or None
    what = "text of the law" if bundled or texts else "articles known by name"
    return assess_bundled(country, overrides=(), rule=rule, laws=laws), what


def table(shared: Path) -> tuple[list[Row], dict[str, str]]:
    """All rows, and on what each State's assessment rests."""
    counting = load_rule("c-proc")
    rule = replace(counting, published=replace(counting.published, statuses=False, states=False))
    told = explanations()
    with (shared / "gold" / "published_status_by_article.csv").open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    rests: dict[str, str] = {}
    done: dict[str, CountryAssessment] = {}
    for country in dict.fromkeys(r["iso3"] for r in published):
        found, rests[country] = assessed(country, shared, rule)
        if found is not None:
            done[country] = found
    rows = []
    for r in published:
        if r["iso3"] not in done:
            continue
        provision = f"cets185:{r['convention_article']}"
        status = done[r["iso3"]][provision]
        word = WORDS[r["status"]]
        same = status.status.value == word
        kind, why = ("", "") if same else _why(r["iso3"], provision, told)
        numbers = ", ".join(status.numbers())
        circular = bool(status.rows) and all(m.basis == "published" for row in status.rows for m in row.known)
        here = (status.status.value, status.basis.value, numbers)
        rows.append(Row(r["iso3"], provision, word, r["basis"], *here, kind, why, circular and not kind))
    return rows, rests


def pillars(shared: Path) -> list[Row]:
    """States of pillars that are published, and what the program says without them."""
    counting = load_rule("c-proc")
    rule = replace(counting, published=replace(counting.published, statuses=False, states=False))
    told = explanations()
    words = {"largely": State.LARGELY, "partially": State.PARTIALLY, "not": State.NOT_IN_PLACE}
    rows = []
    with (shared / "facts" / "published_state_of_legislation.csv").open(encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            found, _ = assessed(r["iso3"], shared, rule)
            for pillar in ("substantive", "procedural"):
                if found is None or r[pillar] not in words:
                    continue
                here, word = found.pillars[pillar], words[r[pillar]]
                kind, why = ("", "") if here.state is word else told.get((r["iso3"], pillar)) or _by_figures(here, word)
                span = f"{here.lower} to {here.upper}"
                circular = here.basis is Basis.PUBLISHED and not kind
                row = (r["iso3"], pillar, word, r["basis"], here.state, here.basis.value, span, kind, why, circular)
                rows.append(Row(*row))
    return rows


def _why(country: str, provision: str, told: dict[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
    return told.get((country, provision)) or told.get((country, "*")) or ("not explained", "")


def _by_figures(here: PillarState, published: State) -> tuple[str, str]:
    """What the figures themselves explain: the published state is among those that what is not known leaves open."""
    order = [State.NOT_IN_PLACE, State.PARTIALLY, State.LARGELY]
    if not order.index(here.lower) <= order.index(published) <= order.index(here.upper):
        return "not explained", ""
    if here.state is State.NO_INFORMATION:
        counted = here.in_line + here.partial + here.not_in_line + here.unknown
        return "law missing", f"of {here.unknown} of the {counted} counted articles nothing is known here"
    if here.basis is Basis.READING:
        return "elements not tested", f"{here.partial} articles are known by name only, and weigh one half"
    return "not explained", ""


def _figures(rows: list[Row]) -> str:
    alike = [row for row in rows if not row.kind and not row.same_source]
    circular = sum(row.same_source for row in rows)
    kinds = Counter(row.kind for row in rows if row.kind)
    more = f", {circular} alike from the same source" if circular else ""
    differ = f"; differences: {', '.join(f'{n} {kind}' for kind, n in kinds.items())}" if kinds else ""
    return f"{len(alike)} of {len(rows)} alike{more}{differ}"


def main() -> int:
    """Print the table and the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=HERE.parents[1].parent / "shared")
    parser.add_argument("--format", choices=("table", "csv"), default="table")
    chosen = parser.parse_args()
    rows, rests = table(chosen.shared)
    if chosen.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(Row.__dataclass_fields__)
        writer.writerows([getattr(row, name) for name in Row.__dataclass_fields__] for row in rows)
        return 0
    states = pillars(chosen.shared)
    for row in [*rows, *states]:
        mark = "≠" if row.kind else "~" if row.same_source else "="
        print(
            f"{row.country} {row.provision:<11} published {row.published:<18} here {row.here:<18} "
            f"[{row.here_basis:<9}] {mark} {row.articles:<14} {f'{row.kind}: {row.why}' if row.kind else ''}".rstrip()
        )
    print()
    for country, what in rests.items():
        own = [row for row in rows if row.country == country]
        print(f"{state(country).name_en}: {what}; {_figures(own) if own else 'not compared'}")
    print(f"Articles: {_figures(rows)}")
    print(f"Pillars:  {_figures(states)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
