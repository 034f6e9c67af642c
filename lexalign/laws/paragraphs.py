"""The paragraphs of an article, at every level, each with the pinpoint by which it is cited: ``4(a)(1)``."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from lexalign.laws.headings import is_abbreviated
from lexalign.laws.labels import Mark, Reading, follows, marks, readings
from lexalign.laws.schemes import DASH
from lexalign.laws.typography import is_small
from lexalign.model import Article

__all__ = ["Paragraph", "paragraphs"]

_DEEPEST = 7
_LOOK_AHEAD = 30
_MOST = 20_000
_OWN = "own "
"""The style of marks that repeat the number of the article, before the depth of their level."""
_SHORTENED = frozenset(
    {"nr", "no", "art", "alin", "lit", "abs", "ziff", "num", "cap", "sec", "par", "p", "n", "s", "st", "ст", "п"}
)
"""Words before a full stop that are short for longer ones, so that no phrase ends there."""
_MARKED = re.compile(r"[*_]")
_ITEM = re.compile(r"\s*(?:[(\[“\"«]|\w{1,2}[).])")
_RUN_IN = re.compile(
    r"[\s*_]{0,6}([^\W\d_][^.:;—–\n]{3,90}?)\s*(?:(?:\.[ \t\xa0]*|:)[—–\-�]+|(?P<stop>[.:—–])(?=\s|[*_]{1,3}\s))"
)
_NOTE = re.compile(
    r"[*_]{0,3}(?P<word>примечани[ея]|примітк[аи]|забележк[аи]|напомена|napomena|primjedba|notes?|notas?|note?ă|anmerkung(?:en)?|"
    r"anm[æä]rkning|explanations?|illustrations?|exceptions?|izoh|изоҳ|ескерту|qeyd|shënim|შენიშვნა|ծանոթագրություն|ملاحظة)"
    r"(?:\s+(?P<count>\d{1,2}|[IVX]{1,4}))?[*_]{0,3}\s*[.:\-–—]",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[.!?;:؛؟。:։][\"”»)\]’']{0,2}\s*$")
_NO_WORDS = re.compile(r"[ \t\n\xa0*_]*+")
_ENDED = re.compile(r"[.!?؟。։][\"”»)\]’']{0,2}\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of an article that can be cited by itself.

    Attributes:
        pinpoint: As lawyers cite it, with the signs as printed: ``4(a)(1)``, ``10 1. a)``, ``227-23 1°``, ``12 al. 2``;
            ``4(a)#2`` for the second one of a name.
        labels: The same without article number and signs, outermost first: ``("a", "1")``; an unnumbered
            paragraph that is counted has ``al. 2``, an item after a dash ``indent 2``.
        start, end: Character offsets in ``Article.text``; its mark and its own sub-paragraphs are inside.
        parent: Pinpoint of the paragraph it is a part of; None if that is the article.
        heading: The phrase that opens it as a heading does (``(1) Illegal Access. – The access ...``), or empty.
    """

    pinpoint: str
    labels: tuple[str, ...]
    start: int
    end: int
    parent: str | None = None
    heading: str = ""


@dataclass(slots=True)
class _Node:
    """A paragraph in the making."""

    printed: str
    label: str
    start: int
    content: int
    parent: int
    end: int = -1
    blocks: list[int] | None = None
    counted: bool = False


@dataclass(slots=True)
class _Series:
    """An enumeration that is open: how it is marked, where it stands, and its last label."""

    style: str
    reading: Reading
    node: int
    is_list: bool
    count: int = 1


def paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Find the paragraphs of an article, at every level.

    Enumerations of any alphabet are followed as a reader does: a mark opens an item if it begins a series or goes on
    with one that is open, and stands where an item can begin. Where paragraphs bear no number and there are
    several, they are counted (``al. 1``, ``al. 2``), as the laws of many countries are cited.

    Args:
        article: An article of any law.

    Returns:
        In the order of the text, each before its own sub-paragraphs. Those of one parent do not overlap and lie
        within it. Empty where the article is one undivided sentence or text. After the first 20,000 marks or
        unnumbered paragraphs, more than any article has, the text belongs to the last paragraph found.
    """
    text = article.text
    nodes = _Tree(text, article.number).build()
    nodes = _with_alineas(text, nodes)
    bare = not article.heading or article.heading.endswith(article.number)  # “Article 5” is no heading
    return _named(article.number, text, nodes, bare=bare)


# --- the tree -----------------------------------------------------------------------------------------------------


class _Tree:
    """Reads marks and unmarked lines in order; keeps the stack of open enumerations."""

    def __init__(self, text: str, number: str) -> None:
        self.text = text
        self.marks = _by_number(list(islice(marks(text), _MOST)), number)
        self.nodes = [_Node("", "", 0, 0, -1, len(text))]
        self.stack: list[_Series] = []
        self.opening = len(text) - len(text.lstrip())

    def build(self) -> list[_Node]:
        for place, event in _events(self.text, self.marks):
            if place < 0:
                self._unmarked(event)
            else:
                self._marked(place, self.marks[place])
        self._close(0, len(self.text))
        return self.nodes

    def _marked(self, place: int, mark: Mark) -> None:
        ways = readings(mark.label, mark.style)
        depth, reading = self._continued(mark, ways)
        first = next((way for way in ways if way.first), None)
        if reading is None and first is None and self._may_begin_at_two(mark):
            one = "(1)" if mark.style == "()" else "1."
            self.nodes.append(_Node(one, "1", self.opening, self.opening, 0, mark.start))
            self.nodes[-1].blocks, self.nodes[0].blocks = self.nodes[0].blocks, None
            self.stack.append(_Series(mark.style, ways[0], self._add(mark, 0, 2), is_list=False))
            return
        if reading is not None and first is not None and first.kind != reading.kind:
            nested = self._goes_on(place, mark, first) and not self._goes_on(place, mark, reading)
            reading = None if nested else reading  # (h), (i), (ii): the letter i would be followed by j
        if reading is not None:
            self._close(depth + 1, mark.start)
            series = self.stack[depth]
            series.reading, series.count = reading, series.count + 1
            self._end(series.node, mark.start)
            series.node = self._add(mark, self.nodes[series.node].parent, series.count)
        elif first is not None and len(self.stack) < _DEEPEST:
            self._open(place, mark, first)

    def _continued(self, mark: Mark, ways: Sequence[Reading]) -> tuple[int, Reading | None]:
        for lenient in (False, True):
            if lenient and not mark.at_line:
                break
            for depth in range(len(self.stack) - 1, -1, -1):
                series = self.stack[depth]
                if series.style != mark.style:
                    continue
                for way in ways:
                    if follows(series.reading, way, lenient=lenient):
                        return depth, way
        return -1, None

    def _may_begin_at_two(self, mark: Mark) -> bool:
        """Whether the first paragraph lost its number, which may have stood on the line of the article's number."""
        return (
            mark.at_line
            and mark.label == "2"
            and len(self.nodes) == 1
            and mark.style in {"()", "."}
            and self.opening < mark.start
            and bool(_ENDED.search(self.text[max(0, mark.start - 12) : mark.start]))
        )

    def _goes_on(self, place: int, mark: Mark, reading: Reading) -> bool:
        """Whether the next mark of the same style that could follow either reading follows this one."""
        for other in self.marks[place + 1 : place + _LOOK_AHEAD]:
            if other.style == mark.style:
                ways = readings(other.label, other.style)
                if any(way.kind == reading.kind and way.main == reading.main + 1 and not way.extra for way in ways):
                    return True
                if any(way.kind == reading.kind or way.first for way in ways):
                    return False
        return False

    def _open(self, place: int, mark: Mark, reading: Reading) -> None:
        again = next(
            (d for d, s in enumerate(self.stack) if s.style == mark.style and s.reading.kind == reading.kind), -1
        )
        if mark.style == "§":
            again = 0
        above = again if again >= 0 else len(self.stack)  # the same marks again: a second list beside the first
        parent = self.stack[above - 1].node if above else 0
        intro = self._intro(self.nodes[parent].content, mark.start)
        if mark.style == "bare" and (intro or not self._goes_on(place, mark, reading)):
            return
        if not mark.at_line and not self._goes_on(place, mark, reading) and mark.style != "()":
            return
        stopped = not intro or _CLOSED.search(intro[-4:]) or intro[-1] in ",—–-"
        if not (stopped or (mark.at_line and mark.style != "()")) and not self._goes_on(place, mark, reading):
            return  # "one (1) degree", at the beginning of a line or not
        is_list = mark.style == "bullet" or (bool(intro) and not _ENDED.search(intro[-4:]))
        self._close(above, mark.start)
        self.stack.append(_Series(mark.style, reading, self._add(mark, parent, 1), is_list))

    def _intro(self, start: int, end: int) -> str:
        """The last words before a list, back to the mark above it; empty where there are none."""
        return self.text[max(start, end - 40) : end].strip() or self.text[start : start + 40][: end - start].strip()

    def _unmarked(self, at: int) -> None:
        """A paragraph without a mark ends the lists before it; in lower case it ends the sentence around one list."""
        note = _NOTE.match(self.text, at)
        if note:
            self._close(0, at)
            name = f"{note['word']} {note['count']}" if note["count"] else note["word"]
            self.nodes.append(_Node(name, name, at, note.end(), 0))
            self.stack.append(_Series("note", Reading("note", 1), len(self.nodes) - 1, is_list=False))
            return
        if is_small(self.text[at]):
            if self.stack and self.stack[-1].is_list:
                self._close(len(self.stack) - 1, at)
            return
        keep = len(self.stack)
        while keep and self.stack[keep - 1].is_list:
            keep -= 1
        self._close(keep, at)
        node = self.nodes[self.stack[-1].node if self.stack else 0]
        if node.blocks is None:
            node.blocks = []
        node.blocks.append(at)

    def _add(self, mark: Mark, parent: int, count: int) -> int:
        label = f"indent {count}" if mark.style == "bullet" else mark.label
        if mark.style.startswith(_OWN):
            self.nodes.append(_Node(f".{label}", label, mark.start, mark.end, parent))
            return len(self.nodes) - 1
        printed = label if mark.style == "bullet" else self.text[mark.start : mark.end].strip(" \t\xa0*_>#")
        if mark.style in {"-", "()"}:
            printed = re.sub(rf"[\s*_]|[{DASH}]+$", "", printed)
        self.nodes.append(_Node(printed, label, mark.start, mark.end, parent))
        return len(self.nodes) - 1

    def _close(self, depth: int, at: int) -> None:
        for series in self.stack[depth:]:
            self._end(series.node, at)
        del self.stack[depth:]

    def _end(self, node: int, at: int) -> None:
        if self.nodes[node].end < 0:
            self.nodes[node].end = at


