"""Omnibus articles are cut at their enumerations; ordinary ones stay whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lexalign.matching.units import parts, units

FILL = "word " * 50


def labels(text: str) -> list[str]:
    return [".".join(p.pinpoint) for p in parts(text)]


def test_nested_enumeration_with_restart() -> None:
    text = (
        f"The following are offences: (a) against data: (1) Entry. – {FILL}; (2) Tapping. – {FILL}; "
        f"(b) by means of computers: (1) Forgery. – {FILL}; (2) Fraud. – {FILL}."
    )
    assert labels(text) == ["a.1", "a.2", "b.1", "b.2"]
    part = parts(text)[2]
    assert text[part.start : part.end].startswith("(1) Forgery")
    leads = [text[a:b] for a, b in part.leads]
    assert leads[0].startswith("The following") and leads[1].strip() == "by means of computers:"


def test_references_are_no_enumeration() -> None:
    assert labels(f"Who acts as in subsection (1) or as described in paragraph (2) {FILL * 3} is liable.") == []


def test_short_articles_stay_whole() -> None:
    assert labels("A person who (a) enters; or (b) taps, is liable.") == []
    assert len(units(0, "A person who (a) enters; or (b) taps, is liable.")) == 1


def test_numbers_with_dot_or_degree_sign() -> None:
    assert labels(f"Les faits suivants :\n1° accéder {FILL};\n2° intercepter {FILL};\n3° fausser {FILL}.") == [
        "1",
        "2",
        "3",
    ]
    assert labels(f"1. Whoever enters {FILL}.\n2. Whoever taps {FILL}.") == ["1", "2"]


@given(st.text(alphabet="ab1234 ().;,\n°xi", max_size=600))
def test_parts_are_ordered_and_inside_the_text(text: str) -> None:
    last = 0
    for p in parts(text, long=5):
        assert last <= p.start < p.end <= len(text)
        last = p.end
        for a, b in p.leads:
            assert 0 <= a < b <= p.start
