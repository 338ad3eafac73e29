"""Processes of this machine behind the Executor interface: a dead one is replaced and its piece of work tried again."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Any

from pebble import ProcessExpired, ProcessPool

from app.gateways.limits import die_with_parent, limit_memory


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """A call handed in, and the promise of its result."""

    call: Callable[..., Any]
    args: tuple[Any, ...]
    named: dict[str, Any]
    promise: Future[Any]


class SturdyPool(Executor):
    """A pool in which one killed process harms nobody else's work.

    The standard pool gives up all its work when one process dies (out of memory, a crash in a compiled solver). Here
    only the piece that ran in it is tried again, `retries` times; then its promise fails with ``BrokenExecutor``.
    Cancelling a piece that runs kills its process.

    Parameters
    ----------
    processes : how many side by side
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
        self._pool = ProcessPool(processes, initializer=_settle, initargs=(memory,), context=context)
        self._retries = retries
        self._limit_s = limit_s

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand in a call; both it and its arguments must be picklable."""
        piece = _Piece(call=fn, args=args, named=kwargs, promise=Future())
        self._begin(piece, self._retries)
        return piece.promise

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 (the interface)
        """Take nothing more; with `cancel_futures`, or without `wait`, what runs is killed."""
        if wait and not cancel_futures:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def _begin(self, piece: _Piece, tries: int) -> None:
        running = self._pool.schedule(piece.call, piece.args, piece.named, timeout=self._limit_s)
        piece.promise.add_done_callback(lambda promise: running.cancel() if promise.cancelled() else None)
        running.add_done_callback(lambda ended: self._end(piece, ended, tries))

    def _end(self, piece: _Piece, ended: Future[Any], tries: int) -> None:
        try:
            result = ended.result()
        except ProcessExpired as lost:
            self._lost(piece, lost, tries)
        except CancelledError:
            piece.promise.cancel()
            piece.promise.set_running_or_notify_cancel()
        except BaseException as error:
            if piece.promise.set_running_or_notify_cancel():
                piece.promise.set_exception(error)
        else:
            if piece.promise.set_running_or_notify_cancel():
                piece.promise.set_result(result)

    def _lost(self, piece: _Piece, lost: ProcessExpired, tries: int) -> None:
        if tries > 0 and not piece.promise.cancelled():
            self._begin(piece, tries - 1)
        elif piece.promise.set_running_or_notify_cancel():
            piece.promise.set_exception(BrokenExecutor(f"the process died every time it was tried: {lost}"))


def _settle(memory: int | None) -> None:
    die_with_parent()
    limit_memory(memory)
