"""Claims about the pool of this machine's processes: however one of them ends, nobody waits for it for ever (R31)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, wait
from pathlib import Path
from threading import Thread

import pytest

from app.gateways.executors import SPAWN
from app.gateways.held_process import HeldProcess, ProcessLostError
from app.gateways.parcels import wrapped
from app.gateways.sturdy_pool import SturdyPool
from tests.contracts import pieces

PATIENCE_S = 60
"""Seconds after which a promise that is still open counts as a hang."""


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


@pytest.mark.parametrize(
    ("call", "args"),
    [
        (pieces.leaves, ()),
        (pieces.dies_while_answering, ()),
        (pieces.taken, (pieces.Arrival(pieces.always_dies),)),
    ],
    ids=["as if all were well", "half way through its answer", "while it reads"],
)
def test_whenever_a_process_dies_its_work_says_so(call: Callable[..., object], args: tuple[object, ...]) -> None:
    """And what waits behind it is done by another."""
    with SturdyPool(1, SPAWN, retries=0) as pool:
        struck, behind = pool.submit(call, *args), pool.submit(pieces.doubled, 2)
        with pytest.raises(BrokenExecutor, match="exit status"):
            struck.result(PATIENCE_S)
        assert behind.result(PATIENCE_S) == 4


def test_a_process_that_never_begins_is_given_up() -> None:
    """It imports for ever, or stands still."""
    process = HeldProcess(SPAWN, None)
    process.ask(wrapped((pieces.doubled, (1,), {})), None)
    process.start_s = 0.3
    try:
        with pytest.raises(ProcessLostError, match="did not begin within 0.3 s"):
            process.ask(wrapped((pieces.taken, (pieces.Arrival(pieces.lingers),), {})), None)
    finally:
        process.let_go()


def test_cancelling_before_the_process_is_up_takes_effect() -> None:
    """Nothing runs, and the next piece does."""
    with SturdyPool(1, SPAWN, retries=2) as pool:
        early = pool.submit(time.sleep, 600)
        assert early.cancel()
        assert pool.submit(pieces.doubled, 3).result(PATIENCE_S) == 6


def test_shutting_down_ends_every_promise() -> None:
    """What runs and what waits: whoever waits for it wakes."""
    pool = SturdyPool(1, SPAWN, retries=2)
    asked = [pool.submit(time.sleep, 600) for _ in range(3)]
    Thread(target=pool.shutdown, kwargs={"wait": False}).start()
    assert not wait(asked, PATIENCE_S).not_done
    assert all(one.cancelled() for one in asked)
    with pytest.raises(RuntimeError, match="shut down"):
        pool.submit(pieces.doubled, 1)


def test_a_process_outlives_the_thread_that_asked_first() -> None:
    """To the system its parent is the thread that started it."""
    with SturdyPool(1, SPAWN, retries=0) as pool:
        asking = Thread(target=lambda: pool.submit(pieces.doubled, 1).result(PATIENCE_S))
        asking.start()
        asking.join()
        first = pool.submit(os.getpid).result(PATIENCE_S)
        assert pool.submit(os.getpid).result(PATIENCE_S) == first


def test_no_process_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    """Not even one in compiled code, which would hear a polite signal only after hours."""
    script = tmp_path / "parent.py"
    script.write_text(
        "from app.gateways.executors import SPAWN\n"
        "from app.gateways.sturdy_pool import SturdyPool\n"
        "from tests.contracts import pieces\n"
        "if __name__ == '__main__':\n"
        "    with SturdyPool(1, SPAWN, retries=0) as pool:\n"
        f"        pool.submit(pieces.counts_in_compiled_code, {str(tmp_path)!r}).result()\n"
    )
    with subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(Path.cwd())}) as parent:
        until = time.monotonic() + PATIENCE_S
        while not (marks := [one for one in tmp_path.iterdir() if one.name.isdigit()]) and time.monotonic() < until:
            time.sleep(0.05)
        parent.send_signal(signal.SIGKILL)
    process = Path("/proc") / marks[0].name
    while process.exists() and "(zombie)" not in (process / "status").read_text() and time.monotonic() < until:
        time.sleep(0.05)
    assert not process.exists() or "(zombie)" in (process / "status").read_text()
