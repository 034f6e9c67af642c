"""Files that are ZIP packages of XML (docx, xlsx): opened only after a look at what is inside."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from lexalign.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Package", "local_name", "parse_xml"]

_MOST_PARTS = 5000
_MOST_BYTES = 256 * 1024 * 1024
_MOST_PART = 64 * 1024 * 1024
_RATIO = 100
_SMALL = 4 * 1024 * 1024
_DAMAGED = "Fetch it again, or open it in its program and save it anew."


class Package:
    """A ZIP package whose directory was found harmless.

    Args:
        data: The file.
        where: Its name, for messages.

    Raises:
        UnreadableFile: It is damaged, protected by a password, or would unpack to far more than a law can have.
    """

    def __init__(self, data: bytes, where: str) -> None:
        import zipfile

        self.where = where
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except Exception as error:  # a damaged directory fails in many ways
            raise UnreadableFile(
                f"the file is a damaged package ({_detail(error)})", where=where, fix=_DAMAGED
            ) from error
        if len(parts) > _MOST_PARTS:
            raise _bomb(where, f"has {len(parts):,} parts")
        total = sum(part.file_size for part in parts)
        if total > _MOST_BYTES:
            raise _bomb(where, f"would unpack to {total // 2**20:,} MB")
        for part in parts:
            if part.flag_bits & 1:
                raise UnreadableFile(
                    "the file is protected by a password",
                    where=where,
                    fix="Open it with its password and save a copy without one.",
                )
            if part.file_size > _SMALL and part.file_size > _RATIO * max(1, part.compress_size):
                raise _bomb(where, f"has a part that unpacks to {part.file_size // 2**20:,} MB")
        self.names = frozenset(part.filename for part in parts)

    def read(self, name: str) -> bytes:
        """Unpack one part.

        Raises:
            UnreadableFile: It is absent, damaged or too large.
        """
        try:
            with self._zip.open(name) as part:
                data = part.read(_MOST_PART + 1)
        except Exception as error:  # a damaged part fails in zlib, zipfile, lzma or bz2
            raise UnreadableFile(
                f"the part {name} of the file is absent or damaged ({_detail(error)})", where=self.where, fix=_DAMAGED
            ) from error
        if len(data) > _MOST_PART:
            raise _bomb(self.where, f"has a part that unpacks to more than {_MOST_PART // 2**20} MB")
        return data

    def xml(self, name: str) -> _Element:
        """Unpack and parse one part.

        Raises:
            UnreadableFile: As in :meth:`read`, or it is no XML that such a file may have.
        """
        return parse_xml(self.read(name), f"{self.where} ({name})", doctype=False)

    def related(self, kind: str, source: str = "") -> str | None:
        """Name of the part to which a part refers.

        Args:
            kind: Last word of the type of the relationship: ``officeDocument``, ``numbering`` ...
            source: Name of the part that refers; empty for the package itself.

        Returns:
            Name of the part; None where there is none.
        """
        folder, _, file = source.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if rels not in self.names:
            return None
        for one in self.xml(rels):
            if str(one.get("Type", "")).rpartition("/")[2] == kind and one.get("TargetMode") != "External":
                target = str(one.get("Target", ""))
                name = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
                if name in self.names:
                    return name
        return None


def parse_xml(data: bytes, where: str, *, doctype: bool) -> _Element:
    """Parse XML that comes from outside: without entities, without a look at other files, not nested without bound.

    Args:
        data: The XML.
        where: Name of the file, for messages.
        doctype: Whether a document type may be declared (entities never).

    Returns:
        The root.

    Raises:
        UnreadableFile: It is damaged, or has what is forbidden here.
    """
    from lxml import etree

    flat = data.replace(b"\0", b"") if b"\0" in data[:64] else data  # UTF-16
    if b"<!ENTITY" in flat or (b"<!DOCTYPE" in flat and not doctype):
        raise _entities(where)
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True, **options))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        detail = _detail(error)
        if "depth" in detail.lower():
            detail = "its elements are nested too deep"
        raise UnreadableFile(f"the XML is damaged ({detail})", where=where, fix=_DAMAGED) from error
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise _entities(where)
    return root


def local_name(node: _Element) -> str:
    """Name of an element without its namespace; empty for what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _joined(folder: str, target: str) -> str:
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _detail(error: Exception) -> str:
    return re.sub(r"\s+", " ", str(error)).strip().rstrip(".")[:200] or type(error).__name__


def _bomb(where: str, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"the file {what}: no law has that, it may be made to exhaust the computer",
        where=where,
        fix="Check where it comes from; save the law as plain text or PDF.",
    )


def _entities(where: str) -> UnreadableFile:
    return UnreadableFile(
        "the XML declares entities or a document type, which can be used to harm the computer",
        where=where,
        fix="Save the law from its program again, as XML without a document type, or as HTML or plain text.",
    )
