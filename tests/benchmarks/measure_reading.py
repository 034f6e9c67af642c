"""Measure reading and cutting on the real statutes: what is found, what is doubtful, how fast.

Run it with ``PYTHONPATH=. python tests/benchmarks/measure_reading.py [PART OF A FILE NAME]``. It needs the shared
collection, found beside the checkout or through ``LEXALIGN_SHARED``. Prints, for each file: articles, those with a
heading, labelled numbers found, labelled headings and pinpoints found in these articles, paragraphs, seconds (CPU) and
MB/s of cutting alone and with reading, kinds of issues. Then: pages against tables of the same law, numbers of codes
against the print, speed and memory of the whole. Exits with 1 where a labelled number is missing.
"""

from __future__ import annotations

import csv
import os
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from lexalign.errors import LexalignError
from lexalign.laws import Segmented, find_paragraph, paragraphs, read_articles, segment
from lexalign.laws.numbers import rank
from lexalign.model import Article

CODES = (
    "DEU/stgb.md",
    "DEU/stpo.md",
    "NLD/wetboek-van-strafrecht.md",
    "NLD/wetboek-van-strafvordering.md",
)
TWINS = ("PHL/ra-10175", "RWA/law-60-2018-cybercrimes")
_PIN = re.compile(r"^\(?\w{1,4}\)?(?:\(?\w{1,3}\)|°)*$|^(?:al|inc|para|no)\.? \d+$")


def shared_folder() -> Path:
    """The folder with ``laws/`` and ``gold/``."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    return Path(os.environ.get("LEXALIGN_SHARED", beside))


def labelled(shared: Path) -> dict[str, list[dict[str, str]]]:
    """File ▶ rows of labels."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (shared / "gold" / "matches.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rows[row["law_file"]].append(row)
    return rows


def words(text: str) -> list[str]:
    """Words without case and signs."""
    return re.findall(r"\w+", text.casefold())


def holds(article: Article, row: dict[str, str]) -> bool | None:
    """Whether an article holds the labelled heading, else the labelled pinpoints; None where neither is labelled."""
    said = " ".join(words(f"{article.heading or ''} {article.text}"))
    if row["heading"] and " ".join(words(row["heading"])) in said:
        return True
    pins = [pin.strip() for pin in re.split(r"[;,]", row["pinpoint"]) if _PIN.match(pin.strip())]
    if not pins:
        return False if row["heading"] else None
    try:
        return all(find_paragraph(article, pin) for pin in pins)
    except LexalignError:
        return False


def alike(page: Article, table: Article, following: Article | None, back: str) -> float:
    """Share of common words; the heading of the next chapter or the signatures at the end of the table do not count."""
    own, other = words(f"{page.heading or ''} {page.text}"), words(f"{table.heading or ''} {table.text}")
    for after in [words(" ".join(following.path[-depth:])) for depth in (1, 2)] if following else []:
        if after and other[-len(after) :] == after:
            other = other[: -len(after)]
    signed = words(back)[:2]
    if not following and signed:
        ends = (n for n in range(len(own) - 5, len(other)) if other[n : n + 2] == signed)
        other = other[: next(ends, len(other))]
    return 2 * sum((Counter(own) & Counter(other)).values()) / max(1, len(own) + len(other))


def doubtful_numbers(cut: Segmented) -> tuple[list[str], list[str], list[str]]:
    """Numbers twice, numbers that the text does not print, and missing numbers that it does print as an article's."""
    twice = [a.key for a in cut.articles if a.key != a.number]
    text = re.sub(r"\s+", " ", cut.text)
    invented = [a.number for a in cut.articles if not re.search(rf"(?<!\w){re.escape(a.number)}(?!\w)", text)]
    word = "§" if cut.scheme == "§" else "Artikel"
    lines = "\n".join(re.findall(rf"^#+\W*(?:\(\w+\)\W?)?{word}.*", cut.text, re.MULTILINE))
    lacking = []
    for issue in cut.issues:
        if issue.kind == "gap":
            ends = [int(n) for n in re.findall(r"; (\d+)(?: to (\d+))? not found", issue.message)[0] if n]
            lacking += [str(n) for n in range(ends[0], ends[-1] + 1) if re.search(rf"{word}\W+{n}\b(?!:)", lines)]
    return twice, invented, lacking


