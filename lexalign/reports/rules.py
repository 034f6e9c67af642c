"""The counting rule in words, for readers of a report."""

from __future__ import annotations

from lexalign.assessment.rules import Rule, bundled_rules, load_rule
from lexalign.phrases import fixed, joined, say

__all__ = ["rule_lines"]


def rule_lines(rule: str | Rule) -> tuple[str, ...]:
    """Say what a counting rule asks.

    Args:
        rule: A rule, or its id and version as an assessment carries them: ``c-proc/1``.

    Returns:
        The rule in words, then each pillar with its provisions and shares, then the source; for a rule that is not
        bundled, or is now of another version, a line that says so.
    """
    if isinstance(rule, str):
        name, _, more = rule.partition("/")
        if name not in bundled_rules():
            return (
                say(
                    "The rule {rule} is not among those that come with lexalign; its own file says what it asks.",
                    rule=rule,
                ),
            )
        found = load_rule(name).presuming(more.partition("+presumed-")[2])
        if found.label != rule:
            return (
                say("The assessment was made by the rule {rule}; lexalign now has {now}.", rule=rule, now=found.label),
            )
        rule = found
    lines: list[str] = [joined("", (fixed(rule.title), ". ", fixed(rule.text)))]
    for pillar in rule.pillars.values():
        articles = ", ".join(provision.rpartition(":")[2] for provision in pillar.provisions)
        line = say(
            "{pillar}: Articles {articles}. Largely in place from a share of {largely:.0%}, partially from "
            "{partially:.0%}.",
            pillar=fixed(pillar.title),
            articles=articles,
            largely=pillar.largely,
            partially=pillar.partially,
        )
        lines.append(joined(" ", (line, fixed(pillar.text))) if pillar.text else line)
    if rule.presumption is not None:
        name = rule.presumption.name
        lines.append(say("Scenario {name}: {text}", name=name, text=fixed(rule.presumption.text)))
    return (*lines, say("Source: {source}", source=rule.source))
