"""Who decides: a name, an ORCID iD, or both; asked for once and remembered.

One person may stand in a journal as ``Jane Doe``, ``Doe, Jane``, ``0000-0002-1825-0097`` or with name and iD
together. :func:`people` says which of the spellings are one person: those that differ only in capitals, white space,
Unicode form or in the order around one comma; those with the same iD; and a bare name together with the iD that stands
beside that name somewhere among the same decisions, unless two different iDs do.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from lexalign.errors import OverrideError
from lexalign.files import write_atomic

__all__ = ["config_file", "current_expert", "expert_name", "orcid_of", "people", "remember_expert"]

_IN_TEXT = re.compile(r"(?<![\dXx-])(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?![\dXx-])")
_AROUND = re.compile(r"https?://(?:www\.)?orcid\.org/|\borcid(?:\s+id)?\b\s*:?|[()\[\]<>;]", re.IGNORECASE)
_HOW = "Give expert='First name, family name' or an ORCID iD."
_TRIES = 3


def orcid_of(text: str) -> str:
    """The ORCID iD in a text, written ``0000-0002-1825-0097``; empty if there is none.

    Raises:
        OverrideError: What looks like an iD is none: its last character does not fit the others (ISO 7064, MOD 11-2).
    """
    found = _IN_TEXT.search(_plain(text))
    if found is None:
        return ""
    written = "-".join(found.groups()).upper()
    digits = written.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    wanted = (12 - total % 11) % 11
    if digits[-1] != ("X" if wanted == 10 else str(wanted)):
        raise OverrideError(
            f"{written} is no ORCID iD: its last character does not fit the digits before it, so one is mistyped",
            fix="Copy it from your page on orcid.org.",
        )
    return written


def expert_name(text: str) -> str:
    """An expert as journals keep it: ``Jane Doe``, ``0000-0002-1825-0097`` or ``Jane Doe (0000-0002-1825-0097)``.

    Args:
        text: Name, ORCID iD (bare or as an address), or both.

    Raises:
        OverrideError: It is empty, holds neither a letter nor an iD, or an iD that is none.
    """
    plain = _plain(text)
    if not plain:
        raise OverrideError("a decision needs the name of the expert", fix=_HOW)
    orcid = orcid_of(plain)
    name = _name_in(plain) if orcid else plain
    if not orcid and not any(c.isalpha() for c in _AROUND.sub(" ", plain)):
        raise OverrideError(
            f"{text!r} is neither a name nor an ORCID iD",
            fix="An iD has sixteen characters, like 0000-0002-1825-0097.",
        )
    return f"{name} ({orcid})" if name and orcid else orcid or name


def people(experts: Iterable[str]) -> dict[str, str]:
    """Which spellings are one person.

    Args:
        experts: As they stand in journals.

    Returns:
        Spelling ▶ key of the person, equal for all spellings of one.
    """
    keys = {text: _key(text) for text in set(experts)}
    known: dict[str, set[str]] = {}
    for name, orcid in keys.values():
        if name and orcid:
            known.setdefault(name, set()).add(orcid)
    return {text: _one(name, orcid, known.get(name, set())) for text, (name, orcid) in keys.items()}


def _one(name: str, orcid: str, known: set[str]) -> str:
    return orcid or (next(iter(known)) if len(known) == 1 else name)


@lru_cache(maxsize=4096)
def _key(text: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", _plain(text))
    found = _IN_TEXT.search(plain)
    name = (_name_in(plain) if found else plain).casefold()
    parts = [" ".join(part.split()) for part in name.split(",")]
    if len(parts) == 2 and all(parts):
        name = f"{parts[1]} {parts[0]}"
    return " ".join(name.split()), "-".join(found.groups()).upper() if found else ""


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


def _name_in(plain: str) -> str:
    rest = _AROUND.sub(" ", _IN_TEXT.sub(" ", plain))
    return " ".join(rest.split()).strip(" ,:–-")


# --- asked for once -----------------------------------------------------------------------------------------------


def config_file() -> Path:
    """The user's own settings: a TOML file with the line ``expert = "..."``."""
    from platformdirs import user_config_path

    return user_config_path("lexalign", appauthor=False) / "config.toml"


def current_expert(ask: Callable[[str], str] | None = None) -> str:
    """Who decides when no expert is named.

    The environment variable ``LEXALIGN_EXPERT`` goes before the settings file. Where neither says it and somebody
    sits at the keyboard, they are asked once and the answer is kept in the settings file.

    Args:
        ask: Puts a question and returns the answer; by default the keyboard, where there is one.

    Raises:
        OverrideError: Nobody is named and nobody can be asked, or what is set is no name and no iD.
    """
    named = os.environ.get("LEXALIGN_EXPERT", "").strip()
    if named:
        return _valid(named, "the environment variable LEXALIGN_EXPERT")
    path = config_file()
    stored = _settings(path).get("expert")
    if isinstance(stored, str) and stored.strip():
        return _valid(stored, str(path))
    if ask is None and _someone_is_there():
        ask = input
    if ask is None:
        raise OverrideError(
            "nobody is named as the expert who decides",
            fix=f"{_HOW} To be remembered: lexalign expert 'Your Name', or set LEXALIGN_EXPERT.",
        )
    return _asked(ask)


def remember_expert(text: str) -> str:
    """Keep who decides in the settings file, for all later decisions.

    Args:
        text: Name, ORCID iD, or both.

    Returns:
        As it will stand in journals.

    Raises:
        OverrideError: It is neither a name nor an ORCID iD, or the settings cannot be written.
    """
    who = expert_name(text)
    path = config_file()
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    top, table, rest = re.match(r"(?s)(.*?)(^\s*\[|\Z)(.*)", text, re.MULTILINE).groups()  # type: ignore[union-attr]
    kept = re.sub(r"(?m)^\s*expert\s*=.*\n?", "", top) + table + rest
    try:
        write_atomic(path, f"expert = {_toml(who)}\n{kept}")
    except OSError as error:
        raise OverrideError(
            f"the settings cannot be written ({error.strerror})",
            where=str(path),
            fix="Set the environment variable LEXALIGN_EXPERT instead.",
        ) from error
    return who


def _toml(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", quoted) + '"'


def _valid(text: str, where: str) -> str:
    try:
        return expert_name(text)
    except OverrideError as error:
        raise OverrideError(error.what, where=where, fix=error.fix) from error


def _settings(path: Path) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OverrideError(
            f"the settings cannot be read ({error})", where=str(path), fix='It needs one line: expert = "Your Name".'
        ) from error


def _someone_is_there() -> bool:
    """At a terminal, or in a notebook whose front end takes questions (nbconvert's does not)."""
    try:
        if sys.stdin is not None and sys.stdin.isatty():
            return True
    except ValueError:  # closed
        return False
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return bool(getattr(getattr(shell, "kernel", None), "_allow_stdin", False))


def _asked(ask: Callable[[str], str]) -> str:
    question = "Who decides? Your name or ORCID iD (asked once): "
    for _ in range(_TRIES):
        try:
            return remember_expert(ask(question))
        except (EOFError, KeyboardInterrupt) as error:
            raise OverrideError("nobody was named as the expert who decides", fix=_HOW) from error
        except OverrideError as error:
            if error.where:
                raise
            question = f"{error} Your name or ORCID iD: "
    raise OverrideError("no name of an expert was given", fix=_HOW)
