"""The review as an expert meets it: JupyterLab and Notebook 7 in a real browser, and a static export."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from notebook_server import ROOT, RUN, Server, notebook_server, write_notebook

from lexalign.model import Action
from lexalign.review import read_overrides
from tests.programs import browser

CELL = """from lexalign import align, bundled_laws
from lexalign.review import review
review([align(law) for law in bundled_laws("RWA")], "{folder}", expert="A. Lawyer"{more})"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as made:
        yield made


@pytest.fixture(scope="module")
def server(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    for name in ("jupyterlab", "notebook", "anywidget", "nbformat"):
        pytest.importorskip(name, reason=f"{name} is not installed (pip install -e '.[dev]')")
    with notebook_server(tmp_path_factory.mktemp("notebooks")) as made:
        yield made


@pytest.fixture
def page(chromium: Any, server: Server) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(30_000)
    made = context.new_page()
    abroad: list[str] = []
    made.on("request", lambda r: None if r.url.startswith((server.url, "data:", "blob:")) else abroad.append(r.url))
    made.on("dialog", lambda d: d.accept())
    try:
        yield made
        assert not abroad, "the review works without a network"
    except Exception:
        shot = os.environ.get("LEXALIGN_SCREENSHOTS")
        if shot:
            made.screenshot(path=f"{shot}/failed.png")
        raise
    finally:
        context.close()


class Expert:
    """Somebody at the keyboard."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.root = page.locator(".lexalign-review")

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.run()

    def run(self) -> None:
        assert self.page.evaluate(RUN) == "ran"
        self.ready()

    def ready(self) -> None:
        """The page is drawn and takes a decision again."""
        self.page.wait_for_selector('.lexalign-review[data-state="ready"][data-key]')

    @property
    def key(self) -> str:
        return str(self.root.get_attribute("data-key"))

    @property
    def decided(self) -> int:
        return int(self.root.get_attribute("data-decided"))

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.ready()

    def click(self, selector: str) -> None:
        self.root.locator(selector).click()
        self.ready()

    def decides(self, how: str, why: str = "") -> str:
        """Decide on the page shown, by a key (``c``) or by a button (``click confirm``); returns its key."""
        key, before = self.key, self.decided
        if how.startswith("click "):
            self.root.locator(f'[data-verdict="{how[6:]}"]').click()
        else:
            self.page.keyboard.press(how)
        if why:
            self.page.keyboard.type(why)
            self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "n => Number(document.querySelector('.lexalign-review').dataset.decided) > n", arg=before
        )
        self.ready()
        return key

    def shot(self, name: str) -> None:
        folder = os.environ.get("LEXALIGN_SCREENSHOTS")
        if folder:
            self.page.screenshot(path=f"{folder}/{name}.png")


def test_ten_decisions_are_there_after_a_reload_and_after_a_restart(server: Server, page: Any) -> None:
    write_notebook(server.folder / "ten.ipynb", CELL.format(folder="ten", more=""))
    journal = server.folder / "ten"
    expert = Expert(page)
    expert.open(server.page("ten.ipynb"))
    cells = page.locator(".jp-Cell").count()
    expert.root.locator("select").first.select_option("low")
    expert.ready()
    low = int(re.findall(r"\d+", expert.root.locator("button", has_text="List").inner_text())[0])
    assert low == expert.root.locator("select").first.evaluate(
        "s => Number(/\\((\\d+)\\)/.exec(s.selectedOptions[0].text)[1])"
    )
    expert.click(".lx-provision h3")
    done = [expert.decides("click reject", "Another rule."), expert.decides("r", "Not this one.")]
    expert.root.locator("select").first.select_option("undecided")
    expert.ready()
    expert.click(".lx-provision h3")
    while len(done) < 10:
        if page.locator(".lx-article-text").count() == 0:
            expert.press("n")
            continue
        how = ["c", "click confirm", "p", "click related", "c", "r", "c", "c"][len(done) - 2]
        why = "" if how in ("c", "click confirm") else f"Reason {len(done)}."
        done.append(expert.decides(how, why))
        assert len(read_overrides(journal, "RWA")) == len(done), "on disk before the next page is shown"
    assert len(set(done)) == 10
    # Letters of JupyterLab's own (cut, delete, add a cell) do nothing to the notebook while the review has the focus.
    for key in ("x", "d", "d", "z", "m", "y"):
        page.keyboard.press(key)
    expert.ready()
    assert page.locator(".jp-Cell").count() == cells
    assert expert.decided == 10
    expert.shot("lab")
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")

    page.reload()
    expert.ready()
    assert expert.decided == 10

    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    expert.run()
    page.wait_for_function("() => document.querySelector('.lexalign-review').dataset.decided === '10'")
    found = read_overrides(journal, "RWA")
    assert ["|".join((o.law, o.article, o.provision)) for o in found] == done
    assert [o.rationale for o in found][:2] == ["Another rule.", "Not this one."]
    assert {o.expert for o in found} == {"A. Lawyer"}
    assert not found.problems


def test_adding_searching_undoing_and_a_disk_that_fails(server: Server, page: Any) -> None:
    write_notebook(server.folder / "add.ipynb", CELL.format(folder="add", more=""))
    journal = server.folder / "add"
    expert = Expert(page)
    expert.open(server.page("add.ipynb"))
    expert.root.locator("select").first.select_option("uncovered")
    expert.ready()
    provision = expert.key.rpartition("|")[2]
    expert.click(".lx-provision h3")
    expert.shot("uncovered")
    page.keyboard.press("a")
    page.keyboard.type("evidence")
    page.wait_for_selector('.lx-found[data-query="evidence"] button')
    expert.shot("add")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lx-article-text")
    expert.ready()
    chosen = expert.key
    assert chosen.endswith(f"|{provision}")
    expert.decides("p", "It gives half of it.")
    (added,) = read_overrides(journal, "RWA")
    assert (added.action, added.value) == (Action.ADD, "partial")
    expert.press("u")
    assert expert.key == chosen
    assert [o.action for o in read_overrides(journal, "RWA")] == [Action.ADD, Action.WITHDRAW]
    # A reason that is being written is text: no letter of it decides.
    page.keyboard.press("w")
    page.keyboard.type("can cure a rub")
    assert expert.root.locator("textarea").input_value() == "can cure a rub"
    page.keyboard.press("Escape")
    expert.root.locator("select").first.select_option("all")
    expert.ready()
    expert.click(".lx-provision h3")
    page.keyboard.press("/")
    page.keyboard.type("forgery")
    page.keyboard.press("Enter")
    expert.ready()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("[role=dialog]").is_visible()
    expert.shot("keys")
    page.keyboard.press("c")  # closes the panel, and decides nothing that is not seen
    expert.ready()
    assert page.locator("[role=dialog]").count() == 0
    assert "forgery" in expert.root.locator(".lx-main").inner_text().casefold()
    while page.locator(".lx-article-text").count() == 0:
        expert.press("n")
    assert len(read_overrides(journal, "RWA")) == 2
    moved = journal.rename(server.folder / "moved")
    journal.write_text("a file where the folder should be")
    before, here = expert.decided, expert.key
    page.keyboard.press("c")
    page.wait_for_selector("[role=alert]:not([hidden])")
    expert.shot("failed_write")
    assert expert.key == here
    assert expert.decided == before
    journal.unlink()
    moved.rename(journal)
    assert expert.decides("c") == here
    assert page.locator("[role=alert]").is_hidden()


def test_a_blind_review_in_notebook_7_asks_who_decides_and_shows_no_marks(server: Server, page: Any) -> None:
    cell = CELL.format(folder="blind", more=", blind=True").replace(', expert="A. Lawyer"', "")
    write_notebook(server.folder / "blind.ipynb", cell)
    expert = Expert(page)
    expert.open(server.page("blind.ipynb", app="notebooks"))
    cells = page.locator(".jp-Cell").count()
    box = page.locator("[data-keep=who]")
    assert expert.root.locator("[data-verdict]").first.is_disabled()
    expert.shot("who")
    box.fill("0000-0002-1825-0098")
    box.press("Enter")
    page.wait_for_selector("[role=alert]:not([hidden])")
    box.fill("B. Second")
    box.press("Enter")
    page.wait_for_selector(".lx-provision h3")
    expert.ready()
    while page.locator(".lx-article-text").count() == 0:
        expert.press("n")
    assert page.locator("mark").count() == 0
    assert page.locator(".lx-machine").count() == 0
    assert "confidence" not in expert.root.inner_text()
    expert.shot("notebook7_blind")
    expert.decides("c")
    page.keyboard.press("x")
    expert.ready()
    assert page.locator(".jp-Cell").count() == cells
    assert [o.expert for o in read_overrides(server.folder / "blind", "RWA")] == ["B. Second"]


def test_a_static_export_is_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (pip install -e '.[dev]')")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (pip install -e '.[dev]')")
    nbconvert = pytest.importorskip("nbconvert", reason="nbconvert is not installed (pip install -e '.[dev]')")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])))
    write_notebook(tmp_path / "static.ipynb", CELL.format(folder="static", more=""))
    book = nbformat.read(tmp_path / "static.ipynb", as_version=4)
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    # A widget that nobody answers would be dead buttons; so there is none.
    assert "widgets" not in book.metadata
    html, _ = nbconvert.HTMLExporter(template_name="basic").from_notebook_node(book)
    assert "Review of RWA" in html
    assert 'class="lexalign"' in html
    assert "widget-view" not in html
    # Run by hand, saved with the widget, and converted later: the table stands beside the widget.
    output = book.cells[0].outputs[0]
    output.data["application/vnd.jupyter.widget-view+json"] = {"model_id": "gone", "version_major": 2}
    html, _ = nbconvert.HTMLExporter(template_name="basic").from_notebook_node(book)
    assert "Review of RWA" in html
