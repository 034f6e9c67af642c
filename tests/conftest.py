"""Where the real statutes are, for the tests that need them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path | None:
    folder = Path(os.environ.get("LEXALIGN_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "laws" / "INDEX.csv").is_file() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real statutes (../shared, or LEXALIGN_SHARED) are not here")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_laws_of_the_users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    # What the person at this machine has imported must not change what the tests count.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEXALIGN_CORPORA", str(tmp_path_factory.mktemp("corpora")))
        yield


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    # On CI nothing may be skipped for want of a program that CI installs; the statutes are the one exception.
    if (
        os.environ.get("LEXALIGN_REQUIRE_ALL")
        and call.excinfo is not None
        and call.excinfo.errisinstance(pytest.skip.Exception)
    ):
        reason = str(call.excinfo.value)
        if "real statutes" not in reason:
            call.excinfo = pytest.ExceptionInfo.from_exc_info(
                (AssertionError, AssertionError(f"skipped on CI: {reason}"), call.excinfo.tb)
            )


# Minutes each; `LEXALIGN_BENCHMARKS=1 python -m pytest tests/benchmarks` runs them too.
collect_ignore = (
    []
    if os.environ.get("LEXALIGN_BENCHMARKS")
    else ["benchmarks/test_segmenter_bounds.py", "benchmarks/test_speed_matching.py"]
)
