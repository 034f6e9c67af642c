"""Who is Party to CETS 185, 189 and 224, has signed them or was invited, on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lexalign.assessment.world_names import state
from lexalign.assessment.world_states import known_codes, states
from lexalign.assessment.world_tables import PartialDate, day_of, read_table, world_file
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "STATUSES",
    "Bond",
    "Membership",
    "Parties",
    "Treaty",
    "instruments_known",
    "membership",
    "parties",
    "read_membership",
    "read_treaties",
]

STATUSES: tuple[str, ...] = ("party", "ratified", "signed", "invited", "none", "not known")
"""Party: the treaty is in force for the State. Ratified: it has consented, and that day is still to come."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """What the membership of a treaty rests on.

    Attributes:
        opened, in_force: Days; ``in_force`` is None as long as it is not.
        months_to_force: It enters into force for a State on the first day of the month after so many months.
        known_on: The day for which the table is given.
    """

    id: str
    opened: date
    in_force: date | None
    months_to_force: int
    known_on: date
    note: str
    source: str

    def force_after(self, deposit: date) -> date | None:
        """The day on which it enters into force for a State that deposits its instrument on a day."""
        if self.in_force is None:
            return None
        month = deposit.month + self.months_to_force + 1
        return max(self.in_force, date(deposit.year + (month - 1) // 12, (month - 1) % 12 + 1, 1))


@dataclass(frozen=True, slots=True)
class Bond:
    """What is known of one State and one treaty.

    Attributes:
        status: The last one known: ``party``, ``ratified``, ``signed`` or ``invited``.
        signed, ratified, in_force, invited: Dates, as far as known; ``ratified`` is also acceptance or accession.
        verified: ``yes``, ``partly`` or ``no``: whether the dates were read in a source.
        known_on: The day on which the status was so, where another than the table's.
    """

    instrument: str
    iso3: str
    status: str
    signed: PartialDate | None
    ratified: PartialDate | None
    in_force: PartialDate | None
    invited: PartialDate | None
    verified: str
    known_on: date
    note: str
    source: str

    def on(self, day: date, treaty: Treaty) -> tuple[str, str]:
        """Status on a day, and what the dates leave open of it.

        Returns:
            One of :data:`STATUSES`; then ``party`` if it may have been a Party, ``consent`` if it may have consented
            but was no Party yet, else an empty text.
        """
        if day < treaty.opened:
            return "none", ""
        consent, force = self._consent(day), self._force(day, treaty)
        if consent is False:
            return self._before_consent(day), ""
        if force is False:
            return ("ratified", "") if consent else ("not known", "consent")
        return ("party", "") if consent and force else ("not known", "party")

    def _consent(self, day: date) -> bool | None:
        """Whether the State had consented to be bound; None where the dates do not tell."""
        if self.status not in ("party", "ratified"):
            return False
        if self.ratified is not None:
            return self.ratified.by(day)
        if self.in_force is not None and self.in_force.by(day):
            return True
        return True if day >= self.known_on else None

    def _force(self, day: date, treaty: Treaty) -> bool | None:
        if self.status == "ratified" and treaty.in_force is None:
            return False
        if self.in_force is not None:
            return self.in_force.by(day)
        if self.ratified is not None and self.ratified.exact:
            begins = treaty.force_after(self.ratified.first)
            return begins is not None and day >= begins
        return True if day >= self.known_on else None

    def _before_consent(self, day: date) -> str:
        begins = self.invited if self.status == "invited" else self.signed
        word = "invited" if self.status == "invited" else "signed"
        came = begins.by(day) if begins is not None else None
        if came is None and self.status in ("signed", "invited") and day >= self.known_on:
            came = True
        return {True: word, False: "none", None: "not known"}[came]


@dataclass(frozen=True)
class Parties:
    """The Parties to a treaty on a day.

    Attributes:
        codes: ISO3 of those that were so.
        unsure: ISO3 of those of which the dates known do not tell.
        note: What must be said with the number.
    """

    instrument: str
    as_of: str
    codes: tuple[str, ...]
    unsure: tuple[str, ...]
    note: str

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, iso3: object) -> bool:
        return iso3 in self.codes

    def __str__(self) -> str:
        most = f", at most {len(self.codes) + len(self.unsure)}" if self.unsure else ""
        return f"{_short(self.instrument)} on {self.as_of}: {len(self.codes)} Parties{most}. {self.note}"


@dataclass(frozen=True)
class Membership:
    """Status of every State under a treaty on a day.

    Attributes:
        statuses: ISO3 ▶ one of :data:`STATUSES`, for all States.
        may_be_party: ISO3 of those of which the dates known do not tell whether they were Parties.
        may_have_consented: The same, whether they had at least ratified or acceded.
        bonds: ISO3 ▶ what the table says, for the States that are in it.
        note: What must be said with any number drawn from it.
    """

    instrument: str
    as_of: str
    statuses: Mapping[str, str]
    may_be_party: tuple[str, ...]
    may_have_consented: tuple[str, ...]
    bonds: Mapping[str, Bond]
    note: str

    def __getitem__(self, country: str) -> str:
        """Status of one State, by code or name."""
        iso3 = state(country).iso3
        if iso3 not in self.statuses:
            raise LexalignError(
                f"{iso3} is a territory; the table says nothing of the territories a treaty extends to",
                fix="Ask for the State it belongs to.",
            )
        return self.statuses[iso3]

    def codes(self, status: str) -> tuple[str, ...]:
        """ISO3 of the States of one status."""
        return tuple(c for c, s in self.statuses.items() if s == status)

    def __str__(self) -> str:
        numbers = ", ".join(f"{len(self.codes(s))} {s}" for s in STATUSES if self.codes(s) and s != "none")
        return f"{_short(self.instrument)} on {self.as_of}: {numbers or 'nobody'}. {self.note}"

    def to_frame(self) -> pd.DataFrame:
        """One row per State: status, dates, whether verified, note, source, and the day up to which it is known."""
        import pandas as pd

        rows = []
        for code, status in self.statuses.items():
            bond = self.bonds.get(code)
            dates = {n: str(getattr(bond, n, None) or "") for n in ("signed", "ratified", "in_force", "invited")}
            rows.append(
                {
                    "instrument": self.instrument,
                    "as_of": self.as_of,
                    "iso3": code,
                    "name": known_codes()[code].name_en,
                    "status": status,
                    **dates,
                    "verified": bond.verified if bond else "",
                    "known_on": (bond.known_on if bond else instruments_known()[self.instrument].known_on).isoformat(),
                    "note": bond.note if bond else "",
                    "source": bond.source if bond else "",
                }
            )
        return pd.DataFrame(rows)


def read_treaties(path: Path) -> Mapping[str, Treaty]:
    """Read and check the table of treaties.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    columns = ("opened", "in_force", "months_to_force", "known_on", "note", "source")
    table = read_table(path, ("instrument", *columns))
    table.unique("instrument")
    found = {}
    for row in table:
        days = {name: row.date(name) for name in ("opened", "in_force", "known_on")}
        for name, value in days.items():
            if (value is None and name != "in_force") or (value is not None and not value.exact):
                row.wrong(f"{name} must be a day")
        if not row["months_to_force"].isdecimal():
            row.wrong("months_to_force must be a number")
        opened, force, known = days["opened"], days["in_force"], days["known_on"]
        found[row.needed("instrument")] = Treaty(
            id=row["instrument"],
            opened=opened.first if opened else date.min,
            in_force=force.first if force else None,
            months_to_force=int(row["months_to_force"]) if row["months_to_force"].isdecimal() else 0,
            known_on=known.first if known else date.min,
            note=row["note"],
            source=row.needed("source"),
        )
    table.check()
    return MappingProxyType(found)


