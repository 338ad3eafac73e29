"""A dask cluster behind the Executor interface, of which every promise ends even when machines or the scheduler go."""

import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from threading import Event, Lock, Thread
from typing import Any

from app.gateways.parcels import carried_out, opened, settle, wrapped

ALONE_S = 120.0
"""Seconds for which the cluster may be without any machine before what waits fails; new machines start slowly."""

_LOOK_S = 1.0


class Cluster(Executor):
    """Hand calls to the machines of a connected ``distributed.Client``.

    dask itself tries again what was in a process that died, and gives up what kills every process. Calls and results
    travel as bytes: dask would import what they need into its scheduler, and never say what could not be read.
    """

    def __init__(self, client: Any, *, alone_s: float = ALONE_S) -> None:
        self._client, self._alone_s = client, alone_s
        self._machines = client.get_executor(pure=False)
        self._open: set[Future[Any]] = set()
        self._lock, self._closed = Lock(), Event()
        self._watch = Thread(target=self._keep_watch, name="cluster", daemon=True)
        self._watch.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand in a call; both it and its arguments must be picklable."""
        if self._closed.is_set():
            raise RuntimeError("the cluster is shut down and takes nothing more")
        promise: Future[Any] = Future()
        try:
            parcel = wrapped((fn, args, kwargs))
        except Exception as error:
            promise.set_exception(error)
            return promise
        with self._lock:
            self._open.add(promise)
        try:
            running = self._machines.submit(carried_out, parcel)
        except Exception as error:  # dask closes by itself what has lost its scheduler
            settle(promise, (False, BrokenExecutor(f"the cluster takes nothing: {error}")))
        else:
            promise.add_done_callback(lambda ended: running.cancel() if ended.cancelled() else None)
            running.add_done_callback(lambda ended: settle(promise, _outcome(ended)))
        promise.add_done_callback(self._ended)
        return promise

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 (the interface)
        """Take nothing more; with `cancel_futures`, or without `wait`, what is open is cancelled."""
        with self._lock:
            unfinished = list(self._open)
        for promise in unfinished:
            if cancel_futures or not wait:
                promise.cancel()
            else:
                promise.exception()
        self._closed.set()
        self._watch.join()

    def _ended(self, promise: Future[Any]) -> None:
        with self._lock:
            self._open.discard(promise)
        if promise.cancelled():
            promise.set_running_or_notify_cancel()

    def _keep_watch(self) -> None:
        seen = time.monotonic()
        while not self._closed.wait(_LOOK_S):
            with self._lock:
                unfinished = list(self._open)
            if not unfinished or self._has_machines():
                seen = time.monotonic()
            elif time.monotonic() - seen > self._alone_s:
                for promise in unfinished:
                    settle(promise, (False, BrokenExecutor(f"no machine in the cluster for {self._alone_s:g} s")))

    def _has_machines(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except Exception:  # whatever dask raises while it has no scheduler
            return False


def _outcome(ended: Future[bytes]) -> tuple[bool, Any]:
    if ended.cancelled():
        return False, BrokenExecutor("the connection to the cluster was lost")
    lost = ended.exception()
    if lost is not None:
        return False, BrokenExecutor(f"the cluster gave the work up: {lost}")
    return opened(ended.result())
