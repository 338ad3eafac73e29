"""Who hands pieces of work to one process and replaces it when it dies."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext
from queue import SimpleQueue
from threading import Lock
from typing import Any

from app.gateways.held_process import HeldProcess, ProcessLostError
from app.gateways.parcels import opened, settle, wrapped


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A call handed in, and the promise of its result."""

    call: Callable[..., Any]
    args: tuple[Any, ...]
    named: dict[str, Any]
    promise: Future[Any]


@dataclass(kw_only=True, eq=False)
class Keeper:
    """Holds a process and gives it one piece after another, in a thread that lives as long as the pool."""

    pieces: "SimpleQueue[Piece | None]"
    context: BaseContext
    retries: int
    limit_s: float | None
    memory: int | None
    _lock: Lock = field(default_factory=Lock)
    _process: HeldProcess | None = None
    _promise: Future[Any] | None = None
    _dropped: bool = False

    def run(self) -> None:
        """Carry out pieces until there is None."""
        while self._next():
            pass
        self._let_go()

    def drop(self, promise: Future[Any]) -> None:
        """Kill the process if it works at this promise; from any thread."""
        with self._lock:
            if self._promise is promise and self._process is not None:
                self._dropped = True
                self._process.kill()

    def _next(self) -> bool:
        piece = self.pieces.get()
        if piece is None:
            return False
        try:
            outcome = self._outcome(piece)
        except BaseException as error:
            # Whatever went wrong went wrong with this piece: nobody may wait for it for ever.
            outcome = False, error
            self._let_go()
        settle(piece.promise, outcome)
        return True

    def _outcome(self, piece: Piece) -> tuple[bool, Any]:
        lost: Exception | None = None
        for _ in range(self.retries + 1):
            if piece.promise.cancelled():
                break
            try:
                return opened(self._tried(piece))
            except ProcessLostError as error:
                lost = error
                self._let_go()
        raise BrokenExecutor(f"the process died every time it was tried: {lost}")

    def _tried(self, piece: Piece) -> bytes:
        parcel = wrapped((piece.call, piece.args, piece.named))
        if self._process is None:
            self._process = HeldProcess(self.context, self.memory)
        with self._lock:
            if piece.promise.cancelled():
                raise ProcessLostError("cancelled")
            self._promise = piece.promise
        try:
            return self._process.ask(parcel, self.limit_s)
        finally:
            with self._lock:
                self._promise = None
                dropped, self._dropped = self._dropped, False
            if dropped:
                self._let_go()

    def _let_go(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.let_go()
