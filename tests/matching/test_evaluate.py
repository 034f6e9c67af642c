"""A user's own table beside the machine: right counts, named rows, nothing lost, the same bytes always."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lexalign import align, bundled_laws, evaluate, read_law, write_evaluation
from lexalign.cli import app
from lexalign.errors import LexalignError, UnreadableFile
from lexalign.matching.evaluation import TABLES, Evaluation
from lexalign.matching.gold_table import GoldRow, GoldTable, read_gold_table
from lexalign.matching.precedents import load_precedents, precedents
from lexalign.model import Article, Law
from lexalign.provisions import bundled_instruments, load_instrument

LAW = bundled_laws("RWA")[0]
ALIGNED = align(LAW)
ACCEPTED = {(m.article, m.provision) for m in ALIGNED.accepted}
CANDIDATES = {(m.article, m.provision) for m in ALIGNED.matches if not m.accepted}
TREATIES = [load_instrument(i) for i in bundled_instruments()]


def table(*rows: tuple[str, str, int], law: str = "act.csv", alternative: str = "") -> GoldTable:
    return GoldTable(
        "old.csv", tuple(GoldRow(law, a, alternative, p, g, "", "", n) for n, (a, p, g) in enumerate(rows, 2))
    )


def compared(*rows: tuple[str, str, int], law: Law = LAW, **more: object) -> Evaluation:
    return evaluate(table(*rows), {"act.csv": law}, **more)  # type: ignore[arg-type]


# --- verdicts and figures -------------------------------------------------------------------------------------------


def test_each_verdict_is_given_where_it_belongs() -> None:
    one, two = sorted(ACCEPTED)[:2]
    near = sorted(CANDIDATES)[0]
    far = next(
        (a.key, p) for a in LAW.articles for p in ("cets185:9", "cets185:33") if (a.key, p) not in ACCEPTED | CANDIDATES
    )
    found = compared((*one, 2), (*two, 1), (*near, 2), (*far, 2), ("4711", "cets185:2", 2))
    verdicts = {(p.article, p.provision): p.verdict for p in found.pairs}
    assert verdicts[one] == "found"
    assert verdicts[two] == "related"
    assert verdicts[near] == "candidate"
    assert verdicts[far] == "missed"
    assert verdicts["4711", "cets185:2"] == "missed"
    assert [p for p in found.problems if "old.csv:6" in p and "4711" in p]
    named = {one[1], two[1], near[1], far[1], "cets185:2"}
    wrong = {pair for pair in ACCEPTED if pair[1] in named} - {one, two}
    assert {pair for pair, verdict in verdicts.items() if verdict == "wrongly accepted"} == wrong
    assert (found.total.found, found.total.missed, found.total.wrong) == (1, 3, len(wrong))
    assert found.total.recall == 0.25


rows_of_a_table = st.lists(
    st.tuples(
        st.sampled_from([a.key for a in LAW.articles if "#" not in a.key]),
        st.sampled_from(sorted({p for _, p in ACCEPTED})),
        st.sampled_from([0, 1, 2]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=8, deadline=None)
@given(rows_of_a_table)
def test_figures_are_those_of_counting_by_hand(rows: list[tuple[str, str, int]]) -> None:
    grades: dict[tuple[str, str], int] = {}
    for a, p, grade in rows:
        grades[a, p] = max(grade, grades.get((a, p), 0))
    named = {p for _, p, _ in rows}
    want = {pair for pair, grade in grades.items() if grade == 2}
    free = {pair for pair, grade in grades.items() if grade == 1}
    got = {pair for pair in ACCEPTED if pair[1] in named}
    found = compared(*rows)
    t = found.total
    assert (t.found, t.wrong, t.missed) == (len(want & got), len(got - want - free), len(want - got))
    has, seen = {p for _, p in want}, {p for _, p in got}
    counted = {p for p in named if p in has or p not in {q for _, q in free}}
    assert (t.present, t.imagined, t.overlooked) == (len(has & seen), len((seen & counted) - has), len(has - seen))
    assert sum(one.found for one in found.provisions.values()) == t.found
    assert sum(c.articles for c in found.confusion if c.expected == c.proposed) == t.found
    assert all(c.expected in {"", *has} and c.proposed in {"", *named} for c in found.confusion)
    assert len(found.pairs) == len(want | (got & (want | free)) | (got - free))


def test_what_the_machine_finds_is_perfect_beside_itself() -> None:
    rows = [(a, p, 2) for a, p in sorted(ACCEPTED)]
    found = compared(*rows, instruments=["cets185"])
    assert found.total.f1 == found.total.presence_f1 == 1
    assert found.floor < 0.8
    # Where every provision compared is there, saying "there" is always right, and the floor says so.
    assert compared(*rows).floor == 1


def test_unnamed_provisions_count_only_where_the_treaty_is_covered_as_a_whole() -> None:
    one = sorted(ACCEPTED)[0]
    assert compared((*one, 2)).total.wrong == sum(p == one[1] for _, p in ACCEPTED) - 1
    assert compared((*one, 2), instruments=["cets185"]).total.wrong == len(ACCEPTED) - 1


def test_no_precedent_of_the_same_country_counts() -> None:
    own = precedents(row for row in load_precedents().rows if row.country == "RWA")
    assert len(own.rows) > 20
    rows = [(a, p, 2) for a, p in sorted(ACCEPTED)]
    with_own, without = (compared(*rows, precedents=index) for index in (own, precedents(())))
    assert with_own.pairs == without.pairs
    assert "no precedent of its own counts" in str(with_own)


def test_an_article_carried_by_an_amending_one_is_found_under_either_number() -> None:
    article, provision = next(pair for pair in sorted(ACCEPTED) if pair[1] == "cets185:2")
    found = evaluate(table(("999-1", provision, 2), alternative=article), {"act.csv": LAW})
    assert found.total.found == 1 and not found.problems


def test_negatives_that_are_accepted_are_counted(tmp_path: Path) -> None:
    pairs = sorted(ACCEPTED)
    file = tmp_path / "not.csv"
    file.write_text(f"file,article,tempting_provision\nact.csv,{pairs[0][0]},{pairs[0][1]}\nact.csv,1,cets185:33\n")
    found = evaluate(table((*pairs[1], 2)), {"act.csv": LAW}, negatives=file)
    assert found.look_alikes == (1, 2)


def test_the_floor_is_that_of_its_seed() -> None:
    rows = [(a, p, 2) for a, p in sorted(ACCEPTED)][::2]
    first, again, other = (compared(*rows, seed=s, instruments=["cets185"]).floor for s in (1, 1, 2))
    assert first == again != other


def test_with_several_laws_the_floor_deals_articles_among_them() -> None:
    nothing = Law(
        "x", "XKX", "Act", "en", tuple(Article(str(n), "Fees", "The fee is ten.", key=str(n)) for n in range(400))
    )
    two = GoldTable(
        "t", (*table(*((a, p, 2) for a, p in ACCEPTED)).rows, GoldRow("b", "1", "", "cets185:2", 1, "", "", 9))
    )
    found = evaluate(two, {"act.csv": LAW, "b": nothing})
    assert "among the laws" in found.floor_means
    # Most of the articles dealt to the act come from the long law of fees, so that chance finds little.
    assert found.floor < 0.7 < found.total.presence_f1  # type: ignore[operator]


# --- tables of users ------------------------------------------------------------------------------------------------


def test_columns_by_other_names_and_rows_that_are_wrong(tmp_path: Path) -> None:
    file = tmp_path / "alt.csv"
    file.write_bytes(
        "Gesetz;Artikel;Budapest Convention;Relation;Land\n"
        "a.csv;§ 12;Art. 6(1)(a)(ii);full;KEN\n"
        "a.csv;;3;;\n"
        "b.csv;4.10;CETS 189:3; 2;\n"
        "b.csv;12;Art. 99;full;KEN\n"
        "b.csv;12;6;maybe;\n"
        "b.csv;12;6;2;Großland\n"
        'b.csv;13;"2; cets185:3.1";1;MUS\n'
        "\n"
        "b.csv;3;cets999:1;;\n"
        "b.csv;3\n".encode("cp1252")
    )
    found = read_gold_table(file, TREATIES)
    assert [(r.law, r.article, r.provision, r.grade, r.country) for r in found.rows] == [
        ("a.csv", "§ 12", "cets185:6", 2, "KEN"),
        ("b.csv", "4.10", "cets189:3", 2, ""),
        ("b.csv", "13", "cets185:2", 1, "MUS"),
        ("b.csv", "13", "cets185:3", 1, "MUS"),
    ]
    assert [p.split(" ")[0] for p in found.problems] == [f"alt.csv:{n}:" for n in (3, 5, 6, 7, 10, 11)]
    assert "'maybe' is no grade" in found.problems[2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("law,provision\na,2\n", "no column article; its columns are law, provision"),
        ("law,article,provision\na,1,99\n", "t.csv:2: '99' is no article"),
        ("law,article,provision\n", "no row that can be used"),
        ('law,article,provision\na,"1,2\n', "t.csv"),
    ],
)
def test_a_table_that_is_none_is_said_to_be_so(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(content)
    with pytest.raises(UnreadableFile) as error:
        evaluate(file)
    assert said in str(error.value)


def test_excel_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    file.write_bytes(b"PK\x03\x04 and so on")
    with pytest.raises(UnreadableFile, match="CSV"):
        evaluate(file)


def acts(folder: Path) -> tuple[Path, int]:
    """A folder with one act of ours, a broken file, and a table that names them and one that is not there.

    Returns:
        The table, and how many of its first rows are what the machine accepts.
    """
    with (folder / "act.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["number", "heading", "text"])
        writer.writerows([a.number, a.heading, a.text] for a in LAW.articles if "#" not in a.key)
    (folder / "empty.csv").write_text("")
    accepted = align(read_law(folder / "act.csv", country="RWA", language="en")).accepted
    lines = [f"act.csv,{m.article},{m.provision},2,RWA,en" for m in accepted]
    bad = ["act.csv,1,Art. 99,,,", "empty.csv,1,2,,RWA,en", "gone.csv,1,2,,RWA,en", "act.csv,4711,2,,RWA,en"]
    gold = folder / "gold.csv"
    gold.write_text("\n".join(["law_file,article,provision,grade,country,language", *lines, *bad]) + "\n")
    return gold, len(lines)


def test_one_bad_row_or_law_does_not_stop_the_others(tmp_path: Path) -> None:
    gold, count = acts(tmp_path)
    first = count + 2
    result = CliRunner().invoke(app, ["evaluate", str(gold), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    for place in (f"gold.csv:{first}:", f"gold.csv:{first + 1}: empty.csv", f"gold.csv:{first + 2}: gone.csv", f"gold.csv:{first + 3}: act.csv"):  # fmt: skip
        assert place in result.output
    assert f"{count + 1} pairs of 1 law (RWA): {count} found, 1 not accepted" in result.output
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {*(f"{t}.csv" for t in TABLES), "summary.txt", "figure.png"}
    with (tmp_path / "out" / "pairs.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert sum(r["verdict"] == "found" for r in rows) == count
    assert {r["line"] for r in rows if r["verdict"] == "missed"} == {str(first + 3)}


def test_csv_on_standard_output_holds_nothing_else(tmp_path: Path) -> None:
    gold, count = acts(tmp_path)
    gold.write_text("\n".join(gold.read_text().splitlines()[: count + 1]) + "\n")
    result = CliRunner().invoke(app, ["evaluate", str(gold), "--format", "csv", "--of", "laws"])
    assert result.exit_code == 0, result.output
    (row,) = csv.DictReader(result.stdout.splitlines())
    assert row["law"] == "act.csv" and row["f1"] == "1.0"


def test_a_law_of_no_known_country_is_not_compared(tmp_path: Path) -> None:
    gold, _ = acts(tmp_path)
    gold.write_text("law,article,provision\nact.csv,1,2\n")
    with pytest.raises(UnreadableFile, match="country is not known"):
        evaluate(gold)
    assert evaluate(gold, country="RWA").states == ("RWA",)
    with pytest.raises(LexalignError, match="no such folder"):
        evaluate(gold, tmp_path / "nowhere")


# --- looking at it --------------------------------------------------------------------------------------------------


def test_the_same_evaluation_gives_the_same_bytes_and_no_formulas(tmp_path: Path) -> None:
    evil = replace(LAW, articles=tuple(replace(a, heading=f'=cmd|"{a.heading}"<b>') for a in LAW.articles))
    rows = [(a, p, 2) for a, p in sorted(ACCEPTED)]
    found = compared(*rows, law=evil)
    one, two = (write_evaluation(found, tmp_path / name) for name in ("one", "two"))
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
    text = (tmp_path / "one" / "pairs.csv").read_text(encoding="utf-8")
    assert ",=cmd" not in text and "'=cmd" in text


def test_names_of_users_are_escaped_in_notebooks() -> None:
    rows = replace(table(("1", "cets185:2", 2)), name="<script>x</script>", problems=("<b>",))
    page = evaluate(rows, {"act.csv": LAW})._repr_html_()
    assert "<script" not in page and "<b>" not in page and "chance reaches" in page


def test_it_says_what_it_measured_with() -> None:
    found = compared(("1", "cets185:2", 2))
    assert set(found.versions) == {"lexalign", "weights", "precedents", "treaties", "lexicons"}
    assert "RWA among others" in str(found)  # the shipped weights have seen that country
    for name in TABLES:
        assert list(found.to_frame(name).columns)
    with pytest.raises(ValueError, match="no table"):
        found.to_frame("nothing")


def test_it_gives_what_the_scorer_of_the_collection_counts(shared: Path, tmp_path: Path) -> None:
    names = ("PHL/ra-10175.html", "SEN/loi-2008-11-cybercriminalite.articles.csv")
    with (shared / "gold" / "matches.csv").open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["law_file"] in names]
    gold = tmp_path / "gold.csv"
    with gold.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    found = evaluate(gold, shared / "laws")
    assert not found.problems
    assert found.states == ("PHL", "SEN") and set(found.languages) == {"en", "fr"}
    assert found.total.pairs == len({(r["law_file"], r["article"], r["provision"].split(".")[0]) for r in rows if r["grade"] == "2"})  # fmt: skip
    assert found.total.f1 is not None and found.total.f1 >= 0.85
    assert found.floor < found.total.presence_f1  # type: ignore[operator]