def _by_number(found: list[Mark], number: str) -> list[Mark]:
    """Marks that repeat the number of the article as marks of their level: ``3.1.`` and ``3.1.2.`` in article 3."""
    whole = re.compile(rf"{re.escape(number)}((?:\.\d{{1,2}})+)")
    told = {
        place: again[1] for place, mark in enumerate(found) if mark.at_line and (again := whole.fullmatch(mark.label))
    }
    if len(told) < 2 or len(told) < 0.5 * sum(mark.at_line and mark.label[0].isdigit() for mark in found):
        return found
    return [
        replace(mark, label=told[place].rpartition(".")[2], style=f"{_OWN}{told[place].count('.')}")
        if place in told
        else mark
        for place, mark in enumerate(found)
    ]


def _events(text: str, found: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Marks (their place, -1) and beginnings of unmarked paragraphs (-1, offset) in the order of the text."""
    starts = [(mark.start, place) for place, mark in enumerate(found)]
    at_lines = {mark.start for mark in found if mark.at_line}
    plain = [(at, -1) for at in islice(_unmarked_lines(text), _MOST) if at not in at_lines]
    for at, place in sorted(starts + plain):
        yield (place, -1) if place >= 0 else (-1, at)


def _unmarked_lines(text: str) -> Iterator[int]:
    """Offsets of lines that seem to begin a paragraph of their own."""
    printed = (f for f in re.finditer(r"[^\n\f]+", text) if not f[0].isspace())
    lines = [(f.start(), f[0]) for f in islice(printed, 4 * _MOST)]
    if len(lines) < 2:
        return
    wide = max(len(line) for _, line in lines)
    wrapped = sum(not _CLOSED.search(line) for _, line in lines[:-1]) > 0.4 * (len(lines) - 1) and wide < 200
    for (start, line), (at, own) in pairwise(lines):
        before = line.rstrip()
        apart = "\n\n" in text[start + len(line) : at + 1] or (not wrapped) or len(line) < 0.8 * wide
        first = own.lstrip(" \t\xa0*_>#")[:1]
        offset = at + len(own) - len(own.lstrip(" \t\xa0*_>#"))
        if is_small(first):
            if before.endswith((";", ".")) or (before.endswith(",") and not wrapped):
                yield offset
        elif (
            first and apart and (_CLOSED.search(before) or (not wrapped and "\n\n" in text[start + len(line) : at + 1]))
        ):
            yield offset


# --- counted paragraphs and names ---------------------------------------------------------------------------------


def _with_alineas(text: str, nodes: list[_Node]) -> list[_Node]:
    """Put paragraphs without numbers in, where there are two or more beside each other."""
    out = list(nodes)
    under: dict[int, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        under[node.parent].append(place)
    for index, node in enumerate(nodes):
        if not node.blocks:
            continue
        children = under[index][::-1]
        begins = list(node.blocks or [])
        first_child = min((nodes[c].start for c in children), default=len(text) + 1)
        after = _NO_WORDS.match(text, node.content)
        opening = after.end() if after else node.content
        if begins and opening < min(begins[0], first_child):
            begins.insert(0, opening)
        if len(begins) < 2:
            continue
        for count, (start, stop) in enumerate(zip(begins, [*begins[1:], node.end], strict=True), start=1):
            out.append(_Node(f"al. {count}", f"al. {count}", start, start, index, stop, counted=True))
            while children and nodes[children[-1]].start < stop:
                place = children.pop()
                if start <= nodes[place].start:
                    out[place].parent = len(out) - 1
                    out[place].end = min(out[place].end, stop)
    return out


def _named(number: str, text: str, nodes: Sequence[_Node], *, bare: bool) -> tuple[Paragraph, ...]:
    order = sorted(range(1, len(nodes)), key=lambda place: (nodes[place].start, -nodes[place].end, -place))
    seen: Counter[str] = Counter()
    names: dict[int, str] = {0: number}
    labels: dict[int, tuple[str, ...]] = {0: ()}
    out: list[Paragraph] = []
    waiting = list(order)
    while waiting:
        later: list[int] = []
        for place in waiting:
            node = nodes[place]
            if node.parent not in names:
                later.append(place)
                continue
            join = "" if node.printed.startswith(("(", "（", ".")) else " "
            above = node.parent
            if not node.counted:  # counted paragraphs are left out of pinpoints that are clear without them
                while nodes[above].counted:
                    above = nodes[above].parent
            if f"{names[above]}{join}{node.printed}" in seen:
                above = node.parent
            name = f"{names[above]}{join}{node.printed}"
            seen[name] += 1
            name = name if seen[name] == 1 else f"{name}#{seen[name]}"
            names[place] = name
            labels[place] = (*labels[above], node.label)
            end = node.start + len(text[node.start : node.end].rstrip())
            out.append(Paragraph(name, labels[place], node.start, end, None, _heading(text, node, bare=bare)))
            if node.parent:
                out[-1] = replace(out[-1], parent=names[node.parent])
        waiting = later
    return tuple(sorted(out, key=lambda one: (one.start, -one.end, len(one.labels))))


def _heading(text: str, node: _Node, *, bare: bool) -> str:
    """The phrase that print shows to be a heading: before a dash, in bold or italics, or in title case.

    A phrase before a colon opens a list or a definition, and a short sentence is a sentence; the opening of an
    article without heading (``bare``) may be the heading that it lacks.
    """
    found = _RUN_IN.match(text, node.content, node.end)
    head = found[1].strip(" *_") if found else ""
    if not found or not head or is_small(head[0]):
        return ""
    stop, after = found["stop"], text[found.end() : node.end]
    if not stop:
        closed = "." in text[found.end(1) : found.end()]  # ":—" may open a list
        return head if len(head.split()) <= 10 and (closed or not _ITEM.match(after)) else ""
    if stop == ":" or len(head.split()) > 5 or "," in head or is_abbreviated(head + "."):
        return ""
    if stop != ".":  # a dash
        return head if after.lstrip(" ")[:1].isupper() else ""
    opening = text[node.content : found.start(1)]
    if _MARKED.search(opening) and _MARKED.search(text[found.end(1) - 1 : found.end() + 2]):
        return head
    if any(sign.isdigit() for sign in head) or head.split()[-1] in _SHORTENED:
        return ""
    goes_on = after.lstrip(" \t")[:1].isalpha()
    if _title_case(head) and (goes_on or _ITEM.match(after)):
        return head
    return head if bare and node.counted and node.start == 0 and goes_on else ""


def _title_case(head: str) -> bool:
    """Whether all longer words of a phrase, two at least, begin with a capital letter: ``Illegal Access``."""
    longer = [word for word in re.findall(r"[^\W\d_][\w'’-]*", head) if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)
