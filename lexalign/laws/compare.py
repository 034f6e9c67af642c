"""Two versions of a law: what was added, removed, renumbered, moved, changed, repealed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lexalign.laws.compare_pairs import Pair, Texts, pair_articles, same_number, text_origins
from lexalign.laws.compare_words import DiffPart, diff_html, diff_text, same_wording, word_diff
from lexalign.model import Article, Law

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KINDS", "ArticleChange", "LawComparison", "compare"]

KINDS: tuple[str, ...] = (
    "added",
    "removed",
    "repealed",
    "replaced",
    "changed",
    "renumbered",
    "moved",
    "unchanged",
)
"""What can have happened to an article, in the order in which it is counted; each article has the first that fits.

``replaced``: another text stands under the number; ``renumbered``: the same text, another number (a renumbered
article whose words changed too is ``changed``, and also ``renumbered``); ``moved``: the same text and number in another
chapter.
"""

_SHOWN = 12  # words of context on either side of a change
_REPLACED = 0.3


@dataclass(frozen=True)
class ArticleChange:
    """What happened to one article.

    Attributes:
        kind: One of :data:`KINDS`.
        old: The article before; None for an added one.
        new: The article after; None for a removed one.
        likeness: Share of words that stand in both in the same order, 0 to 1; 0 where one of them is missing.
        renumbered: Whether the number differs.
        moved: Whether it stands in another chapter.
        heading_changed: Whether the heading has other words.
        text_changed: Whether the text has other words.
        split_from: Number of the old article from which most of an added article was taken; else empty.
        merged_into: Number of the new article that took in most of a removed one; else empty.
        remark: A sentence on what else is to be known; mostly empty.
    """

    kind: str
    old: Article | None
    new: Article | None
    likeness: float = 0.0
    renumbered: bool = False
    moved: bool = False
    heading_changed: bool = False
    text_changed: bool = False
    split_from: str = ""
    merged_into: str = ""
    remark: str = ""

    @cached_property
    def diff(self) -> tuple[DiffPart, ...]:
        """What changed in the text, word by word; all of the text of an added or removed article."""
        return word_diff(self.old.text if self.old else "", self.new.text if self.new else "")

    @property
    def numbers(self) -> str:
        """``12``, or ``12 → 14`` for a renumbered one."""
        before, after = (a.number if a else "" for a in (self.old, self.new))
        return f"{before} → {after}" if self.renumbered else after or before

    @property
    def headings(self) -> str:
        """The heading, with what changed in it marked."""
        return diff_text(self._heading_diff())

    @property
    def remarks(self) -> str:
        """All there is to be said beside the kind of the change."""
        return "; ".join(
            [
                *(["renumbered"] if self.renumbered and self.kind != "renumbered" else []),
                *(["moved"] if self.moved and self.kind != "moved" else []),
                *(["heading changed"] if self.heading_changed else []),
                *([f"split from {self.split_from}"] if self.split_from else []),
                *([f"merged into {self.merged_into}"] if self.merged_into else []),
                *([self.remark] if self.remark else []),
            ]
        )

    def _heading_diff(self) -> tuple[DiffPart, ...]:
        before, after = ((a.heading or "") if a else "" for a in (self.old, self.new))
        if self.old is None or self.new is None:
            return (DiffPart("same", after or before),)
        return word_diff(before, after)

    def __str__(self) -> str:
        head = " ".join(part for part in (f"{self.kind:<10} {self.numbers}", self.headings) if part)
        lines = [f"{head}  ({self.remarks})" if self.remarks else head]
        if self.kind in ("changed", "replaced") and self.text_changed:
            lines.append(f"           {diff_text(self.diff, context=_SHOWN)}")
        return "\n".join(lines)


@dataclass(frozen=True)
class LawComparison:
    """All articles of two versions of a law, each with what happened to it.

    Attributes:
        old, new: The two versions.
        changes: One per article, in the order of the new version; removed ones where they stood.
        remarks: Sentences on whether the two can be compared at all.
    """

    old: Law
    new: Law
    changes: tuple[ArticleChange, ...]
    remarks: tuple[str, ...] = field(default=())

    def of(self, kind: str) -> tuple[ArticleChange, ...]:
        """The changes of one kind; ``renumbered`` gives all renumbered articles, whether or not they changed."""
        if kind == "renumbered":
            return tuple(change for change in self.changes if change.renumbered)
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def counts(self) -> dict[str, int]:
        """Kind ▶ number of articles, for all :data:`KINDS`."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS}

    @property
    def summary(self) -> str:
        """The counts as a sentence."""
        said = ", ".join(f"{count} {kind}" for kind, count in self.counts.items() if count)
        also = sum(change.renumbered and change.kind != "renumbered" for change in self.changes)
        more = f" ({also} of the changed ones also renumbered)" if also else ""
        return f"{len(self.old.articles)} articles before, {len(self.new.articles)} after: {said or 'none'}{more}."

    def to_frame(self) -> pd.DataFrame:
        """One row per article; ``diff`` marks what went as ``[-…-]`` and what came as ``{+…+}``."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(_COLUMNS))

    def rows(self) -> list[dict[str, object]]:
        """The rows of :meth:`to_frame` as dictionaries."""
        return [dict(zip(_COLUMNS, _row(change), strict=True)) for change in self.changes]

    def __str__(self) -> str:
        head = f"{_name(self.old)}  →  {_name(self.new)}"
        listed = [str(change) for change in self.changes if change.kind != "unchanged"]
        return "\n".join([head, self.summary, *self.remarks, *listed])

    def _repr_html_(self) -> str:
        from lexalign.html import Html, table_html

        rows = []
        for change in self.changes:
            if change.kind == "unchanged":
                continue
            heading = diff_html(change._heading_diff())
            what = diff_html(change.diff, context=_SHOWN) if change.old and change.new else _whole(change)
            shown = what if change.text_changed or change.old is None or change.new is None else Html("")
            rows.append([change.numbers, change.kind, heading, shown, change.remarks])
        note = (
            f"{' '.join(self.remarks)} What went is struck out and has a minus (\N{MINUS SIGN}); what came is "
            "underlined and has a plus (+). Unchanged articles are not listed."
        ).strip()
        caption = f"{_name(self.old)} → {_name(self.new)}. {self.summary}"
        return str(table_html(["article", "what", "heading", "text", "remarks"], rows, caption=caption, note=note))


_COLUMNS = (
    "kind", "old_number", "new_number", "old_heading", "new_heading", "likeness", "renumbered", "moved",
    "heading_changed", "text_changed", "split_from", "merged_into", "remark", "diff",
)  # fmt: skip


def _row(change: ArticleChange) -> list[object]:
    old, new = change.old, change.new
    return [
        change.kind,
        old.number if old else "",
        new.number if new else "",
        (old.heading or "") if old else "",
        (new.heading or "") if new else "",
        round(change.likeness, 3),
        change.renumbered,
        change.moved,
        change.heading_changed,
        change.text_changed,
        change.split_from,
        change.merged_into,
        change.remark,
        diff_text(change.diff, context=_SHOWN) if change.text_changed or not (old and new) else "",
    ]


def _whole(change: ArticleChange) -> str:
    return diff_html(change.diff)


def _name(law: Law) -> str:
    dated = f", {law.version_date}" if law.version_date else ""
    return f"{law.title or law.id} ({law.status}{dated})"


def compare(old: Law, new: Law) -> LawComparison:
    """Compare two versions of a law.

    Articles are found by their text, not by their number alone: what has another number and the same words is
    renumbered, not removed and added. Capitals, white space and the Unicode form of accents do not count as changes.

    Args:
        old: The law before.
        new: The law after, or a bill laid over it (:func:`lexalign.laws.overlay`).

    Returns:
        What happened to every article of both.
    """
    texts = Texts(old.articles, new.articles)
    pairs = pair_articles(texts)
    chapters = _chapters(old.articles, new.articles, pairs)
    of_old = {pair.old: pair for pair in pairs}
    of_new = {pair.new: pair for pair in pairs}
    gone = [i for i in range(len(old.articles)) if i not in of_old]
    come = [j for j in range(len(new.articles)) if j not in of_new]
    split, merged = _origins(texts, pairs, gone, come)
    placed: list[tuple[tuple[int, int, int], ArticleChange]] = []
    for pair in pairs:
        change = _change(old.articles[pair.old], new.articles[pair.new], pair.likeness, chapters)
        placed.append(((pair.new, 0, 0), change))
    for j in come:
        article = new.articles[j]
        origin = old.articles[split[j]].number if j in split else ""
        kind = "repealed" if article.not_in_force else "added"
        placed.append(((j, 0, 0), ArticleChange(kind, None, article, split_from=origin, remark=article.not_in_force)))
    after = -1
    for i, article in enumerate(old.articles):
        if i in of_old:
            after = of_old[i].new
            continue
        into = new.articles[merged[i]].number if i in merged else ""
        placed.append(((after, 1, i), ArticleChange("removed", article, None, merged_into=into)))
    changes = tuple(change for _, change in sorted(placed, key=lambda item: item[0]))
    return LawComparison(old, new, changes, _doubts(old, new, changes))


def _change(
    old: Article, new: Article, likeness: float, chapters: dict[tuple[str, ...], tuple[str, ...]]
) -> ArticleChange:
    renumbered = not same_number(old, new)
    moved = chapters.get(old.path, new.path) != new.path
    heading = not same_wording(old.heading or "", new.heading or "")
    text = not same_wording(old.text, new.text)
    remark = ""
    if new.not_in_force and not old.not_in_force:
        kind, remark = "repealed", new.not_in_force if new.not_in_force != "repealed" else ""
    elif text or heading:
        kind = "replaced" if likeness < _REPLACED and not renumbered and text else "changed"
        if old.not_in_force and not new.not_in_force:
            kind, remark = "changed", f"was not in force before ({old.not_in_force})"
    else:
        kind = "renumbered" if renumbered else "moved" if moved else "unchanged"
    return ArticleChange(kind, old, new, likeness, renumbered, moved, heading, text, remark=remark)


def _chapters(
    old: Sequence[Article], new: Sequence[Article], pairs: Sequence[Pair]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Where the articles of each chapter stand now, mostly: a chapter that was renamed has not been moved."""
    there = {article.path for article in new}
    votes: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for pair in pairs:
        votes[old[pair.old].path][new[pair.new].path] += 1
    return {path: path if path in there else found.most_common(1)[0][0] for path, found in votes.items()}


