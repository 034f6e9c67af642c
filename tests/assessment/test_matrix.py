from __future__ import annotations

import pytest
from made_country import UNKNOWN, Alignment, instrument, law, match

from lexalign.assessment import assess, matrix
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.model import Action, Override

TREATY = instrument()


def assessed(code: str, provision: str = "2", as_of: str = "2026-11-22", **more: object) -> CountryAssessment:
    matches = (match("1", provision, ("conduct", "object")), match("2", "16", ("conduct",)))
    decision = Override(
        "i",
        "2026-11-01",
        "Anna",
        code,
        "",
        "",
        "cets185:3",
        Action.SET_STATUS,
        "in line",
        "<b>Because</b> & so",
        "python",
    )
    alignment = Alignment(law(f"{code}-act", code), TREATY, matches)
    return assess([alignment], [decision], completeness=UNKNOWN, as_of=as_of, **more)  # type: ignore[arg-type]


def test_rows_columns_and_cells() -> None:
    made = matrix([assessed("KEN"), assessed("XKX", "4", "2026-01-01")], pillar="substantive")
    assert made.countries == ("KEN", "XKX")
    assert made.columns == tuple(f"cets185:{n}" for n in range(2, 14))
    frame = made.to_frame()
    assert list(frame.columns) == ["name", *made.columns, "state"]
    assert frame.index.tolist() == ["KEN", "XKX"]
    assert frame.loc["KEN", "cets185:2"] == "in line"
    assert frame.loc["XKX", "cets185:2"] == "no information"
    assert frame.loc["XKX", "name"] == "Kosovo*"
    assert made.to_frame("basis").loc["KEN", ["cets185:2", "cets185:3", "cets185:4", "state"]].tolist() == [
        "machine", "expert", "none", "machine",
    ]  # fmt: skip
    assert made.to_frame("articles").loc["KEN", "cets185:2"] == "KEN-act 1"
    assert made.status("KEN", "2").status.value == "in line"
    assert (made.as_of, made.rule) == ("2026-01-01 to 2026-11-22", "c-proc/1")
    assert "Resolution 1244" in made.footnotes[0]


def test_tidy_and_wide_say_the_same() -> None:
    made = matrix([assessed("KEN"), assessed("UGA", "5")])
    tidy, wide = made.to_tidy(), made.to_frame()
    assert len(tidy) == 2 * 21
    back = tidy.pivot(index="country", columns="provision", values="status")[list(made.columns)]
    assert back.to_numpy().tolist() == wide.loc[back.index, list(made.columns)].to_numpy().tolist()
    assert set(tidy["pillar"]) == {"definitions", "substantive", "procedural"}
    assert list(wide.columns)[-2:] == ["substantive state", "procedural state"]


def test_html_is_escaped_and_needs_no_colour() -> None:
    page = matrix([assessed("KEN")], pillar="substantive")._repr_html_()
    assert "<b>" not in page
    assert "&lt;Treaty&gt;" in page
    for words in ("in line (e)", "no information", "2026-11-22", "c-proc/1", "not reviewed", "Kenya"):
        assert words in page


def test_what_makes_no_matrix() -> None:
    with pytest.raises(LexalignError, match="no assessment"):
        matrix([])
    with pytest.raises(LexalignError, match="twice"):
        matrix([assessed("KEN"), assessed("KEN")])
    with pytest.raises(LexalignError, match="several rules"):
        matrix([assessed("KEN"), assessed("UGA", rule="strict")])
    with pytest.raises(LexalignError, match="substantive, procedural"):
        matrix([assessed("KEN")], pillar="criminal")
    made = matrix([assessed("KEN")])
    with pytest.raises(LexalignError):
        made.to_frame("colour")
    with pytest.raises(LexalignError):
        made.status("KEN", "99")
    with pytest.raises(LexalignError):
        made.status("UGA", "2")


def test_one_treaty_of_several_is_chosen() -> None:
    other = instrument("own")
    second = assess([Alignment(law(), other)], completeness=UNKNOWN)
    with pytest.raises(LexalignError, match="several treaties"):
        matrix([assessed("UGA"), second])
    assert matrix([assessed("UGA"), second], instrument="own").countries == ("KEN",)
