"""A law as a file of a corpus: written so that it is read back as it was, and is pleasant to read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from lexalign.errors import CorpusError
from lexalign.model import Article, Law

__all__ = ["dump_yaml", "edited_by_hand", "law_yaml"]

_NO_SEAL = "0" * 64
_SEAL = re.compile(r"^  seal: '([0-9a-f]{64})'$", re.MULTILINE)
_LAW_ORDER = ("title", "year", "kind", "language", "status", "version_date", "form")


def law_yaml(law: Law, *, file: str, sha256: str, at: str, original: str, where: Path) -> str:
    """The text of the file that describes a law.

    Args:
        law: Its form is ``text``.
        file: Name of the file it was read from.
        sha256: Of that file.
        at: When it was imported, ISO 8601 in UTC.
        original: Where that file is kept, from the country's folder.
        where: Where the text will be written; for the message.

    Raises:
        CorpusError: The law would not be read back as it is; nothing is to be written then.
    """
    data: dict[str, Any] = {"law": law.id, "country": law.country}
    data |= {name: getattr(law, name) for name in _LAW_ORDER if getattr(law, name) is not None}
    data["status"] = str(law.status)
    data["source"] = {"citation": law.source, "file": file, "sha256": sha256}
    data["imported"] = {"at": at, "original": original, "seal": _NO_SEAL}
    apart = {"id", "country", "source", "articles", "issues", *data}
    data |= {n: value for n, value in _said(law).items() if n not in apart}
    data["issues"] = [_said(issue) | {"message": issue.message} for issue in law.issues]
    data["articles"] = [_article(article) for article in law.articles]
    text = dump_yaml(data)
    _check(text, law, where)
    return text.replace(f"seal: '{_NO_SEAL}'", f"seal: '{_seal(text)}'", 1)


def edited_by_hand(path: Path) -> bool:
    """Whether a file of the corpus is not as it was written, or was never written by this program."""
    text = path.read_bytes().decode("utf-8", "replace")
    found = _SEAL.search(text)
    return found is None or _seal(text[: found.start(1)] + _NO_SEAL + text[found.end(1) :]) != found[1]


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _said(value: Any) -> dict[str, Any]:
    """Fields of a value that differ from their defaults, in their order."""
    out = {}
    for field in fields(value):
        held = getattr(value, field.name)
        usual = field.default if field.default_factory is MISSING else field.default_factory()
        if held is not None and (usual is MISSING or held != usual):
            out[field.name] = list(held) if isinstance(held, tuple) else held
    return out


def _article(article: Article) -> dict[str, Any]:
    said = _said(article)
    text = said.pop("text")
    if said.get("key") == article.number:
        del said["key"]
    # Said also where it is empty: then a text that only sounds like a repeal is not taken for one.
    return said | {"not_in_force": article.not_in_force, "text": text}


def _check(text: str, law: Law, where: Path) -> None:
    import yaml

    from lexalign.laws.corpora import law_of
    from lexalign.laws.corpus_schema import corpus_schemas

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        same = law_of(corpus_schemas()[0].model_validate(yaml.load(text, loader))) == law
        detail = "it would be read back otherwise than it was written"
    except (yaml.YAMLError, ValueError) as error:
        same, detail = False, " ".join(str(error).split())[:300]
    if not same:
        raise CorpusError(
            f"the law cannot be kept in the corpus ({detail})",
            where=str(where),
            fix="Please report this with the file; nothing was changed.",
        )


def dump_yaml(data: Mapping[str, Any]) -> str:
    """YAML for people: keys in the order given, texts of several lines as blocks."""
    import yaml

    base = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    class Dumper(base):  # type: ignore[misc, valid-type]
        pass

    def string(dumper: Any, value: str) -> Any:
        style = "|" if "\n" in value else None
        if not all(sign.isprintable() or sign == "\n" for sign in value):
            style = '"'  # what cannot be seen is written with its number
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, string)
    return str(yaml.dump(dict(data), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110))
