"""The key of a row of the review sheet: what the row is about, what was filled in, and a checksum over both."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import astuple, dataclass
from urllib.parse import quote, unquote

from lexalign.errors import OverrideError

__all__ = ["KINDS", "RowKey", "filled_mark", "parse_key", "plain", "write_key"]

_VERSION = "lexalign1"
KINDS = ("match", "uncovered", "status", "state")
"""What rows ask: an article for a provision, any article for a provision, a provision's status, a pillar's state."""

_SAFE = "-_.:#"


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row of the sheet is about.

    Attributes:
        kind: One of :data:`KINDS`.
        country: ISO3 code.
        export: Id of the workbook the row was made for.
        law, article: Law id and article key; empty where the row names no article.
        provision: Provision id, or the pillar's name.
        fingerprint: Of the article's wording as it stands in the sheet.
        filled: Mark of the decision and reason that were filled in when the sheet was made, see :func:`filled_mark`.
    """

    kind: str
    country: str
    export: str
    law: str
    article: str
    provision: str
    fingerprint: str
    filled: str


def plain(text: str) -> str:
    """A text as it comes back from any spreadsheet: one form of accents and line breaks, nothing around it."""
    flat = re.sub("_x000D_\n?|\r\n?", "\n", unicodedata.normalize("NFC", text))
    return flat.strip()


def filled_mark(decision: str, reason: str) -> str:
    """Mark of what stands in the two cells an expert fills in; equal cells have equal marks."""
    flat = "\n".join((decision, plain(reason)))
    return hashlib.sha256(flat.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def write_key(key: RowKey) -> str:
    """The key as one text of plain letters, which no spreadsheet takes for anything else."""
    body = "|".join([_VERSION, *(quote(part, safe=_SAFE, errors="surrogatepass") for part in astuple(key))])
    return f"{body}|{_check(body)}"


def parse_key(text: str) -> RowKey:
    """Read a key.

    Raises:
        OverrideError: It is damaged.
    """
    body, _, check = text.strip().rpartition("|")
    version, *parts = body.split("|")
    fix = "Copy the row again from the sheet as it was made, or empty the key to add the article as a new row."
    if version != _VERSION or len(parts) != len(RowKey.__slots__) or check != _check(body):
        raise OverrideError("the hidden key of the row is damaged, so it is not certain what the row is about", fix=fix)
    key = RowKey(*(unquote(part, errors="surrogatepass") for part in parts))
    if key.kind not in KINDS:
        raise OverrideError(f"the hidden key of the row is of an unknown kind ({key.kind})", fix=fix)
    return key


def _check(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8")).hexdigest()[:10]
