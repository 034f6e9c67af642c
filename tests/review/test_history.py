from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_review import instrument, law

from lexalign.errors import UnknownArticle, UnknownCountry
from lexalign.model import Override
from lexalign.review import confirm, history, note, reject, set_relation, set_state, set_status, withdraw

TREATY = instrument()
KEN = law()


def journal(folder: Path) -> list[Override]:
    why = {"folder": folder, "instrument": TREATY}
    made = [confirm(KEN, "1", "2", expert="Anna", rationale="Reads like it", at="2025-01-01", **why)]
    made.append(set_relation(KEN, "1", "2", "partial", expert="Anna", rationale="No damage", at="2025-01-02", **why))
    made.append(reject(KEN, "1", "2", expert="Ben", rationale="Another <offence>", at="2025-01-03", **why))
    made.append(withdraw("KEN", made[2].id, expert="Ben", rationale="Convinced", folder=folder, at="2025-01-04"))
    made.append(note(KEN, "Ask the ministry", article="1", provision="2", expert="Cleo", at="2025-01-05", **why))
    made.append(confirm(KEN, "1", "2", relation="partial", expert="Cleo", rationale="So it is", at="2025-01-06", **why))
    made.append(confirm(KEN, "2", "3", expert="Anna", rationale="x", at="2025-01-07", **why))
    made.append(set_status("KEN", "2", "in line", expert="Anna", rationale="x", at="2025-01-08", **why))
    made.append(set_state("KEN", "procedural", "not in place", expert="Anna", rationale="x", folder=folder))
    return made


def test_the_story_of_a_pair_says_who_when_why_and_what_it_replaced(tmp_path: Path) -> None:
    made = journal(tmp_path)
    told = history("ken", "Art. 1", "2", folder=tmp_path)
    assert [e.decision for e in told] == made[:6]
    assert [e.replaced for e in told] == [None, made[0], made[1], made[2], None, made[1]]
    assert [e.outcome for e in told] == [
        "replaced by set-relation partial (Anna, 2025-01-02)",
        "in force, together with confirm partial (Cleo, 2025-01-06)",
        "withdrawn by Ben on 2025-01-04: Convinced",
        "in force",
        "a note, decides nothing",
        "in force",
    ]
    text = str(told)
    assert text.startswith("KEN, article Art. 1, cets185:2: 6 entries")
    for words in (
        "Reads like it",
        "withdraws reject (Ben, 2025-01-03)",
        "2025-01-06 00:00 UTC",
        "article 1 of ken-act",
    ):
        assert words in text
    assert "Another &lt;offence&gt;" in told._repr_html_()
    frame = told.to_frame()
    assert frame["id"].tolist() == [o.id for o in made[:6]]
    assert frame.loc[1, "replaced"] == "confirm full (Anna, 2025-01-01)"


def test_what_can_be_asked_for(tmp_path: Path) -> None:
    made = journal(tmp_path)
    assert len(history("KEN", folder=tmp_path)) == len(made)
    assert [e.decision for e in history("KEN", provision="cets185:2", folder=tmp_path)] == [*made[:6], made[7]]
    assert [e.decision for e in history("KEN", provision="Procedural", folder=tmp_path)] == [made[8]]
    assert [e.decision for e in history("KEN", "2", folder=tmp_path)] == [made[6]]
    assert len(history("KEN", law="ken-act", folder=tmp_path)) == 7
    assert len(history("KEN", law="other", folder=tmp_path)) == 0
    assert "No decision" in str(history("UGA", folder=tmp_path))
    assert list(history("UGA", folder=tmp_path).to_frame().columns)[:2] == ["at", "expert"]
    with pytest.raises(UnknownCountry):
        history("KNE", folder=tmp_path)


def test_experts_who_differ_are_told_with_the_rule(tmp_path: Path) -> None:
    why = {"folder": tmp_path, "instrument": TREATY, "rationale": "x"}
    confirm(KEN, "1", "2", expert="Anna (0000-0002-1825-0097)", at="2025-01-01", **why)
    reject(KEN, "1", "2", expert="Ben", at="2025-01-02", **why)
    told = history("KEN", "1", folder=tmp_path, conflicts="senior", seniority=["ANNA"])
    assert [e.outcome.split(";")[0] for e in told] == [
        "in force by the rule 'senior'",
        "not in force by the rule 'senior'",
    ]
    assert "Experts differ" in str(told)
    assert "Experts differ" in told._repr_html_()


def test_a_renumbered_article_has_one_story(tmp_path: Path) -> None:
    why = {"folder": tmp_path, "instrument": TREATY, "rationale": "x", "expert": "Anna"}
    first = confirm(KEN, "1", "2", at="2025-01-01", **why)
    now = replace(KEN, articles=(replace(KEN.articles[0], number="1A", key="1A"), *KEN.articles[1:]))
    second = reject(now, "1A", "2", at="2025-01-02", **why)
    told = history("KEN", "section 1a", law=now, folder=tmp_path)
    assert [e.decision for e in told] == [first, second]
    assert [e.replaced for e in told] == [None, replace(first, article="1A")]
    assert told.entries[0].outcome.startswith("replaced by reject")
    with pytest.raises(UnknownArticle):
        history("KEN", "99", law=now, folder=tmp_path)
