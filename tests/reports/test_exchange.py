"""Concordances in other people's formats, checked by other people's programs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign import assess_bundled, data_package, oscal_mapping, parquet_tables, sssom
from lexalign.assessment import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.laws import bundled_laws, fingerprint
from lexalign.model import Action, Article, Law, Override
from lexalign.reports.exchange import exchange_tables, sssom_text
from lexalign.reports.exchange.datapackage import csv_cell
from lexalign.reports.exchange.schema import TABLES

DAY = "2026-11-22"


def said(n: int, expert: str, action: Action, article: str, provision: str, value: str = "", **more: str) -> Override:
    law = bundled_laws("KEN")[0]
    mark = next(fingerprint(a) for a in law.articles if a.key == article)
    fields = {"rationale": "=1+1 says the table.\nSecond line.", "source": "python"} | more
    return Override(f"d{n}", f"2026-11-{n:02d}", expert, "KEN", law.id, article, provision, action, value,
                    fingerprint=mark, **fields)  # fmt: skip


DECISIONS = (
    said(1, "Jane Doe (0000-0002-1825-0097)", Action.CONFIRM, "14", "cets185:2", "full"),
    said(2, "Ann | Other", Action.ADD, "20", "cets185:2", "partial"),
    said(3, "Jane Doe (0000-0002-1825-0097)", Action.REJECT, "16", "cets185:5"),
    said(4, "Jane Doe (0000-0002-1825-0097)", Action.REJECT, "21", "cets185:2"),
)


@pytest.fixture(scope="module")
def ken() -> CountryAssessment:
    return assess_bundled("KEN", overrides=DECISIONS, as_of=DAY)


@pytest.fixture(scope="module")
def bundled() -> list[CountryAssessment]:
    return [assess_bundled(code, overrides=(), as_of=DAY) for code in ("KEN", "PHL", "ALB")]


def records(text: str) -> list[dict[str, str]]:
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO(body), delimiter="\t"))


# --- SSSOM ------------------------------------------------------------------------------------------------------------


def problems_of_sssom(path: Path) -> list[str]:
    parsers = pytest.importorskip("sssom.parsers", reason="sssom checks SSSOM files: pip install sssom")
    from sssom.validators import validate

    reports = validate(parsers.parse_sssom_table(str(path)), fail_on_error=False)
    return [result.message for report in reports.values() for result in report.results]


@pytest.mark.filterwarnings("ignore")
def test_sssom_holds_before_its_own_validator(
    ken: CountryAssessment, bundled: list[CountryAssessment], tmp_path: Path
) -> None:
    for n, assessment in enumerate([ken, *bundled]):
        path = sssom(assessment, tmp_path / f"{n}.sssom.tsv")
        assert problems_of_sssom(path) == []
        assert len(records(path.read_text(encoding="utf-8"))) >= sum(len(s.rows) for s in assessment.provisions) > 0
    # The judge is no rubber stamp.
    broken = tmp_path / "broken.tsv"
    broken.write_text(sssom_text(ken).replace("semapv:MappingReview", "semapv:Guessing"), encoding="utf-8")
    assert problems_of_sssom(broken)


def test_what_each_pair_says(ken: CountryAssessment) -> None:
    pairs = {(r["subject_id"].rpartition("/")[2], r["object_id"]): r for r in records(sssom_text(ken))}
    confirmed = pairs["14", "cets185:2"]
    assert confirmed["predicate_id"] == "skos:closeMatch" and not confirmed["predicate_modifier"]
    assert confirmed["mapping_justification"] == "semapv:MappingReview"
    assert confirmed["reviewer_id"] == "orcid:0000-0002-1825-0097" and not confirmed["reviewer_label"]
    assert confirmed["mapping_date"] == confirmed["review_date"] == "2026-11-01"
    # The program's figure is kept apart: it is no confidence in what the expert says.
    assert not confirmed["confidence"] and float(confirmed["ext_program_confidence"]) > 0.9
    added = pairs["20", "cets185:2"]
    assert added["predicate_id"] == "skos:broadMatch"
    assert added["mapping_justification"] == "semapv:ManualMappingCuration"
    assert added["author_label"] == r"Ann \| Other"
    assert added["comment"] == "=1+1 says the table. Second line."
    for rejected in (pairs["16", "cets185:5"], pairs["21", "cets185:2"]):
        assert (rejected["predicate_id"], rejected["predicate_modifier"]) == ("skos:closeMatch", "Not")
        assert rejected["author_id"] == "orcid:0000-0002-1825-0097"
    machine = pairs["26", "cets185:5"]
    assert machine["mapping_justification"] == "semapv:CompositeMatching"
    assert machine["mapping_tool"] == "lexalign" and 0 < float(machine["confidence"]) < 1
    assert {r["predicate_id"] for r in pairs.values()} == {"skos:closeMatch", "skos:broadMatch", "skos:relatedMatch"}
    related = [r for r in pairs.values() if r["ext_relation"] == "related"]
    assert related and {r["predicate_id"] for r in related} == {"skos:relatedMatch"}


def test_sources_alone_are_no_work_of_the_program(bundled: list[CountryAssessment]) -> None:
    for record in records(sssom_text(bundled[2])):  # Albania: named in sources, not read
        assert not record.get("mapping_tool") and not record.get("confidence")
        assert record["mapping_justification"] == "semapv:BackgroundKnowledgeBasedMatching"


def test_a_licence_is_claimed_only_for_what_is_ours(ken: CountryAssessment, bundled: list[CountryAssessment]) -> None:
    assert "#license: https://www.apache.org" in sssom_text(bundled[0])
    assert "#license" not in sssom_text(ken)
    assert "#license: https://example.org/l\n" in sssom_text(ken, licence="https://example.org/l")


def test_the_concordance_and_the_denied_pairs_do_not_meet(ken: CountryAssessment) -> None:
    rows = exchange_tables(ken)["concordance"]
    keys = [(r["law"], r["article"], r["provision"]) for r in rows]
    assert len(keys) == len(set(keys))
    assert {(r["article"], r["provision"]) for r in rows if r["outcome"] == "rejected"} == {
        ("16", "cets185:5"),
        ("21", "cets185:2"),
        ("31", "cets185:3"),  # by a decision that comes with the corpus
    }
    # Of two experts who differ the later holds; a withdrawn rejection denies nothing.
    later = said(5, "Ben", Action.CONFIRM, "16", "cets185:5", "full")
    gone = Override("w", "2026-11-06", "Ben", "KEN", "", "", "", Action.WITHDRAW, "d4", "Wrong.")
    # The user's word takes the place of what comes with the corpus.
    over = said(7, "Ben", Action.CONFIRM, "31", "cets185:3", "related")
    again = assess_bundled("KEN", overrides=(*DECISIONS, later, gone, over), as_of=DAY)
    assert not [r for r in exchange_tables(again)["concordance"] if r["outcome"] == "rejected"]


# --- data package -----------------------------------------------------------------------------------------------------


def errors_of(path: Path) -> list[str]:
    frictionless = pytest.importorskip(
        "frictionless", reason="frictionless checks data packages: pip install frictionless"
    )
    report = frictionless.validate(str(path))
    return [str(e) for e in report.flatten(["type", "note"])]


def test_data_package_holds_before_frictionless(
    ken: CountryAssessment, bundled: list[CountryAssessment], tmp_path: Path
) -> None:
    second = assess_bundled("KEN", overrides=DECISIONS, as_of=DAY, instrument="cets224")
    path = data_package([ken, second, *bundled[1:]], tmp_path)
    assert errors_of(path) == []
    described = json.loads(path.read_text(encoding="utf-8"))
    assert [r["name"] for r in described["resources"]] == [t.name for t in TABLES]
    for resource in described["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert "licenses" not in described  # the user's decisions are not ours to license
    # The judge sees a law that is not described, and a file that was changed.
    laws = tmp_path / "laws.csv"
    whole = laws.read_bytes()
    laws.write_bytes(b"\n".join(line for line in whole.split(b"\n") if b"phl-" not in line))
    assert any("foreign-key" in e for e in errors_of(path)) and any("hash" in e for e in errors_of(path))


def test_the_same_assessment_gives_the_same_bytes(ken: CountryAssessment, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        data_package(ken, tmp_path / folder)
        sssom(ken, tmp_path / folder / "x.sssom.tsv")
        oscal_mapping(ken, tmp_path / folder / "x.json")
    again = assess_bundled("KEN", overrides=DECISIONS, as_of=DAY)
    data_package(again, tmp_path / "c")
    for one in (tmp_path / "a").iterdir():
        assert one.read_bytes() == (tmp_path / "b" / one.name).read_bytes()
    assert (tmp_path / "c" / "datapackage.json").read_bytes() == (tmp_path / "a" / "datapackage.json").read_bytes()


def test_no_text_of_a_law_leaves(tmp_path: Path) -> None:
    secret = "Whoever quokka wilfully and without right gains access to a computer system shall be punished."
    law = Law("xkx-made", "KEN", "=Made Act", "en", (Article("1", "=cmd|' /C calc'!A0", secret, key="1"),), year=2020)
    mine = assess_bundled("KEN", overrides=(), as_of=DAY, laws=[law], known=False)
    data_package(mine, tmp_path)
    sssom(mine, tmp_path / "x.tsv")
    oscal_mapping(mine, tmp_path / "x.json")
    for one in tmp_path.iterdir():
        assert "quokka" not in one.read_text(encoding="utf-8")
    rows = list(csv.DictReader((tmp_path / "concordance.csv").open(encoding="utf-8", newline="")))
    assert rows and {r["heading"] for r in rows} == {"'=cmd|' /C calc'!A0"}
    assert "licenses" not in json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff")))
def test_a_cell_is_safe_and_comes_back(text: str) -> None:
    cell = csv_cell(text)
    assert not cell.startswith(("=", "+", "-", "@"))
    if not re.search("[\ufdd0-\ufdef]", text):
        assert cell.removeprefix("'") == text


def test_one_country_is_not_exported_twice(ken: CountryAssessment, tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match="twice"):
        data_package([ken, ken], tmp_path)
    with pytest.raises(LexalignError, match="nothing to export"):
        data_package([], tmp_path)
    assert not any(tmp_path.iterdir())


# --- Parquet and OSCAL ------------------------------------------------------------------------------------------------


def test_parquet_has_the_same_rows_with_their_types(ken: CountryAssessment, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow writes Parquet: pip install 'lexalign[parquet]'")
    tables = exchange_tables(ken)
    for path in parquet_tables(ken, tmp_path):
        found = parquet.read_table(path)
        rows = [
            {k: v if not hasattr(v, "isoformat") else v.isoformat() for k, v in r.items()} for r in found.to_pylist()
        ]
        assert rows == tables[path.stem]
        assert b"description" in found.schema.metadata
    concordance = parquet.read_table(tmp_path / "concordance.parquet").schema
    assert [str(concordance.field(n).type) for n in ("confidence", "stale", "decided_on")] == [
        "double",
        "bool",
        "date32[day]",
    ]


def test_parquet_without_pyarrow_says_what_to_do(
    ken: CountryAssessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LexalignError, match=r"pip install 'lexalign\[parquet\]'"):
        parquet_tables(ken, tmp_path)


# The parts of OSCAL's mapping schema 1.2.1 that are used here; the whole files were held against NIST's schema as
# compliance-trestle ships it (docs/exchange.md).
TOKEN = re.compile(r"[^\W\d][\w.\-]*")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_oscal_has_the_shape_of_its_model(ken: CountryAssessment, tmp_path: Path) -> None:
    collection = json.loads(oscal_mapping(ken, tmp_path / "x.json").read_text(encoding="utf-8"))["mapping-collection"]
    assert set(collection) == {"uuid", "metadata", "provenance", "mappings", "back-matter"}
    assert {"title", "last-modified", "version", "oscal-version"} == set(collection["metadata"])
    known = {f"#{r['uuid']}" for r in collection["back-matter"]["resources"]}
    seen = []
    for mapping in collection["mappings"]:
        assert {mapping["source-resource"]["href"], mapping["target-resource"]["href"]} <= known
        for entry in mapping["maps"]:
            assert UUID.fullmatch(entry["uuid"]) and TOKEN.fullmatch(entry["relationship"])
            assert set(entry) <= {
                "uuid", "ns", "relationship", "sources", "targets", "props", "remarks", "matching-rationale",
                "confidence-score",
            }  # fmt: skip
            assert ("ns" in entry) == (entry["relationship"] == "related")
            assert all(p["value"].strip() and TOKEN.fullmatch(p["name"]) for p in entry["props"])
            seen.append((entry["uuid"], entry["relationship"]))
    assert len({u for u, _ in seen}) == len(seen)
    assert {r for _, r in seen} == {"superset-of", "intersects-with", "related", "no-relationship"}


def test_oscal_admits_no_empty_mapping(tmp_path: Path) -> None:
    law = Law("xkx-empty", "KEN", "Made Act", "en", (Article("1", "Short title", "This Act is made up.", key="1"),))
    nothing = assess_bundled("KEN", overrides=(), as_of=DAY, laws=[law], known=False, bundled_decisions=False)
    with pytest.raises(LexalignError, match="no empty mapping"):
        oscal_mapping(nothing, tmp_path / "x.json")


def test_a_folder_one_may_not_write_to(ken: CountryAssessment, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LexalignError, match="cannot be written"):
        data_package(ken, tmp_path / "file" / "out")


@pytest.mark.filterwarnings("ignore")
def test_dates_in_other_forms_are_days(tmp_path: Path) -> None:
    basic = replace(DECISIONS[0], at="20261101")
    evening = replace(DECISIONS[1], at="2026-11-02T23:30:00-05:00")
    dated = assess_bundled("KEN", overrides=(basic, evening), as_of=DAY)
    rows = {r["decision"]: r["decided_on"] for r in exchange_tables(dated)["concordance"]}
    assert (rows["d1"], rows["d2"]) == ("2026-11-01", "2026-11-03")
    assert errors_of(data_package(dated, tmp_path)) == []
    assert problems_of_sssom(sssom(dated, tmp_path / "x.tsv")) == []
