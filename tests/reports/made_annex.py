"""A country assessment made by hand: every kind of status, basis and decision once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from lexalign.assessment.values import ConcordanceRow, CountryAssessment, PillarState, ProvisionStatus
from lexalign.model import Action, Article, Basis, Instrument, Law, LawStatus, Override, State, Status
from lexalign.provisions import articles, elements_of, load_instrument

SENTENCE = "Whoever reaches into the machine of another without leave is to pay or to sit. "


@cache
def made_instrument() -> Instrument:
    return load_instrument("cets185")


def decision(number: int, action: Action, **more: str) -> Override:
    base = Override(
        id=f"20261101T10000{number}Z-aa{number}",
        at=f"2026-11-01T10:00:0{number}Z",
        expert="A. Wanjiru",
        country="KEN",
        law="ken-act",
        article="14",
        provision="cets185:2",
        action=action,
        rationale="Read with the general part.",
        source="python",
    )
    return replace(base, **more)


@cache
def made_law() -> Law:
    return Law(
        id="ken-act",
        country="KEN",
        title="Computer Misuse and Cybercrimes Act",
        language="en",
        articles=(
            Article("14", "Unauthorised access", SENTENCE * 3, key="14"),
            Article("15", "Access with intent", SENTENCE * 120, key="15"),
            Article("50", "Production order", SENTENCE * 5, key="50"),
        ),
        year=2018,
        form="digest",
        version_date="2025-11-04",
        source="Kenya Law, consolidation of 4 November 2025",
    )


@cache
def made_draft() -> Law:
    return Law(
        id="ken-bill", country="KEN", title="قانون مكافحة جرائم تقنية المعلومات", language="ar",
        articles=(Article("2", "الدخول غير المشروع", "يعاقب كل من دخل دون وجه حق إلى نظام. " * 40, key="2"),),
        status=LawStatus.DRAFT,
    )  # fmt: skip


@cache
def made_assessment() -> CountryAssessment:
    instrument, law, draft = made_instrument(), made_law(), made_draft()
    decisions = (
        decision(1, Action.CONFIRM, value="full"),
        decision(2, Action.SET_STATUS, law="", article="", provision="cets185:6", value="reserved"),
    )
    needed = {p.id: tuple(e.id for e in elements_of(instrument, p.id) if e.required) for p in articles(instrument)}

    def row(article: Article, provision: str, shown: int, of: Law = law, **more: object) -> ConcordanceRow:
        ids = needed[provision]
        base = ConcordanceRow(
            law=of.id, article=article.key, number=article.number, heading=article.heading or "", text=article.text,
            provision=provision, confidence=0.87, basis=Basis.MACHINE, shown=ids[:shown], missing=ids[shown:],
        )  # fmt: skip
        return replace(base, **more)  # type: ignore[arg-type]

    made: dict[str, ProvisionStatus] = {
        "cets185:2": ProvisionStatus(
            "cets185:2", Status.IN_LINE, Basis.EXPERT,
            rows=(
                row(
                    law.articles[0], "cets185:2", 9,
                    basis=Basis.EXPERT, relation="full", decision=decisions[0], stale=True,
                ),
                row(law.articles[1], "cets185:2", 1),
                row(draft.articles[0], "cets185:2", 1, of=draft),
            ),
            shown=needed["cets185:2"], reason="An expert confirmed section 14 in full.", stale=True,
        ),
        "cets185:6": ProvisionStatus(
            "cets185:6", Status.RESERVED, Basis.EXPERT, decision=decisions[1], reason="A reservation under paragraph 3."
        ),
        "cets185:18": ProvisionStatus(
            "cets185:18", Status.PARTIAL, Basis.MACHINE, rows=(row(law.articles[2], "cets185:18", 1),),
            shown=needed["cets185:18"][:1], missing=needed["cets185:18"][1:], conflict=True,
            reason="Subscriber information is not shown.",
        ),
        "cets185:20": ProvisionStatus(
            "cets185:20", Status.NOT_IN_LINE, Basis.MACHINE, missing=needed["cets185:20"],
            reason="No article shows it and all procedural law was at hand.",
        ),
    }  # fmt: skip
    return CountryAssessment(
        country="KEN",
        name="Kenya",
        as_of="2026-11-22",
        rule="c-proc/1",
        instrument=instrument,
        laws=(law, draft),
        provisions=tuple(
            made.get(
                p.id,
                ProvisionStatus(p.id, Status.NO_INFORMATION, Basis.NONE, reason="No article at hand speaks of it."),
            )
            for p in articles(instrument)
        ),
        pillars={
            "substantive": PillarState(
                "substantive", State.PARTIALLY, Basis.MACHINE, 1, 0, 0, 8, State.NOT_IN_PLACE, State.LARGELY,
                reason="One of nine counted provisions is in line; eight are not known.",
            ),
            "procedural": PillarState(
                "procedural", State.NO_INFORMATION, Basis.NONE, 0, 1, 1, 4, State.NOT_IN_PLACE, State.PARTIALLY,
                reason="Less than half is known.",
            ),
        },
        near_misses=(
            row(law.articles[1], "cets185:3", 0, confidence=0.31),
            row(law.articles[0], "cets185:3", 2, confidence=0.44),
            row(law.articles[2], "cets185:20", 6, confidence=0.25),
        ),
        overrides=decisions,
        problems=("The decision on section 14 concerns a text that has changed since.",),
    )  # fmt: skip
