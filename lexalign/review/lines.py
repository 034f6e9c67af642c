r"""A decision as one line of a journal, and back.

A line is one CSV record of the fields of :class:`~lexalign.model.Override`. So that one decision is one line, a
newline inside a field is written ``\n``, a carriage return ``\r`` and a backslash ``\\``; a field that begins with
``=``, ``+``, ``-`` or ``@`` gets a backslash in front, because spreadsheets would take it for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields

from lexalign.errors import OverrideError
from lexalign.model import ACTIONS, PILLARS, Action, Override, State, Status
from lexalign.review.in_force import moment

__all__ = ["COLUMNS", "HEADER", "RELATIONS", "check_override", "format_line", "parse_line"]

COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Override))
RELATIONS: tuple[str, ...] = ("full", "partial", "related")
"""How far an article an expert confirmed implements the provision; ``related`` never supports a status."""

HEADER = (",".join(COLUMNS) + "\n").encode()
_ESCAPES = {"n": "\n", "r": "\r", "\\": "\\", "=": "=", "+": "+", "-": "-", "@": "@"}


def _escape(value: str) -> str:
    text = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return "\\" + text if text[:1] in ("=", "+", "-", "@") else text


def _unescape(text: str) -> str:
    return re.sub(r"\\([nr\\=+@-])", lambda found: _ESCAPES[found[1]], text)


def format_line(override: Override) -> bytes:
    """One line of a journal, with its newline.

    Raises:
        OverrideError: A field holds half a character (a lone surrogate), which no file can hold.
    """
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
    if len(values) != len(COLUMNS):
        raise OverrideError(f"the line has {len(values)} fields instead of {len(COLUMNS)}")
    record = {name: _unescape(value) for name, value in zip(COLUMNS, values, strict=True)}
    if record["action"] not in ACTIONS:
        raise OverrideError(f"{record['action']!r} is no action", fix=f"Use one of {', '.join(ACTIONS)}.")
    override = Override(**{**record, "action": Action(record["action"])})  # type: ignore[arg-type]
    check_override(override)
    return override


def check_override(override: Override) -> None:
    """Check what can be checked of a decision without the law and the treaty it is about.

    Raises:
        OverrideError: A needed field is empty, a date is no date, or a word is not one of those allowed.
    """
    allowed: Mapping[Action, Sequence[str]] = {
        Action.CONFIRM: ("", *RELATIONS),
        Action.ADD: ("", *RELATIONS),
        Action.SET_RELATION: RELATIONS,
        Action.REJECT: ("",),
        Action.NOTE: ("",),
        Action.SET_STATUS: tuple(Status),
        Action.SET_STATE: tuple(State),
    }
    needed = ["id", "at", "expert", "country"]
    match override.action:
        case Action.CONFIRM | Action.ADD | Action.REJECT:
            needed += ["law", "article", "provision"]
        case Action.SET_RELATION:
            needed += ["law", "article", "provision", "value"]
        case Action.NOTE:
            needed += ["law"] if override.article else ["provision"]
        case Action.SET_STATUS | Action.SET_STATE:
            needed += ["provision", "value"]
        case Action.WITHDRAW:
            needed += ["value"]
    empty = [name for name in needed if not str(getattr(override, name)).strip()]
    if empty:
        raise OverrideError(f"the decision does not say its {', '.join(empty)}")
    if not override.rationale.strip():
        raise OverrideError("the decision gives no reason", fix="Say in rationale, in a sentence, why it is so.")
    if not re.fullmatch(r"[A-Z]{3}", override.country):
        raise OverrideError(f"{override.country!r} is not a three-letter country code")
    words = allowed.get(override.action)
    if words is not None and override.value not in words:
        raise OverrideError(
            f"{override.value!r} is not a value of {override.action.value}",
            fix=f"Use one of {', '.join(w for w in words if w)}." if any(words) else "Leave it empty.",
        )
    if override.action is Action.SET_STATE and override.provision not in PILLARS:
        raise OverrideError(f"{override.provision!r} is no pillar", fix=f"Use one of {', '.join(PILLARS)}.")
    moment(override.at)