def _origins(
    texts: Texts, pairs: Sequence[Pair], gone: Sequence[int], come: Sequence[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Added article ▶ old one it was split from, and removed article ▶ new one it was merged into."""
    if not gone and not come:
        return {}, {}
    before, after = texts.words
    changed = [pair for pair in pairs if texts.coded[0][pair.old] != texts.coded[1][pair.new]]
    none: list[str] = []
    homes_old = {pair.old: (before[pair.old], after[pair.new]) for pair in changed} | {
        i: (before[i], none) for i in gone
    }
    homes_new = {pair.new: (after[pair.new], before[pair.old]) for pair in changed} | {
        j: (after[j], none) for j in come
    }
    return text_origins(come, after, homes_old), text_origins(gone, before, homes_new)


def _doubts(old: Law, new: Law, changes: Sequence[ArticleChange]) -> tuple[str, ...]:
    out = []
    if old.language != new.language:
        out.append(
            f"The two are in different languages ({old.language}, {new.language}): only numbers can be compared."
        )
    if old.form != new.form:
        out.append(f"One is a {old.form} and the other a {new.form}: their words cannot be compared.")
    if old.country != new.country:
        out.append(f"They are laws of two countries ({old.country}, {new.country}).")
    kept = sum(change.old is not None and change.new is not None and change.kind != "replaced" for change in changes)
    if not out and kept < min(len(old.articles), len(new.articles)) / 4:
        out.append(f"Only {kept} articles have a counterpart: these may not be versions of one law.")
    return tuple(out)
