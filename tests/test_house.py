"""The house: layers import downwards only, nothing heavy at import, no text of others in the tree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]

LAYERS = [
    "version",
    "model",
    "errors",
    "files",
    "phrases",
    "html",
    "safe",
    "wrapping",
    "provisions",
    "language",
    "laws",
    "matching",
    "review",
    "assessment",
    "reports",
    "checks",
    "cli_common",
    "cli_laws",
    "cli_override",
    "cli_explain",
    "cli_evaluate",
    "cli_known",
    "cli_review",
    "cli_review_journal",
    "cli_gaps",
    "cli_counts",
    "cli_annex",
    "cli_notebook",
    "cli_exchange",
    "cli",
]
HEAVY = {
    "pandas",
    "spacy",
    "sklearn",
    "scipy",
    "matplotlib",
    "openpyxl",
    "lxml",
    "bs4",
    "pypdf",
    "pypdfium2",
    "docx",
    "pydantic",
    "yaml",
    "IPython",
    "onnxruntime",
    "tokenizers",
}
MODULES = sorted((ROOT / "lexalign").rglob("*.py"))


def layer_of(path: Path) -> str:
    part = path.relative_to(ROOT / "lexalign").parts[0]
    return part.removesuffix(".py")


def imports(tree: ast.AST) -> list[str]:
    out = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            out += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            out += [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
    return out


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_layers_import_downwards_only(path: Path) -> None:
    layer = layer_of(path)
    if layer == "__init__":
        return
    allowed = set(LAYERS[: LAYERS.index(layer) + 1])
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = name.split(".")
        if parts[0] == "lexalign" and len(parts) > 1 and parts[1] != "__version__":
            assert parts[1] in allowed, f"{layer} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_nothing_heavy_at_module_top(path: Path) -> None:
    if path.name == "component.py":
        return  # spaCy's own entry point: nothing but spaCy loads it
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = imports(node) if isinstance(node, ast.Import | ast.ImportFrom) else []
        assert not {n.split(".")[0] for n in names} & HEAVY, f"{path.name} imports {names} at its top"


def test_a_file_has_one_subject() -> None:
    long = {
        p.relative_to(ROOT).as_posix(): n
        for p in MODULES
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert not long


def test_everything_public_is_importable_and_documented() -> None:
    import lexalign

    for name in lexalign.__all__:
        assert getattr(lexalign, name).__doc__, name


def test_importing_all_layers_loads_nothing_heavy() -> None:
    layers = ", ".join(
        f"lexalign.{layer}"
        for layer in LAYERS
        if not layer.startswith("cli") and layer not in ("checks", "matching", "reports")
    )
    code = f"import {layers}, sys; print(sorted(set(sys.modules) & {HEAVY!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"


def test_no_run_of_words_of_the_statutes(shared: Path) -> None:
    tool = shared / "tools" / "borrowed.py"
    run = subprocess.run([sys.executable, str(tool), str(ROOT)], capture_output=True, text=True, check=False)
    runs = [line.partition(": ") for line in run.stdout.splitlines() if ": " in line]
    assert len(runs) < 20, "the tool lists only the first twenty: there may be more"
    # Official titles of articles are facts, and some are long; nothing else may be shared.
    for name, _, words in runs:
        titles = _titles(yaml.safe_load((ROOT / name).read_text(encoding="utf-8")))
        eleven = " ".join(words.split()[:11])
        assert any(eleven in title for title in titles), f"{name}: {words}"


def _titles(data: object) -> list[str]:
    """All titles in a data file, as words."""
    if isinstance(data, list):
        return [t for item in data for t in _titles(item)]
    if not isinstance(data, dict):
        return []
    own = data.get("title")
    found = [own] if isinstance(own, str) else list(own.values()) if isinstance(own, dict) else []
    found += [entry["en"] for entry in data.get("titles") or ()]  # of a phrase book
    return [_words(t) for t in found] + [t for value in data.values() for t in _titles(value)]


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))
