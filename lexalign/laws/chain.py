"""From candidates to articles: the family and the run of numbers that fit best."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from lexalign.laws.article_words import APART
from lexalign.laws.numbers import rank
from lexalign.laws.schemes import Candidate

__all__ = ["best_chain", "contents_end"]

_PRIOR = {"dotted": 1.0, "bare": 0.5} | dict.fromkeys(APART, 1.5)
_WORD_PRIOR = 2.5
_STEP_BONUS = 0.6
_MOST_RESTARTS = 12


def best_chain(found: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    """Choose the numbering scheme and the lines that really begin articles.

    Args:
        found: Candidates of all families, in the order of the text.

    Returns:
        The articles' candidates in the order of the text, and the name of the family; empty where none fits.
    """
    families: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if not candidate.quoted:
            families[candidate.family].append(candidate)
    best: tuple[float, list[Candidate], str] = (0.0, [], "")
    # No run can be longer than its family has numbers: what paragraphs begin with, again and again, is soon left aside.
    most = {name: _score(name, len({one.number for one in those}), those) for name, those in families.items()}
    order = {name: place for place, name in enumerate(families)}
    for name in sorted(families, key=lambda name: -most[name]):
        if most[name] < best[0]:
            break
        members = families[name]
        chain = _settled(members)
        score = _score(name, len(chain), members)
        if score > best[0] or (best[1] and score == best[0] and order[name] < order[best[2]]):
            best = (score, chain, name)
    _, chain, name = best
    return _with_strays(chain, families.get(name, [])), name


def _score(name: str, count: int, members: Sequence[Candidate]) -> float:
    """How well a run of so many lines of a family would do as the articles of a law."""
    score = count * _PRIOR.get(name, _WORD_PRIOR) * (0.3 + 0.7 * count / len(members))
    return score * 0.2 if name in _PRIOR and count < 3 else score


def contents_end(found: Sequence[Candidate]) -> int:
    """Where a list of contents ends that repeats the articles' numbers before the articles.

    Args:
        found: Candidates of one family, in the order of the text.

    Returns:
        Number of leading candidates that belong to the list; 0 where there is none.
    """
    if len(found) < 6:
        return 0
    lengths = [after.start - one.start for one, after in pairwise(found)]
    later: Counter[str] = Counter(one.number for one in found)
    seen: Counter[str] = Counter()
    best = looked = 0
    for place, one in enumerate(found[:-2]):
        seen[one.number] += 1
        later[one.number] -= 1
        first = found[place + 1].number
        back = rank(first) <= rank(found[0].number)
        if place < 2 or not back:
            continue
        looked += 1
        if looked > _MOST_RESTARTS:  # a list of contents stands at the beginning
            break
        again = sum(1 for number in seen if later[number] > 0)
        head, tail = lengths[:place], lengths[place + 1 :]
        if (
            again >= 0.6 * len(seen)
            and head
            and tail
            and max(median(head), 1) * 2.5 < median(tail)
            and median(head) < 200
        ):
            best = place + 1
    return best


# --- the longest plausible run ------------------------------------------------------------------------------------


def _settled(members: Sequence[Candidate]) -> list[Candidate]:
    """Run twice: the styles of the first run's lines tell how much each line weighs in the second."""
    members = members[contents_end(members) :]
    chain = _heaviest(members, lambda one: 1.0 if "open" not in one.style and "paragraph" not in one.style else 0.5)
    for _ in range(2):
        total = len(chain) or 1
        # A shape alone is common to good and bad lines: styles count together, against what was left out.
        inside = Counter(one.style for one in chain)
        outside = Counter(one.style for one in members)
        weights = {style: 0.4 + 0.6 * inside[style] / outside[style] + 0.8 * inside[style] / total for style in outside}
        chain = _heaviest(members, lambda one, weights=weights: weights[one.style])  # type: ignore[misc]
    return _without_leaps(chain)


def _heaviest(members: Sequence[Candidate], weight: Callable[[Candidate], float]) -> list[Candidate]:
    """Heaviest strictly increasing subsequence; a step to the next number earns a bonus."""
    if not members:
        return []
    ranks = [rank(one.number) for one in members]
    order = sorted(set(ranks))
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(order) + 1)
    by_main: dict[int, tuple[float, int]] = {}
    value: list[float] = []
    before: list[int] = []
    for place, one in enumerate(members):
        slot = bisect_left(order, ranks[place])
        best, link = 0.0, -1
        at = slot
        while at:
            if tree[at][0] > best:
                best, link = tree[at]
            at -= at & -at
        main = ranks[place][0][1] if ranks[place] else 0
        for near in (main - 1, main):
            known = by_main.get(near)
            if known and known[0] + _STEP_BONUS >= best and ranks[known[1]] < ranks[place]:
                best, link = known[0] + _STEP_BONUS, known[1]
        if main == 1 and link < 0:
            best += _STEP_BONUS
        total = best + weight(one)
        value.append(total)
        before.append(link)
        if total >= by_main.get(main, (0.0, -1))[0]:
            by_main[main] = (total, place)
        at = slot + 1
        while at <= len(order):
            if total >= tree[at][0]:
                tree[at] = (total, place)
            at += at & -at
    place = max(range(len(members)), key=lambda i: value[i])
    chain: list[Candidate] = []
    while place >= 0:
        chain.append(members[place])
        place = before[place]
    return chain[::-1]


def _without_leaps(chain: list[Candidate]) -> list[Candidate]:
    """Drop single numbers at the end that leap far ahead of a dense run: years, amounts, references."""
    while len(chain) > 4:
        last, previous = rank(chain[-1].number)[0][1], rank(chain[-2].number)[0][1]
        first = rank(chain[0].number)[0][1]
        if last - previous <= max(30, 2 * (previous - first)) or chain[-1].style[:3] == chain[-2].style[:3]:
            break
        chain = chain[:-1]
    return chain


def _with_strays(chain: list[Candidate], members: Sequence[Candidate]) -> list[Candidate]:
    """Add articles printed out of order: lines in the very style of the chain's articles."""
    if len(chain) < 3:
        return chain
    members = members[contents_end(members) :]
    taken = {one.start for one in chain}
    styles = Counter(one.style[:4] for one in chain)
    found = Counter(one.style[:4] for one in members)
    # A style counts as the law's own if nearly all lines that have it are in the chain, and it marks lines clearly:
    # a Markdown header, or an article word with a sign after the number or nothing after it.
    own = {
        style
        for style, count in styles.items()
        if count >= max(3, 0.2 * len(chain))
        and count >= 0.6 * found[style]
        and (style[0] or (style[1] != "plain" and style[2]) or style[1] in {"modda", "модда"})
    }
    alone = sum(one.style[4] == "alone" for one in chain) >= 0.8 * len(chain)
    strays = [
        one
        for one in members
        if one.start not in taken
        and one.style[5] == ""
        and (one.style[:4] in own or (alone and one.style[4] == "alone" and one.style[:4] in styles))
    ]
    return sorted([*chain, *strays], key=lambda one: one.start)
