"""How well a journal of decisions bears kills, crowds and size.

Run it from the checkout; it needs a few minutes and prints one line per figure::

    python tests/benchmarks/measure_journal.py [--kills 1000] [--writers 8] [--each 500] [--size 100000]

A kill is a SIGKILL at a random moment of a process that appends one decision after the other and says on its standard
output, after each, that it was acknowledged. Lost is a decision that was acknowledged and cannot be read again.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lexalign.model import Action, Override
from lexalign.review import append, effective, read_overrides
from lexalign.review.lines import HEADER, format_line

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
CLOCK = time.process_time


def decision(number: int, who: str = "A. Expert") -> Override:
    return Override(
        id="", at="", expert=who, country="KEN", law="ken-act", article=str(number % 500),
        provision=f"cets185:{number % 20 + 2}", action=Action.CONFIRM, value="full",
        rationale=f"{who}/{number}: a reason as long as experts usually write one, with \"quotes\" and a\nline break.",
        source="python", fingerprint="0123456789abcdef",
    )  # fmt: skip


def write(folder: str, who: str, count: int, ready: str = "", at_once: int = 1) -> None:
    """Append decisions, one by one or many at once; say each that was acknowledged."""
    if ready:
        Path(f"{ready}.{who}").touch()
        while not Path(ready).exists():
            time.sleep(0.001)
    for number in range(count):
        made = append([decision(number * at_once + n, who) for n in range(at_once)], folder)
        os.write(1, "".join(f"{one.id}\n" for one in made).encode())


def start(folder: Path, who: str, count: int, ready: str = "") -> subprocess.Popen[bytes]:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(HERE), "--write", str(folder), who, str(count), ready]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=env)


def kills(count: int, folder: Path, seed: int = 1) -> tuple[int, int, int, int]:
    """Kill writers, fifty of them on each journal.

    The library is imported once and forks for every kill, so that a thousand take minutes and not hours. Every other
    writer appends 200 decisions at once, long enough for a kill to cut them in the middle.

    Returns:
        Acknowledged decisions, lost ones, journals that could not be read, lines that were cut off.
    """
    chance = random.Random(seed)
    acknowledged: dict[Path, list[str]] = {}
    unreadable = cut = 0
    for number in range(count):
        place = folder / str(number // 50)
        if place not in acknowledged:
            acknowledged[place] = [append([decision(0)], place)[0].id]
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            os.dup2(write_end, 1)
            try:
                write(str(place), f"Writer {number}", 10**6, at_once=200 if number % 2 else 1)
            finally:
                os._exit(1)
        os.close(write_end)
        time.sleep(chance.uniform(0, 0.2))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(read_end, "rb") as said:
            acknowledged[place] += [line.decode() for line in said.read().split(b"\n")[:-1]]
        try:
            cut += bool(read_overrides(place, "KEN").problems)
        except Exception as error:
            print("unreadable:", error)
            unreadable += 1
    lost = sum(len({*ids} - {o.id for o in read_overrides(place, "KEN")}) for place, ids in acknowledged.items())
    return sum(map(len, acknowledged.values())), lost, unreadable, cut


def crowd(writers: int, each: int, folder: Path) -> tuple[int, int, float]:
    """Writers that begin together.

    Returns:
        Decisions acknowledged, decisions there, seconds.
    """
    ready = str(folder.parent / "go")
    running = [start(folder, f"W{n}", each, ready) for n in range(writers)]
    while not all(Path(f"{ready}.W{n}").exists() for n in range(writers)):
        time.sleep(0.01)
    began = time.perf_counter()
    Path(ready).touch()
    said = [process.communicate()[0].split() for process in running]
    seconds = time.perf_counter() - began
    found = read_overrides(folder, "KEN")
    assert not found.problems, found.problems
    assert {o.id for o in found} == {line.decode() for lines in said for line in lines}
    return sum(map(len, said)), len(found), seconds


def loading(size: int, folder: Path, repeats: int = 5) -> dict[str, list[float]]:
    """Seconds to read a journal of a size, to find what is in force, and to append one more decision."""
    rows = (
        Override(f"20250101T{n:012d}Z-{n:08x}", f"2025-01-01T00:{n // 60 % 60:02d}:{n % 60:02d}.{n:06d}Z", *rest)
        for n in range(size)
        for rest in [[getattr(decision(n, f"Expert {n % 7}"), name) for name in Override.__slots__[2:]]]
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "KEN.csv").write_bytes(HEADER + b"".join(map(format_line, rows)))
    took: dict[str, list[float]] = {"read": [], "in force": [], "first append": [], "next append": []}
    for _ in range(repeats):
        began = CLOCK()
        found = read_overrides(folder, "KEN")
        took["read"].append(CLOCK() - began)
        assert len(found) >= size, len(found)
        began = CLOCK()
        effective(found)
        took["in force"].append(CLOCK() - began)
    for place in ("first append", *["next append"] * repeats):
        began = CLOCK()
        append([decision(1, "Last")], folder)
        took[place].append(CLOCK() - began)
    return took


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--write"]:
        write(arguments[1], arguments[2], int(arguments[3]), arguments[4])
        return
    parser = argparse.ArgumentParser()
    for name, value in {"kills": 1000, "writers": 8, "each": 500, "size": 100_000}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        said, lost, bad, cut = kills(asked.kills, base / "kills")
        print(
            f"{asked.kills} kills: {said} decisions acknowledged, {lost} lost, {bad} unreadable journals, {cut} cut lines"
        )
        said, there, seconds = crowd(asked.writers, asked.each, base / "crowd")
        print(f"{asked.writers} writers x {asked.each}: {said} acknowledged, {there} there, {seconds:.1f} s")
        for what, times in loading(asked.size, base / "size").items():
            print(f"{asked.size} decisions, {what}: {statistics.median(times):.3f} s (best {min(times):.3f})")
        print("(processor time of this process, which other programs' load does not lengthen as it does the clock)")


if __name__ == "__main__":
    main(sys.argv[1:])
