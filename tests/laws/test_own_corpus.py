"""The user's own corpus: what goes in comes out the same; versions are kept; one bad file does not stop the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lexalign.assessment import assess_bundled
from lexalign.errors import CorpusError, DataFileError, LexalignError, UnreadableFile
from lexalign.laws import (
    bundled_countries,
    bundled_laws,
    completeness,
    corpora_folder,
    import_law,
    law_as_of,
    law_versions,
    read_corpus,
    read_law,
    read_laws,
    using_corpora,
)
from lexalign.laws.law_file import law_yaml
from lexalign.model import PILLARS, Article, Issue, Law, LawStatus

from .conftest import ACT

Save = Callable[[str, "str | bytes"], Path]


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    return tmp_path / "own"


def put(path: Path, folder: Path, **more: object) -> object:
    return import_law(path, country="XXA", folder=folder, **{"language": "en", **more})  # type: ignore[arg-type]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# --- what goes in comes out -----------------------------------------------------------------------------------------


def test_an_imported_law_is_read_back_as_it_was_read(save: Save, corpora: Path) -> None:
    act = save("The Act (2031).txt", ACT)
    done = import_law(
        act, country="xxa", title="Imaginary Devices Act", year=2031, status="draft", kind="other", folder=corpora
    )
    (law,) = bundled_laws("XXA", folder=corpora)
    plain = read_law(act, country="XXA", title="Imaginary Devices Act", year=2031, status="draft", kind="other")
    assert law == done.law == read_corpus(done.file) == replace(plain, id="xxa-imaginary-devices-act-2031")
    assert law.status is LawStatus.DRAFT and law.articles and done.action == "added"
    assert done.original.read_bytes() == act.read_bytes() and done.original.name.endswith("The Act (2031).txt")
    said = yaml.safe_load(done.file.read_text(encoding="utf-8"))
    assert said["source"]["sha256"] == hashlib.sha256(act.read_bytes()).hexdigest()
    assert said["source"]["file"] == act.name and said["imported"]["at"].endswith("Z")
    assert (done.file.parent / said["imported"]["original"]) == done.original


_text = st.text(max_size=80) | st.sampled_from(
    [
        "Repealed.",
        "null",
        "yes",
        "- a",
        "# b",
        " edge ",
        "a\n\n  b\n",
        "x: y",
        "\t",
        "\r\n",
        "\u2028",
        "\x85",
        "\ufeff",
        "12",
    ]
)
_word = st.text(min_size=1, max_size=20)


@st.composite
def _laws(draw: st.DrawFn) -> Law:
    """A law in which every field of the model that has a default has another value now and then."""
    keys = draw(st.lists(_word, min_size=1, max_size=6, unique=True))

    def filled(kind: type, known: dict[str, object]) -> dict[str, object]:
        others = {f.name for f in fields(kind)} - known.keys()
        return known | {name: draw(_text) for name in sorted(others)}

    articles = [
        Article(
            **filled(
                Article,
                {
                    "number": draw(_word),
                    "heading": draw(st.none() | _text),
                    "path": tuple(draw(st.lists(_text, max_size=3))),
                    "key": key,
                    "carried_by": draw(st.none() | _word),
                    "translations": draw(
                        st.dictionaries(st.sampled_from(["en", "fr"]), _word.filter(str.strip), max_size=2)
                    ),
                },
            )  # type: ignore[arg-type]
        )
        for key in keys
    ]
    issues = draw(st.lists(st.builds(Issue, _word, st.none() | _word, _word), max_size=2))
    known = {
        "id": "xxa-law",
        "country": "XXA",
        "title": draw(_word),
        "language": "en",
        "articles": tuple(articles),
        "year": draw(st.none() | st.integers(1000, 2999)),
        "status": draw(st.sampled_from(LawStatus)),
        "kind": "other",
        "form": "text",
        "version_date": draw(st.none() | st.just("2018-05")),
        "source": draw(_text).strip(),
        "issues": tuple(issues),
    }
    return Law(**filled(Law, known))  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_laws())
def test_any_law_survives_being_written(tmp_path_factory: pytest.TempPathFactory, law: Law) -> None:
    path = tmp_path_factory.mktemp("law") / "xxa-law.yaml"
    text = law_yaml(law, file="a.txt", sha256="0" * 64, at="2026-11-22T00:00:00Z", original="originals/a", where=path)
    path.write_text(text, encoding="utf-8")
    assert read_corpus(path) == law


@pytest.mark.parametrize(
    "name",
    [
        "DEU/stpo.md",
        "SEN/loi-2008-11-cybercriminalite.articles.csv",
        "ITA/legge-48-2008.md",
        "ARE/fdl-34-2021-cybercrime.html",
    ],
)
def test_real_laws_are_read_back_as_they_were_read(shared: Path, corpora: Path, name: str) -> None:
    path, country = shared / "laws" / name, name[:3]
    law = import_law(path, country=country, folder=corpora).law
    plain = read_law(path, country=country)
    found = next(one for one in bundled_laws(country, folder=corpora) if one.id == law.id)
    assert found == law == replace(plain, id=law.id)


# --- the same file, another version ---------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(save: Save, corpora: Path) -> None:
    act = save("act.txt", ACT)
    put(act, corpora, title="Imaginary Devices Act", year=2031)
    before = snapshot(corpora)
    again = put(act, corpora)  # without its metadata: those given before are kept
    assert again.action == "unchanged" and again.law.title == "Imaginary Devices Act"
    elsewhere = save("copy of act.txt", ACT)
    assert put(elsewhere, corpora).action == "unchanged"
    assert snapshot(corpora) == before


def test_other_metadata_for_the_same_file_update_it(save: Save, corpora: Path) -> None:
    act = save("act.txt", ACT)
    first = put(act, corpora, status="draft")
    second = put(act, corpora, status="in force", year=2031)
    assert (second.action, second.law.id, second.law.status) == ("updated", first.law.id, LawStatus.IN_FORCE)
    assert len(law_versions("XXA", first.law.id, folder=corpora)) == 1


def test_what_was_mended_by_hand_is_not_overwritten(save: Save, corpora: Path) -> None:
    act = save("act.txt", ACT)
    file = put(act, corpora).file
    file.write_text(file.read_text(encoding="utf-8").replace("ten coins", "10 coins"), encoding="utf-8")
    again = put(act, corpora, status="draft")
    assert again.action == "unchanged" and "by hand" in str(again)
    assert "10 coins" in file.read_text(encoding="utf-8") and bundled_laws("XXA", folder=corpora) == (again.law,)
    assert put(save("act.txt", ACT + "More."), corpora).action == "new version"
    mended, _ = law_versions("XXA", again.law.id, folder=corpora)
    assert any("10 coins" in one.text for one in mended.law.articles)


def test_a_changed_file_is_a_new_version_and_the_old_one_is_kept(save: Save, corpora: Path) -> None:
    old = put(save("act.txt", ACT), corpora, year=2031, version_date="2031")
    new = put(save("act.txt", ACT.replace("ten coins", "fifty coins")), corpora, version_date="2033-01-01")
    assert new.action == "new version" and new.law.year == 2031 and old.law.id == new.law.id
    versions = law_versions("XXA", new.law.id, folder=corpora)
    assert [(v.date, v.current) for v in versions] == [("2031", False), ("2033-01-01", True)]
    assert [v.law for v in versions] == [old.law, new.law]
    assert all(v.original.is_file() for v in versions)
    assert bundled_laws("XXA", folder=corpora) == (new.law,)
    assert law_as_of("XXA", new.law.id, "2032-06-30", folder=corpora) == old.law
    assert law_as_of("XXA", new.law.id, "2033", folder=corpora) == new.law
    with pytest.raises(CorpusError, match="oldest is of 2031"):
        law_as_of("XXA", new.law.id, "2030", folder=corpora)


def test_an_older_text_does_not_take_the_place_of_a_newer_one(save: Save, corpora: Path) -> None:
    new = put(save("act.txt", ACT), corpora, version_date="2033")
    older = put(save("act.txt", ACT.replace("ten", "two")), corpora, version_date="2031-05-01")
    assert older.action == "older version"
    assert bundled_laws("XXA", folder=corpora) == (new.law,)
    again = put(save("act.txt", ACT.replace("ten", "two")), corpora)
    assert again.action == "unchanged" and bundled_laws("XXA", folder=corpora) == (new.law,)
    assert [v.date for v in law_versions("XXA", new.law.id, folder=corpora)] == ["2031-05-01", "2033"]


def test_a_trial_run_writes_nothing(save: Save, corpora: Path) -> None:
    done = put(save("act.txt", ACT), corpora, dry_run=True, complete=["procedural"])
    assert done.action == "added" and not corpora.exists()


def test_names_in_other_scripts_make_ids_that_differ(save: Save, corpora: Path) -> None:
    ids = {put(save(f"{name}.txt", ACT + name), corpora).law.id for name in ("Кримінальний", "Процесуальний", "قانون")}
    assert len(ids) == 3 and all(one.isascii() and one.startswith("xxa-") for one in ids)


def test_a_law_of_a_bundled_id_takes_its_place(save: Save, corpora: Path) -> None:
    bundled = bundled_laws("KEN")[0]
    done = import_law(save("act.txt", ACT), country="KEN", law_id=bundled.id, language="en", folder=corpora)
    assert "takes the place of the bundled law" in str(done)
    assert bundled_laws("KEN", folder=corpora)[0] == done.law


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"country": "Kenya"}, "three-letter"),
        ({"status": "valid"}, "not a status"),
        ({"kind": "novel"}, "not a kind"),
        ({"law_id": "Big Law"}, "not an id"),
        ({"version_date": "2018-13"}, "not a date"),
        ({"version_date": "18 May"}, "not a date"),
        ({"year": 18}, "year"),
        ({"complete": ["penal"]}, "not a pillar"),
    ],
)
def test_wrong_metadata_are_named_and_nothing_is_written(
    save: Save, corpora: Path, more: dict[str, object], says: str
) -> None:
    with pytest.raises(LexalignError, match=says):
        import_law(save("act.txt", ACT), **{"country": "XXA", "folder": corpora, **more})  # type: ignore[arg-type]
    assert not list(corpora.rglob("*.yaml"))


# --- the country's card ---------------------------------------------------------------------------------------------


def test_a_new_card_claims_nothing_and_can_be_set(save: Save, corpora: Path) -> None:
    act = save("act.txt", ACT)
    put(act, corpora)
    assert {pillar for pillar, said in completeness("XXA", folder=corpora).items() if not said.complete} == set(PILLARS)
    put(act, corpora, complete=["substantive", "procedural"])
    found = completeness("XXA", folder=corpora)
    assert {pillar for pillar, said in found.items() if said.complete} == {"substantive", "procedural"}
    card = corpora / "XXA" / "country.yaml"
    card.write_text(card.read_text(encoding="utf-8") + "# a remark of mine\n", encoding="utf-8")
    put(save("other.txt", ACT + "more"), corpora)
    assert "a remark of mine" in card.read_text(encoding="utf-8")


def test_a_card_beside_a_bundled_one_leaves_what_that_says(save: Save, corpora: Path) -> None:
    import_law(save("act.txt", ACT), country="RWA", language="en", folder=corpora)
    assert completeness("RWA", folder=corpora) == completeness("RWA")


def test_a_spoilt_card_is_named_and_left_alone(save: Save, corpora: Path) -> None:
    act = save("act.txt", ACT)
    put(act, corpora)
    card = corpora / "XXA" / "country.yaml"
    card.write_text("country: XXA\nlaws: [\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"country.yaml:\d"):
        put(act, corpora, complete=["procedural"])
    assert card.read_text(encoding="utf-8") == "country: XXA\nlaws: [\n"


# --- who sees it ----------------------------------------------------------------------------------------------------


def test_the_folder_is_found_as_that_of_the_journals_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEXALIGN_CORPORA", str(tmp_path / "named"))
    assert corpora_folder() == tmp_path / "named" and corpora_folder("given") == Path("given")
    with using_corpora(tmp_path / "used"):
        assert corpora_folder() == tmp_path / "used"
    with pytest.raises(UnreadableFile, match="LEXALIGN_CORPORA"):
        bundled_laws()
    monkeypatch.delenv("LEXALIGN_CORPORA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert corpora_folder().name == "corpora" and bundled_laws()
    (tmp_path / "corpora-own").mkdir()
    assert corpora_folder() == Path("corpora-own")


def test_the_assessment_sees_the_users_law_and_not_a_draft(save: Save, corpora: Path) -> None:
    text = (
        "number,heading,text\n"
        '2,Unauthorised access,"A person who intentionally and without authority gains access to the whole or any part '
        'of a computer system commits an offence and is liable to imprisonment for two years."\n'
    )
    act = save("act.csv", text)
    assert "LUX" not in bundled_countries()
    import_law(act, country="LUX", language="en", kind="cybercrime act", folder=corpora)
    assert "LUX" in bundled_countries(folder=corpora)
    found = assess_bundled("LUX", corpora=corpora, overrides=())["cets185:2"]
    import_law(act, country="LUX", language="en", status="draft", folder=corpora)
    drafted = assess_bundled("LUX", corpora=corpora, overrides=())["cets185:2"]
    assert str(found.status) in ("in line", "partially in line") and str(drafted.status) == "no information"


# --- a folder or a glob is a corpus ---------------------------------------------------------------------------------


def test_a_folder_is_a_corpus_and_one_bad_file_does_not_stop_it(tmp_path: Path) -> None:
    for name, content in {
        "KEN/a.txt": ACT,
        "KEN/deep/a.txt": ACT,
        "RWA/b.txt": ACT,
        "RWA/broken.pdf": "%PDF-1.4 nothing",
        "RWA/.hidden.txt": ACT,
        "RWA/picture.png": "x",
        "loose.txt": ACT,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = read_laws(tmp_path)
    assert [(law.country, law.id) for law in found] == [("KEN", "ken-a"), ("KEN", "ken-a-2"), ("RWA", "rwa-b")]
    assert [law.source for law in read_laws(tmp_path / "*" / "b.*")] == ["b.txt"]
    assert [law.country for law in read_laws(str(tmp_path / "**" / "*.txt"), country="UGA")] == ["UGA"] * 4
    for name in ("broken.pdf", "picture.png", "loose.txt", "deep/a.txt"):
        assert sum(name in problem for problem in found.problems) == 1, name
    assert list(found.to_frame()["articles"]) == [4, 4, 4]
    assert "3 laws" in found._repr_html_()


@pytest.mark.parametrize("name", ["nowhere", "empty", "*.docx"])
def test_a_place_without_laws_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile):
        read_laws(tmp_path / name)
