"""Claims about a dask cluster that is lost: its promises end (R31)."""

import gc
import logging
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor

import pytest
from distributed import Client, LocalCluster

from app.gateways.cluster import Cluster
from tests.contracts import pieces

PATIENCE_S = 60
"""Seconds after which a promise that is still open counts as a hang."""


@pytest.fixture
def scheduler() -> Iterator[LocalCluster]:
    """A scheduler without any machine."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cluster = LocalCluster(n_workers=0, processes=True, dashboard_address=None, host="127.0.0.1")
        yield cluster
        cluster.close()
        gc.collect()


def test_work_for_a_cluster_without_machines_fails(scheduler: LocalCluster) -> None:
    """dask would wait for a machine for ever."""
    with (
        Client(scheduler.scheduler_address) as client,
        Cluster(client, alone_s=0.5) as cluster,
        pytest.raises(BrokenExecutor, match="no machine"),
    ):
        cluster.submit(pieces.doubled, 1).result(PATIENCE_S)


def test_work_fails_when_the_scheduler_goes(scheduler: LocalCluster) -> None:
    """What was handed in before, and what is handed in after."""
    with Client(scheduler.scheduler_address, timeout=1) as client, Cluster(client) as cluster:
        before = cluster.submit(pieces.doubled, 1)
        scheduler.close()
        with pytest.raises(BrokenExecutor):
            before.result(PATIENCE_S)
        until = time.monotonic() + PATIENCE_S
        while client.status != "closed" and time.monotonic() < until:
            time.sleep(0.05)
        with pytest.raises(BrokenExecutor):
            cluster.submit(pieces.doubled, 1).result(PATIENCE_S)
