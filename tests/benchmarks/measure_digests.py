"""How far the bundled digests give the same accepted pairs as the full text of the laws.

    python tests/benchmarks/measure_digests.py [--shared ../shared] [--list]

For each bundled law whose source file is in ``shared/laws``: pairs accepted from the text (T), from the digest (D),
and the share |T and D| / |T or D|.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import yaml

from lexalign import align, bundled_countries, bundled_laws, read_law
from lexalign.files import corpora_dir
from lexalign.model import Law


def pairs(law: Law) -> set[tuple[str, str]]:
    return {(m.article, m.provision) for m in align(law).accepted}


def compare(shared: Path) -> list[tuple[Law, set[tuple[str, str]], set[tuple[str, str]]]]:
    out = []
    for country in bundled_countries():
        for law in bundled_laws(country):
            card = yaml.safe_load((corpora_dir() / country / f"{law.id}.yaml").read_text(encoding="utf-8"))
            source = shared / "laws" / (card["source"]["file"] or "")
            if source.is_file():
                text = read_law(source, country=country, language=law.language)
                out.append((law, pairs(replace(text, id=law.id)), pairs(law)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    both = every = texts = 0
    for law, text, digest in compare(args.shared):
        print(
            f"{law.id:<20} text {len(text):3d}  digest {len(digest):3d}  both {len(text & digest):3d}  of text {len(text & digest) / len(text):.1%}  of either {len(text & digest) / len(text | digest):.1%}"
        )
        both, every, texts = both + len(text & digest), every + len(text | digest), texts + len(text)
        if args.list:
            for a, p in sorted(text ^ digest):
                print(f"    {'only in text  ' if (a, p) in text else 'only in digest'} {a} {p}")
    print(f"all: of the text's pairs {both / texts:.1%}, of either's {both / every:.1%}")


if __name__ == "__main__":
    main()
