"""A bill laid over the law that it amends: the law as it would be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lexalign.errors import LexalignError
from lexalign.language.words import fold
from lexalign.laws.amending import Clause, amending_words, outside_quotes, quotations, read_clause
from lexalign.laws.compare_pairs import same_number
from lexalign.laws.compare_words import words_of
from lexalign.laws.kinds import infer_kind
from lexalign.laws.numbers import bare_number, rank
from lexalign.laws.segments import with_keys
from lexalign.laws.small_words import STOP_WORDS
from lexalign.model import Article, Issue, Law, LawStatus

__all__ = ["overlay"]

_MARK = "[…]"
_ORDINAL = r"(?!(?<=\d\.\s)(?:(?:gr|mgr|málsl|tölul)\.|grein|(?:og|eða|til)\s\d))"
"""No sentence ends between these: ``7. og 8. gr.``."""
_SENTENCE = re.compile(rf"(?<=[.;])\s+{_ORDINAL}(?=[^\W\d_]|\[…\]|§)|\n+")
_SMALL = frozenset(
    fold(word)
    for words in (*STOP_WORDS.values(), ["code", "codigo", "codice", "codul", "decree", "statute", "principal"])
    for word in words
)
_YEAR = re.compile(r"(?<![\w.,/-])(?:1[6-9]|20)\d\d(?![\w/])")
_SHORT = re.compile(r"(?:^|[\s(])[^\W\d_]{1,4}\.$")
_WHOLE = 5  # words from which on a quotation can be the new text of an article


def overlay(law: Law, bill: Law, *, articles: Iterable[str] | None = None) -> Law:
    """Lay a bill over the law that it amends.

    Articles that the bill carries are put into the law; articles that it repeals are marked; words that it replaces
    are replaced where they stand in the article just once. Nothing is guessed: what cannot be placed for sure
    becomes an issue.

    Args:
        law: The law as it is.
        bill: The bill or amending act. Where it amends several laws, what is meant for others is told from the
            names it gives them.
        articles: Numbers of the articles of the bill to be laid over; all by default.

    Returns:
        The law as it would be: a draft, never counted. Articles that the bill touches have in ``carried_by`` the
        number of the bill's article that does it. Issues of the kind ``amendment`` say what was not laid over, or
        what to check.

    Raises:
        LexalignError: The bill has no article of a number given, or amending words of its language are not known.
    """
    if read_clause("", bill.language) is None:
        raise LexalignError(
            f"it is not known how bills in the language {bill.language!r} say what they amend",
            where=bill.id,
            fix="Add the language to provisions/amending.yaml, or give the right language when reading the bill.",
        )
    wanted = None if articles is None else {_folded(number) for number in articles}
    work = _Work(law, bill)
    if law.country != bill.country:
        work.doubt(None, f"The bill is of {bill.country} and the law of {law.country}.")
    own = [one for one in bill.articles if one.carried_by is None]
    if wanted is not None and (unknown := wanted - {_folded(one.number) for one in own}):
        raise LexalignError(f"the bill has no article {', '.join(sorted(unknown))}", where=bill.id)
    for carrier in own:
        if (wanted is None or _folded(carrier.number) in wanted) and carrier.key not in work.announced:
            children = [one for one in bill.articles if one.carried_by == carrier.number]
            work.carry_out(carrier, children)
    for (carrier_number, beside), numbers in work.unplaced.items():
        work.doubt(
            None,
            f"Article {carrier_number} of the bill inserts article {', '.join(numbers)} beside article {beside}, which "
            "the law does not have; nothing of it was laid over. Check which law is meant.",
        )
    if work.elsewhere:
        work.doubt(None, f"Left out as meant for another law: article {', '.join(dict.fromkeys(work.elsewhere))}.")
    if tuple(work.now) == law.articles:
        work.doubt(None, "Nothing in the bill was recognised as an amendment of this law: it stays as it is.")
    return replace(
        law,
        id=f"{law.id}-as-amended",
        title=f"{law.title}, as it would be amended by {bill.title}",
        articles=with_keys(work.now),
        status=LawStatus.DRAFT,
        version_date=bill.version_date,
        source="; ".join(part for part in (law.source, bill.source) if part),
        issues=(*law.issues, *work.issues),
    )


def _folded(number: str) -> str:
    return bare_number(number).casefold()


@dataclass
class _Work:
    """The law while the bill is laid over it."""

    law: Law
    bill: Law
    now: list[Article] = field(init=False)
    issues: list[Issue] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    unplaced: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    announced: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.now = list(self.law.articles)

    def doubt(self, number: str | None, message: str) -> None:
        self.issues.append(Issue("amendment", number, message))

    def carry_out(self, carrier: Article, children: Sequence[Article]) -> None:
        """All that one article of the bill does."""
        waiting = list(children)
        if not waiting and self.unquoted(carrier):
            return
        subject = Clause()  # "Section 5 is amended as follows:" speaks for the clauses under it
        for text in _clauses(carrier.text):
            said = read_clause(text, self.bill.language) or Clause()
            if said.numbers:
                subject = said
            elif said.actions and (said.part or quotations(text)):
                said = replace(said, numbers=subject.numbers, ranges=subject.ranges)
            count = text.count(_MARK)
            for child in waiting[:count]:
                self.put(child, said if said.actions else subject, carrier, text)
            if not count and said.actions == {"insert"} and (listed := self.listed(said, carrier, waiting)):
                for child in listed:
                    self.put(child, said, carrier, text)
                waiting = [child for child in waiting if child not in listed]
            elif not count and said.actions and said.numbers:
                if self.meant("", text):
                    self.apply(said, text, carrier)
                else:
                    self.elsewhere += said.numbers
            del waiting[:count]
        for child in waiting:  # in a table the text does not say where they stood
            self.put(child, read_clause(carrier.text, self.bill.language) or Clause(), carrier, carrier.text)

    def unquoted(self, carrier: Article) -> bool:
        """A new article below the clause that announces it, without quotation marks; False where there is none."""
        word = amending_words()[self.bill.language].unquoted
        head, _, new = (part.strip() for part in carrier.text.partition("\n"))
        said = read_clause(head, self.bill.language) or Clause()
        whole = said.actions in ({"insert"}, {"replace"}) and not said.part and bool(said.numbers)
        if not word or not whole or not head.endswith(":") or not new or quotations(carrier.text):
            return False
        names = said.numbers[1:] if said.actions == {"insert"} else said.numbers
        if not self.meant("", head):
            self.elsewhere += said.numbers
        elif len(names) != 1 or said.ranges:
            self.doubt(
                None,
                f"Article {carrier.number} of the bill announces new text whose articles are not told one by one; do "
                f"it by hand: {_short(head)}",
            )
        else:
            title, _, rest = new.partition("\n")
            titled = word in head.casefold() and bool(rest.strip())
            heading, text = (title.rstrip(" ."), rest.strip()) if titled else (None, new)
            self.put(Article(names[0], heading, text, carried_by=carrier.number), said, carrier, head)
        return True

    def listed(self, said: Clause, carrier: Article, waiting: Sequence[Article]) -> list[Article]:
        """Articles of the bill that a clause announces (``a title with articles 40-1 to 40-9 is inserted``)."""
        carried = [_folded(child.number) for child in waiting]
        for first, last in said.ranges:
            if _folded(first) in carried and _folded(last) in carried:
                return list(waiting[carried.index(_folded(first)) : carried.index(_folded(last)) + 1])
        out: list[Article] = []
        places = {_folded(one.number): place for place, one in enumerate(self.bill.articles)}
        for first, last in said.ranges:
            low, high = places.get(_folded(first)), places.get(_folded(last))
            if low is not None and high is not None and self.bill.articles.index(carrier) < low < high:
                out += [one for one in self.bill.articles[low : high + 1] if one.carried_by is None]
        self.announced |= {one.key for one in out}
        return out

    def put(self, child: Article, said: Clause, carrier: Article, text: str) -> None:
        """A carried article: the new text of an article, or a paragraph that says how one is amended."""
        named = getattr(child, "target_law", "")
        if not self.meant(named, text):
            self.elsewhere.append(child.number)
            return
        inner = read_clause(child.text[:400], self.bill.language) or Clause()
        if inner.actions and any(_equal(child.number, number) for number in inner.numbers):
            if not self.meant(named, child.text):
                self.elsewhere.append(child.number)
                return
            whole = read_clause(child.text, self.bill.language) or inner
            self.apply(replace(whole, numbers=(child.number,), ranges=()), child.text, carrier)
            return
        place = self.find(child.number)
        if place is not None:
            before = self.now[place]
            if said.actions == {"insert"} and not before.not_in_force:
                self.doubt(
                    before.key,
                    f"Article {child.number} is to be inserted by article {carrier.number} of the bill, but the law "
                    "has an article of this number; the new text took its place. Check whether this law is meant.",
                )
            self.now[place] = replace(
                child, path=before.path, heading=child.heading or before.heading, carried_by=carrier.number
            )
            return
        if said.actions == {"replace"}:
            self.doubt(
                None,
                f"Article {carrier.number} of the bill replaces article {child.number}, which the law does not have; "
                "it was not laid over.",
            )
            return
        new = {number for ends in said.ranges for number in ends}  # "a title with articles 40-1 to 40-9"
        beside = [number for number in said.numbers if number not in new and not _equal(number, child.number)]
        if beside and all(self.find(number) is None for number in beside):
            self.unplaced.setdefault((carrier.number, ", ".join(beside)), []).append(child.number)
            return
        anchor = self.anchor(child.number)
        path = self.now[anchor].path if anchor >= 0 else ()
        self.now.insert(anchor + 1, replace(child, path=path, carried_by=carrier.number))

    def anchor(self, number: str) -> int:
        """Place of the article after which a new one stands: the one of the next lower number; -1 for the front."""
        below = [place for place, one in enumerate(self.now) if rank(one.number) <= rank(number)]
        if not below:
            return -1
        highest = max(rank(self.now[place].number) for place in below)
        return next(place for place in below if rank(self.now[place].number) == highest)

    def apply(self, said: Clause, text: str, carrier: Article) -> None:
        """An instruction about articles of the law: repeal, words in place of others, a whole new text."""
        targets, missing = self.targets(said)
        if not targets:
            if "repeal" in said.actions or missing:
                self.doubt(
                    None,
                    f"Article {carrier.number} of the bill speaks of article {', '.join(said.numbers)}, which the law "
                    f"does not have: {_short(text)}",
                )
            return
        if missing:
            self.doubt(
                None,
                f"Article {carrier.number} of the bill also speaks of article {', '.join(missing)}, which the law does "
                f"not have: {_short(text)}",
            )
        quoted = quotations(text)
        if said.actions == {"repeal"} and not said.part:
            for place in targets:
                why = f"repealed by article {carrier.number} of {self.bill.title}"
                self.now[place] = replace(self.now[place], not_in_force=why, carried_by=carrier.number)
        elif len(targets) != 1 or not self.reword(targets[0], said, quoted, carrier):
            if outside_quotes(text).rstrip().endswith(":") and not quoted:
                return  # what is to be done comes in the clauses after it
            names = ", ".join(self.now[place].number for place in targets)
            self.doubt(
                self.now[targets[0]].key,
                f"Article {carrier.number} of the bill changes article {names} in a way that could not be laid over; "
                f"do it by hand: {_short(text)}",
            )

    def reword(self, place: int, said: Clause, quoted: Sequence[str], carrier: Article) -> bool:
        """Put new words into an article; only where there is no doubt which words go."""
        article = self.now[place]
        new: str | None = None
        if said.actions == {"replace"} and len(quoted) == 2:
            old_words, new_words = quoted
            if _times(old_words, article.text) == 1:
                new = _exchanged(article.text, old_words, new_words)
        elif said.actions == {"repeal"} and said.part and len(quoted) == 1 and _times(quoted[0], article.text) == 1:
            new = _exchanged(article.text, quoted[0], "")
        elif "replace" in said.actions and not said.part and len(quoted) == 1 and len(words_of(quoted[0])) >= _WHOLE:
            new = quoted[0]
        if new is None:
            return False
        self.now[place] = replace(article, text=new, carried_by=carrier.number, not_in_force="")
        return True

    def targets(self, said: Clause) -> tuple[list[int], list[str]]:
        """Places of the articles that a clause names, and the numbers that the law does not have."""
        numbers = dict.fromkeys(said.numbers)
        found = {number: self.find(number) for number in numbers}
        places = [place for place in found.values() if place is not None]
        for first, last in said.ranges:
            low, high = self.find(first), self.find(last)
            if low is not None and high is not None and low < high:
                places += range(low, high + 1)
        return sorted(set(places)), [number for number, place in found.items() if place is None]

    def find(self, number: str) -> int | None:
        """Place of the first article of a number that is of the law, or was put there."""
        printed = next((place for place, one in enumerate(self.now) if one.number == number), None)
        if printed is not None:
            return printed
        return next((place for place, one in enumerate(self.now) if _equal(one.number, number)), None)

    def meant(self, named: str, text: str) -> bool:
        """Whether an amendment is for this law; where the bill names none, it is taken to be."""
        kind = infer_kind(named, outside_quotes(text)[:300])
        if "other" not in (kind, self.law.kind):
            return kind == self.law.kind
        if not named:
            return kind != "other" or not self.dated_otherwise(outside_quotes(text))
        if named.casefold() in self.law.title.casefold():
            return True
        telling = _telling(named)  # nothing in "the principal Act"
        return not telling or bool(telling & _telling(self.law.title))

    def dated_otherwise(self, text: str) -> bool:
        """Whether a clause names a law of another year, and nothing that belongs to the title of this one."""
        years = {year for year in _YEAR.findall(text) if self.find(year) is None}
        named = _telling(text) & _telling(self.law.title)
        return bool(years) and str(self.law.year) not in years and not named


def _telling(title: str) -> set[str]:
    """Words of a title that tell it from others: not the small words, nor those for law itself."""
    words = {word for word in words_of(title) if len(word) > 3 or word.isdigit()}
    return {word for word in words if infer_kind(word) == "other"} - _SMALL


def _equal(one: str, other: str) -> bool:
    return same_number(Article(one, None, ""), Article(other, None, ""))


def _clauses(text: str) -> Iterator[str]:
    """Sentences and paragraphs; what ends with a colon takes the next one in where that is a carried article."""
    shape = outside_quotes(text)
    ends = [one.span() for one in _SENTENCE.finditer(shape)]
    edges = [0, *(end for start, end in ends if not _SHORT.search(shape[max(0, start - 6) : start])), len(text)]
    parts = [text[a:b].strip() for a, b in pairwise(edges)]
    held = ""
    for part in parts:
        if not part:
            continue
        if held and (part.startswith(_MARK) or part[0] in '“«„"‘'):
            held = f"{held}\n{part}"
        else:
            if held:
                yield held
            held = part
    if held:
        yield held


def _pattern(words: str) -> re.Pattern[str]:
    inner = r"\s+".join(re.escape(word) for word in words.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)" if words[:1].isalnum() and words[-1:].isalnum() else inner)


def _times(words: str, text: str) -> int:
    return len(_pattern(words).findall(text)) if words.strip() else 0


def _exchanged(text: str, old: str, new: str) -> str:
    changed = _pattern(old).sub(lambda _: new, text, count=1)
    return changed if new else re.sub(r"[ \t]{2,}|[ \t]+(?=[,.;])", lambda m: " " if len(m[0]) > 1 else "", changed)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 200 else flat[:200] + " …"
