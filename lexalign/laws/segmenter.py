"""Text of a law ▶ articles: nothing invented, nothing lost."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lexalign.laws.article_headings import Raw, headings_above, split_headings
from lexalign.laws.article_words import STOPPED_HEADINGS
from lexalign.laws.carried import carried_articles
from lexalign.laws.chain import best_chain
from lexalign.laws.chapters_apart import numbered_by_chapter
from lexalign.laws.finish import finished
from lexalign.laws.mend import mend
from lexalign.laws.noise import running_lines
from lexalign.laws.schemes import Candidate, Found, candidates, strip_marks
from lexalign.laws.segments import Segmented, Span
from lexalign.laws.structure import Division, divisions, ending, is_schedule
from lexalign.model import Article, Issue

__all__ = ["segment"]


def segment(text: str, *, language: str | None = None, body: tuple[int, int] | None = None) -> Segmented:
    r"""Cut the text of a law into articles.

    The numbering scheme is found in the text: of all lines that might begin an article, those are taken that
    make the longest plausible run of increasing numbers in one tradition.

    Args:
        text: The text, line ends as ``\n``; form feeds mark pages.
        language: ISO 639-1 code, if known; not needed.
        body: Start and end of the law itself in the text, where a web page surrounds it.

    Returns:
        Articles, front and back matter, issues, and spans that together are the text, character for character.
        Without any article all the text is front matter.
    """
    del language  # the schemes of all languages compete; their words do not collide
    low, high = body or (0, len(text))
    printed, text = text, text.replace("\f", "\n")  # the same offsets; only page numbers need to know the pages
    looked = candidates(text, low, high)
    found = numbered_by_chapter(text, looked.lines)
    chain, family = best_chain(found)
    crowded = _crowded(text, looked, family, bool(chain))
    if not chain:
        spans = (Span("front", 0, len(text)),) if text else ()
        return Segmented((), front_matter=printed, issues=crowded, text=printed, spans=spans)
    chain, mended = mend(text, chain, found, family)
    cuts, back, schedule = _schedules(text, chain, found, family, high)
    spared = {one.start for one in cuts}
    numbers = {one.end: (one.printed, one.number) for one in mended}
    cuts, above = headings_above(text, cuts, low)
    running = running_lines(printed, low, back, spared | {one.start for one in cuts})
    parts = [*divisions(text, [one.start for one in cuts], low, is_article_word=family), *schedule]
    parts.sort(key=lambda part: part.start)
    pieces = _pieces(text, cuts, parts, running, back)
    contents = _contents_headings(found, cuts, text)
    articles: list[Article] = []
    owners: list[tuple[_Piece, int]] = []
    for piece, (heading, cut_at) in zip(
        pieces, split_headings([p.raw(text) for p in pieces], contents, above), strict=True
    ):
        articles.append(Article(piece.candidate.number, heading, "", piece.path))
        owners.append((piece, cut_at))
    cut = _assemble(text, articles, owners, parts, running, (cuts[0].start, back), family, numbers)
    return replace(cut, text=printed, issues=(*crowded, *cut.issues))


_PAGE = re.compile(r"(?:[.…\s]{2,40}\d{1,4}|[.…\s]{1,40})$")
_MOST_CARRIED = 20_000
_HEADER = re.compile(r"^[ \t]*+#{1,6}[ \t]*+", re.MULTILINE)
_EMPTY = re.compile(r"\n{3,}")
_ENTRY = re.compile(
    r"(?<![\w.])(\d{1,3}[A-Z]?)\. ([A-Z][^\n.;:]{2,120}?)"
    r"(?=\s\d{1,3}[A-Z]?\. |\s(?:PART|CHAPTER|Part|Chapter)\b|[ \t]*+(?:\n|$))"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One article's place in the text: its line, and the stretches of its body without running heads."""

    candidate: Candidate
    end: int
    path: tuple[str, ...]
    stretches: tuple[tuple[int, int], ...]

    def raw(self, text: str) -> Raw:
        body = "".join(text[a:b] for a, b in self.stretches)
        one = self.candidate
        return Raw(one.number, body, bool(one.style[0]), one.family in STOPPED_HEADINGS)


