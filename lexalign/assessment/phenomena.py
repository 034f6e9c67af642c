"""What a State has against a phenomenon (ransomware, botnets ...), after the Guidance Notes of the T-CY."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from lexalign.assessment.bundled import assess_bundled
from lexalign.assessment.values import CountryAssessment, ProvisionStatus
from lexalign.errors import DataFileError, UnknownProvision
from lexalign.files import provisions_dir, read_data
from lexalign.html import table_html
from lexalign.model import Status
from lexalign.provisions import load_instrument, provision

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Coverage", "Phenomenon", "coverage", "phenomena"]

PARTS = ("offences", "powers", "cooperation")


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """A phenomenon and the provisions a Guidance Note names for it.

    Attributes:
        basis: The note.
        unchecked: The list was not read in the note itself.
        provisions: ``offences``, ``powers``, ``cooperation`` ▶ provision ids.
    """

    id: str
    title: str
    basis: str
    unchecked: bool
    provisions: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Coverage:
    """What a country has against a phenomenon.

    Attributes:
        rows: (part, status of a provision) in the order of the note.
    """

    phenomenon: Phenomenon
    assessment: CountryAssessment
    rows: tuple[tuple[str, ProvisionStatus], ...]

    def _titled(self) -> list[list[str]]:
        treaty = self.assessment.instrument
        return [
            [
                part,
                f"Art. {s.provision.partition(':')[2]} {provision(treaty, s.provision).title.get('en', '')}",
                s.status.value,
                s.basis.value,
                ", ".join(dict.fromkeys(r.number for r in s.rows)),
            ]
            for part, s in self.rows
        ]

    @property
    def sentence(self) -> str:
        """How many of the provisions named are in line, with date, rule and basis of the list."""
        have = sum(s.status is Status.IN_LINE for _, s in self.rows)
        part = sum(s.status is Status.PARTIAL for _, s in self.rows)
        unknown = sum(s.status is Status.NO_INFORMATION for _, s in self.rows)
        checked = "; list not checked against the note" if self.phenomenon.unchecked else ""
        return (
            f"{self.assessment.name}, {self.phenomenon.title.lower()}: of {len(self.rows)} provisions named "
            f"{have} in line, {part} partially, {unknown} without information, as of {self.assessment.as_of}, "
            f"rule {self.assessment.rule} ({self.phenomenon.basis}{checked})."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row per provision: part, provision, status, basis, articles."""
        import pandas as pd

        return pd.DataFrame(self._titled(), columns=["part", "provision", "status", "basis", "articles"])

    def __str__(self) -> str:
        lines = [self.sentence]
        lines += [
            f"  {p:<12} {title:<60} {status:<18} {basis:<8} {found}"
            for p, title, status, basis, found in self._titled()
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = ["Part", "Provision", "Status", "Basis", "Articles"]
        return table_html(heads, self._titled(), caption=self.sentence)


@cache
def phenomena() -> Mapping[str, Phenomenon]:
    """The phenomena known, by id.

    Raises:
        DataFileError: ``guidance_notes.yaml`` is not valid.
    """
    from pydantic import BaseModel, ConfigDict, Field

    class Strict(BaseModel):
        model_config = ConfigDict(extra="forbid")

    class Entry(Strict):
        title: str
        basis: str
        unchecked: bool
        offences: list[str] = Field(default_factory=list)
        powers: list[str] = Field(default_factory=list)
        cooperation: list[str] = Field(default_factory=list)

    class NotesFile(Strict):
        source: str
        phenomena: dict[str, Entry]

    data: Any
    data, place = read_data(provisions_dir() / "guidance_notes.yaml", NotesFile)
    problems = []
    for name, entry in data.phenomena.items():
        for part in PARTS:
            for i, pid in enumerate(getattr(entry, part)):
                try:
                    provision(load_instrument(pid.partition(":")[0]), pid)
                except UnknownProvision as error:
                    problems.append(f"{place(('phenomena', name, part, i))}: {error}")
    if problems:
        raise DataFileError(problems)
    return {
        name: Phenomenon(
            name, e.title, e.basis, e.unchecked, {part: tuple(getattr(e, part)) for part in PARTS if getattr(e, part)}
        )
        for name, e in data.phenomena.items()
    }


def coverage(country: str | CountryAssessment, phenomenon: str) -> Coverage:
    """Say which of the provisions named for a phenomenon a country has.

    Args:
        country: An assessment, or the code or name of a bundled country.
        phenomenon: ``ransomware``, ``botnets`` ... (:func:`phenomena` lists them).

    Raises:
        UnknownProvision: There is no such phenomenon.
    """
    known = phenomena()
    if phenomenon not in known:
        raise UnknownProvision(f"no Guidance Note on {phenomenon!r} is known", fix=f"Known are {', '.join(known)}.")
    found = known[phenomenon]
    assessment = country if isinstance(country, CountryAssessment) else assess_bundled(country)
    by_id = {s.provision: s for s in assessment.provisions}
    rows = tuple((part, by_id[pid]) for part, ids in found.provisions.items() for pid in ids if pid in by_id)
    return Coverage(found, assessment, rows)
