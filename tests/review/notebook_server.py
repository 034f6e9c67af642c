"""A Jupyter server and a browser for the tests of the widget: free port, own folders, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUIET = '{"fetchNews": "false", "checkForUpdates": false}'

RUN = """async () => {
  const end = Date.now() + 45000;
  const wait = () => new Promise((done) => setTimeout(done, 100));
  let panel;
  while (!((panel = window.jupyterapp?.shell?.currentWidget)?.sessionContext && panel.content?.widgets?.length)) {
    if (Date.now() > end) return "no notebook was shown";
    await wait();
  }
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await window.jupyterapp.commands.execute("notebook:run-all-cells");
  return "ran";
}"""


@dataclass(frozen=True)
class Server:
    url: str
    token: str
    folder: Path

    def page(self, name: str, *, app: str = "lab/tree") -> str:
        return f"{self.url}/{app}/{name}?reset&token={self.token}"  # reset: no tabs of the test before


@contextlib.contextmanager
def notebook_server(folder: Path) -> Iterator[Server]:
    """A server on the folder, with JupyterLab and Notebook 7, without any setting of the user."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = folder / ".own"
    notices = own / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    notices.parent.mkdir(parents=True)
    notices.write_text(QUIET)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "LEXALIGN_EXPERT"))} | {
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        "IPYTHONDIR": str(own / "ipython"),
        "XDG_CONFIG_HOME": str(own / "home"),
        "XDG_DATA_HOME": str(own / "home"),
    }
    token = secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}",
        "--ServerApp.allow_root=True", "--LabApp.expose_app_in_browser=True",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ]  # fmt: skip
    log = own / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        made = Server(f"http://127.0.0.1:{port}", token, folder)
        try:
            _await(made, server, log)
            yield made
        finally:
            _shut_kernels(made)  # they have process groups of their own
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait(10)


def _await(made: Server, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{made.url}/api/status?token={made.token}", timeout=2).read()
            return
        time.sleep(0.25)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _shut_kernels(made: Server) -> None:
    import json

    with contextlib.suppress(OSError):
        with urllib.request.urlopen(f"{made.url}/api/kernels?token={made.token}", timeout=5) as answer:
            kernels = json.load(answer)
        for kernel in kernels:
            ask = urllib.request.Request(
                f"{made.url}/api/kernels/{kernel['id']}",
                method="DELETE",
                headers={"Authorization": f"token {made.token}"},
            )
            urllib.request.urlopen(ask, timeout=10).read()


def write_notebook(path: Path, *cells: str) -> None:
    """A notebook of code cells."""
    import nbformat

    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, path)
