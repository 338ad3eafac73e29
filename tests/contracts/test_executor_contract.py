"""What every executor of planning work promises, asked of the process pool and of a dask cluster (R31, S9.1)."""

import gc
import logging
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, as_completed, wait
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from app.gateways.executors import executors
from app.services.errors import DomainError
from planner.annual.year import plan_year
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from tests.contracts import pieces
from tests.planner.annual.build import Town
from tests.planner.daily.town import random_town

PATIENCE_S = 240
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


@pytest.mark.parametrize(
    ("call", "args", "error"),
    [
        (pieces.taken, (pieces.Arrival(pieces.imports_half_a_module),), "half a module"),
        (pieces.fails_in_two_words, (), "two words"),
        (pieces.unreadable, (), "half a module"),
        (pieces.unwritable, (), "pickle"),
        (pieces.taken, (pieces.unwritable(),), "pickle"),
    ],
    ids=["module half written", "error unreadable", "result unreadable", "result unwritable", "argument unwritable"],
)
def test_what_cannot_travel_fails_alone(
    executor: Executor, call: Callable[..., object], args: tuple[object, ...], error: str
) -> None:
    """Whoever asked is told why, and what runs beside it is done; a half-written module once held a plan for ever."""
    beside = executor.submit(time.sleep, 0.5)
    struck = executor.submit(call, *args)
    with pytest.raises(Exception, match=error):
        struck.result(PATIENCE_S)
    assert beside.result(PATIENCE_S) is None
    assert executor.submit(pieces.doubled, 4).result(PATIENCE_S) == 8


def test_an_error_is_not_tried_again(executor: Executor, tmp_path: Path) -> None:
    """Only death is: a rule that refuses would refuse again."""
    with pytest.raises(ValueError, match="counted"):
        executor.submit(pieces.fails_and_counts, str(tmp_path)).result(PATIENCE_S)
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_cancelled_wakes_those_who_wait(executor: Executor) -> None:
    """Also when it has not begun because others are busy."""
    asked: list[Future[Any]] = [executor.submit(time.sleep, 2) for _ in range(2)]
    asked += [executor.submit(pieces.doubled, 1) for _ in range(2)]
    assert asked[-1].cancel()
    assert asked[-1] in wait(asked, PATIENCE_S, FIRST_COMPLETED).done
    assert not wait(asked, PATIENCE_S).not_done


def test_one_process_means_none_beside() -> None:
    """Nothing is started where nothing is won."""
    with executors(1)() as opened:
        assert opened is None


def test_a_scheduler_that_is_not_there_is_named() -> None:
    """The address is in the answer, in both languages."""
    with pytest.raises(DomainError) as refused, executors(1, "tcp://127.0.0.1:9")():
        pass
    assert "127.0.0.1:9" in str(refused.value.details)
