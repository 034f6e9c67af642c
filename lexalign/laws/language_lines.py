"""Which language each line of a text is in: by small words, then by how the text itself spells each language."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lexalign.laws.article_words import FAMILY, LINKS
from lexalign.laws.small_words import OWN_SCRIPT, SCRIPTS, small_words

__all__ = ["Stretch", "languages_in", "reads_like", "stretches"]

_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n\f]*[^\s][^\n\f]*")
_LEAST_SHARE = 0.08
_MOST_LANGUAGES = 5
_CHUNK = 220
_FEWEST_HITS = 3
_CLEAR = 1.3
_WORST = -4.0  # of one word: a name or a term says little about the language of a line
_SWITCH = 6.0
_SWITCH_AFTER_GAP = 3.0
_SWITCH_AT_ARTICLE = 8.0
_SWITCH_BACK = 1.0  # the numbers of articles begin anew, or one is there again: most likely in another language
_SWITCH_AFTER_HEADING = 5.0
_SWITCH_AFTER_NUMBER = 8.0
_SWITCH_IN_LINE = 14.0
_SWITCH_IN_LINE_AFTER_STOP = 8.0
_SWITCH_AT_BAR = 4.0
_FEWEST_WORDS_IN_LINE = 4
_STOP = re.compile(r"\n|[.;:؛؟|]\s")
_FEWEST_PAGES = 4
_SHORT = 100_000
_EDGE = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line, or a part of a line: ``text[start:end]``. A running head has no language: it stands over all of them."""

    start: int
    end: int
    language: str