def _schedules(
    text: str, chain: list[Candidate], found: Sequence[Candidate], family: str, high: int
) -> tuple[list[Candidate], int, list[Division]]:
    """Where the last article ends; numbers that start again in schedules become articles too."""
    last = chain[-1]
    stop = ending(text, min(last.line_end + 1, high), high, header=last.style[0])
    line_end = text.find("\n", stop, high)
    line_end = high if line_end < 0 else line_end + 1
    if stop >= high or not is_schedule(text[stop:line_end]):
        return chain, stop, []
    rest = [one for one in found if one.start > stop and not one.quoted]
    more, again = best_chain([one for one in rest if one.family == family])
    if len(more) < 3 or again != family:
        return chain, stop, []
    heading = Division(stop, line_end, -1, strip_marks(text[stop:line_end]))
    return [*chain, *more], ending(text, min(more[-1].line_end + 1, high), high, header=more[-1].style[0]), [heading]


def _pieces(
    text: str, cuts: Sequence[Candidate], parts: Sequence[Division], running: Sequence[tuple[int, int]], back: int
) -> list[_Piece]:
    stack: list[Division] = []
    waiting = list(parts)[::-1]
    pieces: list[_Piece] = []
    part_starts = [part.start for part in parts]
    run_starts = [run[0] for run in running]
    for place, one in enumerate(cuts):
        while waiting and waiting[-1].start < one.start:
            part = waiting.pop()
            while stack and stack[-1].level >= part.level:
                stack.pop()
            stack.append(part)
        end = cuts[place + 1].start if place + 1 < len(cuts) else back
        at = bisect_right(part_starts, one.start)
        if at < len(parts) and parts[at].start < end:
            end = parts[at].start
        stretches: list[tuple[int, int]] = []
        begin = min(one.end, end)
        for run in _within(running, run_starts, one.start, end):
            if run[0] > begin:
                stretches.append((begin, run[0]))
            begin = max(begin, min(run[1], end))
        stretches.append((begin, end))
        pieces.append(_Piece(one, end, tuple(part.title for part in stack), tuple(stretches)))
    return pieces


def _contents_headings(found: Sequence[Candidate], cuts: Sequence[Candidate], text: str) -> dict[str, str]:
    """Headings as a list of contents before the articles gives them."""
    first = cuts[0].start
    wanted = {one.number for one in cuts}
    out: dict[str, str] = {}
    for one in found:
        if one.start >= first:
            break
        line = _PAGE.sub("", strip_marks(text[one.end : one.line_end]))
        if one.number in wanted and 2 < len(line) < 160 and one.number not in out:
            out[one.number] = line
    for number, line in _ENTRY.findall(text[:first]):  # several entries on one line
        if number in wanted and len(line) > 2:
            out.setdefault(number, line.strip())
    return out


def _assemble(
    text: str,
    articles: list[Article],
    owners: Sequence[tuple[_Piece, int]],
    parts: Sequence[Division],
    running: Sequence[tuple[int, int]],
    bounds: tuple[int, int],
    family: str,
    mended: Mapping[int, tuple[str, str]],
) -> Segmented:
    first = bounds[0]
    first = min(first, parts[0].start if parts else first)
    marks: list[tuple[int, int, int]] = []  # start, end, place in the list of articles
    ready: list[Article] = []
    room = _MOST_CARRIED
    for article, (piece, cut_at) in zip(articles, owners, strict=True):
        body = "".join(text[a:b] for a, b in piece.stretches)
        own, inserted = carried_articles(article.number, body[cut_at:], room) if room else (body[cut_at:], [])
        room = max(0, room - len(inserted))
        ready.append(replace(article, text=_tidy(own)))
        place = len(ready) - 1
        marks.append((piece.candidate.start, piece.end, place))
        ready.extend(replace(one, path=article.path, text=_tidy(one.text)) for one in inserted)
    keyed, doubts = finished(ready)
    spans: list[Span] = []
    taken: list[tuple[int, int, str, str | None]] = [(a, b, "article", keyed[place].key) for a, b, place in marks]
    taken += [(part.start, part.end, "path", None) for part in parts]
    cursor = 0
    for start, end, role, key in sorted(taken, key=lambda item: item[:2]):
        if start > cursor:
            spans.append(Span("front" if cursor < first or not spans else "path", cursor, start))
        if max(start, cursor) < end:
            spans.append(Span(role, max(start, cursor), end, key))
        cursor = max(cursor, end)
    if cursor < len(text):
        spans.append(Span("back", cursor, len(text)))
    spans = _with_noise(spans, running)
    front = "".join(text[s.start : s.end] for s in spans if s.role == "front")
    rear = "".join(text[s.start : s.end] for s in spans if s.role == "back")
    spoilt = {
        keyed[place].key: mended[piece.candidate.end]
        for (_, _, place), (piece, _) in zip(marks, owners, strict=True)
        if piece.candidate.end in mended
    }
    issues = [*_noise_issue(text, running, bounds), *_number_issues(spoilt), *_room_issue(room), *doubts]
    return Segmented(keyed, front.strip("\n"), rear.strip("\n"), tuple(issues), text, tuple(spans), family)


