"""Where regions are planned side by side: processes of this machine, or a dask cluster."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from app.gateways.cluster import Cluster
from app.gateways.sturdy_pool import SturdyPool
from app.services.errors import DomainError

SPAWN = multiprocessing.get_context("spawn")
"""Forking a process that has threads (a server, a solver) may deadlock; spawned ones begin clean."""
RETRIES = 2
"""Further tries of a piece of work whose process or machine died."""


def executors(processes: int, scheduler: str | None = None) -> Callable[[], AbstractContextManager[Executor | None]]:
    """Return the opener of executors.

    Parameters
    ----------
    processes : how many of this machine; 1 plans in the calling process
    scheduler : address of a dask scheduler, which then decides about machines and processes
    """

    @contextmanager
    def local() -> Iterator[Executor | None]:
        if processes <= 1:
            yield None
            return
        pool = SturdyPool(processes, SPAWN, retries=RETRIES)
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    @contextmanager
    def distributed() -> Iterator[Executor | None]:
        with _client(scheduler or "") as client:
            cluster = Cluster(client)
            try:
                yield cluster
            finally:
                cluster.shutdown(wait=False, cancel_futures=True)

    return distributed if scheduler else local


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    try:
        from distributed import Client  # optional: the extra `dask`
    except ImportError as error:
        raise DomainError(
            "invalid_input",
            why="DASK_SCHEDULER_ADDRESS is set but dask is not installed; install the extra: roundsman[dask]",
            why_zh="已设置 DASK_SCHEDULER_ADDRESS，但未安装 dask，请安装 roundsman[dask]",
        ) from error
    try:
        client = Client(scheduler, timeout=10)
    except OSError as error:
        raise DomainError(
            "invalid_input",
            why=f"the dask scheduler at {scheduler} does not answer",
            why_zh=f"dask 调度器 {scheduler} 无响应",
        ) from error
    try:
        yield client
    finally:
        client.close()
