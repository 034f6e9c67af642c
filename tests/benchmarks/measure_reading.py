"""Measure reading: articles found, labelled numbers found, issues and seconds for each file of the statute collection.

Run it with ``PYTHONPATH=. python tests/benchmarks/measure_reading.py [PART OF A FILE NAME]``. It needs the shared
collection, found beside the checkout or through ``LEXALIGN_SHARED``.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from lexalign.errors import LexalignError
from lexalign.laws import read_articles
from lexalign.laws.numbers import rank


def shared_folder() -> Path:
    """The folder with ``laws/`` and ``gold/``."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    return Path(os.environ.get("LEXALIGN_SHARED", beside))


def labelled(shared: Path) -> dict[str, set[str]]:
    """File ▶ numbers of articles that the labels name."""
    numbers: dict[str, set[str]] = defaultdict(set)
    with (shared / "gold" / "matches.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            numbers[row["law_file"]].add(row["article"])
    return numbers


def main(part: str = "") -> int:
    """Print the table; returns the number of files that lack a labelled number."""
    shared = shared_folder()
    if not (shared / "laws").is_dir():
        print(f"{shared}: no statute collection here; set LEXALIGN_SHARED")
        return 0
    wanted = labelled(shared)
    lacking = 0
    print(
        f"{'file':60} {'scheme':>8} {'arts':>5} {'headed':>6} {'gold':>7} {'s':>6} {'MB/s':>5}  issues; missing numbers"
    )
    for path in sorted((shared / "laws").glob("*/*")):
        name = path.relative_to(shared / "laws").as_posix()
        if part not in name:
            continue
        begun = time.perf_counter()
        try:
            cut = read_articles(path)
        except LexalignError as error:
            print(f"{name:60} {error}")
            lacking += bool(wanted[name])
            continue
        seconds = time.perf_counter() - begun
        found = {rank(article.number) for article in cut.articles}
        missing = sorted(number for number in wanted[name] if rank(number) not in found)
        lacking += bool(missing)
        kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(issue.kind for issue in cut.issues).items())
        gold = f"{len(wanted[name]) - len(missing)}/{len(wanted[name])}"
        headed = sum(article.heading is not None for article in cut.articles)
        print(
            f"{name:60} {cut.scheme[:8]:>8} {len(cut.articles):5} {headed:6} {gold:>7} {seconds:6.2f} "
            f"{path.stat().st_size / 1e6 / seconds:5.1f}  {kinds}; {' '.join(missing)}"
        )
    return lacking


if __name__ == "__main__":
    raise SystemExit(min(main(*sys.argv[1:2]), 1))
