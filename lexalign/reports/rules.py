"""The counting rule in words, for readers of a report."""

from __future__ import annotations

from lexalign.assessment.rules import Rule, bundled_rules, load_rule

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
            return (f"The rule {rule} is not among those that come with lexalign; its own file says what it asks.",)
        found = load_rule(name).presuming(more.partition("+presumed-")[2])
        if found.label != rule:
            return (f"The assessment was made by the rule {rule}; lexalign now has {found.label}.",)
        rule = found
    lines = [f"{rule.title}. {rule.text}"]
    for pillar in rule.pillars.values():
        articles = ", ".join(provision.rpartition(":")[2] for provision in pillar.provisions)
        lines.append(
            f"{pillar.title}: Articles {articles}. Largely in place from a share of {pillar.largely:.0%}, partially "
            f"from {pillar.partially:.0%}. {pillar.text}".strip()
        )
    if rule.presumption is not None:
        lines.append(f"Scenario {rule.presumption.name}: {rule.presumption.text}")
    return (*lines, f"Source: {rule.source}")
