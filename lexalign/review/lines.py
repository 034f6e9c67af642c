r"""A decision as one line of a journal, and back.

A line is one CSV record of the fields of :class:`~lexalign.model.Override`. So that one decision is one line, a
newline inside a field is written ``\n``, a carriage return ``\r`` and a backslash ``\\``; a field that begins with
``=``, ``+``, ``-`` or ``@`` gets a backslash in front, because spreadsheets would take it for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from lexalign.errors import OverrideError
from lexalign.model import ACTIONS, PILLARS, Action, Override, State, Status
from lexalign.review.in_force import moment

__all__ = ["COLUMNS", "HEADER", "RELATIONS", "check_override", "format_line", "parse_line", "parse_lines"]

COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Override))
RELATIONS: tuple[str, ...] = ("full", "partial", "related")
"""How far an article an expert confirmed implements the provision; ``related`` never supports a status."""

HEADER = (",".join(COLUMNS) + "\n").encode()
_LONGEST = 30_000
"""A longer text would fit neither a cell of a spreadsheet nor, written twice over by escapes, a CSV reader."""
_ACTION = COLUMNS.index("action")
_ACTIONS: dict[str, Any] = {action.value: action for action in Action}
_CODE = re.compile("[A-Z]{3}")
_WHO = ("id", "at", "expert", "country")
_PAIR = (*_WHO, "law", "article", "provision")
_NEEDED: Mapping[Action, tuple[str, ...]] = {
    Action.CONFIRM: _PAIR,
    Action.ADD: _PAIR,
    Action.REJECT: _PAIR,
    Action.SET_RELATION: (*_PAIR, "value"),
    Action.SET_STATUS: (*_WHO, "provision", "value"),
    Action.SET_STATE: (*_WHO, "provision", "value"),
    Action.NOTE: _WHO,
    Action.WITHDRAW: (*_WHO, "value"),
}
_VALUES: Mapping[Action, tuple[str, ...]] = {
    Action.CONFIRM: ("", *RELATIONS),
    Action.ADD: ("", *RELATIONS),
    Action.SET_RELATION: RELATIONS,
    Action.REJECT: ("",),
    Action.NOTE: ("",),
    Action.SET_STATUS: tuple(status.value for status in Status),
    Action.SET_STATE: tuple(state.value for state in State),
}
_ESCAPES = {"n": "\n", "r": "\r", "\\": "\\", "=": "=", "+": "+", "-": "-", "@": "@"}


def _escape(value: str) -> str:
    text = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return "\\" + text if text[:1] in ("=", "+", "-", "@") else text


def _unescape(text: str) -> str:
    return re.sub(r"\\([nr\\=+@-])", lambda found: _ESCAPES[found[1]], text)


def format_line(override: Override) -> bytes:
    """One line of a journal, with its newline.

    Raises:
        OverrideError: A field holds half a character (a lone surrogate), which no file can hold, or is too long.
    """
    for name in COLUMNS:
        if len(str(getattr(override, name))) > _LONGEST:
            raise OverrideError(
                f"the {name} of the decision has more than {_LONGEST:,} characters",
                fix="Say it in fewer words, and name the document where the rest stands.",
            )
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([_escape(str(getattr(override, name))) for name in COLUMNS])
    try:
        return out.getvalue().encode("utf-8")
    except UnicodeEncodeError as error:
        raise OverrideError(
            "the decision holds a damaged character that cannot be stored",
            fix="Type the text again instead of pasting it.",
        ) from error


def parse_line(line: bytes) -> Override:
    """Read one line of a journal.

    Args:
        line: Without its newline.

    Raises:
        OverrideError: It is not a decision; says what is wrong with it.
    """
    try:
        text = line.decode("utf-8").removesuffix("\r")
        values = next(csv.reader([text], strict=True), [])
    except UnicodeDecodeError as error:
        raise OverrideError("the line is not UTF-8 text") from error
    except csv.Error as error:
        raise OverrideError("the quotes of the line do not match") from error
    return _override(values)


def parse_lines(lines: Sequence[bytes]) -> Iterator[Override | OverrideError | None]:
    """Read the lines of a journal.

    Args:
        lines: Without their newlines and without the first, which names the columns.

    Yields:
        For each line its decision, what is wrong with it, or None for an empty one.
    """
    try:
        # All in one go, where no quote that is never closed draws several lines together.
        rows = list(csv.reader(b"\n".join(lines).decode("utf-8").split("\n"), strict=True))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    whole = len(rows) == len(lines)
    for place, line in enumerate(lines):
        if not line or line.isspace():
            yield None
            continue
        try:
            yield _override(rows[place]) if whole else parse_line(line)
        except OverrideError as error:
            yield error


def _override(values: list[str]) -> Override:
    if len(values) != len(COLUMNS):
        if len(values) == 1 and re.match(r"(<{7}|={7}|>{7}|\|{7})( |$)", values[0]):
            raise OverrideError(
                "the line is the mark of a merge conflict", fix="Keep the decisions of both sides and delete the mark."
            )
        raise OverrideError(f"the line has {len(values)} fields instead of {len(COLUMNS)}")
    values = [_unescape(value) if "\\" in value else value for value in values]
    action = values[_ACTION]
    if action not in _ACTIONS:
        raise OverrideError(f"{action!r} is no action", fix=f"Use one of {', '.join(ACTIONS)}.")
    values[_ACTION] = _ACTIONS[action]
    override = Override(*values)  # type: ignore[arg-type]
    check_override(override)
    return override


def check_override(override: Override) -> None:
    """Check what can be checked of a decision without the law and the treaty it is about.

    Raises:
        OverrideError: A needed field is empty, a date is no date, or a word is not one of those allowed.
    """
    action = override.action
    needed = _NEEDED[action]
    if action is Action.NOTE:
        needed = (*needed, "law") if override.article else (*needed, "provision")
    if not all(map(str.strip, attrgetter(*needed)(override))):
        empty = [name for name in needed if not getattr(override, name).strip()]
        raise OverrideError(f"the decision does not say its {', '.join(empty)}")
    if not override.rationale.strip():
        raise OverrideError("the decision gives no reason", fix="Say in rationale, in a sentence, why it is so.")
    if not _CODE.fullmatch(override.country):
        raise OverrideError(f"{override.country!r} is not a three-letter country code")
    words = _VALUES.get(action)
    if words is not None and override.value not in words:
        raise OverrideError(
            f"{override.value!r} is not a value of {action.value}",
            fix=f"Use one of {', '.join(w for w in words if w)}." if any(words) else "Leave it empty.",
        )
    if override.action is Action.SET_STATE and override.provision not in PILLARS:
        raise OverrideError(f"{override.provision!r} is no pillar", fix=f"Use one of {', '.join(PILLARS)}.")
    moment(override.at)
