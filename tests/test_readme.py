"""The notebook example of the README does what it says, on a real law."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_the_example_of_the_readme_runs(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert code
    shutil.copy(shared / "laws" / "RWA" / "law-60-2018-cybercrimes.html", tmp_path / "act.html")
    (tmp_path / "overrides").mkdir()
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(code.group(1), "README.md", "exec"), names)
    assessment = names["c"]
    assert assessment["16"].basis == "expert"  # type: ignore[index]
    assert list((tmp_path / "overrides").glob("RWA.csv"))
