"""The shape of a rule file (``provisions/rules/*.yaml``)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, Self

from lexalign.model import PILLARS

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
        in_line: _From
        doubt_from: Share = 0.2
        pillars: dict[str, PillarFile] = Field(min_length=1)
        targets: TargetsFile | None = None
        known: KnownFile = Field(default_factory=lambda: KnownFile.model_validate({}))

        @model_validator(mode="after")
        def _known_pillars(self) -> Self:
            strangers = sorted(set(self.pillars) - set(PILLARS))
            if strangers:
                raise ValueError(f"{', '.join(strangers)}: no pillar; use {', '.join(PILLARS)}")
            return self

    return RuleFile