def _within(
    running: Sequence[tuple[int, int]], starts: Sequence[int], begin: int, end: int
) -> Iterator[tuple[int, int]]:
    """The running lines that start between two offsets."""
    for at in range(bisect_right(starts, begin), bisect_left(starts, end)):
        yield running[at]


def _with_noise(spans: Sequence[Span], running: Sequence[tuple[int, int]]) -> list[Span]:
    out: list[Span] = []
    starts = [run[0] for run in running]
    for span in spans:
        at = span.start
        if span.role == "article":
            for run in _within(running, starts, span.start, span.end):
                if run[0] > at:
                    out.append(replace(span, start=at, end=run[0]))
                stop = min(run[1], span.end)
                if stop > max(run[0], at):
                    out.append(Span("noise", max(run[0], at), stop))
                at = max(at, stop)
        if at < span.end:
            out.append(replace(span, start=at))
    return out


def _noise_issue(text: str, running: Sequence[tuple[int, int]], bounds: tuple[int, int]) -> list[Issue]:
    inside = [text[a:b].strip() for a, b in running if bounds[0] <= a < bounds[1]]
    if not inside:
        return []
    shown = "; ".join(dict.fromkeys(re.sub(r"\d+", "…", line) for line in inside))
    return [
        Issue(
            "noise", None, f"{len(inside)} running heads or page numbers were left out of the articles: {shown[:300]}."
        )
    ]


def _room_issue(room: int) -> list[Issue]:
    if room:
        return []
    more = "further ones stay in the text of the article that quotes them. Check that the file is one law."
    return [
        Issue("numbering", None, f"More than {_MOST_CARRIED:,} articles are quoted to be inserted elsewhere; {more}")
    ]


def _crowded(text: str, found: Found, family: str, any_article: bool) -> tuple[Issue, ...]:
    """What to say where more lines begin like the articles than any law has articles."""
    kinds = {family} if family not in {"dotted", "bare"} and not family.startswith("after") else {family, "plain"}
    places = [at for kind, at in found.left.items() if kind in kinds or not any_article]
    if not places:
        return ()
    line = text.count("\n", 0, min(places)) + 1
    message = (
        f"More lines begin with an article's number than any law has articles; from line {line:,} on they were not "
        "looked at, and articles after it may be missing. Check that the file is one law."
    )
    return (Issue("numbering", None, message),)


def _number_issues(spoilt: Mapping[str, tuple[str, str]]) -> list[Issue]:
    return [
        Issue("numbering", key, f"The file prints the number {printed} where {number} belongs; it is read as {number}.")
        for key, (printed, number) in spoilt.items()
    ]


def _tidy(text: str) -> str:
    """White space at the edges and empty lines in numbers away; Markdown signs of headers too."""
    text = text.replace("\f", "\n")
    if "#" in text:
        text = _HEADER.sub("", text)
    text = "\n".join(map(str.rstrip, text.split("\n")))
    return (_EMPTY.sub("\n\n", text) if "\n\n\n" in text else text).strip()
