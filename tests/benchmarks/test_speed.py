"""Speed, beside a named alternative measured in the same run.

    python -m pytest tests/benchmarks --benchmark-only

The alternative is what one would write first: ``rapidfuzz.process.cdist(articles, provisions, token_set_ratio)``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import pytest

from lexalign import align, bundled_laws
from lexalign.language import load_lexicon
from lexalign.model import Law
from lexalign.provisions import articles, load_instrument


def kenya() -> Law:
    return bundled_laws("KEN")[0]


def alternative(law: Law) -> Any:
    from rapidfuzz import fuzz, process

    words = load_lexicon("en").provisions
    texts = [words[p.id].description for p in articles(load_instrument("cets185"))]
    return process.cdist([f"{a.heading} {a.text}" for a in law.articles], texts, scorer=fuzz.token_set_ratio)


@pytest.mark.benchmark(group="70-article act against CETS 185")
def test_align(benchmark: Any) -> None:
    law = kenya()
    align(law)
    result = benchmark(align, law)
    assert result.accepted


@pytest.mark.benchmark(group="70-article act against CETS 185")
def test_alternative_token_set_ratio(benchmark: Any) -> None:
    assert benchmark(alternative, kenya()).shape == (70, 35)


def best_of(n: int, work: Any) -> float:
    times = []
    for _ in range(n):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def test_align_is_of_the_order_of_the_alternative(record_property: Any) -> None:
    # All signals, the evidence and the fusion together may cost a few times what one fuzzy score does, not more.
    law = kenya()
    align(law)
    ours, theirs = best_of(3, lambda: align(law)), best_of(3, lambda: alternative(law))
    record_property("ratio", ours / theirs)
    print(f"\nalign {ours:.3f} s, token_set_ratio cdist {theirs:.3f} s, ratio {ours / theirs:.2f}")
    assert ours / theirs < 6


def seconds_to_import(module: str) -> float:
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return min(float(r.stdout) for r in runs)


def test_import_costs_less_than_pandas() -> None:
    ours, pandas = seconds_to_import("lexalign"), seconds_to_import("pandas")
    print(f"\nimport lexalign {ours:.3f} s, import pandas {pandas:.3f} s")
    assert ours < pandas
