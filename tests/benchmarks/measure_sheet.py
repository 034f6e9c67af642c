"""Figures of the review sheet.

    PYTHONPATH=. python tests/benchmarks/measure_sheet.py

prints how many of 500 decisions come back identical through openpyxl and through LibreOffice, and what is taken and
named of 200 sheets that were spoiled at random.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "review"))

from made_sheet import as_decision, country, exported, fill, write
from test_sheet_import import GIVEN, check_spoiled, saved_by_libreoffice

from lexalign.review import import_sheet, read_overrides

SHEETS = 200


def round_trip(folder: Path) -> None:
    start = time.perf_counter()
    made = exported(folder / "made.xlsx", country(56, 10, laws=2))
    print(f"export of 550 proposals: {time.perf_counter() - start:.1f} s, {made.stat().st_size / 1024:.0f} kB")
    filled = fill(made, 500, Random(0))
    write(filled, folder / "back.xlsx", chance=Random(1))
    ways = {"openpyxl": folder / "back.xlsx"}
    if shutil.which("soffice"):
        ways["LibreOffice"] = saved_by_libreoffice(folder / "back.xlsx", folder)
    for way, path in ways.items():
        start = time.perf_counter()
        found = import_sheet(path, folder / way)
        seconds = time.perf_counter() - start
        stored = {as_decision(o) for o in read_overrides(folder / way, "KEN")}
        same = len(stored & set(filled.good.values()))
        again = len(import_sheet(path, folder / way).taken)
        print(
            f"{way}: {same} of 500 identical, {len(stored) - same} others, {len(found.problems)} problems, "
            f"{again} taken a second time, {seconds:.1f} s"
        )


def spoiled(folder: Path, sheets: int) -> None:
    made = exported(folder / "spoil.xlsx", GIVEN)
    taken = named = right = 0
    for seed in range(1000, 1000 + sheets):
        try:
            good, bad = check_spoiled(seed, made, folder / str(seed))
        except AssertionError as error:
            print(f"sheet {seed}: {error}")
            continue
        right, taken, named = right + 1, taken + good, named + bad
        shutil.rmtree(folder / str(seed))
    print(f"{right} of {sheets} spoiled sheets: every good row taken ({taken}), every bad row named ({named})")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        round_trip(Path(name))
        spoiled(Path(name), SHEETS)
