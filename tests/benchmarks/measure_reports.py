"""How long reports take: annexes of thirty countries in three formats, a matrix of two hundred, notebooks.

    python tests/benchmarks/measure_reports.py [--out FOLDER] [--notebooks]

Each figure stands beside the time of a named alternative in the same run: for annexes the assessment of the same
countries, which comes before; for the matrix the same rows written by pandas.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from lexalign.assessment import assess_bundled, countries_on, known_countries, matrix
from lexalign.assessment.world import states
from lexalign.laws import bundled_countries
from lexalign.reports import annexes, matrix_workbook
from lexalign.reports.documents import FORMATS, annex_content, write_annex
from lexalign.reports.notebook import notebook_names, run_notebook

DAY = "2026-11-22"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--notebooks", action="store_true")
    args = parser.parse_args()
    out = args.out or Path(tempfile.mkdtemp(prefix="lexalign-"))
    chosen = [*bundled_countries(), *(c for c in known_countries(as_of=DAY) if c not in bundled_countries())][:30]

    start = time.perf_counter()
    on = set(countries_on("cets224"))
    done = [
        (
            assess_bundled(c, overrides=(), as_of=DAY),
            assess_bundled(c, overrides=(), as_of=DAY, instrument="cets224") if c in on else None,
        )
        for c in chosen
    ]
    assessed = time.perf_counter() - start
    start = time.perf_counter()
    for first, second in done:
        content = annex_content(first, second_protocol=second)
        for ending in FORMATS:
            write_annex(content, out / f"{first.country}.{ending}")
    written = time.perf_counter() - start
    print(
        f"{len(chosen)} countries: assessed on two treaties in {assessed:.1f} s, {3 * len(chosen)} annexes in {written:.1f} s"
    )

    start = time.perf_counter()
    result = annexes(out / "batch", chosen, formats=FORMATS, as_of=DAY, overrides=(), progress=False)
    whole = time.perf_counter() - start
    start = time.perf_counter()
    annexes(out / "batch", chosen, formats=FORMATS, as_of=DAY, overrides=(), progress=False)
    print(f"lexalign annex: {len(result.written)} files in {whole:.1f} s, again {time.perf_counter() - start:.1f} s")

    base = [first for first, _ in done]
    many = [replace(base[i % len(base)], country=s.iso3, name=s.name_en) for i, s in enumerate(list(states())[:200])]
    start = time.perf_counter()
    made = matrix(many)
    matrix_workbook(made, out / "matrix.xlsx")
    ours = time.perf_counter() - start
    start = time.perf_counter()
    made.to_frame().to_excel(out / "pandas.xlsx")
    print(
        f"matrix of {len(many)} countries: {ours:.1f} s; the bare table by pandas {time.perf_counter() - start:.1f} s"
    )

    if args.notebooks:
        total = 0.0
        for name in notebook_names():
            start = time.perf_counter()
            run_notebook(name, out / f"{name}.html", progress=False)
            total += (took := time.perf_counter() - start)
            print(f"notebook {name}: {took:.1f} s")
        print(f"notebooks together: {total:.1f} s")


if __name__ == "__main__":
    main()
