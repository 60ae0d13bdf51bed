"""How do several people act at the same moment? Each in a thread and with a connection of its own, started together."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

PATIENCE = 60  # seconds until a race that hangs fails


def race(acts: Sequence[Callable[[], Any]], threads: int | None = None) -> list[Any]:
    """What each act returned or raised, in their order. With fewer threads than acts, each thread does several."""
    number = threads or len(acts)
    start = Barrier(number, timeout=PATIENCE)

    def run(lane: int) -> list[Any]:
        start.wait()
        try:
            return [outcome(act) for act in acts[lane::number]]
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        lanes = list(pool.map(run, range(number), timeout=PATIENCE))
    return [lanes[place % number][place // number] for place in range(len(acts))]


def outcome(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Exception as error:
        return error


def raised(outcomes: Sequence[Any]) -> list[str]:
    """The kinds of exceptions among the outcomes."""
    return sorted(type(found).__name__ for found in outcomes if isinstance(found, Exception))
