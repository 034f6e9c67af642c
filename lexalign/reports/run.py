"""The main job: all bundled countries from their laws to annexes, matrices, heat maps and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from lexalign.assessment import (
    CountryAssessment,
    assess_bundled,
    countries_on,
    counts,
    known_countries,
    matrix,
    phenomena_matrix,
)
from lexalign.assessment.country import date_of
from lexalign.assessment.matrices import by_name
from lexalign.errors import LexalignError
from lexalign.files import write_atomic
from lexalign.laws import covered_countries
from lexalign.laws.folder import with_bar
from lexalign.model import Override
from lexalign.reports.area_report import area_content
from lexalign.reports.counts_text import count_sentence, counts_csv, counts_markdown
from lexalign.reports.counts_xlsx import counts_workbook
from lexalign.reports.documents import annex, write_annex
from lexalign.reports.figures import heatmap
from lexalign.reports.matching_figure import matching_figure
from lexalign.reports.matrix_xlsx import matrix_workbook
from lexalign.review import Overrides, read_overrides

__all__ = ["ReportResult", "report"]

_PILLARS = ("substantive", "procedural", "cooperation")
_SECOND_PROTOCOL = "cets224"


@dataclass(frozen=True)
class ReportResult:
    """What the main job has made.

    Attributes:
        files: All files written, in the order of writing.
        sentence: The count with date, rule, denominator, bounds and basis; empty where nothing could be counted.
        assessments: Of the countries that went through.
        failures: (what, why) for each country or file that did not.
        problems: Sentences about decisions that could not be applied and the like, with their country.
    """

    files: tuple[Path, ...]
    sentence: str
    assessments: tuple[CountryAssessment, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = field(default_factory=tuple)

    def __str__(self) -> str:
        lines = [*(str(path) for path in self.files)]
        lines += [f"To be looked at: {problem}" for problem in self.problems]
        lines += [f"Failed: {what}: {why}" for what, why in self.failures]
        if self.sentence:
            lines.append(self.sentence)
        return "\n".join(lines)


def report(
    out: str | Path,
    *,
    countries: Iterable[str] | None = None,
    overrides: str | Path | Iterable[Override] | None = None,
    as_of: str | date | None = None,
    progress: bool = True,
) -> ReportResult:
    """Run the main job on the bundled corpora.

    For each country its laws are matched with the Budapest Convention, assessed, and written as an annex; then come
    the matrices of substantive and procedural law, of co-operation and of the Second Protocol (Excel and picture), the
    matrix of phenomena (HTML), the count (Excel, CSV, Markdown), how far the matching can be trusted (picture) and the
    report of the world (HTML, Word). Count and world also take in States of which no law is bundled but something is
    published or decided. What goes wrong with one country stops only that country and is named at the end.

    Args:
        out: Folder for the files; made if it does not exist.
        countries: Codes or names; all that are bundled by default.
        overrides: Experts' decisions, or the folder of their journals; by default the usual folder.
        as_of: Date of the assessment, today by default.
        progress: Whether to show a bar on the standard error stream.

    Returns:
        Files, the sentence to quote, and what failed.

    Raises:
        LexalignError: The date is not a date, or no journal stands where one was named.
    """
    folder = Path(out)
    day = date_of(as_of).isoformat()
    if overrides is None or isinstance(overrides, str | Path):
        decisions: Iterable[Override] = read_overrides(overrides)
    else:
        decisions = overrides if isinstance(overrides, Overrides) else tuple(overrides)
    wanted = list(dict.fromkeys(covered_countries() if countries is None else countries))
    files: list[Path] = []
    failures: list[tuple[str, str]] = []
    assessed: list[CountryAssessment] = []

    def country(code: str) -> None:
        done = assess_bundled(code, overrides=decisions, as_of=day)
        assessed.append(done)
        files.append(annex(done, folder / f"annex-{done.country}-{day}.xlsx"))

    for code in with_bar(wanted, progress=progress, what="countries", unit="country", least=0):
        _attempt(code, partial(country, code), failures)
    sentence = ""
    if assessed:
        for pillar in _PILLARS:
            _attempt(f"matrix of {pillar} law", partial(_matrix, assessed, pillar, folder, day, files), failures)
        _attempt("matrix of the Second Protocol", partial(_protocol, assessed, decisions, folder, day, files), failures)
        _attempt("matrix of phenomena", partial(_phenomena, assessed, folder, day, files), failures)
        made: list[str] = []
        counted = list(assessed)
        if countries is None:
            for code in known_countries(decisions, as_of=day):
                if code not in wanted:
                    _attempt(code, partial(_add, counted, code, decisions, day), failures)
        _attempt("counts", lambda: made.append(_counts(counted, folder, day, files)), failures)
        _attempt("picture of the matching", partial(_matching, folder, day, files), failures)
        _attempt("report of the world", partial(_world, counted, folder, day, files), failures)
        sentence = "".join(made)
    return ReportResult(
        files=tuple(files),
        sentence=sentence,
        assessments=tuple(assessed),
        failures=tuple(failures),
        problems=tuple(f"{a.name}: {problem}" for a in assessed for problem in a.problems),
    )


def _matrix(assessed: Sequence[CountryAssessment], pillar: str, folder: Path, day: str, files: list[Path]) -> None:
    made = matrix(by_name(assessed), pillar=pillar)
    files.append(matrix_workbook(made, folder / f"matrix-{pillar}-{day}.xlsx"))
    picture = folder / f"matrix-{pillar}-{day}.png"
    heatmap(made, picture)
    files.append(picture)


def _protocol(
    assessed: Sequence[CountryAssessment], decisions: Iterable[Override], folder: Path, day: str, files: list[Path]
) -> None:
    covered = countries_on(_SECOND_PROTOCOL)
    again = [
        assess_bundled(a.country, overrides=decisions, as_of=day, instrument=_SECOND_PROTOCOL)
        for a in assessed
        if a.country in covered
    ]
    if not again:
        return
    made = matrix(by_name(again))
    files.append(matrix_workbook(made, folder / f"matrix-{_SECOND_PROTOCOL}-{day}.xlsx"))
    picture = folder / f"matrix-{_SECOND_PROTOCOL}-{day}.png"
    heatmap(made, picture)
    files.append(picture)


def _phenomena(assessed: Sequence[CountryAssessment], folder: Path, day: str, files: list[Path]) -> None:
    files.append(write_atomic(folder / f"phenomena-{day}.html", phenomena_matrix(by_name(assessed)).page()))


def _add(counted: list[CountryAssessment], code: str, decisions: Iterable[Override], day: str) -> None:
    """A State of which no law is bundled: what is published of it, or decided, counts."""
    counted.append(assess_bundled(code, overrides=decisions, as_of=day))


def _world(assessed: Sequence[CountryAssessment], folder: Path, day: str, files: list[Path]) -> None:
    content = area_content(assessed, as_of=day)
    files += [write_annex(content, folder / f"report-un-members-{day}.{ending}") for ending in ("html", "docx")]


def _matching(folder: Path, day: str, files: list[Path]) -> None:
    matching_figure(folder / f"matching-{day}.png")
    files.append(folder / f"matching-{day}.png")


def _counts(assessed: Sequence[CountryAssessment], folder: Path, day: str, files: list[Path]) -> str:
    made = counts(assessed, as_of=day, by="region")
    files.append(counts_csv(made, folder / f"counts-{day}.csv"))
    files.append(counts_workbook(made, folder / f"counts-{day}.xlsx"))
    markdown = folder / f"counts-{day}.md"
    counts_markdown(made, markdown)
    files.append(markdown)
    return count_sentence(made)


def _attempt(what: str, work: Callable[[], None], failures: list[tuple[str, str]]) -> None:
    """Do one part of the job; what goes wrong with it is kept for the end."""
    try:
        work()
    except LexalignError as error:
        failures.append((what, str(error)))
    except Exception as error:
        # A fault of ours in one country must not cost the user the others; its kind is named so that it can be mended.
        failures.append((what, f"unexpected {type(error).__name__}: {error}"))
