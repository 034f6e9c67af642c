"""One vector for each token from a folder: means, kinds of files, and what can be wrong with them."""

from __future__ import annotations

import json
import pickle
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lexalign import align, bundled_laws
from lexalign.errors import LexalignError, UnreadableFile
from lexalign.files import provisions_dir
from lexalign.matching.fusion import KINDS
from lexalign.matching.semantic import OnnxEmbedder, StaticEmbedder, load_embedder

sys.path.insert(0, str(Path(__file__).parent))
import tiny_model
from tiny_model import WORDS

PLAIN = [w for w in WORDS if w.isalpha()]
TEXTS = [" ".join(PLAIN[:60]), PLAIN[3], f"Unknown-word {PLAIN[7]} xyzzy {PLAIN[9].upper()}", " ".join(PLAIN[5:9] * 3)]


@pytest.fixture(scope="session")
def still(make_static: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny table of vectors."""
    return make_static(tmp_path_factory.mktemp("models") / "still", WORDS)


def safe(folder: Path, parts: dict[str, tuple[str, NDArray[Any]]], beside: Path) -> Path:
    """A folder with a container of numbers, and the tokenizer of another."""
    folder.mkdir()
    shutil.copy(beside / "tokenizer.json", folder)
    (folder / "model.safetensors").write_bytes(tiny_model.safetensors(parts))
    return folder


def table_of(folder: Path) -> NDArray[np.float32]:
    return np.asarray(np.load(folder / "vectors.npy"))


def test_vectors_are_means_over_the_words_that_are_known(still: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # it is not needed
    model = load_embedder(still, cache=True)
    assert isinstance(model, StaticEmbedder)
    found = model.encode([*TEXTS, "", "xyzzy"])
    assert found.dtype == np.float32 and found.shape == (6, model.dimensions)
    for text, row in zip(TEXTS, found, strict=False):
        np.testing.assert_allclose(row, tiny_model.mean_by_hand(WORDS, text, table_of(still)), atol=1e-6)
    assert not found[4:].any()
    assert model.encode([]).shape == (0, model.dimensions)
    assert np.array_equal(model.encode([f"{PLAIN[3]} \ud800"]), model.encode([PLAIN[3]]))
    assert np.array_equal(model.encode(TEXTS[::-1])[::-1], found[:4])


def test_what_is_beyond_the_window_is_in_another(still: Path) -> None:
    model = load_embedder(still, window=32)
    words = [PLAIN[i] for i in range(100)]
    text = " ".join(words)
    pieces = model.windows(text)
    assert len(pieces) == 4 and set(" ".join(pieces).split()) == set(words)
    assert np.array_equal(model.encode([text]), model.encode([" ".join(model.windows(text)[:1])]))


@pytest.mark.parametrize("kind", ["F64", "F32", "F16", "BF16"])
def test_numbers_of_all_kinds_in_a_container(still: Path, tmp_path: Path, kind: str) -> None:
    table = table_of(still)
    kinds: dict[str, NDArray[Any]] = {
        "F64": table.astype("<f8"),
        "F32": table,
        "F16": table.astype("<f2"),
        "BF16": (table.view(np.uint32) >> 16).astype("<u2"),
    }
    place = safe(tmp_path / "m", {"other": ("I64", np.arange(3)), "embedding.weight": (kind, kinds[kind])}, still)
    found, exact = load_embedder(place).encode(TEXTS), load_embedder(still).encode(TEXTS)
    np.testing.assert_allclose(found, exact, atol={"F64": 0, "F32": 0, "F16": 2e-3, "BF16": 2e-2}[kind])


def test_weights_and_shared_rows_of_tokens_count(still: Path, tmp_path: Path) -> None:
    table = table_of(still)
    share = np.random.default_rng(3).uniform(0.1, 2.0, len(table))
    mapping = np.arange(len(table)) // 2
    parts = {"embeddings": ("F32", table), "weights": ("F64", share), "mapping": ("I64", mapping)}
    found = load_embedder(safe(tmp_path / "m", parts, still)).encode(TEXTS)
    for text, row in zip(TEXTS, found, strict=True):
        np.testing.assert_allclose(row, tiny_model.mean_by_hand(WORDS, text, table[mapping], share), atol=1e-6)


def test_a_table_is_known_by_its_files(make_static: Callable[..., Path], still: Path, tmp_path: Path) -> None:
    model = load_embedder(still)
    assert load_embedder(make_static(tmp_path / "same", WORDS)).fingerprint == model.fingerprint
    assert load_embedder(make_static(tmp_path / "other", WORDS, seed=1)).fingerprint != model.fingerprint
    assert load_embedder(still, window=64).fingerprint != model.fingerprint
    again = pickle.loads(pickle.dumps(model))
    assert again.fingerprint == model.fingerprint and np.array_equal(again.encode(TEXTS), model.encode(TEXTS))


def test_where_there_is_a_network_it_is_taken(make: Callable[..., Path], still: Path, tmp_path: Path) -> None:
    place = make(tmp_path / "both", WORDS)
    shutil.copy(still / "vectors.npy", place)
    assert isinstance(load_embedder(place), OnnxEmbedder)


def test_laws_are_aligned_with_it(still: Path, tmp_path: Path) -> None:
    from lexalign.matching.semantic import with_model

    data = json.loads((provisions_dir() / "fit.json").read_text(encoding="utf-8"))
    for kind in KINDS:
        data[kind]["weights"]["semantic"] = 3.0
    model = load_embedder(still)
    data["about"]["semantic_model"] = model.fingerprint
    (tmp_path / "fit.json").write_text(json.dumps(data), encoding="utf-8")
    law = bundled_laws("RWA")[0]
    found = align(law, **with_model(still, tmp_path / "fit.json"))
    assert any(m.signals["semantic"] != 0 for m in found.accepted)
    assert "likeness of meaning" in str(found.explain("2"))
    data["about"]["semantic_model"] = "0" * 16
    (tmp_path / "other.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(LexalignError, match=rf"another sentence model \(0+\) than the one given \({model.fingerprint}"):
        with_model(still, tmp_path / "other.json")


# --- what can be wrong ----------------------------------------------------------------------------------------------


def _layers(table: NDArray[np.float32]) -> dict[str, tuple[str, NDArray[Any]]]:
    return {"embeddings.word": ("F32", table), "layer.0.dense": ("F32", table[:4])}


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        (_layers, "it holds 2 tables of numbers.*needs a model.onnx"),
        (lambda t: {"counts": ("I64", np.zeros((2, 2), dtype="<i8"))}, "it holds 0 tables of numbers"),
        (lambda t: {"e": ("F32", t[:-1])}, r"has 403 vectors, and the tokenizer beside it 404 tokens"),
        (lambda t: {"e": ("F32", t * np.float32("nan"))}, "some values are no numbers"),
        (lambda t: {"e": ("F32", t), "mapping": ("I64", np.arange(len(t)) + 1)}, "names vectors that are not there"),
        (lambda t: {"e": ("F32", t), "weights": ("F32", t[1:, 0].copy())}, "not one weight for each of 404 tokens"),
        (lambda t: {"e": ("F32", t), "weights": ("F9", t[:, 0].copy())}, "no file of weights that can be read"),
    ],
)
def test_wrong_containers_are_said_to_be_so(still: Path, tmp_path: Path, parts: Any, what: str) -> None:
    place = safe(tmp_path / "odd", parts(table_of(still)), still)
    with pytest.raises(UnreadableFile, match=what) as error:
        load_embedder(place)
    assert "model.safetensors" in str(error.value)


def test_damaged_containers_are_said_to_be_so(still: Path, tmp_path: Path) -> None:
    place = safe(tmp_path / "odd", {"e": ("F32", table_of(still))}, still)
    file = place / "model.safetensors"
    whole = file.read_bytes()
    header = json.dumps({"e": {"dtype": "F32", "shape": [2, 2], "data_offsets": [-4, 12]}}).encode()
    for damaged in (b"", whole[:6], whole[:40], whole[:-5], b"\xff" * 64, len(header).to_bytes(8, "little") + header):
        file.write_bytes(damaged)
        with pytest.raises(UnreadableFile, match="no file of weights that can be read"):
            load_embedder(place)


def test_wrong_arrays_are_said_to_be_so(still: Path, tmp_path: Path) -> None:
    place = tmp_path / "odd"
    place.mkdir()
    shutil.copy(still / "tokenizer.json", place)
    for odd, what in (
        (table_of(still)[:, 0], r"float32 of shape \(404,\)"),
        (table_of(still).astype(np.int64), "int64 of shape"),
        (table_of(still)[:, :0], r"shape \(404, 0\)"),
        (np.array([[object()]]), "no array that can be read"),
    ):
        np.save(place / "vectors.npy", odd, allow_pickle=True)
        with pytest.raises(UnreadableFile, match=what):
            load_embedder(place)
    shutil.copy(still / "vectors.npy", place)
    shutil.copy(still / "vectors.npy", place / "another.npy")
    with pytest.raises(UnreadableFile, match=r"more than one table \(another\.npy, vectors\.npy\)"):
        load_embedder(place)
    (place / "another.npy").unlink()
    (place / "tokenizer.json").unlink()
    with pytest.raises(UnreadableFile, match=r"the folder has no tokenizer\.json"):
        load_embedder(place)


def test_the_package_that_it_needs_is_named(still: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(LexalignError, match=r'tokenizers.*pip install "lexalign\[semantic\]"'):
        load_embedder(still)
