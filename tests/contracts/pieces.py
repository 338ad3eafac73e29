"""Pieces of work for the contract of executors; they run in other processes, so they live in a module of their own."""

import os
import signal
import time
from pathlib import Path


def doubled(value: int) -> int:
    """Return twice the value."""
    return 2 * value


def refused(value: int) -> int:
    """Fail the way a rule would."""
    raise ValueError(f"{value} is refused")


def dies_until(marks: str, tries: int) -> str:
    """Kill the own process until `tries` attempts have left a mark in the folder `marks`."""
    folder = Path(marks)
    attempt = len(list(folder.iterdir()))
    (folder / str(attempt)).touch()
    if attempt + 1 < tries:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"attempt {attempt + 1}"


def always_dies() -> None:
    """Kill the own process whenever it is tried."""
    os.kill(os.getpid(), signal.SIGKILL)


def greedy(size: int) -> int:
    """Ask for `size` bytes."""
    return len(bytearray(size))


def sleeps(marks: str, seconds: float) -> int:
    """Say which process sleeps, then sleep."""
    (Path(marks) / str(os.getpid())).touch()
    time.sleep(seconds)
    return os.getpid()
