from __future__ import annotations

import io
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.errors import OverrideError
from lexalign.review import current_expert, identity, read_overrides, remember_expert, set_state
from lexalign.review.identity import config_file, expert_name, orcid_of, people

# Sample iDs that orcid.org publishes; the second ends in X.
REAL = ("0000-0002-1825-0097", "0000-0002-1694-233X", "0000-0001-5109-3700")


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEXALIGN_EXPERT", raising=False)
    monkeypatch.setattr(identity, "config_file", lambda: tmp_path / "settings" / "config.toml")


@pytest.mark.parametrize("orcid", REAL)
def test_orcid_in_every_writing(orcid: str) -> None:
    for text in (orcid, orcid.lower(), orcid.replace("-", ""), f"https://orcid.org/{orcid}", f"ORCID iD: {orcid}"):
        assert expert_name(text) == orcid
    for text in (f"Jane Doe ({orcid})", f"Jane  Doe, https://orcid.org/{orcid}", f"Jane Doe <{orcid}>"):
        assert expert_name(text) == f"Jane Doe ({orcid})"


@given(st.sampled_from(REAL), st.integers(0, 15), st.sampled_from("0123456789"))
def test_one_wrong_character_is_found(orcid: str, place: int, digit: str) -> None:
    digits = orcid.replace("-", "")
    wrong = digits[:place] + digit + digits[place + 1 :]
    if wrong == digits:
        return
    with pytest.raises(OverrideError, match="no ORCID iD"):
        orcid_of(wrong)


def test_what_is_no_name_is_refused() -> None:
    for text in ("", " \n ", "0000-0002-1825-009", "???", "12"):
        with pytest.raises(OverrideError):
            expert_name(text)
    assert expert_name(" Ольга  Ивановна\tШевченко ") == "Ольга Ивановна Шевченко"
    assert orcid_of("Jane Doe") == ""


def test_spellings_of_one_person() -> None:
    jane = [
        "Jane Doe",
        "DOE, Jane",
        f"Jane Doe ({REAL[0]})",
        REAL[0],
        f"https://orcid.org/{REAL[0]}",
        f"J. D. {REAL[0]}",
    ]
    key = people([*jane, "Ben", "John Doe", "José", "Jose\u0301"])
    assert len({key[text] for text in jane}) == 1
    assert key["José"] == key["Jose\u0301"]
    assert len(set(key.values())) == 4
    # Without a place where name and iD stand together nobody can know; two people of one name stay apart.
    assert people(["Jane Doe", REAL[0]])["Jane Doe"] != REAL[0]
    two = people(["Jane Doe", f"Jane Doe ({REAL[0]})", f"Doe, Jane ({REAL[1]})"])
    assert len(set(two.values())) == 3


def test_asked_once_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity.sys, "stdin", io.StringIO("Jane\n"))
    with pytest.raises(OverrideError, match="lexalign expert"):  # nobody at the keyboard: never asked
        current_expert()
    questions: list[str] = []
    answers = iter(["0000-0002-1825-0098", 'Jane "J." Doe'])

    def ask(question: str) -> str:
        questions.append(question)
        return next(answers)

    assert current_expert(ask) == 'Jane "J." Doe'
    assert len(questions) == 2
    assert "no ORCID iD" in questions[1]
    assert current_expert() == 'Jane "J." Doe'
    made = set_state("KEN", "procedural", "not in place", rationale="x", folder=tmp_path)
    assert made.expert == 'Jane "J." Doe'
    monkeypatch.setenv("LEXALIGN_EXPERT", f"Ben {REAL[2]}")
    assert current_expert() == f"Ben ({REAL[2]})"
    monkeypatch.setenv("LEXALIGN_EXPERT", "0000-0002-1825-0098")
    with pytest.raises(OverrideError, match=r"LEXALIGN_EXPERT: .*no ORCID iD"):
        current_expert()
    assert len(read_overrides(tmp_path)) == 1


def test_nobody_answers() -> None:
    def silent(_: str) -> str:
        raise EOFError

    with pytest.raises(OverrideError, match="nobody was named"):
        current_expert(silent)
    with pytest.raises(OverrideError, match="no name of an expert"):
        current_expert(lambda _: " ")


def test_the_settings_keep_what_else_is_in_them_and_say_where_they_are_wrong() -> None:
    path = identity.config_file()
    path.parent.mkdir()
    path.write_text('# mine\nexpert = "Old"\n[other]\nexpert = "kept"\n', encoding="utf-8")
    remember_expert('Back\\slash "Q"')
    kept = tomllib.loads(path.read_text(encoding="utf-8"))
    assert kept == {"expert": 'Back\\slash "Q"', "other": {"expert": "kept"}}
    assert "# mine" in path.read_text(encoding="utf-8")
    path.write_text("expert = Jane", encoding="utf-8")
    with pytest.raises(OverrideError, match=r"config\.toml: the settings cannot be read"):
        current_expert()


def test_where_the_settings_lie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert (config_file().name, config_file().parent.name) == ("config.toml", "lexalign")


def test_in_a_notebook_only_where_questions_can_be_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity.sys, "stdin", io.StringIO())
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "Jane Doe")
    kernel = SimpleNamespace(_allow_stdin=False)
    shell = SimpleNamespace(kernel=kernel)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    with pytest.raises(OverrideError, match="nobody is named"):
        current_expert()
    kernel._allow_stdin = True
    assert current_expert() == "Jane Doe"
    assert current_expert() == "Jane Doe"
    assert len(asked) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_at_a_terminal_the_command_line_asks_once(tmp_path: Path) -> None:
    import pty

    env = {k: v for k, v in os.environ.items() if k != "LEXALIGN_EXPERT"}
    env |= {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "LEXALIGN_OVERRIDES": str(tmp_path)}
    env |= {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-m", "lexalign.cli", "override", "set-state", "KEN", "procedural", "not in place"]
    keyboard, terminal = pty.openpty()
    os.write(keyboard, b"0000-0002-1825-0098\nJane Doe\n")
    for _ in range(2):  # the second time nobody types anything
        run = subprocess.run(
            [*command, "--because", "x"],
            stdin=terminal,
            capture_output=True,
            text=True,
            env=env,
            timeout=120,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        assert "?" not in run.stdout
    os.close(keyboard)
    os.close(terminal)
    assert "Who decides" not in run.stderr
    assert [o.expert for o in read_overrides(tmp_path, "KEN")] == ["Jane Doe", "Jane Doe"]
