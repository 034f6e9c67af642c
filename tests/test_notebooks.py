"""The notebooks run from top to bottom in an empty folder, and are kept without output."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lexalign.cli import app
from lexalign.errors import LexalignError
from lexalign.reports.notebook import run_notebook

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


def test_a_country_becomes_a_page_without_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("papermill", reason="papermill is not installed (pip install lexalign[notebooks])")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[1]))
    monkeypatch.setenv("LEXALIGN_OVERRIDES", str(tmp_path / "none"))
    out = tmp_path / "pages" / "vct.html"
    arguments = ["notebook", "country", "--country", "Saint Vincent and the Grenadines", "--out", str(out)]
    done = CliRunner().invoke(app, [*arguments, "--as-of", "2026-11-22"])
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    assert "Saint Vincent and the Grenadines: concordance" in page
    assert not re.search(r"<script|<link|assess_bundled|src=\"http|COUNTRY", page)


def test_a_wrong_parameter_or_name_is_explained(tmp_path: Path) -> None:
    pytest.importorskip("papermill", reason="papermill is not installed (pip install lexalign[notebooks])")
    with pytest.raises(LexalignError, match="has no parameter YEAR"):
        run_notebook("country_assessment", tmp_path / "x.html", {"YEAR": 1}, progress=False)
    with pytest.raises(LexalignError, match="Use one of country_assessment"):
        run_notebook("nothing", tmp_path / "x.html")
    with pytest.raises(LexalignError, match=r"\.html or \.ipynb"):
        run_notebook("quickstart", tmp_path / "x.docx")


def test_a_copy_to_work_with(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["notebook", "copy", "quickstart", "--to", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "quickstart.ipynb").read_bytes() == (NOTEBOOKS[0].parent / "quickstart.ipynb").read_bytes()
    again = CliRunner().invoke(app, ["notebook", "copy", "quickstart", "--to", str(tmp_path)])
    assert again.exit_code != 0
