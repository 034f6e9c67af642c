"""An evaluation as files: tables for a spreadsheet, and a picture."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lexalign.errors import LexalignError
from lexalign.files import write_atomic
from lexalign.matching.evaluation import TABLES, Evaluation
from lexalign.reports.evaluation_figure import evaluation_figure
from lexalign.safe import csv_text

__all__ = ["write_evaluation"]


def write_evaluation(evaluation: Evaluation, folder: str | Path) -> tuple[Path, ...]:
    """Write every table of an evaluation as CSV, the picture, and the summary as text.

    Args:
        evaluation: From :func:`lexalign.evaluate`.
        folder: Where to; it is made if it is not there. Files of the same names are replaced.

    Returns:
        The files: ``pairs.csv``, ``provisions.csv``, ``languages.csv``, ``laws.csv``, ``confusion.csv``,
        ``calibration.csv``, ``summary.txt`` and ``figure.png``. The same evaluation gives the same bytes.

    Raises:
        LexalignError: The folder cannot be written to.
    """
    place = Path(folder)
    out = []
    try:
        for name in TABLES:
            frame = evaluation.to_frame(name)
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(frame.columns)
            for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
                writer.writerow([csv_text(value) for value in row])
            out.append(write_atomic(place / f"{name}.csv", text.getvalue()))
        out.append(write_atomic(place / "summary.txt", f"{evaluation}\n"))
    except OSError as error:
        raise LexalignError(
            f"the files cannot be written ({error.strerror})",
            where=str(place),
            fix="Choose a folder you may write to.",
        ) from error
    evaluation_figure(evaluation, place / "figure.png")
    return (*out, place / "figure.png")
