"""Processes that plan regions side by side and report the CPU seconds and memory each piece of work took."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from time import process_time
from typing import Any

from planner.kernel.warm import warm


@dataclass(frozen=True, kw_only=True, slots=True)
class _Done:
    """What a piece of work answered, in which process, for how much."""

    answer: Any
    process: int
    cpu_s: float
    peak_mb: float


class Counted(Executor):
    """Warm processes behind the Executor interface; starting them counts for nobody.

    Attributes
    ----------
    cpu_s : CPU seconds of all work that has ended
    """

    def __init__(self, processes: int) -> None:
        self._pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=warm)
        self._peaks: dict[int, float] = {}
        self.cpu_s = 0.0
        # Begun by the first work handed in: nobody waits for them inside a measured stretch.
        for one in [self._pool.submit(os.getpid) for _ in range(processes)]:
            one.result()

    @property
    def peak_mb(self) -> float:
        """Largest memory of each process, summed."""
        return sum(self._peaks.values())

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand in a call."""
        promise: Future[Any] = Future()
        self._pool.submit(_measured, fn, args, kwargs).add_done_callback(lambda done: self._take(done, promise))
        return promise

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _take(self, done: Future[_Done], promise: Future[Any]) -> None:
        if not promise.set_running_or_notify_cancel():
            return
        error = done.exception()
        if error is not None:
            promise.set_exception(error)
            return
        told = done.result()
        self.cpu_s += told.cpu_s
        self._peaks[told.process] = max(told.peak_mb, self._peaks.get(told.process, 0.0))
        promise.set_result(told.answer)


def _measured(fn: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> _Done:
    begun = process_time()
    answer = fn(*args, **named)
    cpu_s = process_time() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return _Done(answer=answer, process=os.getpid(), cpu_s=cpu_s, peak_mb=peak_mb)
