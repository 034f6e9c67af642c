"""Form of a country code; whether a State has it is checked in a later layer."""

from __future__ import annotations

import re

from lexalign.errors import UnknownCountry

__all__ = ["check_country"]


def check_country(code: str) -> str:
    """Check the form of an ISO 3166-1 alpha-3 code.

    Args:
        code: Three letters, in any case.

    Returns:
        The code in capitals.

    Raises:
        UnknownCountry: It is not three Latin letters.
    """
    text = str(code).strip()
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise UnknownCountry(
            f"{code!r} is not a three-letter country code",
            fix="Use the ISO 3166-1 alpha-3 code of the State, such as KEN for Kenya.",
        )
    return text.upper()
