"""Annexes of many countries in one go: what is up to date stays, what fails stops only itself, a stop loses nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from lexalign.assessment import CountryAssessment, assess_bundled, countries_on, known_countries, state
from lexalign.assessment.country import date_of
from lexalign.assessment.rules import Rule, elements_rule
from lexalign.errors import LexalignError
from lexalign.files import corpora_dir, provisions_dir, write_atomic
from lexalign.laws.corpora import corpora_folder
from lexalign.laws.folder import with_bar
from lexalign.model import Override
from lexalign.phrases import phrase_book
from lexalign.reports.documents import FORMATS, annex_content, write_annex
from lexalign.review import Overrides, read_overrides
from lexalign.version import __version__

__all__ = ["BatchResult", "annexes"]

RECORD = "annexes.json"
"""Beside the annexes: of which input each was made."""
_PROTOCOL = "cets224"


@dataclass(frozen=True)
class BatchResult:
    """What became of the annexes of many countries.

    Attributes:
        written: Files made now, in the order of writing.
        kept: Files that were there and of the same input.
        failures: (what, why) for each country that did not go through.
        problems: Sentences about decisions that could not be applied and the like, with their country.
        stopped: The user stopped it; what was written stays, and the next run goes on from there.
    """

    written: tuple[Path, ...]
    kept: tuple[Path, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    stopped: bool = False

    def __str__(self) -> str:
        lines = [str(path) for path in self.written]
        lines += [f"To be looked at: {problem}" for problem in self.problems]
        lines += [f"Failed: {what}: {why}" for what, why in self.failures]
        kept = f", {len(self.kept)} up to date already" if self.kept else ""
        failed = f", {len(self.failures)} failed" if self.failures else ""
        lines.append(f"Annexes: {len(self.written)} written{kept}{failed}.")
        if self.stopped:
            lines.append("Stopped. The same command goes on where it was.")
        return "\n".join(lines)


def annexes(
    out: str | Path,
    countries: Iterable[str] | None = None,
    *,
    formats: Iterable[str] = ("xlsx",),
    language: str = "en",
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    overrides: str | Path | Iterable[Override] | None = None,
    again: bool = False,
    progress: bool = True,
) -> BatchResult:
    """Write the annexes of many countries.

    A file that is there already and was made of the same input (laws, decisions, treaties, rule, date, language,
    version of lexalign) is kept. What goes wrong with one country stops only that country and is named at the end.
    Ctrl-C stops between two files.

    Args:
        out: Folder for the files; made if it does not exist.
        countries: Codes or names; all of which anything is known by default.
        formats: ``xlsx``, ``docx``, ``html``.
        language: Of the annexes: ``en``, ``fr`` or ``es``.
        rule: Counting rule: ``c-proc``, ``strict`` or a file.
        as_of: Date of the assessments, today by default.
        overrides: Experts' decisions, or the folder of their journals; by default the usual folder.
        again: Write all, also those that are up to date.
        progress: Whether to show a bar on the standard error stream.

    Raises:
        LexalignError: A format, the language, the rule or the date is not known.
    """
    folder = Path(out)
    chosen = tuple(dict.fromkeys(one.lower().removeprefix(".") for one in formats))
    unknown = [one for one in chosen if one not in FORMATS]
    if unknown or not chosen:
        raise LexalignError(
            f"an annex cannot be written as {', '.join(unknown) or 'nothing'}", fix=f"Use {', '.join(FORMATS)}."
        )
    if language != "en":
        phrase_book(language)
    counting = elements_rule(rule)
    day = date_of(as_of).isoformat()
    if overrides is None or isinstance(overrides, str | Path):
        decisions = read_overrides(overrides)
    else:
        decisions = overrides if isinstance(overrides, Overrides) else Overrides(tuple(overrides))
    wanted = known_countries(decisions, rule=counting, as_of=day) if countries is None else tuple(countries)
    work = _Work(folder, chosen, language, counting, day, decisions, again)
    stopped = False
    try:
        for code in with_bar(list(dict.fromkeys(wanted)), progress=progress, what="annexes", unit="country", least=0):
            work.country(code)
    except KeyboardInterrupt:
        stopped = True
    finally:
        work.keep_record()
    return BatchResult(tuple(work.written), tuple(work.kept), tuple(work.failures), tuple(work.problems), stopped)


class _Work:
    """The countries one after the other, and the record of what was made of what."""

    def __init__(
        self,
        folder: Path,
        formats: Sequence[str],
        language: str,
        rule: Rule,
        day: str,
        decisions: Overrides,
        again: bool,
    ) -> None:
        self.folder, self.formats, self.language, self.again = folder, formats, language, again
        self.rule, self.day, self.decisions = rule, day, decisions
        self.written: list[Path] = []
        self.kept: list[Path] = []
        self.failures: list[tuple[str, str]] = []
        self.problems: list[str] = []
        self.record = _read_record(folder / RECORD)
        self.on_protocol = frozenset(countries_on(_PROTOCOL))
        self.shared = _of_files([*provisions_dir().rglob("*"), *(corpora_dir() / "world").rglob("*")])

    def country(self, named: str) -> None:
        """Write the annexes of a country; what goes wrong is kept for the end."""
        try:
            self._country(state(named).iso3)
        except LexalignError as error:
            self.failures.append((named, str(error)))
        except Exception as error:
            # A fault of ours in one country must not cost the user the others; its kind is named, to be mended.
            self.failures.append((named, f"unexpected {type(error).__name__}: {error}"))

    def _country(self, code: str) -> None:
        key = self._key(code)
        in_language = "" if self.language == "en" else f"-{self.language}"
        paths = [self.folder / f"annex-{code}-{self.day}{in_language}.{one}" for one in self.formats]
        due = [p for p in paths if self.again or not p.is_file() or self.record.get(p.name) != key]
        self.kept += [p for p in paths if p not in due]
        if not due:
            return
        assess = partial(assess_bundled, code, overrides=self.decisions, as_of=self.day)
        done = assess(rule=self.rule)
        protocol = assess(instrument=_PROTOCOL) if code in self.on_protocol else None
        content = annex_content(done, language=self.language, second_protocol=protocol)
        self._remember(done)
        for path in due:
            self.written.append(write_annex(content, path))
            self.record[path.name] = key

    def _remember(self, done: CountryAssessment) -> None:
        self.problems += [f"{done.name}: {problem}" for problem in done.problems]

    def _key(self, code: str) -> str:
        """Fingerprint of everything an annex of the country is made of."""
        mine = [o for o in self.decisions if o.country == code]
        parts = (
            __version__,
            self.shared,
            _of_files([*(corpora_dir() / code).rglob("*"), *(corpora_folder() / code).rglob("*")]),
            repr(mine),
            repr(self.rule),
            self.language,
            self.day,
        )
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def keep_record(self) -> None:
        """Write down of which input each file was made."""
        if self.written:
            write_atomic(self.folder / RECORD, json.dumps(dict(sorted(self.record.items())), indent=1) + "\n")


def _read_record(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # without it all is made again
    return {str(name): str(key) for name, key in found.items()} if isinstance(found, dict) else {}


def _of_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in paths if p.is_file()):
        digest.update(f"{path.parent.name}/{path.name}\x1f".encode("utf-8", "surrogatepass"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
