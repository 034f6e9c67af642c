"""Where the heading of an article ends and its text begins, decided for all articles of a law together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from lexalign.laws.headings import are_phrases, has_dash, is_abbreviated, run_in
from lexalign.laws.schemes import DASH, DASHES, Candidate, strip_marks
from lexalign.laws.structure import is_division
from lexalign.laws.typography import is_small

__all__ = ["Raw", "headings_above", "split_headings"]

_LONGEST = 170
_LONGEST_PHRASE = 600
_PARAGRAPH = re.compile(rf"^[*_]*(?:\(?\d{{1,3}}[a-z]?[.)°º]|\(?[a-zA-Zа-яА-Я][.)](?!\w)|\d{{1,2}}\s*[{DASH}]\s|•)")
_BRACKETED = re.compile(r"[ \t\xa0]*[(（](?P<head>[^()（）\d\n]{2,90})[)）][ \t\xa0]*(?=\S)")
_FURTHEST = 2000
_MOST_WORDS = 12
_INSERTED = re.compile(r"\[([^\[\]]+)\]\s?\^?\d{1,2}\)")
_ENDS = (";", ",", ":", ".", "։")
_LETTERS = re.compile(r"[^\W\d_]+")
_AROUND = " \t\n\xa0.:*_#" + DASHES


@dataclass(frozen=True, slots=True)
class Raw:
    """An article as printed.

    Attributes:
        number: Its number.
        body: All that follows number and signs.
        header: Its first line is a Markdown header.
        stopped: Headings of its numbering end with a full stop.
    """

    number: str
    body: str
    header: bool
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the heading of one article may be printed: its text, and where the body goes on; None where not so."""

    contents: tuple[str, int] | None
    line: tuple[str, int] | None
    next: tuple[str, int] | None
    run: tuple[str, int] | None
    bracketed: tuple[str, int] | None
    header: bool
    stopped: bool


def split_headings(
    raws: Sequence[Raw], contents: Mapping[str, str], above: Mapping[int, str]
) -> list[tuple[str | None, int]]:
    """Find the headings of all articles of a law.

    A way of printing headings is used only if most articles of the law are printed that way, so that a short
    first paragraph is not taken for a heading.

    Args:
        raws: The articles.
        contents: Number ▶ heading, as a list of contents gives it.
        above: Place in ``raws`` ▶ heading printed above the number.

    Returns:
        For each article its heading (None where there is none) and the offset in ``body`` where the text begins.
    """
    ways = [_ways(raw, contents.get(raw.number)) for raw in raws]
    full = [way for way, raw in zip(ways, raws, strict=True) if _first_line(raw.body)[0]]
    alone = [way for way, raw in zip(ways, raws, strict=True) if not _first_line(raw.body)[0]]
    lines = [way for way in full if way.line and not way.header]
    use_line = len(lines) >= 0.5 * max(1, sum(not way.header for way in full)) and _are_titles(lines)
    nexts = [way.next for way in alone if way.next]
    if any(raw.stopped for raw in raws) and not are_phrases([heading for heading, _ in nexts]):
        nexts = []
    use_next = bool(nexts) and len(nexts) >= 0.6 * len(alone)
    runs = [way.run[0] for way in full if way.run]
    in_brackets = [way for way in full if way.bracketed]
    use_brackets = len(in_brackets) >= max(3, 0.6 * len(full))
    use_run = len(runs) >= 0.5 * max(1, len(full)) and are_phrases(runs)
    out: list[tuple[str | None, int]] = []
    for place, way in enumerate(ways):
        chosen = way.contents
        if place in above:
            out.append((above[place], 0))
            continue
        if chosen is None and way.header:  # all of it may stand in the header line
            chosen = way.run or way.line
        if chosen is None and use_brackets and way.bracketed:
            chosen = way.bracketed
        if chosen is None and use_run and way.run:
            chosen = way.run
        if chosen is None and use_line and way.line:
            chosen = way.line
        if chosen is None and use_next and way.next:
            chosen = way.next
        out.append(chosen or (None, 0))
    if sum(heading is not None for heading, _ in out) >= 0.5 * len(out):
        # A phrase closed by a dash is a heading also where most headings stand on lines of their own.
        for place, (raw, way) in enumerate(zip(raws, ways, strict=True)):
            if out[place][0] is None and way.run and has_dash(raw.body[: way.run[1]]):
                out[place] = way.run
    return out


