"""Answers kept for the next asker, the longest unused going first."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from planner.travel import TravelTable


class RecentTables:
    """At most so many bytes of travel tables; safe to use from several threads."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._kept: OrderedDict[str, TravelTable] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], TravelTable]) -> TravelTable:
        """The table of that key, made if it is not kept; two threads may make the same one at once."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        table = make()
        self._keep(key, table)
        return table

    def _keep(self, key: str, table: TravelTable) -> None:
        size = _bytes(table)
        with self._lock:
            if key in self._kept or size > self._limit:
                return
            self._kept[key] = table
            self._bytes += size
            while self._bytes > self._limit:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= _bytes(oldest)


def _bytes(table: TravelTable) -> int:
    return table.duration_s.nbytes + table.distance_m.nbytes
