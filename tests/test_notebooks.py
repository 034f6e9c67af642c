"""The notebooks run from top to bottom in an empty folder, and are kept without output."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


SHOWN = {
    "global_counts.ipynb": (
        "of 193 States (un-members)",
        "90% interval",
        "What to review next",
        "strict/1",
        "Distance to the targets",
        "Indicators of the Octopus Project",
        "Resolution 1244",
        "lexalign-tiles",
    ),
    "quickstart.ipynb": ("Production order", "A. Lawyer", "of 193"),
    "country_assessment.ipynb": (
        "Kenya: concordance",
        "Kenya: drafting points",
        "Second Protocol",
        "Kenya: conditions and safeguards",
        "SHA-256 of its articles",
    ),
    "own_treaty.ipynb": ("Harbour Computers Act", "Unauthorised access", "hindering the working", "not in line"),
    "expert_review.ipynb": ("Review of RWA", "A. Lawyer", "B. Second", "Krippendorff"),
}
"""What must be seen in the output of a notebook."""
DRAWN = ("quickstart.ipynb", "global_counts.ipynb", "country_assessment.ipynb")
"""Notebooks that show a figure."""


def test_the_notebooks_are_there() -> None:
    assert {*SHOWN} <= {path.name for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_a_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (pip install lexalign[notebooks])")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (pip install lexalign[notebooks])")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed (pip install lexalign[notebooks])")
    root = Path(__file__).resolve().parents[1]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")])))
    monkeypatch.setenv("LEXALIGN_OVERRIDES", str(tmp_path / "none"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    shown = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    assert not [out for out in shown if out.output_type == "error" or out.get("name") == "stderr"]
    pages = "".join(out.data.get("text/html", "") for out in shown if "data" in out)
    assert not [words for words in SHOWN.get(path.name, ()) if words not in pages]
    if path.name in DRAWN:
        assert [out for out in shown if "data" in out and "image/png" in out.data]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_a_notebook_is_kept_without_output(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (pip install lexalign[notebooks])")
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata.kernelspec.name == "python3"
    assert not [cell for cell in notebook.cells if cell.get("outputs")]
