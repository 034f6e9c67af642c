"""The table of semantics: read, played through the journal, and written for readers.

``python tests/review/semantics_table.py`` writes it into ``docs/decisions.md`` anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs" / "decisions.md"
BEGIN, END = "<!-- table of tests/review/semantics.yaml -->\n", "<!-- end of the table -->\n"
HEADS = ("situation", "the machine", "decisions, in order", "what holds", "status", "shown")


def rows() -> list[tuple[str, dict[str, Any]]]:
    """(chapter, row) for all rows."""
    data = yaml.safe_load((HERE / "semantics.yaml").read_text(encoding="utf-8"))
    return [(chapter["chapter"], row) for chapter in data for row in chapter["rows"]]


def table() -> str:
    """The table as Markdown, a part for each chapter."""
    parts: list[str] = []
    last = ""
    for chapter, row in rows():
        if chapter != last:
            parts.append(f"\n### {chapter}\n\n| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}\n")
            last = chapter
        parts.append("| " + " | ".join(_cell(c) for c in _cells(row)) + " |\n")
    return "".join(parts)


def _cells(row: dict[str, Any]) -> list[str]:
    refused = row.get("refused", {})
    decisions = [
        f"{n}. {text}{' – refused' if n in refused else ''}" for n, text in enumerate(row.get("decisions", ()), start=1)
    ]
    now = {
        "changed": "then the wording of article {} changes",
        "renumbered": "then the numbers change: {}",
        "gone": "then article {} goes",
        "status": "then the law is a {}",
        "repealed": "then article {} is repealed",
    }
    for key, value in row.get("now", {}).items():
        told = ", ".join(f"{a} becomes {b}" for a, b in value.items()) if isinstance(value, dict) else value
        decisions.append(now[key].format(told))
    decisions += row.get("afterwards", ())
    shown = [
        *(["conflict"] if row.get("conflict") else []),
        *(["stale"] if row.get("stale") else []),
        *(f"“{words}”" for words in row.get("shown", ())),
        *(f"refused: “{words}”" for words in refused.values()),
        *([f"{row['notes']} note{'s' if row['notes'] > 1 else ''}"] if row.get("notes") else []),
    ]
    if "rule" in row:
        decisions.append(f"rule {row['rule']}" + (f" ({', '.join(row['seniority'])})" if "seniority" in row else ""))
    if "decided_on" in row:
        decisions.append(f"all on {row['decided_on']}, which is not given")
    machine = [*row.get("machine", ()), *(["the laws are all there is"] if row.get("complete") else [])]
    states = [f"{pillar}: {state}" for pillar, state in row.get("state", {}).items()]
    return [
        row["situation"] + (f" (as of {row['as_of']})" if "as_of" in row else ""),
        "; ".join(machine) or "–",
        "; ".join(decisions) or "–",
        "; ".join(row["holds"]) or "–",
        "; ".join([f"{row['status']} ({row['basis']})", *states]),
        "; ".join(shown) or "–",
    ]


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def written() -> str:
    """``docs/decisions.md`` as it should be."""
    text = DOCS.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return head + BEGIN + table() + "\n" + END + tail


if __name__ == "__main__":
    DOCS.write_text(written(), encoding="utf-8")
