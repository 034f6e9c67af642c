"""Print ready articles of real laws as txt, html, docx and pdf, read them back, and count those that are the same.

Run: ``python tests/benchmarks/measure_round_trip.py [-v] [part of a file name]``. An article is the same if its
number, heading and text are, white space and a space missing after a sign aside; the heading of a chapter that a file has at the end of the article
before may come back as what it is. Files that are in the collection for their noise are shown and not counted. Exits with 1 where a form stays below what is asked of it.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lexalign.errors import LexalignError
from lexalign.laws import read_articles
from lexalign.model import Article
from tests.laws.printed import FORMS, printed

LAWS = {"KEN": "en", "SGP": "en", "TUR": "tr", "UKR": "uk", "SEN": "fr"}
ASKED = {"txt": 0.99, "html": 0.99, "docx": 0.99, "pdf": 0.97, "pdf2": 0.97}


def flat(article: Article) -> tuple[str, str, str]:
    """What must be the same."""
    return article.number, _words(article.heading or ""), _words(article.text)


def _words(text: str) -> str:
    """Words with one space between them, one also after a sign where the file has none ("end.Next")."""
    return " ".join(re.sub(r"(?<=\w[.;:,])(?=[^\W\d_])", " ", text).split())


def compare(before: list[Article], after: list[Article]) -> list[tuple[Article, Article | None]]:
    """The articles that did not come back, each with the one that came under its key instead."""
    left: dict[tuple[str, str, str], int] = {}
    paths: dict[tuple[str, str, str], str] = {}
    for one, following in zip(after, [*after[1:], None], strict=True):
        left[flat(one)] = left.get(flat(one), 0) + 1
        if following and following.path != one.path:
            paths[flat(one)] = "".join(re.findall(r"\w", " ".join(following.path)))
    by_key = {one.key: one for one in after}
    lost = []
    for one in before:
        number, heading, text = flat(one)
        found = (number, heading, text) if left.get((number, heading, text), 0) else None
        if found is None and (back := by_key.get(one.key)) and flat(back)[:2] == (number, heading):
            # The file has the heading of the next chapter at the end of an article; it came back as that chapter.
            rest = "".join(re.findall(r"\w", text.removeprefix(flat(back)[2])))
            if text.startswith(flat(back)[2]) and rest in paths.get(flat(back), ""):
                found = flat(back)
        if found and left.get(found, 0):
            left[found] -= 1
        else:
            lost.append((one, by_key.get(one.key)))
    return lost


def main(*arguments: str) -> int:
    """Print the table; returns how many forms stay below what is asked of them."""
    shown = "-v" in arguments
    part = next((one for one in arguments if not one.startswith("-")), "")
    shared = Path(os.environ.get("LEXALIGN_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    totals = dict.fromkeys(ASKED, (0, 0))
    print(f"{'file':52} {'arts':>5}" + "".join(f" {form:>8}" for form in ASKED))
    for country, language in LAWS.items():
        for path in sorted((shared / "laws" / country).glob("*.articles.csv")):
            if part not in path.as_posix():
                continue
            own = list(read_articles(path).articles)
            cells = []
            for name in ASKED:
                form = "pdf" if name == "pdf2" else name
                assert form in FORMS
                begun = time.perf_counter()
                with tempfile.TemporaryDirectory() as folder:
                    copy = Path(folder) / f"law.{form}"
                    copy.write_bytes(printed(own, form, language=language, columns=2 if name == "pdf2" else 1))
                    try:
                        back = list(read_articles(copy, language=language).articles)
                    except LexalignError as error:
                        print(f"  {name}: {error}")
                        back = []
                lost = compare(own, back)
                good, total = totals[name]
                if "noisy" not in path.name:
                    totals[name] = (good + len(own) - len(lost), total + len(own))
                cells.append(f" {1 - len(lost) / len(own):8.4f}")
                if shown:
                    print(f"  {name}: {len(back)} articles back, {time.perf_counter() - begun:.1f} s")
                    for before, after in lost[:8]:
                        print(f"    - {before.key} {before.heading!r} {before.text[:70]!r}...{before.text[-60:]!r}")
                        if after:
                            print(f"    + {after.key} {after.heading!r} {after.text[:70]!r}...{after.text[-60:]!r}")
            print(f"{country + '/' + path.name:52} {len(own):5}" + "".join(cells))
    below = 0
    for name, (good, total) in totals.items():
        share = good / max(total, 1)
        below += share < ASKED[name]
        print(f"{name:5} {good}/{total} = {share:.4f} (asked: {ASKED[name]})")
    return below


if __name__ == "__main__":
    raise SystemExit(min(main(*sys.argv[1:]), 1))