def languages_in(text: str, low: int, high: int) -> tuple[str, ...]:
    """The languages that a good part of a text is in, told from samples of it.

    Args:
        text: The text of a file.
        low: Where the part of it begins that is looked at.
        high: Where that part ends.

    Returns:
        ISO 639-1 codes, that of the most samples first; one or none where the text is in one language.
    """
    length = high - low
    count = max(1, min(240, max(20, length // (12 * _CHUNK))))
    step = max(length // count, _CHUNK // 2)
    winners: dict[str, list[dict[str, int]]] = defaultdict(list)
    for at in range(low, high, step):
        begin = _next_stop(text, at, min(high, at + 400)) if at > low else low
        end = _next_stop(text, begin + _CHUNK // 3, min(high, begin + _CHUNK))
        words = _WORD.findall(text[begin:end].casefold())
        told = _clearest(_hits(words), len(words), _FEWEST_HITS)
        if told:
            winners[told].append(dict.fromkeys(words, 1))
    if not winners:
        return ()
    first, *others = sorted(winners, key=lambda code: -len(winners[code]))
    least = max(2, _LEAST_SHARE * sum(map(len, winners.values())))
    return (first, *(code for code in others if _apart(winners[code], code, first) >= least))


def _next_stop(text: str, low: int, high: int) -> int:
    """The next end of a line or of a sentence; the end of the part looked at where there is none."""
    found = _STOP.search(text, low, high)
    return found.end() if found else high


def _apart(chunks: Sequence[Iterable[str]], code: str, first: str) -> int:
    """How many samples have small words of a language that are not small words of another one too."""
    known = small_words()
    own = {word for word, codes in known.items() if code in codes and first not in codes}
    scripts = code in SCRIPTS or code == "ar"
    return sum(scripts or sum(word in own for word in words) >= _FEWEST_HITS for words in chunks)


def reads_like(text: str, *, fewest: int = _FEWEST_HITS) -> str | None:
    """The language whose small words a text has clearly more of than those of any other; None where none is clear."""
    words = _WORD.findall(text.casefold())
    return _clearest(_hits(words), len(words), fewest)


def _clearest(hits: Mapping[str, int], total: int, fewest: int) -> str | None:
    if not hits:
        return None
    best = max(hits, key=hits.__getitem__)
    most = hits[best]
    if most < fewest or most < 0.12 * total:
        return None
    return best if all(_CLEAR * count <= most for code, count in hits.items() if code != best) else None


def _hits(words: Iterable[str]) -> dict[str, int]:
    """Language ▶ how many of the words are small words of it, or are in letters of its own."""
    known = small_words()
    hits: dict[str, int] = {}
    for word in words:
        found = known.get(word)
        if found is not None:
            for code in found:
                hits[code] = hits.get(code, 0) + 1
        elif word.startswith("ال"):
            hits["ar"] = hits.get("ar", 0) + 1
        elif word[0] > "\u036f" and (own := OWN_SCRIPT.match(word)):
            code = own.lastgroup or ""
            hits[code] = hits.get(code, 0) + 1
    return hits


def stretches(text: str) -> list[Stretch]:
    """Tell the language of every line of a text.

    The lines that small words tell surely teach how each language is spelt in this text; then the run of languages
    is chosen that fits the spelling of all lines best, with few changes, and those before headings rather than after.

    Args:
        text: The text of a file that holds several languages.

    Returns:
        The lines that are not blank, in order; a line that changes its language (cells of a table side by side) in
        several pieces. Empty where fewer than two languages are sure.
    """
    lines = [(found.start(), found.end()) for found in _LINE.finditer(text)]
    spelling = _Spelling.learnt(text[a:b] for a, b in lines)
    if spelling is None:
        return []
    lines = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in lines]
    heads = _running_heads(text, lines)
    every, lines = lines, [line for place, line in enumerate(lines) if place not in heads]
    numbers = [_article_number(text[a:b]) for a, b in lines]
    costs = _costs(text, lines, numbers)
    out: list[Stretch] = []
    for _ in range(2 if len(text) < _SHORT else 1):
        if out:  # a short text has few lines that small words tell; the others of each language teach more
            learnt = [[text[x.start : x.end] for x in out if x.language == code] for code in spelling.languages]
            spelling = _Spelling(spelling.languages, learnt) if all(learnt) else spelling
        labels = _cheapest([spelling.line(text[a:b]) for a, b in lines], costs, spelling.many)
        out = []
        for (start, end), label in zip(lines, labels, strict=True):
            out.extend(_cut_in_line(text, start, end, label, spelling))
    if heads:
        out = sorted([*out, *(Stretch(*every[place], "") for place in heads)], key=lambda one: one.start)
    return out


def _costs(text: str, lines: Sequence[tuple[int, int]], numbers: Sequence[int | None]) -> list[float]:
    """What a change of the language before each line costs: little where the layout makes one likely."""
    told = [number for number in numbers if number is not None]
    twice = sum(one == other for one, other in pairwise(told))
    onward = _SWITCH_BACK if twice > 0.3 * len(told) else _SWITCH_AT_ARTICLE  # else article by article in two languages
    costs = []
    after, last = "", 0
    for place, (start, end) in enumerate(lines):
        between = text[lines[place - 1][1] : start] if place else ""
        number = numbers[place]
        if number is not None:
            alone = _heading(text[start:end]) == "number"
            costs.append(_SWITCH_BACK if number <= last or alone else onward)
            last = number
        elif after == "number":
            costs.append(_SWITCH_AFTER_NUMBER)
        else:
            gap = "\f" in between or (between.count("\n") > 1 and not after)
            costs.append(_SWITCH_AFTER_GAP if gap else _SWITCH_AFTER_HEADING if after else _SWITCH)
        after = _heading(text[start:end])
    return costs


def _running_heads(text: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """Places of the lines at the edges of pages that are the same, but for figures, on many pages."""
    pages = text.count("\f") + 1
    if pages < _FEWEST_PAGES:
        return set()
    shapes: dict[str, list[int]] = defaultdict(list)
    breaks = [place for place in range(1, len(lines)) if "\f" in text[lines[place - 1][1] : lines[place][0]]]
    edges = {at for place in [0, *breaks, len(lines)] for at in range(place - _EDGE, place + _EDGE)}
    for at in sorted(edges & set(range(len(lines)))):
        start, end = lines[at]
        if end - start < 120 and _article_number(text[start:end]) is None:
            shapes[re.sub(r"\d+", "0", text[start:end])].append(at)
    least = max(_FEWEST_PAGES, 0.2 * pages)
    return {at for places in shapes.values() if len(places) >= least for at in places}


class _Spelling:
    """How each language is spelt in one text, by groups of three letters."""

    def __init__(self, languages: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        self.languages = tuple(languages)
        self.many = len(self.languages)
        self._counts = [_groups_of(those) for those in lines]
        every = len({group for count in self._counts for group in count})
        self._base = [math.log(sum(count.values()) + 0.5 * every) for count in self._counts]
        self._known: dict[str, tuple[float, ...]] = {}

    @classmethod
    def learnt(cls, lines: Iterable[str]) -> _Spelling | None:
        """From the lines that small words tell surely; None where they are not in two languages at least."""
        sure: dict[str, list[str]] = defaultdict(list)
        letters: Counter[str] = Counter()
        for line in lines:
            for piece in _STOP.split(line) if len(line) > _CHUNK // 2 else (line,):
                told = reads_like(piece)
                if told:
                    sure[told].append(piece)
                    letters[told] += len(piece)
        total = sum(letters.values())
        often = [code for code, n in letters.most_common(_MOST_LANGUAGES) if n >= _LEAST_SHARE * total]
        if len(often) < 2:
            return None
        return cls(often, [sure[code] for code in often])

    def word(self, word: str) -> tuple[float, ...]:
        """How well a word fits each language: 0 for the best, less for the others."""
        found = self._known.get(word)
        if found is None:
            raw = [
                sum(math.log(count[group] + 0.5) - base for group in _groups(word))
                for count, base in zip(self._counts, self._base, strict=True)
            ]
            best = max(raw)
            found = tuple(max(value - best, _WORST) for value in raw)
            self._known[word] = found
        return found

    def line(self, line: str) -> tuple[float, ...]:
        """How well a line fits each language."""
        words = [self.word(word) for word in _WORD.findall(line.casefold())]
        return tuple(map(sum, zip(*words, strict=True))) if words else (0.0,) * len(self.languages)


def _groups_of(lines: Iterable[str]) -> Counter[str]:
    out: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(" ".join(lines).casefold())).items():
        for group in _groups(word):
            out[group] += count
    return out


def _groups(word: str) -> list[str]:
    edged = f" {word} "
    return [edged[at : at + 3] for at in range(len(edged) - 2)]


def _cheapest(scores: Sequence[tuple[float, ...]], costs: Sequence[float], many: int) -> list[int]:
    """For each step the language, so that scores less the costs of changes are the most."""
    value = [0.0] * many
    links: list[list[int]] = []
    for score, cost in zip(scores, costs, strict=True):
        best = max(range(many), key=value.__getitem__)
        link = [one if value[one] >= value[best] - cost else best for one in range(many)]
        value = [
            (value[one] if link[one] == one else value[best] - cost) + gain
            for one, gain in zip(range(many), score, strict=True)
        ]
        links.append(link)
    at = max(range(many), key=value.__getitem__)
    labels = []
    for link in reversed(links):
        labels.append(at)
        at = link[at]
    return labels[::-1]


_ARTICLE = re.compile(rf"[\W_]*([^\W\d_]+|§+)\.?\s{{1,3}}(?:N[o°º]\.?\s?|{LINKS}\s)?\(?(\d{{1,4}})(?!\d)")
_ENDS = re.compile(r"[.;:,!?؟؛،»”\"-]$")
_NUMBER_ALONE = re.compile(r"[\W_]*\d{1,4}[\w.-]{0,4}[.):]?\s*\S{0,3}$")


def _article_number(line: str) -> int | None:
    """The number of the article that a line begins, where a word of articles says so."""
    found = _ARTICLE.match(line)
    return int(found[2]) if found and found[1] in FAMILY else None


def _heading(line: str) -> str:
    """``number`` for a number, with or without a word of articles; ``words`` for a heading that says more; or empty."""
    if len(line) > 140:
        return ""
    found = _ARTICLE.match(line)
    if _NUMBER_ALONE.match(line) or (found and found[1] in FAMILY and len(_WORD.findall(line, found.end())) < 2):
        return "number"
    first = re.match(r"[\W_]*([^\W\d_]+)", line)
    words = (first and first[1] in FAMILY) or (line.isupper() and len(line) < 100)
    return "words" if words or (len(line) < 60 and not _ENDS.search(line)) else ""


def _cut_in_line(text: str, start: int, end: int, label: int, spelling: _Spelling) -> list[Stretch]:
    """A line as one stretch, or as several where cells of different languages were put side by side."""
    whole = [Stretch(start, end, spelling.languages[label])]
    if end - start < 30:
        return whole
    line = text[start:end]
    spots = list(_WORD.finditer(line))
    if len(spots) < 2 * _FEWEST_WORDS_IN_LINE:
        return whole
    scores = [spelling.word(spot[0].casefold()) for spot in spots]
    if not _strays(scores, label):
        return whole
    costs = [0.0]
    for before, spot in pairwise(spots):
        between = line[before.end() : spot.start()]
        ended = re.search(r"[.;:!?؟»”\"]\W*\s\W*$", between)
        opens = spot[0] in FAMILY and re.match(r"\W{1,3}(?:ya )?\d", line[spot.end() : spot.end() + 6])
        if re.search(r"[/|\t]", between):
            costs.append(_SWITCH_AT_BAR)
        elif ended or opens:
            costs.append(_SWITCH_BACK if ended and opens else _SWITCH_IN_LINE_AFTER_STOP)
        else:
            costs.append(_SWITCH_IN_LINE)
    labels = _cheapest(scores, costs, len(spelling.languages))
    out: list[Stretch] = []
    begun = 0
    for place in range(1, len(labels) + 1):
        if place < len(labels) and labels[place] == labels[begun]:
            continue
        if place - begun < _FEWEST_WORDS_IN_LINE:
            return whole
        low = start + (spots[begun].start() if begun else 0)
        if begun:
            opening = re.search(r"[(\[«“\"„\d°º.)-]*$", line[spots[begun - 1].end() : spots[begun].start()])
            low -= len(opening[0]) if opening and not re.match(r"[.)]", opening[0]) else 0
        out.append(Stretch(low, end, spelling.languages[labels[begun]]))
        begun = place
    fitted = []
    for one, after in zip(out, [*out[1:], None], strict=True):
        stop = after.start if after else end
        piece = text[one.start : stop].rstrip().rstrip("/|").rstrip()
        fitted.append(Stretch(one.start, one.start + len(piece), one.language))
    return fitted


def _strays(scores: Sequence[tuple[float, ...]], label: int) -> bool:
    """Whether some words in a row fit another language so much better that a change within the line is worth it."""
    for other in range(len(scores[0])):
        if other == label:
            continue
        run = 0.0
        for score in scores:
            run = max(0.0, run + score[other] - score[label])
            if run > _SWITCH_AT_BAR:
                return True
    return False
