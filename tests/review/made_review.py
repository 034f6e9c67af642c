"""The made-up country of the assessment's tests, for the tests of decisions on it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "assessment"))

from made_country import COMPLETE, UNKNOWN, Alignment, instrument, law, match

__all__ = ["COMPLETE", "UNKNOWN", "Alignment", "instrument", "law", "match"]
