"""What every executor of planning work promises, asked of the process pool and of a dask cluster (R31, S9.1)."""

import gc
import logging
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, as_completed
from pathlib import Path

import pytest
from distributed import LocalCluster

from app.gateways.executors import SPAWN, executors
from app.gateways.sturdy_pool import SturdyPool
from app.services.errors import DomainError
from planner.annual.year import plan_year
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from tests.contracts import pieces
from tests.planner.annual.build import Town
from tests.planner.daily.town import random_town

PATIENCE_S = 60
"""Seconds after which a promise that is still open counts as a hang."""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A dask cluster of two processes on this machine."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cluster = LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        )
        yield cluster.scheduler_address
        cluster.close()
        gc.collect()


@pytest.fixture(scope="module", params=["processes", "dask"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """The executors, opened as the container opens them."""
    address = request.getfixturevalue("scheduler") if request.param == "dask" else None
    with executors(2, address)() as opened:
        assert opened is not None
        yield opened


def test_map_keeps_the_order(executor: Executor) -> None:
    """Results come back beside what was asked."""
    assert list(executor.map(pieces.doubled, range(20))) == [2 * value for value in range(20)]


def test_all_promises_are_kept(executor: Executor) -> None:
    """`as_completed` sees each of them once."""
    asked = [executor.submit(pieces.doubled, value) for value in range(8)]
    assert sorted(one.result() for one in as_completed(asked, timeout=PATIENCE_S)) == [2 * value for value in range(8)]


def test_an_error_comes_back_as_it_was_raised(executor: Executor) -> None:
    """Kind and words, and the executor goes on."""
    with pytest.raises(ValueError, match="7 is refused"):
        executor.submit(pieces.refused, 7).result(PATIENCE_S)
    assert executor.submit(pieces.doubled, 4).result(PATIENCE_S) == 8


def test_work_of_a_killed_process_is_tried_again(executor: Executor, tmp_path: Path) -> None:
    """The process dies under the work once; the work is done, and what runs beside it too."""
    struck = executor.submit(pieces.dies_until, str(tmp_path), 2)
    beside = [executor.submit(pieces.doubled, value) for value in range(6)]
    assert struck.result(PATIENCE_S) == "attempt 2"
    assert [one.result(PATIENCE_S) for one in beside] == [0, 2, 4, 6, 8, 10]


def test_work_that_kills_every_process_fails_and_harms_nobody(executor: Executor) -> None:
    """It is given up after some tries; others' work is done."""
    doomed = executor.submit(pieces.always_dies)
    with pytest.raises(Exception, match=r"died|[Aa]ttempted to run"):
        doomed.result(PATIENCE_S)
    assert executor.submit(pieces.doubled, 5).result(PATIENCE_S) == 10


def test_a_year_is_the_same_on_any_executor(executor: Executor) -> None:
    """Regions are values that travel to other processes."""
    town = Town(regions=("a", "b", "c"))
    for region in range(3):
        town.person(region).in_weeks(30 + region, 3, 9, region=region)
    problem = town.made()
    assert (plan_year(problem, executor=executor).week == plan_year(problem).week).all()


def test_a_month_is_the_same_on_any_executor(executor: Executor) -> None:
    """Same routes, same reasons."""
    town = random_town(4, visits=24, people=4, days=7, regions=2)
    problem, travel, search = town.problem(), town.travel(), SearchLimits(iterations=200)
    alone = plan_month(problem, travel, search=search)
    assert plan_month(problem, travel, search=search, executor=executor) == alone


def test_too_much_memory_is_an_error_and_the_pool_goes_on() -> None:
    """The process lives on: only the work that asked for too much fails (R31)."""
    with SturdyPool(1, SPAWN, retries=0, memory=6 << 30) as pool:
        with pytest.raises(MemoryError):
            pool.submit(pieces.greedy, 12 << 30).result(PATIENCE_S)
        assert pool.submit(pieces.doubled, 3).result(PATIENCE_S) == 6


def test_work_past_its_limit_is_killed() -> None:
    """A solver that ignores its own limit cannot hold the plan up."""
    with SturdyPool(1, SPAWN, retries=0, limit_s=0.5) as pool:
        with pytest.raises(TimeoutError):
            pool.submit(time.sleep, 600).result(PATIENCE_S)
        assert pool.submit(pieces.doubled, 3).result(PATIENCE_S) == 6


def test_cancelling_kills_what_runs(tmp_path: Path) -> None:
    """Its process is gone, and the promise says so."""
    with SturdyPool(1, SPAWN, retries=2) as pool:
        asleep = pool.submit(pieces.sleeps, str(tmp_path), 600.0)
        until = time.monotonic() + PATIENCE_S
        while not list(tmp_path.iterdir()) and time.monotonic() < until:
            time.sleep(0.05)
        (process,) = [int(mark.name) for mark in tmp_path.iterdir()]
        assert asleep.cancel()
        while Path(f"/proc/{process}").exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert not Path(f"/proc/{process}").exists()
        assert pool.submit(pieces.doubled, 1).result(PATIENCE_S) == 2


def test_a_pool_that_loses_every_process_says_so() -> None:
    """The standard error of broken executors."""
    with SturdyPool(1, SPAWN, retries=1) as pool, pytest.raises(BrokenExecutor, match="died every time"):
        pool.submit(pieces.always_dies).result(PATIENCE_S)


def test_one_process_means_none_beside() -> None:
    """Nothing is started where nothing is won."""
    with executors(1)() as opened:
        assert opened is None


def test_a_scheduler_that_is_not_there_is_named() -> None:
    """The address is in the answer, in both languages."""
    with pytest.raises(DomainError) as refused, executors(1, "tcp://127.0.0.1:9")():
        pass
    assert "127.0.0.1:9" in str(refused.value.details)
