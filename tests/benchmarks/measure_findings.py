"""How often look-alikes get a reason, right matches a wrong remark, and pinpoints agree with those of the labels.

    python tests/benchmarks/measure_findings.py [SHARED] [--largest BYTES]

Reads ``gold/negatives.csv`` (look-alikes), ``gold/matches.csv`` (labels with pinpoints) and ``laws/`` of the shared
folder. Laws larger than ``--largest`` are left out; all of them take some minutes.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

from lexalign.errors import LexalignError
from lexalign.language import load_lexicon
from lexalign.laws import find_article, read_law
from lexalign.matching import align_all
from lexalign.matching.context import look
from lexalign.matching.near_misses import known_look_alike
from lexalign.matching.reading import read_article
from lexalign.model import Law, Match
from lexalign.provisions import load_instrument, provision

TREATIES = ("cets185", "cets189", "cets224")
Rows = dict[str, list[dict[str, str]]]


def rows(path: Path) -> Rows:
    out: Rows = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as source:
        for row in csv.DictReader(source):
            out[row["law_file"]].append(row)
    return out


def top(provision_id: str) -> str:
    return provision_id.partition(".")[0]


def labelled_paragraphs(pinpoint: str) -> set[str]:
    """``(1)(b)-(3), (5)`` ▶ 1, 2, 3, 5; empty where the label is of another form."""
    if not re.match(r"^\(\w+\)", pinpoint):
        return set()
    out: set[str] = set()
    for m in re.finditer(r"(?:^|[,;] ?)\((\w+)\)[^,;-]*(?:-\((\w+)\))?", pinpoint):
        first, last = m.groups()
        out.add(first)
        if last and first.isdigit() and last.isdigit():
            out.update(str(i) for i in range(int(first), int(last) + 1))
        elif last and len(first) == len(last) == 1:
            out.update(chr(i) for i in range(ord(first), ord(last) + 1))
    return out


def count_look_alikes(law: Law, matches: dict[tuple[str, str], Match], negatives: list[dict[str, str]]) -> Counter[str]:
    lexicon, out = load_lexicon(law.language), Counter[str]()
    for row in negatives:
        wanted = top(row["tempting_provision"])
        try:
            article = find_article(law, row["article"])
            one = provision(load_instrument(wanted.partition(":")[0]), wanted)
        except LexalignError:
            out["look-alikes: article or provision not found"] += 1
            continue
        named = bool(known_look_alike(one, look(read_article(article, lexicon), lexicon)))
        out["look-alikes"] += 1
        out["look-alikes with a reason of their own"] += named
        match = matches.get((article.key, wanted))
        if match is not None and not match.accepted:
            out["look-alikes that are candidates"] += 1
            out["... with a remark"] += any(r.startswith("Looks like") for r in match.remarks)
    return out


def count_matches(law: Law, matches: dict[tuple[str, str], Match], gold: list[dict[str, str]]) -> Counter[str]:
    out = Counter[str]()
    labels: dict[tuple[str, str], dict[str, str]] = {}
    for row in gold:
        try:
            labels[find_article(law, row["article"]).key, top(row["provision"])] = row
        except LexalignError:
            continue
    for pair, match in matches.items():
        if not match.accepted:
            continue
        label = labels.get(pair)
        right = label is not None and label["grade"] == "2"
        out["accepted"] += 1
        out["accepted with a loan"] += bool(match.lent)
        out["accepted with elements taken back"] += any(r.startswith("Named only") for r in match.remarks)
        if not right or label is None:
            continue
        out["accepted and right"] += 1
        out["... called a look-alike"] += any(r.startswith("Looks like") for r in match.remarks)
        wanted = labelled_paragraphs(label["pinpoint"])
        number = law.articles[[a.key for a in law.articles].index(match.article)].number
        mine = [p[len(number) :] for f in match.findings for p in f.pinpoint.split(", ") if p]
        first = [m[1] for text in mine if (m := re.match(r"[(\s]*([\w-]+)", text))]
        if wanted and first:
            out["with pinpoints"] += 1
            out["... one in the labelled paragraphs"] += bool(wanted & set(first))
            out["pinpoints"] += len(first)
            out["... in the labelled paragraphs"] += sum(p in wanted for p in first)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    parser.add_argument("--largest", type=int, default=10**9)
    given = parser.parse_args()
    negatives, gold = rows(given.shared / "gold" / "negatives.csv"), rows(given.shared / "gold" / "matches.csv")
    with (given.shared / "laws" / "INDEX.csv").open(encoding="utf-8-sig", newline="") as source:
        index = {row["file"]: row for row in csv.DictReader(source)}
    total = Counter[str]()
    for name in sorted({*negatives, *gold} & set(index)):
        file = given.shared / "laws" / name
        if file.stat().st_size > given.largest:
            continue
        language = index[name]["language"]
        law = read_law(file, country=index[name]["iso3"], language=language if len(language) == 2 else None)
        matches = {(m.article, m.provision): m for a in align_all(law, TREATIES) for m in a.matches}
        total.update(count_look_alikes(law, matches, negatives[name]))
        total.update(count_matches(law, matches, gold[name]))
        total["laws"] += 1
    for what, number in total.items():
        print(f"{number:6d}  {what}")


if __name__ == "__main__":
    main()
