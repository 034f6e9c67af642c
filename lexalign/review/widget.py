"""The notebook review: ``review(alignment, "overrides")`` shows one proposal after the other and keeps each answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.errors import LexalignError
from lexalign.files import provisions_dir, read_data
from lexalign.matching.alignment import Alignment
from lexalign.review.journal import Overrides
from lexalign.review.widget_known import Asked
from lexalign.review.widget_state import Session
from lexalign.review.widget_view import table_of, view_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Review", "review"]

_STATIC = Path(__file__).resolve().parent / "static"
_HOW = "In JupyterLab or Notebook 7, with pip install 'lexalign[notebooks]', the cell shows the pages to decide on."


def review(
    alignments: Alignment | Iterable[Alignment],
    overrides: str | Path | None = None,
    *,
    expert: str | None = None,
    blind: bool = False,
    conflicts: str = "latest",
    seniority: Sequence[str] = (),
    rule: str | Path = "c-proc",
) -> Review:
    """Review proposals in a notebook, one after the other, the most useful first.

    Each decision is in the journal, on disk, before the next page is shown. Run again on the same folder, the review
    goes on where it stopped.

    Args:
        alignments: Of the laws of one country, from ``align``.
        overrides: Folder of the journals (or the country's journal in it); see
            :func:`lexalign.review.overrides_folder` for what None means.
        expert: Your name or ORCID iD; None for the one remembered, which the review asks for once.
        blind: Hide what the machine and the other experts think, for an independent second opinion.
        conflicts: How differing experts are settled: ``latest``, ``senior`` or ``unanimous``.
        seniority: Experts, the most senior first, for ``senior``.
        rule: Counting rule, by id or file: what it counts is asked first.

    Returns:
        The review: shown as a widget in JupyterLab and Notebook 7, as a table everywhere else.

    Raises:
        LexalignError: There is no alignment, they are of several countries, or ``overrides`` is no folder.
        JournalError: The journal there cannot be read.
        OverrideError: The expert is neither a name nor an ORCID iD, or there is no such rule for conflicts.
        UnreadableFile: There is no such counting rule.
    """
    given = [alignments] if isinstance(alignments, Alignment) else list(alignments)
    counted, not_asked = _rule(rule)
    return Review(
        Session(
            given,
            _folder(overrides, {a.law.country for a in given}),
            expert=expert,
            asked=Asked(blind, conflicts, tuple(seniority), counted, not_asked),
        )
    )


def _folder(overrides: str | Path | None, countries: set[str]) -> Path | None:
    if overrides is None:
        return None
    if not isinstance(overrides, str | Path):
        raise LexalignError(
            f"the review writes decisions to disk, so it needs a folder, not {type(overrides).__name__}",
            fix="Give the folder of the journals: review(alignment, 'overrides').",
        )
    path = Path(overrides)
    if path.suffix == ".csv":
        if path.stem not in countries:
            raise LexalignError(
                f"{path.name} is not the journal of {', '.join(sorted(countries))}", fix="Give the folder instead."
            )
        return path.parent
    if path.exists() and not path.is_dir():
        raise LexalignError("this is no folder of journals", where=str(path), fix="Give a folder.")
    return path


def _rule(rule: str | Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """What a counting rule counts, and the kinds of elements it does not ask; the rest is the assessment's business."""
    from pydantic import create_model

    path = Path(rule)
    if path.suffix not in (".yaml", ".yml"):
        path = provisions_dir() / "rules" / f"{rule}.yaml"
    pillar: Any = create_model("pillar", provisions=(list[str], ...))
    schema: Any = create_model("rule", kinds_not_asked=(list[str], []), pillars=(dict[str, pillar], ...))
    data, _ = read_data(path, schema)
    return frozenset(p for one in data.pillars.values() for p in one.provisions), tuple(data.kinds_not_asked)


class Review:
    """A review going on, as a notebook shows it.

    Attributes:
        session: Its state; :meth:`Session.handle` takes what the widget sends.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._widget: Any = None

    @property
    def decisions(self) -> Overrides:
        """The decisions in the journal as last read."""
        return self.session.overrides

    @property
    def widget(self) -> Any:
        """The widget itself, to be put into a layout.

        Raises:
            LexalignError: The package anywidget is not installed.
        """
        if self._widget is None:
            try:
                made = _widget_class()
            except ImportError as error:
                raise LexalignError(
                    "the review needs the package anywidget", fix="Install it with pip install 'lexalign[notebooks]'."
                ) from error
            self._widget = made(view=view_of(self.session))
            self._widget.on_msg(self._answer)
        return self._widget

    def _answer(self, widget: Any, message: Any, _: object) -> None:
        seq = str(message.get("seq", ""))
        try:
            self.session.handle(message)
        except Exception as error:  # the browser must hear of it: a notebook hides what fails in a callback
            self.session.notice = ("error", f"The review failed ({type(error).__name__}: {error}).")
        widget.view = view_of(self.session, seq)

    def to_frame(self) -> pd.DataFrame:
        """One row per page: provision, law, article, state, confidence, who decided, when, why."""
        import pandas as pd

        from lexalign.review.widget_pages import state_of

        rows = []
        for item in self.session.known.items.values():
            held = self.session.known.decision(item)
            rows.append(
                {
                    "provision": item.provision,
                    "law": item.law,
                    "article": item.article,
                    "state": state_of(held),
                    "confidence": item.confidence,
                    "useful": item.useful,
                    "expert": held.expert if held else "",
                    "at": held.at if held else "",
                    "rationale": held.rationale if held else "",
                }
            )
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        decided = sum(self.session.known.decided(item) for item in self.session.known.items.values())
        return f"<Review of {self.session.country}: {decided} of {len(self.session.known.items)} decided>"

    def _repr_html_(self) -> str:
        return table_of(self.session, _HOW)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Any:
        plain = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if not _someone_is_there() or find_spec("anywidget") is None:
            return plain
        found = self.widget._repr_mimebundle_()
        data, metadata = found if isinstance(found, tuple) else (found, {})
        return {**data, **plain}, metadata


def _someone_is_there() -> bool:
    """Whether a person runs the cell: nbconvert and its kin take no questions, and keep no widget alive."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return False
    try:
        return bool(kernel.get_parent("shell")["content"].get("allow_stdin", True))
    except (AttributeError, KeyError, TypeError):
        return True


@cache
def _widget_class() -> Any:
    import anywidget
    import traitlets

    class ReviewWidget(anywidget.AnyWidget):
        """Shows ``view`` and sends what the expert does."""

        _esm = _STATIC / "review.js"
        _css = _STATIC / "review.css"
        view = traitlets.Dict().tag(sync=True)

    return ReviewWidget
