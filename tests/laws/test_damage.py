"""A sample of damaged files (``tests/benchmarks/measure_damage.py`` reads 2,000): a law or one clear error, in time."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexalign.errors import LexalignError
from lexalign.laws import read_articles, read_law

from .damage import damaged, good_files

GOOD = good_files()


def outcome(path: Path) -> str:
    begun = time.monotonic()
    try:
        law = read_law(path, country="XXA")
    except LexalignError as error:
        assert path.name in str(error), f"{path.name}: the message does not say which file"
        assert "\n" not in str(error)
        assert len(str(error)) < 700
        found = type(error).__name__
    else:
        assert law.articles
        found = "read"
    assert time.monotonic() - begun < 10
    return found


@pytest.mark.parametrize("form", GOOD)
def test_the_undamaged_files_give_the_law_under_any_name(form: str, tmp_path: Path) -> None:
    for name in (f"law.{form}", "law", "law.txt", "law.pdf", "law.docx", "law.json", "law.csv"):
        path = tmp_path / name
        path.write_bytes(GOOD[form])
        articles = read_articles(path).articles
        assert [a.number for a in articles] == [str(n) for n in range(1, 17)], name
        assert articles[4].heading == "Device of kind 5"
        assert articles[4].text.startswith("(1) Whoever opens a device of kind 5")


def test_damaged_files_give_a_law_or_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("LEXALIGN_OCR", "off")
    outcomes = []
    for case in damaged(220, seed=7, with_hostile=False):
        path = tmp_path / case.name
        path.write_bytes(case.data)
        outcomes.append(outcome(path))
        path.unlink()
    assert outcomes.count("read") > 40  # damage that leaves the text alone is no reason to refuse a law
    assert outcomes.count("UnreadableFile") > 60


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=4000),
    st.sampled_from(sorted(GOOD)),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<?xml ", b"<html>", b"[{", b"\xff\xfe"]),
)
def test_any_bytes_are_a_law_or_a_clear_error(data: bytes, form: str, start: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"law.{form}"
        path.write_bytes(start + data)
        outcome(path)