def _are_titles(ways: Sequence[_Ways]) -> bool:
    """Whether first lines look like titles, not like short paragraphs: without a full stop, or of a few words."""
    if not ways:
        return False
    stopped = sum(way.stopped for way in ways)
    return stopped < 0.7 * len(ways) or median(len(way.line[0].split()) for way in ways if way.line) <= 8


def _first_line(body: str) -> tuple[str, int]:
    end = body.find("\n")
    end = len(body) if end < 0 else end
    return strip_marks(body[:end]), end


def _ways(raw: Raw, in_contents: str | None) -> _Ways:
    line, end = _first_line(raw.body)
    if line and not raw.header:
        line, end = _with_wrapped(raw.body, line, end)
    rest = raw.body[end:]
    has_more = bool(rest.strip())
    title = line.strip(_AROUND)
    own = None
    if title and _LETTERS.search(title) and _short(line) and (raw.header or (has_more and _title_like(line, rest))):
        own = (_shown(line), end)
    run = None
    if not raw.header or not has_more:
        found = run_in(raw.body.lstrip(_AROUND.replace(".", "")))
        if found and (not raw.header or has_dash(raw.body[: len(raw.body) - len(found[1])])):
            run = (_shown(found[0]), len(raw.body) - len(found[1]))
    return _Ways(
        _by_contents(raw.body, in_contents),
        own,
        None if title else _next_line(raw.body, end, stopped=raw.stopped),
        run,
        _in_brackets(raw.body),
        raw.header,
        line.endswith((".", "։")),
    )


def _with_wrapped(body: str, line: str, end: int) -> tuple[str, int]:
    """A heading's line with the lines on which it goes on, if these begin in lower case and soon come to an end."""
    whole, stop = line, end
    for _ in range(3):
        following, next_end = _first_line(body[stop + 1 :])
        if not is_small(following[:1]) or _PARAGRAPH.match(following):
            break
        whole, stop = f"{whole} {following}", stop + 1 + next_end
    goes_on = is_small(_first_line(body[stop + 1 :].lstrip())[0][:1])
    return (line, end) if goes_on or not _short(whole) or ". " in whole else (whole, stop)


def _short(line: str) -> bool:
    """Whether a line is short enough for a heading; a single phrase may be longer than several sentences."""
    return len(line) <= _LONGEST or (
        len(line) <= _LONGEST_PHRASE and ". " not in line and not line.endswith((".", "։"))
    )


def _title_like(line: str, rest: str) -> bool:
    if line.endswith((";", ",", ":")) or _PARAGRAPH.match(line):
        return False
    following = rest.lstrip("\n")
    return not is_small(strip_marks(following[:80])[:1])


def _next_line(body: str, start: int, *, stopped: bool) -> tuple[str, int] | None:
    """The next line that is not empty, if it may be a heading; ``stopped`` ones may end with a full stop."""
    found = re.compile(r"\s*([^\n]+)").match(body, start)
    if not found or not _short(found[1]):
        return None
    line = strip_marks(found[1])
    in_brackets = line.startswith("(") and line.rstrip(".").endswith(")")
    rest = body[found.end() :]
    ends = (";", ",", ":", "։") if stopped and len(line.split()) <= _MOST_WORDS and ". " not in line else _ENDS
    if not rest.strip() or (not in_brackets and (line.endswith(ends) or _PARAGRAPH.match(line))):
        return None
    if not in_brackets and (is_small(line[:1]) or is_small(strip_marks(rest.lstrip()[:80])[:1])):
        return None
    return (line.strip("()") if in_brackets else _shown(line), found.end())


