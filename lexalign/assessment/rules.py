"""Counting rules: read from YAML, and applied to the statuses of a pillar's provisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from lexalign.errors import LexalignError, UnreadableFile
from lexalign.files import provisions_dir, read_data
from lexalign.model import State, Status
from lexalign.phrases import joined, say

__all__ = [
    "Judgement",
    "KnownRule",
    "PillarRule",
    "Presumption",
    "PublishedUse",
    "Rule",
    "bundled_rules",
    "elements_rule",
    "judge",
    "load_rule",
]

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class PillarRule:
    """How one pillar is counted.

    Attributes:
        provisions: Ids of the provisions that count.
        in_line, partial: What a provision of that status adds.
        largely, partially: Shares, in (0, 1], of the greatest possible sum from which the pillar is so.
        min_known: Share of the provisions of which something must be known.
        not_alone: If only these are in line or partially so, the pillar is not in place.
        reserved: How provisions count that the State reserved: ``leave out``, ``in line`` or ``not in line``.
    """

    pillar: str
    title: str
    text: str
    provisions: tuple[str, ...]
    in_line: float
    partial: float
    largely: float
    partially: float
    min_known: float
    not_alone: frozenset[str] = frozenset()
    reserved: str = "leave out"


@dataclass(frozen=True, slots=True)
class PublishedUse:
    """Whether verdicts that others have published may stand where nothing else is known.

    Attributes:
        statuses, states: Of provisions, and of pillars.
        publishers: Whose; all where it is empty.
        scopes: ``article`` where the source names it, ``group`` where it says so of all articles of a group, ``most``
            where it does not say of which.
    """

    statuses: bool = False
    states: bool = False
    publishers: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset({"article", "group"})

    def admits(self, publisher: str) -> bool:
        """Whether verdicts of a publisher are used."""
        return not self.publishers or publisher in self.publishers


@dataclass(frozen=True, slots=True)
class Presumption:
    """What States are presumed to have, in a scenario that has to be asked for.

    Attributes:
        text: The presumption in plain words, to be printed with its results.
        instrument, status: Which States: those of that status under that treaty on the day.
        pillars: Pillar ▶ state presumed.
    """

    name: str
    title: str
    text: str
    instrument: str
    status: tuple[str, ...]
    pillars: Mapping[str, State]


@dataclass(frozen=True, slots=True)
class KnownRule:
    """What articles that sources name are worth, where nobody read them here; None: they are listed and give no status.

    Attributes:
        published: Where a source ties the article to the provision.
        publishers: Those whose word makes it in line where ``published`` says so; of others it is partially.
        heading: Where the heading was read; never in line.
        inferred: Where it was taken from a secondary source; never in line.
        checked: Where somebody read the article and bore the tie out; never in line.
    """

    published: Status | None = Status.PARTIAL
    publishers: frozenset[str] = frozenset()
    heading: Status | None = None
    inferred: Status | None = None
    checked: Status | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A counting rule.

    Attributes:
        text: The rule in plain words, to be printed with its results.
        kinds_not_asked: Kinds of elements that need not be shown.
        in_line_share: Share of the asked elements from which a provision is in line.
        doubt_from: Confidence from which an undecided candidate keeps a provision from being called not in line.
        targets: Pillar ▶ numbers of States aimed at.
        targets_denominator: What the targets are numbers of.
        known: What articles that sources name are worth.
        method: ``elements`` (how far law is in line) or ``existence`` (whether there is any).
        any_of, words: For ``existence``: provisions of which one must have a counterpart, and what the findings are
            called (``has``, ``draft``, ``none``, ``unknown``).
        presumptions: Name ▶ scenario that may be asked for.
        scenario: The scenario asked for; empty for none. Part of the label, so that no count mixes it with others.
    """

    id: str
    version: str
    title: str
    instrument: str
    source: str
    text: str
    kinds_not_asked: frozenset[str]
    in_line_share: float
    pillars: Mapping[str, PillarRule]
    targets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    targets_denominator: str = "un-members"
    doubt_from: float = 0.2
    known: KnownRule = KnownRule()
    method: str = "elements"
    any_of: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    published: PublishedUse = field(default_factory=PublishedUse)
    presumptions: Mapping[str, Presumption] = field(default_factory=dict)
    scenario: str = ""

    @property
    def label(self) -> str:
        """Id, version and scenario, as results carry them: ``c-proc/1``, ``c-proc/1+presumed-parties``."""
        return f"{self.id}/{self.version}" + (f"+presumed-{self.scenario}" if self.scenario else "")

    @property
    def presumption(self) -> Presumption | None:
        """What is presumed; None unless a scenario was asked for."""
        return self.presumptions[self.scenario] if self.scenario else None

    def presuming(self, scenario: str | None) -> Rule:
        """The same rule under a scenario.

        Args:
            scenario: Name of one of its presumptions; None for none.

        Raises:
            LexalignError: The rule has no such scenario.
        """
        if not scenario:
            return self
        if scenario not in self.presumptions:
            raise LexalignError(
                f"the rule {self.id}/{self.version} has no scenario {scenario!r} that presumes anything",
                fix=f"It has {', '.join(self.presumptions) or 'none'}.",
            )
        return replace(self, scenario=scenario)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A pillar under a rule.

    Attributes:
        state: What is said of the pillar.
        lower, upper: The worst and the best state that the provisions without information could still make it.
        in_line, partial, not_in_line, unknown, reserved: Numbers of counted provisions.
        lower_share, upper_share: Worst and best share of the greatest possible sum.
        why: What decided, as half a sentence; empty where the shares alone did.
    """

    state: State
    lower: State
    upper: State
    in_line: int
    partial: int
    not_in_line: int
    unknown: int
    reserved: int
    lower_share: float
    upper_share: float
    why: str = ""


def bundled_rules() -> tuple[str, ...]:
    """Ids of the rules that come with the library."""
    return tuple(sorted(path.stem for path in (provisions_dir() / "rules").glob("*.yaml")))


def load_rule(rule: str | Path | Rule = "c-proc") -> Rule:
    """Load a counting rule.

    Args:
        rule: Id of a bundled one (``c-proc``, ``strict``, ``unctad``), a YAML file in the same form, or a rule.

    Raises:
        UnreadableFile: There is no such rule.
        DataFileError: The file is not valid; all problems with file and line.
    """
    if isinstance(rule, Rule):
        return rule
    path = Path(rule)
    if path.suffix not in (".yaml", ".yml"):
        path = provisions_dir() / "rules" / f"{rule}.yaml"
    if not path.is_file():
        raise UnreadableFile(
            f"there is no counting rule {str(rule)!r}",
            fix=f"Bundled are {', '.join(bundled_rules())}; your own is given as a .yaml file.",
        )
    return _load(path.resolve(), path.stat().st_mtime_ns)


def elements_rule(rule: str | Path | Rule = "c-proc") -> Rule:
    """Load a rule that says how far law is in line; the same as :func:`load_rule`, and refuses any other.

    Raises:
        LexalignError: It is a rule of existence, whose numbers are of another kind.
    """
    found = load_rule(rule)
    if found.method != "elements":
        raise LexalignError(
            f"the rule {found.label} only says whether there is legislation, not how far it is in line; "
            "the two are never shown in one number",
            fix="Use c-proc or strict here, and legislation_counts() or `lexalign counts` for this rule.",
        )
    return found


@cache
def _load(path: Path, _changed: int) -> Rule:
    from lexalign.assessment.rule_schema import rule_schema

    data, _ = read_data(path, rule_schema())
    pillars = {
        name: PillarRule(
            pillar=name,
            title=p.title,
            text=p.text.strip(),
            provisions=tuple(p.provisions),
            in_line=p.weights.in_line,
            partial=p.weights.partial,
            largely=p.largely.share,
            partially=p.partially.share,
            min_known=p.min_known,
            not_alone=frozenset(p.not_alone),
            reserved=data.reserved,
        )
        for name, p in data.pillars.items()
    }
    targets: dict[str, tuple[int, ...]] = {}
    if data.targets:
        targets = {"substantive": tuple(data.targets.substantive), "procedural": tuple(data.targets.procedural)}
    return Rule(
        id=data.id,
        version=data.version,
        title=data.title,
        instrument=data.instrument,
        source=data.source.strip(),
        text=data.text.strip(),
        kinds_not_asked=frozenset(data.kinds_not_asked),
        doubt_from=data.doubt_from,
        in_line_share=data.in_line.share,
        pillars=pillars,
        targets={pillar: numbers for pillar, numbers in targets.items() if numbers},
        targets_denominator=data.targets.denominator if data.targets else "un-members",
        method=data.method,
        any_of=tuple(data.any_of),
        words=data.words.model_dump() if data.words else {},
        published=PublishedUse(
            statuses=data.published.statuses == "fill",
            states=data.published.states == "fill",
            publishers=frozenset(data.published.publishers),
            scopes=frozenset(data.published.scopes),
        ),
        presumptions={
            name: Presumption(
                name=name,
                title=p.title,
                text=p.text.strip(),
                instrument=p.instrument,
                status=tuple(p.status),
                pillars={pillar: State(word) for pillar, word in p.pillars.items()},
            )
            for name, p in data.presumed.items()
        },
        known=_known(data.known),
    )


def _known(data: Any) -> KnownRule:
    def status(word: str) -> Status | None:
        return None if word == "listed" else Status(word)

    return KnownRule(
        published=status(data.published),
        publishers=frozenset(data.publishers),
        heading=status(data.heading),
        inferred=status(data.inferred),
        checked=status(data.checked),
    )


def judge(
    rule: PillarRule,
    statuses: Mapping[str, Status],
    *,
    largely: float | None = None,
    at_least: Collection[str] = (),
) -> Judgement:
    """Judge a pillar by the statuses of its provisions.

    The worst case takes provisions without information as not in line, the best case as in line. The state is that
    of the worst case, except that absence of law is never concluded from absence of information: where the cases
    differ and the worst is *not in place*, or less than ``min_known`` of the provisions are known, the state is
    *no information*.

    Args:
        rule: Of the pillar.
        statuses: Provision id ▶ status; a provision that is not in it has no information.
        largely: Another share for *largely in place*, to see how much depends on it.
        at_least: Provisions that are partially in line at least; the best case takes them as in line.
    """
    known = {p: statuses.get(p, Status.NO_INFORMATION) for p in rule.provisions}
    counted: dict[str, Status] = {p: s for p, s in known.items() if s is not Status.RESERVED}
    if rule.reserved != "leave out":
        counted = known | {p: Status(rule.reserved) for p in known if p not in counted}
    numbers = {status: sum(s is status for s in known.values()) for status in Status}
    unknown = numbers[Status.NO_INFORMATION]
    worst, low = _state(rule, counted, Status.NOT_IN_LINE, largely)
    hoped = {p: Status.IN_LINE if s is Status.PARTIAL and p in at_least else s for p, s in counted.items()}
    best, high = _state(rule, hoped, Status.IN_LINE, largely)
    why: str = ""
    share_known = 1 - unknown / len(counted) if counted else 0.0
    if worst is best:
        state = worst
    elif worst is State.NOT_IN_PLACE:
        state, why = State.NO_INFORMATION, say("too little is known to say that law is absent")
    elif share_known + _TOLERANCE < rule.min_known:
        state = State.NO_INFORMATION
        why = say("less than {share:.0%} of the provisions are known", share=rule.min_known)
    else:
        state = worst
    alone = {p for p, s in counted.items() if s in (Status.IN_LINE, Status.PARTIAL)}
    if state is State.NOT_IN_PLACE and alone and alone <= rule.not_alone:
        why = say("{articles} alone does not count", articles=joined(", ", (_short(p) for p in sorted(alone))))
    return Judgement(
        state=state,
        lower=worst,
        upper=best,
        in_line=numbers[Status.IN_LINE],
        partial=numbers[Status.PARTIAL],
        not_in_line=numbers[Status.NOT_IN_LINE],
        unknown=unknown,
        reserved=numbers[Status.RESERVED],
        lower_share=low,
        upper_share=high,
        why=why,
    )


def _state(
    rule: PillarRule, counted: Mapping[str, Status], unknown_as: Status, largely: float | None
) -> tuple[State, float]:
    """State and share if every unknown provision had the status given; with nothing to count, worst and best differ."""
    if not counted:
        return (State.LARGELY, 1.0) if unknown_as is Status.IN_LINE else (State.NOT_IN_PLACE, 0.0)
    weight = {Status.IN_LINE: rule.in_line, Status.PARTIAL: rule.partial}
    taken = {p: unknown_as if s is Status.NO_INFORMATION else s for p, s in counted.items()}
    share = sum(weight.get(s, 0.0) for s in taken.values()) / (len(taken) * rule.in_line)
    present = {p for p, s in taken.items() if s in weight}
    if present <= rule.not_alone:
        return State.NOT_IN_PLACE, share
    if share + _TOLERANCE >= (rule.largely if largely is None else largely):
        return State.LARGELY, share
    if share + _TOLERANCE >= rule.partially:
        return State.PARTIALLY, share
    return State.NOT_IN_PLACE, share


def _short(provision: str) -> str:
    return f"Art. {provision.partition(':')[2] or provision}"
