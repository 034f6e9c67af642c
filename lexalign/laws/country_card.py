"""The card of a country in the user's own corpus: made once, then the user's; only completeness is set again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lexalign.errors import CorpusError
from lexalign.files import corpora_dir, read_data, write_atomic
from lexalign.laws.corpora import COUNTRY_CARD
from lexalign.laws.corpus_schema import corpus_schemas
from lexalign.laws.law_file import dump_yaml
from lexalign.model import PILLARS

__all__ = ["check_pillars", "lacks_card", "write_card"]

_HEAD = """\
# laws: the order in which reports show them; a law that is not named here comes last.
# completeness: say 'complete: true' for a pillar when these laws are all the law that the country has on it. Then a
# provision that no article shows is 'not in line'; otherwise there is 'no information' on it.
"""


def check_pillars(names: Iterable[str]) -> tuple[str, ...]:
    """The names of pillars, without doubles.

    Raises:
        CorpusError: One of them is no pillar.
    """
    wanted = tuple(dict.fromkeys(name.strip().casefold() for name in names if name.strip()))
    wrong = [name for name in wanted if name not in PILLARS]
    if wrong:
        raise CorpusError(f"{wrong[0]!r} is not a pillar", fix=f"Use one of: {', '.join(PILLARS)}.")
    return wanted


def lacks_card(place: Path) -> bool:
    """Whether a country's folder has no card yet."""
    return not (place / COUNTRY_CARD).is_file()


def write_card(place: Path, complete: tuple[str, ...], *, day: str, dry_run: bool) -> list[str]:
    """Make the card of a country, or say on it that the corpus is complete for some pillars.

    A new card says of every pillar that it is not complete; of those that the bundled card of the country speaks
    of it says nothing, so that this goes on to hold.

    Args:
        place: The country's folder in the user's corpora.
        complete: Pillars that are complete now.
        day: Today, ISO 8601; noted with what is set.
        dry_run: Write nothing.

    Returns:
        Sentences about what was set.

    Raises:
        DataFileError: The card that is there does not keep to the format; it is left as it is.
    """
    path = place / COUNTRY_CARD
    said: dict[str, dict[str, Any]]
    if path.is_file():
        card, _ = read_data(path, corpus_schemas()[1])
        laws = list(card.laws)
        said = {
            pillar: entry.model_dump(by_alias=True, exclude_none=True) for pillar, entry in card.completeness.items()
        }
        head = "".join(f"{line}\n" for line in path.read_text(encoding="utf-8-sig").splitlines() if line[:1] == "#")
    else:
        laws, head = [], _HEAD
        spoken = _bundled_pillars(place.name)
        said = {pillar: {"complete": False} for pillar in PILLARS if pillar not in spoken}
    changed = [pillar for pillar in complete if not said.get(pillar, {}).get("complete")]
    for pillar in changed:
        said[pillar] = {"complete": True, "note": f"Said to be complete on {day}, when a law was imported."}
    if (changed or not path.is_file()) and not dry_run:
        ordered = {pillar: said[pillar] for pillar in PILLARS if pillar in said}
        write_atomic(path, head + dump_yaml({"country": place.name, "laws": laws, "completeness": ordered}))
    if not changed:
        return []
    return [f"Complete from now on for {place.name}: {', '.join(changed)} (undo it in {path})."]


def _bundled_pillars(country: str) -> set[str]:
    path = corpora_dir() / country / COUNTRY_CARD
    return set(read_data(path, corpus_schemas()[1])[0].completeness) if path.is_file() else set()
