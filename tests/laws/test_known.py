"""Known concordances: the bundled files as they are, and every way in which a file can be wrong."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexalign.errors import DataFileError, UnreadableFile
from lexalign.laws import bundled_laws, covered_countries, known_countries, known_headings, known_matches
from lexalign.laws.known import known_laws
from lexalign.laws.known_rows import BASES, COLUMNS, RELATIONS
from lexalign.model import LawStatus

GOOD = {
    "law": "xxa-act-2020",
    "law_title": "Made-up Act",
    "year": "2020",
    "law_status": "in force",
    "language": "en",
    "article": "4(a)(1)",
    "heading": "Entering a system",
    "provision": "cets185:2",
    "relation": "principal",
    "basis": "heading",
    "publisher": "",
    "source": "https://example.org/act",
    "checked": "",
    "note": "",
}


def write(folder: Path, *changes: dict[str, str], country: str = "XXA", head: str | None = None) -> Path:
    path = folder / country / "known.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write((head or ",".join(COLUMNS)) + "\n")
        csv.writer(out, lineterminator="\n").writerows([{**GOOD, **c}[name] for name in COLUMNS] for c in changes)
    return folder


# --- the bundled files --------------------------------------------------------------------------------------------


def test_the_bundled_rows_are_those_of_the_published_concordance(shared: Path) -> None:
    with (shared / "gold" / "published_concordance.csv").open(encoding="utf-8", newline="") as table:
        source = list(csv.DictReader(table))
    letters = {"P": "published", "H": "heading", "I": "inferred"}
    wanted = sorted(
        (r["iso3"], r["domestic_article"], re.sub("^cets185:P1-", "cets189:", f"cets185:{r['convention_article']}"),
         letters[r["basis"]], r["source_url"].strip())
        for r in source
    )  # fmt: skip
    assert sorted((m.country, m.article, m.provision, m.basis, m.source) for m in known_matches()) == wanted
    assert len(wanted) == 589
    assert len(known_countries()) == 55


def test_drafts_bills_and_repealed_laws_carry_that_status(shared: Path) -> None:
    with (shared / "gold" / "published_concordance.csv").open(encoding="utf-8", newline="") as table:
        source = list(csv.DictReader(table))
    drafts = {(r["iso3"], r["domestic_article"]) for r in source if re.search(r"BILL|DRAFT", r["law_title"])}
    gone = {
        (r["iso3"], r["domestic_article"]) for r in source if re.search("replaced by|superseded|repealed", r["note"])
    }
    by_status = {
        status: {(m.country, m.article) for m in known_matches() if m.law_status is status} for status in LawStatus
    }
    assert by_status[LawStatus.DRAFT] == drafts
    assert by_status[LawStatus.REPEALED] == gone
    assert {c for c, _ in drafts} == {"KEN", "KHM", "VCT"}
    assert {c for c, _ in gone} == {"JAM", "RWA", "SYC"}


def test_every_row_says_what_it_rests_on() -> None:
    for m in known_matches():
        assert m.source and m.law_title and m.basis in BASES and m.relation in RELATIONS, m.where
        assert (m.basis == "published") == bool(m.publisher), m.where
        assert len(m.heading.split()) <= 11, m.where  # ten words and the sign of the cut
        assert not re.search(r"\b(mine|wiki|inferred from)\b", m.note), m.where


def test_laws_with_the_id_of_a_bundled_law_are_that_law() -> None:
    bundled = {law.id: law for law in bundled_laws()}
    both = {m.law: m for m in known_matches() if m.law in bundled}
    assert set(both) == {
        "chl-ley-21459",
        "deu-stgb-1998",
        "ken-cmca-2018",
        "pak-peca-2016",
        "phl-ra-10175",
        "prt-lei-109-2009",
        "rwa-law-60-2018",
        "sen-loi-2008-11",
        "tur-tck-2004",
    }
    for law_id, m in both.items():
        assert (m.country, m.year, m.law_status) == (
            bundled[law_id].country,
            bundled[law_id].year,
            bundled[law_id].status,
        )


def test_headings_are_known_once_each_and_in_several_languages() -> None:
    found = known_headings()
    assert len(found) == len(set(found)) >= 240
    assert all(h.heading and "(" not in h.article for h in found)
    assert {"en", "es", "de", "tr"} <= {h.language for h in found}
    chile = {h.heading: h.provision for h in found if h.country == "CHL"}
    assert chile["Acceso ilícito"] == "cets185:2"


def test_known_laws_have_the_articles_named_and_no_text() -> None:
    by_id = {law.id: law for law in known_laws("ATG")}
    law = by_id["atg-eca-2013"]
    assert law.form == "known"
    assert {"2", "3", "5", "6", "8", "10", "16", "20", "28"} <= {a.key for a in law.articles}
    assert len({a.key for a in law.articles}) == len(law.articles)
    assert not any(a.text for a in law.articles)


def test_covered_is_bundled_or_known() -> None:
    assert set(covered_countries()) == set(known_countries()) | {law.country for law in bundled_laws()}


# --- a file of one's own ------------------------------------------------------------------------------------------


def test_a_file_of_ones_own_is_read_and_takes_the_place_of_the_bundled_one(tmp_path: Path) -> None:
    write(tmp_path, {}, {"article": "5", "provision": "cets185:6(1)(a)(i)", "heading": ""})
    write(tmp_path, {"law": "ken-x"}, country="KEN")
    one, two = known_matches("xxa", folder=tmp_path)
    assert (one.number, one.article, one.where) == ("4", "4(a)(1)", "XXA/known.csv:2")
    assert (two.provision, two.pinpoint) == ("cets185:6", "cets185:6(1)(a)(i)")
    assert [m.law for m in known_matches("KEN", folder=tmp_path)] == ["ken-x"]
    assert "XXA" in covered_countries(folder=tmp_path) and "XXA" not in covered_countries()
    assert len(known_matches("KEN")) == 39


def test_the_columns_may_stand_in_any_order_and_a_bom_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "XXA" / "known.csv"
    path.parent.mkdir()
    names = sorted(COLUMNS)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerow(GOOD)
    assert known_matches("XXA", folder=tmp_path)[0].heading == "Entering a system"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"law": "Act 2020"}, "law: 'Act 2020' is no id"),
        ({"law_title": ""}, "law_title: it is empty"),
        ({"year": "20"}, "year: '20' is no year"),
        ({"law_status": "bill"}, "law_status: 'bill' is none of in force, draft, repealed"),
        ({"language": "eng"}, "language: 'eng' is no ISO 639-1 code"),
        ({"article": " "}, "article: it is empty"),
        ({"heading": "one two three four five six seven eight nine ten eleven"}, "more than 10 words"),
        ({"provision": "2"}, "names no treaty"),
        ({"provision": "cets185:99"}, "cets185:99"),
        ({"provision": "cets999:1"}, "cets999"),
        ({"provision": "cets185:42"}, "final clause"),
        ({"relation": "full"}, "relation: 'full' is none of principal, partial"),
        ({"basis": "P"}, "basis: 'P' is none of published, heading, inferred"),
        ({"basis": "published"}, "publisher: say who published it"),
        ({"publisher": "Somebody"}, "publisher: say who published it"),
        ({"source": ""}, "source: it is empty"),
        ({"checked": "yes"}, "checked: 'yes' is no date"),
        ({"checked": "2026-02-30"}, "is no date"),
        ({"note": "x" * 301}, "longer than 300"),
        ({"heading": "=1+1"}, "takes for a formula"),
        ({"note": "one\ntwo"}, "line break"),
    ],
)
def test_every_fault_is_named_with_file_and_line(tmp_path: Path, change: dict[str, str], said: str) -> None:
    write(tmp_path, {}, {"article": "9", **change})
    with pytest.raises(DataFileError) as error:
        known_matches("XXA", folder=tmp_path)
    assert any(p.startswith("XXA/known.csv:3: ") and said in p for p in error.value.problems), error.value
    assert "corpora/README.md" in str(error.value)


def test_all_faults_are_told_at_once_and_lines_count_as_in_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"note": "one\ntwo"}, {"article": "5", "year": "x"}, {"article": "6", "basis": "?"})
    with pytest.raises(DataFileError) as error:
        known_matches("XXA", folder=tmp_path)
    assert [p.partition(": ")[0] for p in error.value.problems[:3]] == [f"XXA/known.csv:{n}" for n in (2, 4, 5)]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({}, "stand in XXA/known.csv:2 already"),
        ({"article": "5", "law_title": "Other title"}, "law_title: the law xxa-act-2020 is described otherwise"),
        ({"article": "5", "law_status": "repealed"}, "law_status: the law xxa-act-2020 is described otherwise"),
    ],
)
def test_rows_must_fit_each_other(tmp_path: Path, second: dict[str, str], said: str) -> None:
    write(tmp_path, {}, second)
    with pytest.raises(DataFileError, match=re.escape(said)):
        known_matches("XXA", folder=tmp_path)


def test_files_that_are_no_such_table(tmp_path: Path) -> None:
    write(tmp_path, {}, head="law;article")
    with pytest.raises(DataFileError, match=r"XXA/known\.csv:1: the columns are not right; missing: 'law'"):
        known_matches("XXA", folder=tmp_path)
    path = tmp_path / "XXA" / "known.csv"
    path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="no rows"):
        known_matches("XXA", folder=tmp_path)
    path.write_text(",".join(COLUMNS) + "\na,b\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="2 cells instead of 14"):
        known_matches("XXA", folder=tmp_path)
    path.write_text(",".join(COLUMNS) + '\n"a"b,c\n', encoding="utf-8")
    with pytest.raises(DataFileError, match="quotes do not match"):
        known_matches("XXA", folder=tmp_path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        known_matches("XXA", folder=tmp_path)
    with pytest.raises(UnreadableFile, match="no such folder"):
        known_matches(folder=tmp_path / "none")
    path.unlink()
    assert known_matches("XXA", folder=tmp_path) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=14, max_size=14))
def test_whatever_stands_in_a_row_is_read_or_named(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    folder = write(tmp_path_factory.mktemp("known"), dict(zip(COLUMNS, cells, strict=True)))
    try:
        known_matches("XXA", folder=folder)
    except DataFileError as error:
        assert all(p.startswith("XXA/known.csv:") for p in error.problems)
