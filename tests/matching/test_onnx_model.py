"""Sentence models from a folder: vectors, windows, what can be wrong with a folder, vectors kept on disk."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lexalign.errors import LexalignError, UnreadableFile
from lexalign.matching.semantic import OnnxEmbedder, load_embedder

sys.path.insert(0, str(Path(__file__).parent))
import tiny_model
from tiny_model import WORDS

# --- models from a folder -------------------------------------------------------------------------------------------


def test_vectors_are_means_over_the_tokens_of_the_text_alone(tiny: OnnxEmbedder) -> None:
    texts = [" ".join(WORDS[:60]), WORDS[3], "", "Unknown-word.", " ".join(WORDS[5:9])]
    found = tiny.encode(texts)
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    for text, row in zip(texts, found, strict=True):
        np.testing.assert_allclose(row, tiny_model.by_hand(WORDS, text), atol=2e-6)
    assert tiny.encode([]).shape == (0, tiny.dimensions)
    assert np.array_equal(tiny.encode([f"{WORDS[3]} \ud800"]), tiny.encode([f"{WORDS[3]} ?"]))
    assert len(tiny.windows("\ud800 " * 300)) == 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), max_size=20), st.integers(1, 9))
def test_batches_and_order_do_not_matter(tiny: OnnxEmbedder, texts: list[str], batch: int) -> None:
    usual = tiny.encode(texts)
    tiny.batch = batch
    try:
        np.testing.assert_allclose(tiny.encode(texts[::-1])[::-1], usual, atol=1e-6)
    finally:
        tiny.batch = 32


def test_windows_hold_all_of_a_text_and_fit_the_model(tiny: OnnxEmbedder) -> None:
    for count in (1, 253, 254, 255, 256, 445, 446, 1000):
        words = [f"w{i}" for i in range(count)]
        pieces = tiny.windows(" ".join(words))
        assert set(" ".join(pieces).split()) == set(words)
        assert all(len(piece.split()) <= 254 for piece in pieces)
        assert (len(pieces) == 1) == (count <= 254)
        for one, after in pairwise(pieces):
            assert len(set(one.split()) & set(after.split())) >= 60


def test_int32_inputs_and_a_model_in_the_folder_onnx(make: Callable[..., Path], tmp_path: Path) -> None:
    import onnx

    place = make(tmp_path / "m", WORDS, output="token_embeddings")
    model = onnx.load(place / "model.onnx")
    for given_ in model.graph.input:
        given_.type.tensor_type.elem_type = onnx.TensorProto.INT32
    (place / "onnx").mkdir()
    onnx.save(model, str(place / "onnx" / "model.onnx"))
    (place / "model.onnx").unlink()
    found = load_embedder(place).encode([WORDS[3]])[0]
    np.testing.assert_allclose(found, tiny_model.by_hand(WORDS, WORDS[3]), atol=2e-6)


def test_a_model_is_known_by_its_files(
    make: Callable[..., Path], folder: Path, tiny: OnnxEmbedder, tmp_path: Path
) -> None:
    assert load_embedder(make(tmp_path / "same", WORDS)).fingerprint == tiny.fingerprint
    assert load_embedder(make(tmp_path / "other", WORDS, seed=1)).fingerprint != tiny.fingerprint
    assert load_embedder(folder, window=64).fingerprint != tiny.fingerprint
    again = pickle.loads(pickle.dumps(tiny))
    assert again.fingerprint == tiny.fingerprint
    assert np.array_equal(again.encode(WORDS[:5]), tiny.encode(WORDS[:5]))


# --- what can be wrong with a folder --------------------------------------------------------------------------------


def test_wrong_folders_are_said_to_be_so(make: Callable[..., Path], folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no such folder.*docs/semantic\.md"):
        load_embedder(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match=r"has no model\.onnx \(nor a table of vectors\) and no tokenizer\.json"):
        load_embedder(tmp_path / "empty")
    for name, what in (("model.onnx", "this is no model that can be read"), ("tokenizer.json", "this is no tokenizer")):
        place = make(tmp_path / name, WORDS)
        (place / name).write_bytes(b"not what it says")
        with pytest.raises(UnreadableFile, match=what):
            load_embedder(place)
        (place / name).unlink()
        with pytest.raises(UnreadableFile, match=f"has no {name}"):
            load_embedder(place)
    for wrong in ({"window": 2}, {"batch": 0}):
        with pytest.raises(LexalignError, match="make no sense"):
            load_embedder(folder, **wrong)


@pytest.mark.parametrize(
    ("odd", "what"),
    [
        ({"pooled": True, "output": "sentence_embedding"}, "gives no vector for each token.*sentence_embedding with 2"),
        ({"further_input": "pixel_values"}, "asks for attention_mask, input_ids, pixel_values"),
        ({"scale": 0.0}, "empty or zero"),
        ({"scale": float("nan")}, "or no numbers"),
        ({"positions": 64}, "fails on 256 tokens.*say so by window"),
    ],
)
def test_wrong_models_are_said_to_be_so_when_they_are_loaded(
    make: Callable[..., Path], tmp_path: Path, odd: dict[str, object], what: str
) -> None:
    with pytest.raises(UnreadableFile, match=what) as error:
        load_embedder(make(tmp_path / "odd", WORDS, **odd))
    assert str(tmp_path / "odd") in str(error.value)


def test_the_extra_is_named_where_it_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(LexalignError, match=r'onnxruntime.*pip install "lexalign\[semantic\]"'):
        load_embedder(tmp_path)


# --- vectors kept on disk -------------------------------------------------------------------------------------------


def test_what_was_read_is_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(WORDS[i : i + 7]) for i in range(60)]
    first = load_embedder(folder, cache=tmp_path / "kept")
    found = first.encode(texts)
    (file,) = (tmp_path / "kept").iterdir()
    assert file.stem == first.fingerprint
    assert all(word.encode() not in file.read_bytes() for word in WORDS if len(word) > 7)
    again = load_embedder(folder, cache=tmp_path / "kept")
    monkeypatch.setattr(again, "_run", lambda ids: pytest.fail("read again"))
    assert np.array_equal(again.encode(texts[::-1]), found[::-1])


def test_a_damaged_cache_costs_time_and_nothing_else(folder: Path, tiny: OnnxEmbedder, tmp_path: Path) -> None:
    kept = load_embedder(folder, cache=tmp_path)
    kept.encode(WORDS[:3])
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"no database" * 100)
    with pytest.warns(UserWarning, match="cannot be used"):
        found = kept.encode(WORDS[:3])
    assert np.array_equal(found, tiny.encode(WORDS[:3]))
    (tmp_path / "file").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.warns(UserWarning, match="cannot be used"):
        load_embedder(folder, cache=tmp_path / "file").encode(WORDS[:3])
