"""Notebooks run with parameters, and their results as pages without code."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from lexalign.errors import LexalignError, UnreadableFile
from lexalign.files import notebooks_dir
from lexalign.html import escaped
from lexalign.safe import write_document

__all__ = ["notebook_names", "run_notebook"]

_STYLE = """
body{margin:0 auto;max-width:1400px;padding:0 24px 40px;color:#1f2933;background:#fff;
font:15px/1.5 Arial,Helvetica,"Liberation Sans",sans-serif}
h1,h2,h3{color:#1f3a5f;line-height:1.25}
pre{white-space:pre-wrap;font-size:.9em}
img{max-width:100%;height:auto}
.output{margin:.6em 0 1.4em;overflow-x:auto}
@media print{@page{size:A4 landscape;margin:12mm}.output{overflow:visible}}
"""


def notebook_names() -> tuple[str, ...]:
    """Names of the notebooks that come with lexalign."""
    return tuple(sorted(path.stem for path in notebooks_dir().glob("*.ipynb")))


def run_notebook(
    name: str | Path, out: str | Path, parameters: Mapping[str, object] | None = None, *, progress: bool = True
) -> Path:
    """Run a notebook with parameters, from top to bottom, and write what it shows.

    Args:
        name: ``country_assessment``, another that comes with lexalign, or a notebook of your own.
        out: ``.ipynb``: the notebook with its results. ``.html``: the results without code, as one page that loads
            nothing.
        parameters: Name ▶ value, for the cell that is tagged ``parameters``.
        progress: Whether to show a bar on the standard error stream.

    Returns:
        The path of the file written.

    Raises:
        UnreadableFile: There is no such notebook.
        LexalignError: A cell failed, a parameter is not one of the notebook's, the ending is not known, or the extra
            ``notebooks`` is not installed.
    """
    source, target = _source(name), Path(out)
    if target.suffix.lower() not in (".html", ".ipynb"):
        raise LexalignError(
            f"a notebook cannot be written as {target.suffix or 'a file without an ending'}",
            where=str(target),
            fix="End the name in .html or .ipynb.",
        )
    try:
        import nbformat
        import papermill
        from papermill.exceptions import PapermillExecutionError
    except ImportError as error:
        raise LexalignError(
            f"notebooks cannot be run here ({error.name} is not installed)", fix="pip install 'lexalign[notebooks]'"
        ) from error
    given = dict(parameters or {})
    known = papermill.inspect_notebook(str(source))
    wrong = [one for one in given if one not in known]
    if wrong:
        raise LexalignError(
            f"the notebook {source.stem} has no parameter {', '.join(wrong)}",
            fix=f"It has {', '.join(known) or 'none'}.",
        )
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / source.name
        try:
            papermill.execute_notebook(
                str(source), str(made), parameters=given, kernel_name="python3", progress_bar=progress, cwd=folder
            )
        except PapermillExecutionError as error:
            raise LexalignError(
                f"the notebook {source.stem} failed: {error.ename}: {error.evalue}",
                where=f"cell {error.cell_index}",
                fix="Check its parameters.",
            ) from error
        found = cast("Any", nbformat).read(made, as_version=4)
    if target.suffix.lower() == ".ipynb":
        return write_document(target, cast("Any", nbformat).writes(found) + "\n")
    return write_document(target, _page(found, source.stem))


def _source(name: str | Path) -> Path:
    bundled = notebooks_dir() / f"{name}.ipynb"
    if bundled.is_file():
        return bundled
    own = Path(name)
    if own.suffix == ".ipynb" and own.is_file():
        return own
    raise UnreadableFile(
        f"there is no notebook {str(name)!r}", fix=f"Use one of {', '.join(notebook_names())}, or the path of your own."
    )


def _page(notebook: Any, name: str) -> str:
    """The results of a notebook as one page: no code, nothing loaded."""
    from nbconvert.exporters import HTMLExporter

    notebook.cells = [cell for cell in notebook.cells if "how-to" not in cell.metadata.get("tags", [])]
    exporter: Any = cast("Any", HTMLExporter)(
        template_name="basic", exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    # The template marks headings with a sign to click on, which is read aloud on a page without code.
    body = re.sub(r'<a class="anchor-link" href="[^"]*">[^<]*</a>', "", body)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    words = re.sub(r"<[^>]+>", "", title.group(1)) if title else str(escaped(name.replace("_", " ")))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{words}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        f'img-src data:">\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    )