def read_membership(path: Path, treaties: Mapping[str, Treaty]) -> tuple[Bond, ...]:
    """Read and check the table of Parties, signatories and invited States.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    dates = ("signed", "ratified", "in_force", "invited")
    table = read_table(path, ("instrument", "iso3", "status", *dates, "verified", "known_on", "note", "source"))
    table.unique("instrument", "iso3")
    known_states = {s.iso3 for s in states()}
    found = []
    for row in table:
        treaty = treaties.get(row.one_of("instrument", treaties))
        row.one_of("iso3", known_states)
        status = row.one_of("status", STATUSES[:4])
        day = {name: row.date(name) for name in dates}
        known = row.date("known_on")
        signed, ratified, force = day["signed"], day["ratified"], day["in_force"]
        if status in ("signed", "invited") and (ratified or force):
            row.wrong(f"a State that is {status} has no date of ratification or entry into force")
        if status == "ratified" and (force or not ratified):
            row.wrong("a State that has ratified a treaty not in force has the date of ratification only")
        for earlier, later, words in (
            (signed, ratified, "ratified before it signed"),
            (ratified, force, "in force before ratification"),
        ):
            if earlier and later and earlier.first > later.last:
                row.wrong(words)
        if treaty is not None:
            if any(d and d.last < treaty.opened for d in (signed, ratified)):
                row.wrong(f"a date is before {treaty.opened.isoformat()}, when the treaty was opened")
            expected = treaty.force_after(ratified.first) if ratified and ratified.exact else None
            if expected and force and force.exact and force.first != expected:
                row.wrong(f"in force on {force}, but by the treaty's own rule a deposit on {ratified} gives {expected}")
        found.append(
            Bond(
                instrument=row["instrument"],
                iso3=row["iso3"],
                status=status,
                **day,
                verified=row.one_of("verified", ("yes", "partly", "no")),
                known_on=known.last if known else (treaty.known_on if treaty else date.min),
                note=row["note"],
                source=row["source"] or (treaty.source if treaty else ""),
            )
        )
    table.check()
    return tuple(found)


@cache
def instruments_known() -> Mapping[str, Treaty]:
    """Id of a treaty ▶ its dates and sources, for the treaties whose members are known."""
    return read_treaties(world_file("treaties.csv"))


@cache
def _bonds() -> tuple[Bond, ...]:
    return read_membership(world_file("membership.csv"), instruments_known())


def membership(instrument: str = "cets185", as_of: str | date | None = None) -> Membership:
    """Status of every State under a treaty on a day.

    Args:
        instrument: ``cets185``, ``cets189`` or ``cets224``.
        as_of: The day; today by default.

    Raises:
        LexalignError: The members of that treaty are not known, or the day is not a day.
    """
    treaty = instruments_known().get(instrument)
    if treaty is None:
        raise LexalignError(
            f"the members of {instrument!r} are not known", fix=f"Known are those of {', '.join(instruments_known())}."
        )
    day = day_of(as_of)
    bonds = {b.iso3: b for b in _bonds() if b.instrument == instrument}
    found = {s.iso3: bonds[s.iso3].on(day, treaty) if s.iso3 in bonds else ("none", "") for s in states()}
    doubtful = tuple(code for code, (_, open_) in found.items() if open_ == "party")
    parts = [f"As known on {treaty.known_on.isoformat()}; later signatures and accessions may be missing."]
    if doubtful:
        parts.append(f"Of {', '.join(doubtful)} the dates known do not tell whether they were Parties.")
    parts.append(treaty.note)
    unverified = sum(b.verified != "yes" for b in bonds.values())
    if unverified:
        parts.append(f"Of {len(bonds)} entries {unverified} are not fully verified.")
    return Membership(
        instrument=instrument,
        as_of=day.isoformat(),
        statuses=MappingProxyType({code: status for code, (status, _) in found.items()}),
        may_be_party=doubtful,
        may_have_consented=tuple(code for code, (_, open_) in found.items() if open_),
        bonds=MappingProxyType(bonds),
        note=" ".join(p for p in parts if p),
    )


def parties(instrument: str = "cets185", as_of: str | date | None = None, *, with_ratified: bool = False) -> Parties:
    """The Parties to a treaty on a day.

    Args:
        instrument: ``cets185``, ``cets189`` or ``cets224``.
        as_of: The day; today by default.
        with_ratified: Also those that have ratified or acceded and for which it enters into force later: the Council
            of Europe counts them when it announces a number of Parties.

    Raises:
        LexalignError: The members of that treaty are not known, or the day is not a day.
    """
    found = membership(instrument, as_of)
    wanted = ("party", "ratified") if with_ratified else ("party",)
    codes = tuple(code for code, status in found.statuses.items() if status in wanted)
    unsure = found.may_have_consented if with_ratified else found.may_be_party
    return Parties(instrument, found.as_of, codes, unsure, found.note)


def _short(instrument: str) -> str:
    return instrument.upper().replace("CETS", "CETS ")
