"""Models made in the tests, for tests of the semantic signal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lexalign.matching.onnx_model import OnnxEmbedder
from lexalign.matching.semantic import load_embedder

sys.path.insert(0, str(Path(__file__).parent))
import tiny_model


def _here(*packages: str) -> None:
    for package in packages:
        pytest.importorskip(package, reason=f"the extra semantic (and onnx, to make a model) is not here: {package}")


@pytest.fixture(scope="session")
def make() -> Callable[..., Path]:
    """What makes a folder with a sentence model."""
    _here("onnxruntime", "tokenizers", "onnx")
    return tiny_model.make


@pytest.fixture(scope="session")
def folder(make: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny sentence model."""
    return make(tmp_path_factory.mktemp("models") / "tiny", tiny_model.WORDS)


@pytest.fixture(scope="session")
def tiny(folder: Path) -> OnnxEmbedder:
    """The tiny sentence model."""
    model = load_embedder(folder)
    assert isinstance(model, OnnxEmbedder)
    return model


@pytest.fixture(scope="session")
def make_static() -> Callable[..., Path]:
    """What makes a folder with one vector for each token."""
    _here("tokenizers")
    return tiny_model.make_static
