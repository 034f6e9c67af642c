"""Linear algebra on one thread: the tables are small, and the last bits of a sum hang on how many threads share it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

__all__ = ["one_thread"]


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """While it is entered, products of tables are worked out by one thread; what was set before comes back after."""
    limit: AbstractContextManager[Any] = _threads().limit(limits=1, user_api="blas")
    return limit
