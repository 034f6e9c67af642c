"""Speed of the readers alone (recognise, decode, take the text out), without cutting; and memory of reading everything.

Run: ``python tests/benchmarks/measure_readers.py``. Speeds are in megabytes of text (UTF-8) per second of processor
time, the best of three runs, so that other work on the machine does not count. ``.docx`` and ``.pdf`` are printed from
the longest table of articles first.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lexalign.errors import LexalignError
from lexalign.laws import read_articles
from lexalign.laws.decode import decode_text, read_bytes, sniff
from lexalign.laws.docx_text import docx_text
from lexalign.laws.html_text import html_text
from lexalign.laws.pdf_text import pdf_text
from lexalign.laws.typography import plain_text
from tests.laws.printed import printed

READERS: dict[str, Callable[[bytes], str]] = {
    "html": lambda data: html_text(decode_text(data)[0])[0],
    "text": lambda data: plain_text(decode_text(data)[0]),
    "docx": lambda data: docx_text(data, "law").text,
    "pdf": lambda data: pdf_text(data, "law").text,
}


def best(reader: Callable[[bytes], str], data: bytes, path: Path) -> tuple[float, int]:
    """Seconds of the best of three runs, and bytes of text."""
    seconds, size = 1e9, 0
    for _ in range(3):
        begun = time.process_time()
        sniff(data, path)
        size = len(reader(data).encode("utf-8"))
        seconds = min(seconds, time.process_time() - begun)
    return seconds, size


def main() -> int:
    """Print the table; returns how many of html, text and docx stay below 5 MB/s."""
    shared = Path(os.environ.get("LEXALIGN_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    files = sorted((shared / "laws").glob("*/*"))
    begun, count, size = time.process_time(), 0, 0
    for path in files:
        try:
            count += len(read_articles(path).articles)
        except LexalignError as error:
            print(error)
        size += path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.process_time() - begun
    print(
        f"read and cut all: {len(files)} files, {size / 1e6:.1f} MB, {count} articles, {seconds:.1f} s, {peak:.0f} MB"
    )
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    longest = max((path for path in files if path.suffix == ".csv"), key=lambda path: path.stat().st_size)
    articles = read_articles(longest).articles
    work = [(path, read_bytes(path)) for path in files]
    work += [(Path(f"law.{form}"), printed(articles, form, language="uk")) for form in ("docx", "pdf")]
    for path, data in work:
        form = sniff(data, path)
        if form in READERS:
            took, text = best(READERS[form], data, path)
            sums[form][0] += took
            sums[form][1] += text
    for form, (took, text) in sums.items():
        print(f"{form:5} {text / 1e6:6.2f} MB of text in {took:6.3f} s: {text / 1e6 / took:6.1f} MB/s")
    return sum(sums[form][1] / 1e6 / sums[form][0] < 5 for form in ("html", "text", "docx"))


if __name__ == "__main__":
    raise SystemExit(min(main(), 1))
