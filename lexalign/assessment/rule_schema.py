"""The shape of a rule file (``provisions/rules/*.yaml``)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, Self

from lexalign.model import PILLARS, State, Status

__all__ = ["rule_schema"]


@cache
def rule_schema() -> Any:
    """The pydantic model of a rule file; built late because pydantic is not needed to import lexalign."""
    from pydantic import BaseModel, ConfigDict, Field, model_validator

    Share = Annotated[float, Field(gt=0, le=1)]
    ElementKind = Literal["conduct", "object", "mental", "qualifier", "measure", "authority", "safeguard"]

    class _Strict(BaseModel):
        model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    class _From(_Strict):
        share: Share

    class _Weights(_Strict):
        in_line: float = Field(1.0, alias="in line", gt=0)
        partial: float = Field(0.5, alias="partially in line", ge=0)

        @model_validator(mode="after")
        def _ordered(self) -> Self:
            if self.partial > self.in_line:
                raise ValueError("what is partially in line cannot weigh more than what is in line")
            return self

    class PillarFile(_Strict):
        """How one pillar is counted."""

        title: str
        text: str
        provisions: list[str] = Field(min_length=1)
        weights: _Weights = Field(default_factory=lambda: _Weights.model_validate({}))
        largely: _From
        partially: _From
        min_known: float = Field(0.5, ge=0, le=1)
        not_alone: list[str] = Field(default_factory=list)

        @model_validator(mode="after")
        def _consistent(self) -> Self:
            if len(set(self.provisions)) != len(self.provisions):
                raise ValueError("a provision stands twice in provisions")
            if self.partially.share > self.largely.share:
                raise ValueError("the share for partially is above the share for largely")
            strangers = set(self.not_alone) - set(self.provisions)
            if strangers:
                raise ValueError(f"not_alone names {', '.join(sorted(strangers))}, which provisions does not")
            return self

    class KnownFile(_Strict):
        """What articles that sources name are worth, where nobody read them here."""

        published: Literal["in line", "partially in line", "listed"] = "partially in line"
        publishers: list[str] = Field(default_factory=list)
        heading: Literal["partially in line", "listed"] = "listed"
        inferred: Literal["partially in line", "listed"] = "listed"
        checked: Literal["partially in line", "listed"] = "listed"

        @model_validator(mode="after")
        def _on_whose_word(self) -> Self:
            if (self.published == "in line") != bool(self.publishers):
                raise ValueError("publishers names those whose word makes a provision in line, where published says so")
            return self

    class PublishedFile(_Strict):
        """Whether verdicts that others have published may stand where nothing else is known."""

        statuses: Literal["fill", "ignore"] = "ignore"
        states: Literal["fill", "ignore"] = "ignore"
        publishers: list[str] = Field(default_factory=list)
        scopes: tuple[Literal["article", "group", "most"], ...] = ("article", "group")

        @model_validator(mode="before")
        @classmethod
        def _short(cls, value: Any) -> Any:
            return {"statuses": value, "states": value} if isinstance(value, str) else value

    class PresumedFile(_Strict):
        """What States are presumed to have, in a scenario that has to be asked for by its name."""

        title: str
        text: str
        instrument: str
        status: list[str] = Field(min_length=1)
        pillars: dict[str, Literal["largely in place", "partially in place"]] = Field(min_length=1)

    class WordsFile(_Strict):
        """What a rule of existence calls its findings."""

        has: str
        draft: str
        none: str
        unknown: str

        @model_validator(mode="after")
        def _own(self) -> Self:
            words = (self.has, self.draft, self.none, self.unknown)
            if len(set(words)) != len(words):
                raise ValueError("two findings are called the same")
            taken = sorted(set(words) & {*State, *Status})
            if taken:
                raise ValueError(f"{', '.join(taken)}: that word belongs to rules of elements; use another")
            return self

    class TargetsFile(_Strict):
        """Numbers of States aimed at."""

        denominator: str = "un-members"
        substantive: list[int] = Field(default_factory=list)
        procedural: list[int] = Field(default_factory=list)

    class RuleFile(_Strict):
        """One counting rule."""

        id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
        version: str
        title: str
        instrument: str
        source: str
        text: str
        kinds_not_asked: list[ElementKind] = Field(default_factory=list)
        method: Literal["elements", "existence"] = "elements"
        in_line: _From = Field(default_factory=lambda: _From(share=1.0))
        doubt_from: Share = 0.2
        reserved: Literal["leave out", "in line", "not in line"] = "leave out"
        published: PublishedFile = Field(default_factory=PublishedFile)
        pillars: dict[str, PillarFile] = Field(default_factory=dict)
        presumed: dict[str, PresumedFile] = Field(default_factory=dict)
        any_of: list[str] = Field(default_factory=list)
        words: WordsFile | None = None
        targets: TargetsFile | None = None
        known: KnownFile = Field(default_factory=lambda: KnownFile.model_validate({}))

        @model_validator(mode="after")
        def _known_pillars(self) -> Self:
            strangers = sorted(set(self.pillars) - set(PILLARS))
            if strangers:
                raise ValueError(f"{', '.join(strangers)}: no pillar; use {', '.join(PILLARS)}")
            for name, scenario in self.presumed.items():
                uncounted = sorted(set(scenario.pillars) - set(self.pillars))
                if uncounted:
                    raise ValueError(f"presumed.{name} names {', '.join(uncounted)}, which the rule does not count")
            return self

        @model_validator(mode="after")
        def _whole(self) -> Self:
            existence = bool(self.any_of) and self.words is not None and not self.pillars and self.targets is None
            if self.method == "existence" and not existence:
                raise ValueError("a rule of existence has any_of and words, and neither pillars nor targets")
            if self.method == "elements" and (not self.pillars or self.any_of or self.words):
                raise ValueError("a rule of elements has pillars, and neither any_of nor words")
            return self

    return RuleFile
