from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_review import instrument, law

from lexalign.laws import fingerprint
from lexalign.model import Action, Article, Law, Override
from lexalign.review import agreement
from lexalign.review.chance import cohen_kappa, krippendorff_alpha, pairs_agreeing

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): sections A, B and C, and what it finds for them.
BINARY = list(zip("0100000010", "1110010000", strict=True))
NOMINAL = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
FOUR = ["11 1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", " 555", "  11", "  3 "]


def test_alpha_of_the_published_examples() -> None:
    assert krippendorff_alpha(BINARY) == pytest.approx(0.095, abs=5e-4)
    assert krippendorff_alpha(NOMINAL) == pytest.approx(0.692, abs=5e-4)
    assert krippendorff_alpha([unit.replace(" ", "") for unit in FOUR]) == pytest.approx(0.743, abs=5e-4)


def test_kappa_of_a_worked_table() -> None:
    # 20 and 15 answers alike, 5 and 10 not, of 50: observed 0.7, by chance 0.5.
    one, other = "y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15
    assert cohen_kappa(list(one), list(other)) == pytest.approx(0.4)
    assert pairs_agreeing(list(zip(one, other, strict=True))) == (35, 50)
    assert cohen_kappa(["y", "y"], ["n", "n"]) == 0


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=12), st.randoms(use_true_random=False))
def test_alpha_knows_no_order_and_no_names(units: list[list[str]], chance: Random) -> None:
    found = krippendorff_alpha(units)
    assert found is None or found <= 1
    used = [unit for unit in units if len(unit) > 1]
    assert (found is None) == (len({a for unit in used for a in unit}) < 2)
    alike = all(len(set(unit)) < 2 for unit in used)
    assert found is None or (found == pytest.approx(1)) == alike
    mixed = [chance.sample(unit, len(unit)) for unit in units]
    chance.shuffle(mixed)
    again = krippendorff_alpha([[{"a": "b", "b": "c", "c": "a"}[v] for v in unit] for unit in mixed])
    assert again == pytest.approx(found)


def said(number: int, expert: str, article: str, provision: str, action: str, value: str = "", **more: str) -> Override:
    fields = {"law": "ken-act", "country": "KEN", "rationale": f"Why {number}"} | more
    return Override(
        f"id{number:03d}", f"2025-01-01T00:{number:02d}:00Z", expert, fields["country"],
        fields["law"] if article else "", article, provision, Action(action), value, fields["rationale"], "",
        fields.get("fingerprint", ""),
    )  # fmt: skip


def coded() -> list[Override]:
    """Anna and Ben on five pairs, Cleo on one of them; and statuses."""
    rows = [
        ("Anna", "1", "cets185:2", "confirm", "full"), ("Ben", "1", "cets185:2", "add", "full"),
        ("Anna", "2", "cets185:2", "reject", ""), ("BEN", "2", "cets185:2", "confirm", "related"),
        ("Anna", "3", "cets185:16", "confirm", "partial"), ("Ben", "3", "cets185:16", "confirm", "full"),
        ("Anna", "4", "cets185:16", "reject", ""), ("Ben", "4", "cets185:16", "reject", ""),
        ("Anna", "5", "cets185:16", "confirm", "full"), ("Ben", "5", "cets185:16", "confirm", "full"),
        ("Cleo", "5", "cets185:16", "set-relation", "full"), ("Cleo", "1", "cets185:3", "confirm", "full"),
        ("Anna", "1", "cets185:2", "note", ""), ("Ben", "1", "cets185:2", "note", ""),
        ("Anna", "", "cets185:2", "set-status", "in line"), ("Ben", "", "cets185:2", "set-status", "in line"),
        ("Anna", "", "procedural", "set-state", "not in place"),
    ]  # fmt: skip
    return [said(n, *row) for n, row in enumerate(rows)]


