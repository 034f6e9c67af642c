"""Models of a few kilobytes, made here: random vectors for words, mixed (in the network) so that padding would show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexalign.language.lexicon import load_lexicon

DIMENSIONS = 16
WORDS = sorted(
    {w for p in load_lexicon("en").provisions.values() for w in f"{p.title} {p.description}".lower().split()}
)[:400]
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def weights(words: int, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(size=(words, DIMENSIONS)).astype(np.float32)


def numbers(words: Sequence[str]) -> dict[str, int]:
    return {w: i for i, w in enumerate([*MARKS, *sorted(set(words))])}


def write_tokenizer(folder: Path, words: Sequence[str]) -> dict[str, int]:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.normalizers import Lowercase
    from tokenizers.pre_tokenizers import Whitespace
    from tokenizers.processors import TemplateProcessing

    vocabulary = numbers(words)
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.enable_padding(pad_id=0, length=300)  # what a folder says of padding and cutting must not count
    tokenizer.enable_truncation(8)
    tokenizer.save(str(folder / "tokenizer.json"))
    return vocabulary


def make(
    folder: Path,
    words: Sequence[str],
    *,
    seed: int = 0,
    output: str = "last_hidden_state",
    pooled: bool = False,
    further_input: str | None = None,
    scale: float = 1.0,
    positions: int | None = None,
) -> Path:
    """Write model.onnx and tokenizer.json for a vocabulary; the other arguments make models that are odd or wrong."""
    from onnx import TensorProto, checker, helper, numpy_helper, save

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = write_tokenizer(folder, words)
    table = weights(len(vocabulary), seed) * np.float32(scale)
    constants = [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([-1]), "last")]
    axes = [numpy_helper.from_array(np.array([1]), "first")]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["word"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["mask3"]),
        helper.make_node("Mul", ["word", "mask3"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "first"], ["all"], keepdims=1),
        helper.make_node("Add", ["word", "all"], ["mixed"]),
        helper.make_node("Tanh", ["mixed"], [output if not pooled else "tokens"]),
    ]
    shape: list[str | int] = ["texts", "tokens", DIMENSIONS]
    if pooled:
        nodes.append(helper.make_node("ReduceSum", ["tokens", "first"], [output], keepdims=0))
        shape = ["texts", DIMENSIONS]
    if positions is not None:
        constants.append(numpy_helper.from_array(np.zeros((1, positions, 1), dtype=np.float32), "places"))
        nodes[0] = helper.make_node("Gather", ["table", "input_ids"], ["plain"])
        nodes.insert(1, helper.make_node("Add", ["plain", "places"], ["word"]))
    names = ["input_ids", "attention_mask", *([further_input] if further_input else [])]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["texts", "tokens"]) for n in names],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
        [*constants, *axes],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    checker.check_model(model)
    save(model, str(folder / "model.onnx"))
    return folder


def by_hand(words: Sequence[str], text: str, seed: int = 0) -> NDArray[np.float64]:
    """The vector the model must give for a text, computed without it."""
    vocabulary = numbers(words)
    ids = [2, *(vocabulary.get(w, 1) for w in re.findall(r"\w+|[^\w\s]+", text.lower())), 3]
    rows = weights(len(vocabulary), seed).astype(np.float64)[ids]
    mean = np.tanh(rows + rows.sum(axis=0)).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def safetensors(parts: Mapping[str, tuple[str, NDArray[Any]]]) -> bytes:
    """The container of that name: name ▶ (kind of number as it names it, values)."""
    header: dict[str, object] = {"__metadata__": {"made": "here"}}
    at, body = 0, b""
    for name, (kind, values) in parts.items():
        raw = values.tobytes()
        header[name] = {"dtype": kind, "shape": list(values.shape), "data_offsets": [at, at + len(raw)]}
        at, body = at + len(raw), body + raw
    head = json.dumps(header).encode()
    return len(head).to_bytes(8, "little") + head + body


def make_static(folder: Path, words: Sequence[str], *, seed: int = 0) -> Path:
    """Write vectors.npy and tokenizer.json for a vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "vectors.npy", weights(len(write_tokenizer(folder, words)), seed))
    return folder


def mean_by_hand(words: Sequence[str], text: str, table: NDArray[Any], share: Sequence[float] = ()) -> NDArray[Any]:
    """The vector that a table of vectors must give for a text, computed without it: unknown words do not count."""
    vocabulary = numbers(words)
    ids = [vocabulary[w] for w in re.findall(r"\w+|[^\w\s]+", text.lower()) if w in vocabulary]
    total = sum((share[i] if len(share) else 1.0) * table[i].astype(np.float64) for i in ids)
    return np.asarray(total / np.linalg.norm(total))
