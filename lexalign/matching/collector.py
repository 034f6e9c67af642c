"""Python's garbage collector set aside while a law is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_aside"]


@contextmanager
def collector_aside() -> Iterator[None]:
    """While it is entered, the search for objects that refer to each other rests; as it was before, it goes on after.

    Reading a law makes some hundred thousand small objects, none of which refer to each other in circles: they go when
    nobody refers to them. Searching for circles among them again and again, and among all that the user has in memory,
    would take a fifth of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