def test_by_kind_pillar_and_provision() -> None:
    found = agreement(coded())
    by = {(m.about, m.pillar, m.provision): m for m in found.measures}
    everything = by["articles", "", ""]
    assert everything.experts == ("Anna", "Ben", "Cleo")
    assert (everything.cells, everything.agreed, everything.only_one) == (5, 3, 1)
    assert everything.percent == pytest.approx(100 * 5 / 7)
    assert everything.kappa is None  # for two only
    assert everything.alpha == pytest.approx(krippendorff_alpha(["ff", "xr", "pf", "xx", "fff"]))
    assert everything.remark == "only 5 cells"
    substantive = by["articles", "substantive", ""]
    assert (substantive.cells, substantive.percent, substantive.only_one) == (2, 50.0, 1)
    assert substantive.kappa == pytest.approx(cohen_kappa(["f", "x"], ["f", "r"]))
    assert by["articles", "procedural", "cets185:16"].cells == 3
    assert by["articles", "substantive", "cets185:3"].remark == "no cell was decided by two experts"
    assert [(p.experts, p.cells) for p in found.pairs if p.about == "articles"] == [
        (("Anna", "Ben"), 5), (("Anna", "Cleo"), 1), (("Ben", "Cleo"), 1),
    ]  # fmt: skip
    assert [[o.id for o in d.decisions] for d in found.disagreements] == [["id002", "id003"], ["id004", "id005"]]
    assert [d.pillar for d in found.disagreements] == ["substantive", "procedural"]


def test_without_the_relation_only_yes_and_no_count() -> None:
    found = agreement(coded(), relations=False)
    assert found.measures[0].agreed == 5
    assert found.disagreements == ()


def test_what_is_not_defined_is_said_in_words() -> None:
    by = {(m.about, m.pillar, m.provision): m for m in agreement(coded()).measures}
    same = by["statuses", "", ""]
    assert (same.cells, same.percent, same.kappa, same.alpha) == (1, 100.0, None, None)
    assert "all answers are the same (in line)" in same.remark
    alone = by["states", "", ""]
    assert (alone.cells, alone.percent, alone.only_one) == (0, None, 1)
    assert "no cell was decided by two experts" in alone.remark
    text = str(agreement(coded()))
    assert "nan" not in text.lower()
    assert "None" not in text
    assert "no decision that two experts" in str(agreement([]))
    frame = agreement(coded()).to_frame()
    assert frame.loc[0, "experts"] == "Anna; Ben; Cleo"
    assert len(agreement([]).to_frame()) == 0


def test_shown_as_text_and_table_and_escaped() -> None:
    found = agreement([*coded()[:2], said(30, "<b>Cleo", "1", "cets185:2", "reject", rationale="<i>No")])
    assert "article 1 of ken-act for cets185:2: Anna: full – Why 0; Ben: full – Why 1; <b>Cleo: rejected" in str(found)
    page = found._repr_html_()
    assert "&lt;b&gt;Cleo" in page
    assert "<i>" not in page
    frame = found.disagreements_frame()
    assert frame["expert"].tolist() == ["Anna", "Ben", "<b>Cleo"]
    assert frame["answer"].tolist() == ["full", "full", "rejected"]


def test_only_the_last_word_counts_and_withdrawn_ones_do_not() -> None:
    changed = [*coded()[:4], said(30, "Ben (0000-0002-1825-0097)", "2", "cets185:2", "reject")]
    assert agreement(changed).measures[0].agreed == 2
    assert agreement(changed).measures[0].experts == ("Anna", "Ben (0000-0002-1825-0097)")
    taken = Override("w", "2025-02-01", "Anna", "KEN", "", "", "", Action.WITHDRAW, "id030", "x")
    assert agreement([*changed, taken]).measures[0].agreed == 1
    assert agreement(coded()[:1] * 1).measures[0].cells == 0


def test_renumbered_articles_are_one_cell_and_own_treaties_have_pillars() -> None:
    ken = law()
    old = said(1, "Anna", "1", "own:2", "confirm", "full", fingerprint=fingerprint(ken.articles[0]))
    new = said(2, "Ben", "1A", "own:2", "reject", fingerprint=old.fingerprint)
    now = Law("ken-act", "KEN", "Act", "en", (Article("1A", "Heading 1", ken.articles[0].text, key="1A"),))
    assert agreement([old, new]).measures[0].cells == 0
    found = agreement([old, new], laws=[now], instruments=[instrument("own")])
    assert [(m.pillar, m.cells) for m in found.measures] == [("", 1), ("substantive", 1), ("substantive", 1)]
    assert [m.pillar for m in agreement([old, new], laws=[now]).measures] == ["", ""]
    assert len(agreement([old, new], laws=[now]).pairs) == 1
