"""Finding a paragraph by its pinpoint, as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lexalign.errors import UnknownArticle
from lexalign.laws.paragraphs import Paragraph, paragraphs
from lexalign.model import Article

__all__ = ["find_paragraph"]

_COUNTED = (
    r"al|alin|alinea|alinéa|alineat|alineatul|aliena|comma|co|inc|inciso|fıkra|para|paras|par|paragraph|subpara|абз|stk|stykke|ledd|mom|momentti|stycket?|"
    r"ал|алинея|став|stav"
)
_TOKEN = re.compile(
    rf"(?P<counted>(?:{_COUNTED})\b\.?\s*\(?(?P<count>\d{{1,2}})\)?)|(?P<indent>(?:indent|tiret)\s*(?P<dash>\d{{1,2}}))"
    r"|(?<![^\W_])(?P<label>\d{1,3}(?:[\-\^ ]?(?:bis|ter|quater|quinquies|sexies)|[\^\-]\d+(?!\d)|"
    r"[^\W\d_]{1,2}(?![^\W_]))?|[ivxlIVXL]{1,7}|[^\W\d_]ـ?|[a-z]{2})(?![^\W_])",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?<!\w)(?:art(?:icle|ikel|[ií]culo|igo|icolul)?|sections?|sec|s|§+|no|nr|núm|num|abs(?:atz)?|satz|nummer|buchst(?:abe)?|"
    r"lit(?:era)?|let(?:tera|ra)?|letter|point|clause|sub-?(?:section|paragraph)|lid|ст(?:аття|атья)?|п(?:ункт)?|ч(?:астина|асть)?|madde|bent|"
    r"čl(?:en|an|anak)?|odst|ods|ust|pkt|písm|bek|pont|p(?:anta)?|lõige|daļa|dalis|str|straipsnis|άρθρο|παρ|մաս|մասի|მუხლი)"
    r"(?:\.|(?!\w))\s*(?=[\w(])",
    re.IGNORECASE,
)

_PARTS = re.compile(
    r"(?P<article>\d{1,4}\.\s?gr\.(?:\s[a-z](?![\w-]))?)|(?P<count>\d{1,2})\.\s?mgr\.?|(?P<item>\d{1,3})\.\s?tölul\w*\.?|"
    r"(?P<letter>[^\W\d_])-lið\w*|(?P<other>\w+)",
    re.IGNORECASE,
)
"""``a-liður 1. tölul. 2. mgr. 5. gr.``: Icelandic names the innermost part first."""


def find_paragraph(article: Article, pinpoint: str) -> Paragraph:
    """Find a paragraph by its pinpoint, as people write it.

    Args:
        article: The article.
        pinpoint: ``4(a)(1)``, ``(a)(1)``, ``Art. 4 a) 1)``, ``4.a.1``, ``12 al. 2``, ``12, para 2, lit. b``. Levels
            that leave no doubt may be left out.

    Returns:
        The paragraph; the first one where a mark is printed twice.

    Raises:
        UnknownArticle: The article has no such paragraph; names those it has.
    """
    found = paragraphs(article)
    for one in found:
        if one.pinpoint == pinpoint.strip():
            return one
    if (named := _inner_first(pinpoint, found)) is not None:
        return named
    for wanted in _asked(article.number, pinpoint):
        exact = [one for one in found if _folded(one.labels) == wanted]
        loose = [one for one in found if _within(wanted, _folded(one.labels))]
        for matches in (exact, sorted(loose, key=lambda one: len(one.labels))):
            if matches:
                return matches[0]
    top = [one.pinpoint for one in found if one.parent is None]
    shown = ", ".join(top[:12]) + (" ..." if len(top) > 12 else "")
    raise UnknownArticle(
        f"article {article.number} has no paragraph {pinpoint!r}",
        where=f"article {article.key or article.number}",
        fix=f"It has {shown}." if top else "It has no paragraphs; cite the article.",
    )


def _asked(number: str, pinpoint: str) -> Iterator[tuple[str, ...]]:
    """Labels that a pinpoint may name: without the article's number, and as it is."""
    text = pinpoint.strip()
    bare = _NAMES.sub("", text, count=1) if _NAMES.match(text) else text
    for form in (bare, text):
        rest = form[len(number) :] if form.startswith(number) else None
        if rest is not None and not re.match(r"[\w^]", rest):
            yield from _labels(rest)
            break
    yield from _labels(text)


def _inner_first(pinpoint: str, found: Sequence[Paragraph]) -> Paragraph | None:
    """The paragraph that an Icelandic pinpoint names; None for any other pinpoint, or where there is none."""
    parts = [one for one in _PARTS.finditer(pinpoint) if not one["article"]]
    if not parts or any(one["other"] for one in parts):
        return None
    if parts[0]["count"] is None:
        parts = parts[::-1]
    wanted = _folded([f"al. {one['count']}" if one["count"] else one["item"] or one["letter"] for one in parts])
    by_name = {one.pinpoint: one for one in found}
    for one in found:
        above: Paragraph | None = one
        labels: list[str] = []
        while above is not None:
            labels.insert(0, above.labels[-1])
            above = by_name.get(above.parent or "")
        whole = _folded(labels)
        if not any(label.startswith("al.") for label in whole):
            whole = ("al.1", *whole)  # the only paragraph is not counted
        if _within(wanted, whole):
            return one
    return None


def _labels(text: str) -> Iterator[tuple[str, ...]]:
    found = list(_TOKEN.finditer(_NAMES.sub(" ", text)))
    if not found:
        return
    counted, plain = [], []
    for one in found:
        if one["counted"]:
            counted.append(f"al. {one['count']}")
            plain.append(one["count"])
        elif one["indent"]:
            counted.append(f"indent {one['dash']}")
            plain.append(counted[-1])
        else:
            counted.append(one["label"])
            plain.append(one["label"])
    yield _folded(counted)
    if counted != plain:
        yield _folded(plain)


def _folded(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(re.sub(r"[\s\-^ـ]", "", label).casefold() for label in labels)


def _within(wanted: tuple[str, ...], labels: tuple[str, ...]) -> bool:
    """Whether the labels asked for are some of these, in order, the last one the last."""
    if not labels or wanted[-1] != labels[-1]:
        return False
    rest = iter(labels)
    return all(label in rest for label in wanted)
