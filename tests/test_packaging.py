"""The data comes along: from a checkout, from an editable install, from a wheel in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

ASK = (
    "import lexalign, json; from lexalign.files import provisions_dir, corpora_dir; "
    "from lexalign import align, bundled_laws; law = bundled_laws('KEN')[0]; "
    "print(json.dumps([lexalign.__file__, str(provisions_dir()), str(corpora_dir()), len(align(law).accepted)]))"
)


def ask(cwd: Path, path: Path | None) -> list[object]:
    import json

    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    if path is not None:
        env["PYTHONPATH"] = str(path)
    run = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, cwd=cwd, env=env, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def test_checkout(tmp_path: Path) -> None:
    module, provisions, corpora, accepted = ask(tmp_path, ROOT)
    assert Path(str(module)).is_relative_to(ROOT)
    assert (provisions, corpora) == (str(ROOT / "provisions"), str(ROOT / "corpora"))
    assert accepted


def editable() -> bool:
    probe = "import importlib.util as u; print(u.find_spec('lexalign') is not None)"
    run = subprocess.run([sys.executable, "-I", "-c", probe], capture_output=True, text=True, cwd="/", check=True)
    return run.stdout.strip() == "True"


def test_installed(tmp_path: Path) -> None:
    if not editable():
        pytest.skip("lexalign is not installed in this environment (pip install -e .)")
    assert ask(tmp_path, None)[3]


def test_wheel_in_an_empty_folder(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel: pip install -e '.[dev]'")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path / "dist"), str(ROOT)], check=True
    )
    (wheel,) = (tmp_path / "dist").glob("lexalign-*.whl")
    site = tmp_path / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(site), str(wheel)], check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    module, provisions, corpora, accepted = ask(empty, site)
    for place in (module, provisions, corpora):
        assert Path(str(place)).is_relative_to(site)
    assert accepted
    assert (site / "lexalign" / "py.typed").is_file()
    assert not list(site.rglob("tests"))
    for name in ("review.js", "review.css"):
        assert (site / "lexalign" / "review" / "static" / name).is_file()
