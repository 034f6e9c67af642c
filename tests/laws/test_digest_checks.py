"""Digests are held to what they say: their order, language, headings, and that they are in other words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lexalign.laws.digest_checks import _is_name, check_digests, longest_run, statutes_folder
from lexalign.laws.numbers import rank

_STATUTE = """Article 1. Access
Any person who goes into a machine of another person without being let in by him is to be punished with a fine.

Article 2. Keeping
The police may say in writing that whoever holds data keeps them as they are for sixty days.
"""
_LAW = """\
law: ken-act
country: KEN
title: Machines Act
year: 2020
kind: cybercrime act
language: en
status: in force
form: digest
source: {{citation: made up, file: KEN/act.txt, sha256: {hash}}}
articles:
{articles}"""
_ONE = (
    '  - {number: "1", heading: Access, digest: "Punishes entering the machine of somebody else uninvited: a fine."}\n'
)
_TWO = '  - {number: "2", heading: Keeping, digest: "Written police orders bind holders of data to keep them, sixty days."}\n'


def found(folder: Path, articles: str, *, digest: str = "") -> list[str]:
    import hashlib

    (folder / "laws" / "KEN").mkdir(parents=True, exist_ok=True)
    (folder / "laws" / "KEN" / "act.txt").write_text(_STATUTE, encoding="utf-8")
    (folder / "KEN").mkdir(exist_ok=True)
    right = hashlib.sha256(_STATUTE.encode()).hexdigest()
    text = _LAW.format(articles=articles, hash=f'"{digest or right}"')
    (folder / "KEN" / "ken-act.yaml").write_text(text, encoding="utf-8")
    return check_digests(folder / "laws", folder=folder)[0]


def test_a_sound_law_has_nothing_to_say(tmp_path: Path) -> None:
    assert found(tmp_path, _ONE + _TWO) == []


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        (_TWO + _ONE, "ken-act.yaml:12: article 1 stands behind 2"),
        (_ONE.replace("Access", "Entering") + _TWO, "the heading of article 1 is not in act.txt"),
        (
            _ONE.replace("uninvited", "without being let in by him is to be punished") + _TWO,
            "words of the statute: without being let in by him is to be punished",
        ),
        (_ONE + _TWO.replace("Written police orders bind holders of data to keep them, sixty days.", "Order."), "has 6 signs"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(tmp_path: Path, articles: str, said: str) -> None:
    problems = found(tmp_path, articles)
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("ken-act.yaml:") for problem in problems)


def test_another_language_than_said_is_noticed(tmp_path: Path) -> None:
    german = "Bestraft den, der in die Maschine eines anderen eindringt, ohne dass er dazu befugt ist, mit Geldstrafe. "
    articles = "".join(f'  - {{number: "{n}", digest: "{german * 4}"}}\n' for n in range(1, 4))
    assert any("read like 'de'" in problem for problem in found(tmp_path, articles))


def test_the_title_of_an_act_is_no_wording(tmp_path: Path) -> None:
    title = "Machines and Engines (Keeping, Trade Descriptions, Safety and Other Requirements) Act"
    runs = {tuple(w.casefold() for w in re.findall(r"\w+", title))}
    assert _is_name(next(list(r) for r in runs), f"Applies to the {title} alone.")
    assert not _is_name(next(list(r) for r in runs), f"Applies to the {title.lower()} alone.")


def test_another_file_than_the_one_read_is_noticed(tmp_path: Path) -> None:
    assert any("whose hash is given" in problem for problem in found(tmp_path, _ONE + _TWO, digest="0" * 64))


def test_numbers_do_not_make_a_run() -> None:
    runs = {tuple("abcdefgh")}
    assert longest_run(list("xabcdefghy"), runs) == list("abcdefgh")
    assert longest_run(list("abcd7efgh"), runs) == []


def test_counting_words_are_ranked_with_their_accents() -> None:
    assert rank("225 QUÁTER") < rank("225 quinquies") < rank("225 sexies")


def test_the_bundled_digests_are_in_other_words(shared: Path) -> None:
    problems, line = check_digests(statutes_folder() or shared / "laws")
    assert problems == []
    assert " compared with the statute" in line
