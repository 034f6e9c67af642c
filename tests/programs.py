"""Programs that some tests drive: LibreOffice and Chromium. They skip with a reason where it is not installed."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable")


def converted(path: Path, folder: Path, ending: str, kind: str = "") -> Path:
    """A file as LibreOffice converts it; ``kind`` names the filter where the ending does not."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not here (apt-get install libreoffice-calc libreoffice-writer)")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    what = f"{ending}:{kind}" if kind else ending
    command = [program, "--headless", profile, "--convert-to", what, "--outdir", str(folder / "lo"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "lo" / f"{path.stem}.{ending}"


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """The system's Chromium under Playwright."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')")
    path = next((p for p in CHROMIUM if Path(p).exists()), None)
    if path is None:
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    with api.sync_playwright() as play:
        made = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield made
        finally:
            made.close()
