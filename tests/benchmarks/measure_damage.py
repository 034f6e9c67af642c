"""Read damaged and hostile files of every form: no crash, no hang, no network, bounded memory, one clear error each.

Run: ``python tests/benchmarks/measure_damage.py [count]`` (2,000 by default). Each file is read in a child process
that may use 1.5 GB of address space and open no connection; a child that dies or is silent for 10 s is counted and
replaced. Exits with 1 if any file crashed, hung, or gave anything but a law or one clear error.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

MEMORY = 1_500_000_000
SECONDS = 10.0


def child(count: int, first: int) -> None:
    """Read the cases from one on; say before and after each."""
    import resource
    import socket
    import tempfile

    from tests.laws.damage import damaged

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a reader opened a connection")

    socket.socket.connect = no_network  # type: ignore[assignment,method-assign]
    socket.getaddrinfo = no_network  # type: ignore[assignment]
    from lexalign.errors import LexalignError
    from lexalign.laws import read_law

    cases = damaged(count)
    with tempfile.TemporaryDirectory() as folder:
        for place, case in enumerate(cases):
            if place < first:
                continue
            path = Path(folder) / case.name
            path.write_bytes(case.data)
            kind, name, size = case.kind, case.name, len(case.data)
            del case
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
            print(json.dumps({"at": place, "kind": kind, "name": name, "size": size}), flush=True)
            begun = time.perf_counter()
            try:
                law = read_law(path, country="XXA")
                outcome, message = "read", f"{len(law.articles)} articles"
            except LexalignError as error:
                outcome, message = type(error).__name__, str(error)
                if name not in message or not error.what or "\n" in message or len(message) > 700:
                    outcome = "UNCLEAR"
            except BaseException as error:
                outcome, message = "CRASH", f"{type(error).__name__}: {error}"
            seconds = time.perf_counter() - begun
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            done = {"done": place, "outcome": outcome, "message": message[:300], "seconds": seconds, "peak": peak}
            print(json.dumps(done), flush=True)
            path.unlink()


def measure(count: int) -> list[dict[str, object]]:
    """Read all cases in children; one row per case."""
    rows: list[dict[str, object]] = []
    first = 0
    while first < count:
        worker = subprocess.Popen(
            [sys.executable, __file__, "--child", str(count), str(first)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "LEXALIGN_OCR": "off", "OPENBLAS_NUM_THREADS": "1"},
        )
        lines: queue.Queue[str | None] = queue.Queue()
        assert worker.stdout is not None
        output = worker.stdout

        def listen(lines: queue.Queue[str | None] = lines, output: object = output) -> None:
            for line in output:  # type: ignore[attr-defined]
                lines.put(line)
            lines.put(None)

        threading.Thread(target=listen, daemon=True).start()
        now: dict[str, object] | None = None
        while True:
            try:
                line = lines.get(timeout=SECONDS + 5 if now else 120)
            except queue.Empty:
                worker.kill()
                line = None
                if now is not None:
                    rows.append({**now, "outcome": "HANG", "message": "", "seconds": SECONDS, "peak": 0})
                    now = None
            if line is None:
                break
            said = json.loads(line)
            if "at" in said:
                now, first = said, said["at"] + 1
            else:
                rows.append({**(now or {}), **said})
                now = None
        worker.wait()
        if now is not None:
            rows.append({**now, "outcome": "CRASH", "message": f"signal {worker.returncode}", "seconds": 0, "peak": 0})
        elif worker.returncode == 0:
            break
    return rows


def main(count: int = 2000) -> int:
    """Print the tables; returns how many cases went wrong."""
    rows = measure(count)
    table: Counter[tuple[str, str]] = Counter((str(r["kind"]), str(r["outcome"])) for r in rows)
    outcomes = sorted({outcome for _, outcome in table})
    print(f"{'damage':22}" + "".join(f"{outcome:>16}" for outcome in outcomes))
    for kind in dict.fromkeys(str(r["kind"]) for r in rows):
        print(f"{kind:22}" + "".join(f"{table[kind, outcome] or '':>16}" for outcome in outcomes))
    print("slowest:")
    for row in sorted(rows, key=lambda r: -float(str(r["seconds"])))[:6]:
        print(
            f"  {float(str(row['seconds'])):6.2f} s  {row['kind']} {row['name']} ({row['size']} bytes): {row['message']}"
        )
    wrong = [r for r in rows if r["outcome"] in {"CRASH", "HANG", "UNCLEAR"} or float(str(r["seconds"])) > SECONDS]
    for row in wrong[:30]:
        print(f"WRONG {row['outcome']} case {row['at']}: {row['kind']} {row['name']}: {row['message']}")
    peak = max(int(str(r["peak"])) for r in rows)
    print(
        f"{len(rows)} files, {len(wrong)} wrong; peak memory of the readers {peak / 1e6:.0f} MB (making the files included)"
    )
    return len(wrong)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(int(sys.argv[2]), int(sys.argv[3]))
    else:
        raise SystemExit(min(main(*map(int, sys.argv[1:2])), 1))
