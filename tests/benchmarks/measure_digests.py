"""How far the bundled digests give the same accepted pairs as the full text of the laws.

    python tests/benchmarks/measure_digests.py [--shared ../shared] [--country XXX ...] [--gold] [--list]

For each bundled law whose source file is in ``shared/laws``, over the articles that are digested: pairs accepted from
the text (T), from the digest (D), the share of the text's that are kept |T and D| / |T|, and the share of either's
|T and D| / |T or D|; then the same for each country and for all. Where a digest is a selection of its law, the pairs of
the text in articles that are not digested are counted apart: they are articles that the selection may lack. Articles
compete and lean on their neighbours, so that a selection by itself changes pairs; *of selected* is the share kept of
what the text of the digested articles alone gives, and ``--list`` marks with * the differences that vanish there.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from lexalign import align, bundled_countries, bundled_laws, read_law
from lexalign.errors import UnknownArticle
from lexalign.files import corpora_dir
from lexalign.laws import find_article
from lexalign.model import Law

Pairs = set[tuple[str, str]]


@dataclass(frozen=True)
class Comparison:
    """The accepted pairs of one law: from its text and from its digest, and those of articles that are not digested.

    ``selected`` are those of the text when it has no other articles than the digest; ``lost`` are the digested articles that the text, as read, does not have: their pairs cannot be compared.
    """

    law: Law
    text: Pairs
    selected: Pairs
    digest: Pairs
    beyond: Pairs
    lost: tuple[str, ...]


def pairs(law: Law) -> Pairs:
    return {(m.article, m.provision) for m in align(law).accepted}


def comparisons(shared: Path, countries: Iterable[str] = ()) -> list[Comparison]:
    out = []
    for country in countries or bundled_countries():
        for law in bundled_laws(country):
            card = yaml.safe_load((corpora_dir() / country / f"{law.id}.yaml").read_text(encoding="utf-8"))
            source = shared / "laws" / (card["source"].get("file") or "")
            if not source.is_file():
                continue
            text = replace(read_law(source, country=country, language=law.language), id=law.id)
            found = pairs(text)
            digested = {a.key for a in law.articles}
            within = {pair for pair in found if pair[0] in digested}
            same = tuple(a for a in text.articles if a.key in digested)
            selected = within if len(same) == len(text.articles) else pairs(replace(text, articles=same))
            lost = tuple(sorted(digested - {a.key for a in same}))
            out.append(Comparison(law, within, selected, pairs(law), found - within, lost))
    return out


def compare(shared: Path) -> list[tuple[Law, Pairs, Pairs]]:
    """Law, pairs of the text in the articles that are digested, pairs of the digest."""
    return [(c.law, c.text, c.digest) for c in comparisons(shared)]


def labelled(path: Path, file: str, law: Law) -> tuple[Pairs, Pairs]:
    """Pairs of grade 2 on the digested articles, and those of grade 1, which count neither way."""
    named: tuple[Pairs, Pairs] = (set(), set())
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["law_file"] != file or row["grade"] not in ("1", "2"):
                continue
            try:
                article = find_article(law, row["article"])
            except UnknownArticle:
                continue
            named[row["grade"] == "1"].add((article.key, row["provision"]))
    return named[0], named[1] - named[0]


def f1(found: Pairs, wanted: Pairs) -> float:
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found or wanted else 0.0


def line(name: str, n: Counter[str]) -> str:
    def share(part: str, whole: str) -> str:
        return f"{n[part] / n[whole]:.1%}" if n[whole] else "-"

    beyond = f"  not digested {n['beyond']:3d}" if n["beyond"] else ""
    return (
        f"{name:<24} articles {n['articles']:4d}  text {n['text']:4d}  digest {n['digest']:4d}  both {n['both']:4d}"
        f"  of text {share('both', 'text'):>6}  of either {share('both', 'either'):>6}"
        f"  of selected {share('kept', 'selected'):>6}{beyond}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    parser.add_argument("--country", action="append", default=[], help="ISO 3166-1 alpha-3; may be given several times")
    parser.add_argument("--gold", action="store_true", help="F1 of text and digest against the labels (grade 2)")
    parser.add_argument("--list", action="store_true", help="name the pairs in which text and digest differ")
    args = parser.parse_args()
    countries: dict[str, Counter[str]] = {}
    sums: dict[str, Pairs] = {"gold": set(), "text": set(), "digest": set()}
    for c in comparisons(args.shared, args.country):
        both, either = c.text & c.digest, c.text | c.digest
        n = Counter(
            articles=len(c.law.articles),
            text=len(c.text),
            digest=len(c.digest),
            both=len(both),
            either=len(either),
            selected=len(c.selected),
            kept=len(c.selected & c.digest),
            beyond=len(c.beyond),
        )
        countries.setdefault(c.law.country, Counter()).update(n)
        print(line(c.law.id, n))
        if args.gold:
            card = yaml.safe_load((corpora_dir() / c.law.country / f"{c.law.id}.yaml").read_text(encoding="utf-8"))
            wanted, ignored = labelled(args.shared / "gold" / "matches.csv", card["source"]["file"], c.law)
            if wanted:
                text, digest = c.text - ignored, c.digest - ignored
                print(
                    f"    F1 against {len(wanted)} labels: text {f1(text, wanted):.3f}  digest {f1(digest, wanted):.3f}"
                )
                for name, some in (("gold", wanted), ("text", text), ("digest", digest)):
                    sums[name] |= {(f"{c.law.id}/{a}", p) for a, p in some}
        if c.lost:
            print(f"    not in the text as read: {', '.join(c.lost)}")
        if args.list:
            for a, p in sorted(either - both):
                vanishes = ((a, p) in c.selected) is ((a, p) in c.digest)
                where = "only in text  " if (a, p) in c.text else "only in digest"
                print(f"    {where} {a} {p}{' *' if vanishes else ''}")
            for a, p in sorted(c.beyond):
                print(f"    not digested   {a} {p}")
    print()
    for country, n in countries.items():
        print(line(country, n))
    print(line("all", sum(countries.values(), Counter())))
    if args.gold:
        one, other = f1(sums["text"], sums["gold"]), f1(sums["digest"], sums["gold"])
        print(f"F1 against {len(sums['gold'])} labels on digested articles: text {one:.3f}  digest {other:.3f}")


if __name__ == "__main__":
    main()
