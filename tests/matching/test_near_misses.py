"""What only looks like a provision is told apart, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexalign.errors import DataFileError
from lexalign.language import load_lexicon
from lexalign.matching.context import look
from lexalign.matching.near_misses import known_look_alike, looks_like
from lexalign.matching.reading import read_article
from lexalign.model import Article
from lexalign.provisions import elements_of, load_instrument, provision

CASES = [
    ("16", "Service providers shall retain traffic data of all users for twelve months.", "everybody"),
    ("19", "A police officer may search any premises and seize any thing found there.", "general power"),
    ("8", "Whoever by deception obtains property from another is liable to imprisonment.", "upon a person"),
    ("20", "A judge may by warrant authorise the interception of the content of communications.", "content"),
    ("2", "Everyone has the right of access to information held by public bodies.", "right to information"),
    ("9", "Whoever distributes obscene or pornographic pictures is liable to a fine.", "in general"),
    ("35", "The central authority sends and answers requests for mutual legal assistance.", "at any hour"),
    ("31", "A court may issue a warrant to search a computer system and seize computer data.", "at home"),
]


@pytest.mark.parametrize(("number", "text", "word"), CASES)
def test_look_alikes_get_their_reason(number: str, text: str, word: str) -> None:
    lexicon, treaty = load_lexicon("en"), load_instrument()
    one = provision(treaty, number)
    looked = look(read_article(Article("1", None, text), lexicon), lexicon)
    said = looks_like(one, elements_of(treaty, one.id), (), looked, accepted=False)
    assert said.startswith(f"Looks like Article {number}, but it ") and word in said


REAL = [
    ("16", "The officer may by notice order a person to preserve specified stored computer data expeditiously."),
    ("8", "Whoever causes loss of property to another by altering computer data for economic benefit is liable."),
    ("2", "Whoever without right gains access to a computer system is liable to imprisonment."),
    ("19", "A police officer may search a computer system and seize computer data under a warrant."),
]


@pytest.mark.parametrize(("number", "text"), REAL)
def test_the_real_thing_is_no_look_alike(number: str, text: str) -> None:
    lexicon = load_lexicon("en")
    looked = look(read_article(Article("1", None, text), lexicon), lexicon)
    assert known_look_alike(provision(load_instrument(), number), looked) == ""


def test_an_accepted_article_that_shows_something_is_not_called_a_look_alike() -> None:
    lexicon, treaty = load_lexicon("en"), load_instrument()
    one = provision(treaty, "16")
    elements = elements_of(treaty, one.id)
    looked = look(read_article(Article("1", None, CASES[0][1]), lexicon), lexicon)
    shown = {next(e.id for e in elements if e.required)}
    assert looks_like(one, elements, shown, looked, accepted=True) == ""
    assert looks_like(one, elements, shown, looked, accepted=False)


def test_reasons_are_sentences_that_name_what_the_provision_asks() -> None:
    for treaty in ("cets185", "cets189", "cets224"):
        for one in load_instrument(treaty).provisions:
            for near in one.near_misses:
                assert near.reason.startswith("It ") and near.reason.endswith(".") and near.shows


def test_wrong_near_misses_are_named_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "instrument: mine\ntitle: {en: Mine}\nshort_title: {en: Mine}\ntext_checked: true\nprovisions:\n"
        '  - id: "1"\n    title: {en: One}\n    pillar: substantive\n    near_misses:\n'
        "      - shows: [no_such_concept]\n        reason: It is another thing.\n",
        encoding="utf-8",
    )
    with pytest.raises(DataFileError, match=r"mine\.yaml:10: unknown concept 'no_such_concept'"):
        load_instrument(file)
    file.write_text(file.read_text().replace("no_such_concept", "fraud").replace("It is", "Is"), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"mine\.yaml:11: .*reason"):
        load_instrument(file)
