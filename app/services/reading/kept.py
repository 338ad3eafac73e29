"""A few tiles kept in the memory of a process, so that many people who look at one city cost one computation."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_BYTES = 24 * 2**20


class Kept:
    """The tiles asked for last, up to so many bytes; a key holds everything the content depends on."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._held = most_bytes, 0
        self._tiles: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """Return what is kept under `key`, or make and keep it."""
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
                return self._tiles[key]
        made = make()
        with self._lock:
            self._held += len(made) - len(self._tiles.pop(key, b""))
            self._tiles[key] = made
            while self._held > self._most:
                self._held -= len(self._tiles.popitem(last=False)[1])
        return made