def main(part: str = "") -> int:
    """Print the tables; returns the number of files that lack a labelled number."""
    shared = shared_folder()
    if not (shared / "laws").is_dir():
        print(f"{shared}: no statute collection here; set LEXALIGN_SHARED")
        return 0
    gold = labelled(shared)
    lacking = 0
    size = text_size = reading = cutting = 0.0
    largest: list[tuple[float, float, str]] = []
    print(
        f"{'file':49} {'scheme':>8} {'arts':>5} {'headed':>6} {'gold':>7} {'held':>9} {'paras':>6} "
        f"{'cut MB/s':>8} {'all MB/s':>8}  issues; missing numbers"
    )
    for path in sorted((shared / "laws").glob("*/*")):
        name = path.relative_to(shared / "laws").as_posix()
        if part not in name:
            continue
        begun = time.process_time()
        try:
            cut = read_articles(path)
        except LexalignError as error:
            print(f"{name:49} {error}")
            lacking += bool(gold[name])
            continue
        seconds = time.process_time() - begun
        alone = fastest(cut.text) if cut.text else 0.0
        if path.suffix in {".md", ".txt", ".html", ".csv"}:
            size, reading = size + path.stat().st_size / 1e6, reading + seconds
            text_size, cutting = text_size + len(cut.text.encode()) / 1e6, cutting + alone
            if alone:
                largest.append((len(cut.text.encode()) / 1e6, alone, name))
        found = {rank(article.number): article for article in reversed(cut.articles)}
        wanted = {row["article"] for row in gold[name]}
        missing = sorted(number for number in wanted if rank(number) not in found)
        lacking += bool(missing)
        held = [holds(found[rank(row["article"])], row) for row in gold[name] if rank(row["article"]) in found]
        kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(issue.kind for issue in cut.issues).items())
        speed = f"{len(cut.text.encode()) / 1e6 / alone:8.1f}" if alone else f"{'':8}"
        print(
            f"{name:49} {cut.scheme[:8]:>8} {len(cut.articles):5} {sum(a.heading is not None for a in cut.articles):6} "
            f"{f'{len(wanted) - len(missing)}/{len(wanted)}':>7} "
            f"{f'{sum(h is True for h in held)}/{sum(h is not None for h in held)}':>9} "
            f"{sum(len(paragraphs(a)) for a in cut.articles):6} {speed} {path.stat().st_size / 1e6 / seconds:8.1f}  "
            f"{kinds}; {' '.join(missing)}"
        )
    if not part:
        whole(shared)
        print("the largest files of text, cutting alone, best of 3:")
        for megabytes, alone, name in sorted(largest, reverse=True)[:6]:
            print(f"  {name:45} {megabytes:5.2f} MB {megabytes / alone:6.1f} MB/s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(
            f"txt, md, html, csv: reading and cutting {size / reading:.1f} MB/s of file, cutting alone "
            f"{text_size / max(cutting, 1e-9):.1f} MB/s of text (CPU time); peak memory of all {peak:.0f} MB"
        )
    return lacking


def fastest(text: str) -> float:
    """Processor seconds of cutting a text, the best of three: other programs may be running."""
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        segment(text)
        seconds.append(time.process_time() - begun)
    return min(seconds)


def whole(shared: Path) -> None:
    """Print what concerns several files."""
    for stem in TWINS:
        page, table = (read_articles(shared / "laws" / f"{stem}.{kind}") for kind in ("html", "articles.csv"))
        same = [a.number for a in page.articles] == [a.number for a in table.articles]
        shares = [
            alike(one, other, following, page.back_matter)
            for one, other, following in zip(page.articles, table.articles, [*page.articles[1:], None], strict=False)
        ]
        print(f"{stem}: numbers exact: {same}; least overlap of an article {min(shares):.3f}")
    for name in CODES:
        twice, invented, lacking = doubtful_numbers(read_articles(shared / "laws" / name))
        print(f"{name}: numbers twice {twice}, not printed {invented}, printed and not found {lacking}")


if __name__ == "__main__":
    raise SystemExit(min(main(*sys.argv[1:2]), 1))
