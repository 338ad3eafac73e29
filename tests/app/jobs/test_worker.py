"""Claims about workers as processes: they take what is queued, and what dead workers have left (R33)."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from app.jobs.queue import make_queue, retry_stalled
from tests.app.jobs.conftest import Works


@pytest.fixture
def start(works: Works) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Starts workers that are gone after the test."""
    del works  # has set the environment
    started: list[subprocess.Popen[bytes]] = []

    def worker() -> "subprocess.Popen[bytes]":
        started.append(subprocess.Popen([sys.executable, "-m", "app.worker"], stderr=subprocess.DEVNULL))
        return started[-1]

    yield worker
    for process in started:
        process.kill()
        process.wait()


def until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return holds()


@pytest.mark.slow
def test_a_run_survives_the_death_of_its_worker(works: Works, start: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    """R33: the worker is killed while it works; another one finishes the run, which is stored once."""
    run_id = works.queued()
    first = start()
    assert until(lambda: works.run(run_id).state == "running", 90)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    works.company.town.run("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    start()
    assert until(lambda: works.run(run_id).state == "succeeded", 90), works.run(run_id).error
    assert works.company.town.one("SELECT count(*) FROM plan_version") == 1


def test_a_run_that_kills_every_worker_fails_visibly_after_three(works: Works) -> None:
    """R33: at most three tries."""
    run_id = works.queued()
    town = works.company.town
    retried = []
    for attempts in range(3):
        town.run(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL, attempts = :n"
            " WHERE task_name = 'run_plan'",
            n=attempts,
        )
        retried.append(asyncio.run(_retry(works)))
    assert [len(each) for each in retried] == [1, 1, 1]
    run = works.run(run_id)
    assert (run.state, run.error["code"]) == ("failed", "run_broken")
    assert town.one("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'run_plan'") == "failed"


async def _retry(works: Works) -> list[int]:
    queue = make_queue(works.container)
    async with queue.open_async():
        return list(await retry_stalled(queue, works.container, after_s=0))
