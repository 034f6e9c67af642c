"""The journal of a country: one line per decision, appended, never changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.errors import JournalError, OverrideError
from lexalign.model import Override
from lexalign.review.in_force import effective
from lexalign.review.journal_index import JournalIndex, stamp
from lexalign.review.lines import COLUMNS, HEADER, check_override, format_line, parse_line, parse_lines

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Overrides", "append", "overrides_folder", "read_overrides"]

_LOCK_SECONDS = 60
_READ_SECONDS = 5
_INDEXES: dict[Path, JournalIndex] = {}
"""Of the journal written last."""


@dataclass(frozen=True)
class Overrides:
    """Expert decisions as read, oldest first within a journal, superseded and withdrawn ones included.

    Attributes:
        decisions: All that could be read.
        problems: A sentence, with file and line, for everything that could not.
    """

    decisions: tuple[Override, ...] = ()
    problems: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Override]:
        return iter(self.decisions)

    def __len__(self) -> int:
        return len(self.decisions)

    def to_frame(self) -> pd.DataFrame:
        """One row per decision, columns as in the journal, plus ``in_force`` (the rule ``latest``)."""
        import pandas as pd

        held = {(o.country, o.id) for o in effective(self.decisions)}
        records = [
            {name: str(getattr(o, name)) for name in COLUMNS} | {"in_force": (o.country, o.id) in held}
            for o in self.decisions
        ]
        return pd.DataFrame(records, columns=[*COLUMNS, "in_force"])

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        held = {(o.country, o.id) for o in effective(self.decisions)}
        rows = [
            [o.at[:10], o.expert, o.country, o.law, o.article, o.provision, f"{o.action.value} {o.value}".strip(),
             o.rationale, (o.country, o.id) in held]
            for o in self.decisions
        ]  # fmt: skip
        heads = ["date", "expert", "country", "law", "article", "provision", "decision", "rationale", "in force"]
        note = "In force: neither superseded nor withdrawn. " + " ".join(self.problems)
        return str(table_html(heads, rows, caption=f"{len(rows)} expert decisions", note=note.strip()))


# --- reading ------------------------------------------------------------------------------------------------------


def overrides_folder(folder: str | Path | None = None) -> Path:
    """The folder of the journals.

    Args:
        folder: Taken as it is. Otherwise the environment variable ``LEXALIGN_OVERRIDES``, else ``overrides`` in the
            working directory where there is one, else the user's own data folder.
    """
    if folder is not None:
        return Path(folder)
    named = os.environ.get("LEXALIGN_OVERRIDES")
    if named:
        return Path(named)
    here = Path("overrides")
    if here.is_dir():
        return here
    from platformdirs import user_data_path

    return user_data_path("lexalign", appauthor=False) / "overrides"


def read_overrides(folder_or_file: str | Path | None = None, country: str | None = None) -> Overrides:
    """Read the decisions of one country or of all.

    A line that cannot be read is reported and passed over; the others are kept.

    Args:
        folder_or_file: A journal, or a folder of journals; see :func:`overrides_folder` for what None means.
        country: ISO3 code; None for all journals of the folder. A country without a journal has no decisions.

    Returns:
        The decisions, and sentences about what could not be read.

    Raises:
        JournalError: The folder or file given does not exist, or the one journal asked for is no journal. In a
            folder of several, a file that is no journal is reported as a problem instead.
    """
    place = overrides_folder(folder_or_file)
    code = country.strip().upper() if country else None
    if place.is_file():
        found = _read_file(place)
        kept = tuple(o for o in found.decisions if code in (None, o.country))
        return Overrides(kept, found.problems)
    if not place.is_dir():
        if folder_or_file is None:
            return Overrides()
        raise JournalError("there is no such folder or journal", where=str(place), fix="Check the path.")
    if code is not None:
        path = place / f"{code}.csv"
        return _read_file(path) if path.is_file() else Overrides()
    decisions: list[Override] = []
    problems: list[str] = []
    for path in sorted(place.glob("*.csv")):
        if not re.fullmatch(r"[A-Z]{3}\.csv", path.name):
            problems.append(f"{path.name}: not read; a journal is named after the country, such as KEN.csv.")
            continue
        try:
            found = _read_file(path)
        except JournalError as error:
            problems.append(str(error))
            continue
        decisions.extend(found.decisions)
        problems.extend(found.problems)
    return Overrides(tuple(decisions), tuple(problems))


def _read_file(path: Path) -> Overrides:
    try:
        data = path.read_bytes()
        if not data.endswith(b"\n"):
            data = _settled_bytes(path, data)
    except OSError as error:
        raise JournalError(f"the journal cannot be opened ({error.strerror})", where=str(path)) from error
    return _read_bytes(data, path)


def _settled_bytes(path: Path, data: bytes) -> bytes:
    """Read again what another program may be just writing."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(_lock_of(path), timeout=_READ_SECONDS):
            return path.read_bytes()
    except (OSError, Timeout):  # a folder one may only read, or a long wait: what was read is as good as can be had
        return data


