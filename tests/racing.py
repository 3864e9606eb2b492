"""Acts of several people at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; what each returned, or the exception that it raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait(timeout=10)
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def outcomes_at_once(*acts: Callable[[], Any]) -> list[str]:
    """The same, told by the name of what each raised, or "done"; in the order of the alphabet."""
    said = at_once(*acts)
    return sorted(type(each).__name__ if isinstance(each, Exception) else "done" for each in said)