def _in_brackets(body: str) -> tuple[str, int] | None:
    """A heading in brackets on the line of the number, before the text."""
    found = _BRACKETED.match(body)
    return (_shown(found["head"]), found.end()) if found else None


def _by_contents(body: str, heading: str | None) -> tuple[str, int] | None:
    if not heading:
        return None
    words = [re.escape(word) for word in re.findall(r"\w+", heading)]
    if not words:
        return None
    found = re.match(r"[\s*_]*" + r"\W{1,4}".join(words) + r"(?!\w)", body[:400], re.IGNORECASE)
    if not found:
        return None
    after = re.compile(rf"[\s.:*_{DASH}]*").match(body, found.end())
    return _shown(found[0]), after.end() if after else found.end()


def _shown(line: str) -> str:
    if inserted := _INSERTED.fullmatch(line.strip()):
        line = inserted[1]
    bare = re.sub(r"\s+", " ", strip_marks(line)).strip().strip("*_").rstrip(" _" + DASHES).lstrip(" .:_" + DASHES)
    return bare if is_abbreviated(bare) else bare.rstrip(" ._" + DASHES)


def headings_above(text: str, cuts: Sequence[Candidate], low: int) -> tuple[list[Candidate], dict[int, str]]:
    """Headings printed on the line above the number, as in many Commonwealth laws.

    Args:
        text: The text of the law.
        cuts: The articles' lines.
        low: Where the law begins in the text.

    Returns:
        The articles' lines, beginning at the heading where there is one above; and place ▶ heading. Without
        Markdown headers this way of printing must be that of most articles.
    """
    found: dict[int, tuple[int, str, bool]] = {}
    floor = low
    for place, one in enumerate(cuts):
        line = _line_above(text, one.start, floor)
        if line and not one.style[0]:
            found[place] = line
        floor = one.line_end
    plain = sum(not one.style[0] for one in cuts)
    if len(found) < 0.6 * plain or plain < 3:
        found = {place: line for place, line in found.items() if line[2]}
    out = [replace(one, start=found[i][0]) if i in found else one for i, one in enumerate(cuts)]
    return out, {place: _shown(line) for place, (_, line, _) in found.items()}


def _line_above(text: str, start: int, floor: int) -> tuple[int, str, bool] | None:
    """Start, line and whether it is a Markdown header; None if the line above is not a heading of its own."""
    lines: list[tuple[int, str]] = []
    at = start
    floor = max(floor, start - _FURTHEST)
    while at > floor and len(lines) < 4:
        begin = max(text.rfind("\n", floor, at - 1) + 1, floor)
        if text[begin:at].strip():
            lines.append((begin, text[begin:at]))
        at = begin
    if not lines:
        return None
    begin, raw = lines[0]
    line = strip_marks(raw)
    if begin <= floor or not _title_alone(line):
        return None
    for place, (head, before) in enumerate(lines[1:], start=1):
        bare = strip_marks(before)
        if is_division(before):
            titles = [strip_marks(title) for _, title in lines[1:place]]
            apart = "\n\n" in text[head:begin].replace("\r", "")
            if not (_titled(bare) and apart if not titles else all(map(str.isupper, titles)) and not line.isupper()):
                return None  # it is the title of a chapter
            break
        if not _title_alone(bare):
            break
    return begin, line, raw.lstrip().startswith("#")


def _titled(division: str) -> bool:
    """Whether the line of a chapter's number also holds its title: ``1 kap. Opening words``."""
    return len([word for word in _LETTERS.findall(division) if len(word) > 1]) > 2


def _title_alone(line: str) -> bool:
    return (
        3 < len(line) <= _LONGEST
        and not is_small(line[:1])
        and line[:1].isalpha()
        and not line.endswith((".", ";", ":", ",", "։", *DASHES))
        and not _PARAGRAPH.match(line)
        and not is_division(line)
    )
