"""How many articles of real laws does ``compare`` still find after random edits, and how long does it take?

    python tests/benchmarks/measure_compare.py ../shared/laws

Of each law a tenth of the articles is removed and as many are put in from another law of the same language (else from
the law before in the list). Then a share of the words of all articles is changed. ``kept``: the articles keep their
numbers, a tenth of them get new ones; ``anew``: all are numbered 1, 2, 3 ... anew, so that every number is misleading.
An article is found if it is paired with what it became, or said to be removed or added where it was.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from lexalign import compare, read_laws
from lexalign.laws.segments import with_keys
from lexalign.model import Article, Law


def edited(law: Law, donor: Law, rng: random.Random, *, share: float, anew: bool) -> tuple[Law, dict[str, str]]:
    """The law after the edits, and for every old key the new one (empty: removed)."""
    fit = [n for n, one in enumerate(law.articles) if len(one.text.split()) >= 12 and not one.not_in_force]
    tenth = max(1, len(fit) // 10)
    chosen = rng.sample(fit, min(len(fit), 2 * tenth))
    gone, renumbered = set(chosen[:tenth]), set(chosen[tenth:])
    out: list[tuple[Article, str]] = []
    for place, one in enumerate(law.articles):
        if place in gone:
            continue
        new = replace(one, number=f"{7000 + place}") if place in renumbered else one
        words = new.text.split(" ")
        for at in rng.sample(range(len(words)), int(len(words) * share)):
            words[at] = f"x{rng.randrange(10**6)}"
        out.append((replace(new, text=" ".join(words)), one.key))
    given = [one for one in donor.articles if len(one.text.split()) >= 12]
    for count, one in enumerate(rng.sample(given, min(len(given), tenth))):
        out.insert(rng.randrange(len(out)), (replace(one, number=f"{9000 + count}"), ""))
    articles = [one for one, _ in out]
    if anew:
        articles = [replace(one, number=str(n)) for n, one in enumerate(articles, start=1)]
    keyed = with_keys(articles)
    became = {key: new.key for new, (_, key) in zip(keyed, out, strict=True) if key}
    return replace(law, articles=keyed), {one.key: became.get(one.key, "") for one in law.articles}


def main(folder: str) -> None:
    """Print a line for each way of editing."""
    laws = [law for law in read_laws(sorted(Path(folder).glob("*/*.*"))) if len(law.articles) >= 20]
    print(f"{len(laws)} laws, {sum(len(law.articles) for law in laws)} articles")
    compare(laws[0], laws[0])
    for anew in (False, True):
        for share in (0.1, 0.3, 0.5):
            right = wrong = lost = 0
            slowest = 0.0
            for place, law in enumerate(laws):
                others = [one for one in laws if one.language == law.language and one.title != law.title]
                rng = random.Random(7)
                new, truth = edited(law, rng.choice(others) if others else laws[place - 1], rng, share=share, anew=anew)
                started = time.perf_counter()
                found = compare(law, new)
                slowest = max(slowest, time.perf_counter() - started)
                got = {c.old.key: c.new.key if c.new and c.kind != "replaced" else "" for c in found.changes if c.old}
                right += sum(got[key] == became for key, became in truth.items())
                wrong += sum(bool(got[key]) and got[key] != became for key, became in truth.items())
                lost += sum(not got[key] and bool(became) for key, became in truth.items())
            total = right + wrong + lost
            print(
                f"{'anew' if anew else 'kept'}, {share:.0%} of the words changed: {right / total:.4f} found, "
                f"{wrong} paired wrongly, {lost} lost, of {total}; slowest {slowest:.2f} s"
            )


if __name__ == "__main__":
    main(sys.argv[1])
