"""Processes of this machine behind the Executor interface: a dead one is replaced and its piece of work tried again."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing.context import BaseContext
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from app.gateways.keeper import Keeper, Piece


class SturdyPool(Executor):
    """A pool in which one killed process harms nobody else's work, and in which every promise ends.

    The standard pool gives up all its work when one process dies (out of memory, a crash in a compiled solver). Here
    only the piece that ran in it is tried again, `retries` times; then its promise fails with ``BrokenExecutor``.
    Cancelling a piece that runs kills its process. What cannot be pickled, either way, fails its own piece only.

    Parameters
    ----------
    processes : how many side by side; each is started when there is work for it
    context : how they are started
    retries : further tries of a piece whose process died
    limit_s : seconds after which a running piece is killed and fails with ``TimeoutError``; None: never
    memory : bytes of address space each process may ask for; None: a share of the machine's
    """

    def __init__(
        self,
        processes: int,
        context: BaseContext,
        *,
        retries: int,
        limit_s: float | None = None,
        memory: int | None = None,
    ) -> None:
        self._pieces: SimpleQueue[Piece | None] = SimpleQueue()
        self._open: set[Future[Any]] = set()
        self._lock, self._closed = Lock(), False
        self._keepers = [
            Keeper(pieces=self._pieces, context=context, retries=retries, limit_s=limit_s, memory=memory)
            for _ in range(processes)
        ]
        self._threads = [Thread(target=keeper.run, name="sturdy-pool", daemon=True) for keeper in self._keepers]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand in a call; both it and its arguments must be picklable."""
        promise: Future[Any] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is shut down and takes nothing more")
            self._open.add(promise)
            self._pieces.put(Piece(call=fn, args=args, named=kwargs, promise=promise))
        promise.add_done_callback(self._ended)
        return promise

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 (the interface)
        """Take nothing more; with `cancel_futures`, or without `wait`, what waits is cancelled and what runs killed."""
        with self._lock:
            self._closed = True
            unfinished = list(self._open) if cancel_futures or not wait else []
        for promise in unfinished:
            promise.cancel()
        for _ in self._threads:
            self._pieces.put(None)
        for thread in self._threads:
            thread.join()

    def _ended(self, promise: Future[Any]) -> None:
        with self._lock:
            self._open.discard(promise)
        if promise.cancelled():
            # Whoever waits for several promises wakes at once, and not when a process comes free.
            promise.set_running_or_notify_cancel()
            for keeper in self._keepers:
                keeper.drop(promise)