def _read_bytes(data: bytes, path: Path) -> Overrides:
    *lines, tail = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    problems: list[str] = []
    if not lines and tail.rstrip(b"\r") + b"\n" == HEADER:
        tail = b""
    if lines and lines[0].rstrip(b"\r") + b"\n" != HEADER:
        raise JournalError(
            "this is not a journal of decisions: its first line does not name the columns",
            where=f"{path.name}:1",
            fix=f"The line must be {HEADER.decode().strip()}, with commas. Spreadsheets change this when they save.",
        )
    expected = path.stem if re.fullmatch(r"[A-Z]{3}", path.stem) else None
    by_id: dict[str, Override] = {}
    for number, override in enumerate(parse_lines(lines[1:]), start=2):
        if override is None:
            continue
        where = f"{path.name}:{number}"
        if isinstance(override, OverrideError):
            problems.append(f"{where}: the decision was passed over: {override}")
            continue
        if expected not in (None, override.country):
            problems.append(f"{where}: the decision was passed over: it is about {override.country}, not {expected}.")
        elif override.id not in by_id:
            by_id[override.id] = override
        elif by_id[override.id] != override:
            problems.append(f"{where}: the decision was passed over: its id {override.id} stands above already.")
    last = _unended(tail, by_id)
    if last is not None and (expected in (None, last.country)):
        by_id.setdefault(last.id, last)
    elif tail:
        problems.append(
            f"{path.name}:{len(lines) + 1}: the last line is cut off and was passed over: the program was stopped "
            "before it had confirmed that decision. Decide again if it matters."
        )
    return Overrides(tuple(by_id.values()), tuple(problems))


def _unended(tail: bytes, known: Mapping[str, Override]) -> Override | None:
    """The decision of a last line that lacks nothing but its line end, as some editors leave it."""
    try:
        override = parse_line(tail) if tail else None
    except OverrideError:
        return None
    return override if override is not None and override.supersedes in ("", *known) else None


# --- writing ------------------------------------------------------------------------------------------------------


def append(decisions: Iterable[Override], folder: str | Path | None = None) -> tuple[Override, ...]:
    """Write decisions at the end of their countries' journals.

    Args:
        decisions: With ``id``, ``at`` and ``supersedes`` filled in or empty; what is empty is filled in.
        folder: See :func:`overrides_folder`.

    Returns:
        The decisions as written, in the order given.

    Raises:
        OverrideError: One of them is not complete; then none is written.
        JournalError: The journal cannot be written, or another program holds it for a minute.
    """
    given = list(decisions)
    now = stamp(datetime.now(UTC))
    for decision in given:
        filled = replace(decision, id=decision.id or "new", at=decision.at or now)
        check_override(filled)
        if parse_line(format_line(filled)[:-1]) != filled:
            raise OverrideError("the decision cannot be stored so that it would come back as it is")
    place = overrides_folder(folder)
    written: dict[int, Override] = {}
    for country in dict.fromkeys(d.country for d in given):
        mine = [i for i, d in enumerate(given) if d.country == country]
        stored = _append_to(place / f"{country}.csv", [given[i] for i in mine])
        written.update(zip(mine, stored, strict=True))
    return tuple(written[i] for i in range(len(given)))


def _append_to(path: Path, decisions: Sequence[Override]) -> list[Override]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path), path.open("ab+", buffering=0) as journal:
            journal.seek(0)
            data = journal.read()
            index, whole, glue = _indexed(path, data)
            if len(whole) < len(data):
                _set_aside(path, data[len(whole) :])
                journal.truncate(len(whole))
            stored = [index.complete(decision) for decision in decisions]
            block = b"".join([glue if whole else HEADER, *(format_line(o) for o in stored)])
            try:
                if journal.write(block) != len(block):
                    raise JournalError("the decision was written only in part; the disk may be full", where=str(path))
                os.fsync(journal.fileno())
                if not whole:
                    _keep_name(path.parent)
            except BaseException:
                # What was not confirmed must not stand there as though it were.
                with suppress(OSError):
                    journal.truncate(len(whole))
                raise
            _INDEXES.clear()
            index.mark(whole + block)
            _INDEXES[path] = index
    except OSError as error:
        raise JournalError(
            f"the journal cannot be written ({error.strerror or error})",
            where=str(path),
            fix="Check that you may write there, or name another folder in LEXALIGN_OVERRIDES.",
        ) from error
    return stored


def _indexed(path: Path, data: bytes) -> tuple[JournalIndex, bytes, bytes]:
    """What a journal holds, its bytes up to where new lines go, and what must stand before them."""
    cut = data.rfind(b"\n") + 1
    index = _INDEXES.pop(path, None)  # given back only when the new lines are on disk
    if index is None or not index.begins(data):
        index = JournalIndex()
    index.take(_read_bytes(data[:cut] if not index.size else HEADER + data[index.size : cut], path).decisions)
    tail = data[cut:]
    if not tail:
        return index, data, b""
    last = _unended(tail, index.ids)
    if last is not None:
        index.take([last])
    elif cut or tail.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r") + b"\n" != HEADER:
        return index, data[:cut], b""
    return index, data, b"\n"


def _keep_name(folder: Path) -> None:
    """Make sure that a new file's name outlives a loss of power, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(_lock_of(path), timeout=_LOCK_SECONDS, poll_interval=0.005)
    try:
        lock.acquire()
    except Timeout as error:
        raise JournalError(
            f"another program has been writing for {_LOCK_SECONDS} seconds",
            where=str(path),
            fix="Close it and try again.",
        ) from error
    try:
        yield
    finally:
        lock.release()


def _lock_of(path: Path) -> Path:
    return path.with_name(f".{path.stem}.lock")


def _set_aside(path: Path, torn: bytes) -> None:
    # Kept before the journal is cut: a kill between the two leaves it twice, never nowhere.
    with path.with_suffix(".torn").open("ab") as aside:
        aside.write(torn + b"\n")
        aside.flush()
        os.fsync(aside.fileno())
