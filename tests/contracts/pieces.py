"""Pieces of work for the contract of executors; they run in other processes, so they live in a module of their own."""

import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
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


def leaves() -> None:
    """End the own process as if all were well."""
    os._exit(0)


def dies_while_answering() -> bytes:
    """Give back a result of which the process sends half before it is killed."""

    def half(connection: Connection, buffer: bytes, *_: object) -> None:
        os.write(connection.fileno(), bytes(buffer)[: len(buffer) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    Connection._send = half  # type: ignore[attr-defined] # noqa: SLF001 (only the process that dies of it)
    return b"half of this" * 100


def counts_in_compiled_code(marks: str) -> int:
    """Say which process counts, then count for hours without ever looking at signals."""
    (Path(marks) / str(os.getpid())).touch()
    return sum(range(10**15))


class Arrival:
    """An argument that does something when another process reads it."""

    def __init__(self, how: Callable[[], object]) -> None:
        self.how = how

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _arrived, (self.how, os.getpid())


def _arrived(how: Callable[[], object], home: int) -> object:
    return how() if os.getpid() != home else None


def imports_half_a_module() -> None:
    """Fail as an import does while somebody writes the module."""
    raise ImportError("half a module")


def lingers() -> None:
    """Take very long."""
    time.sleep(600)


def taken(argument: object) -> str:
    """Take an argument."""
    del argument
    return "taken"


class TwoWordsError(Exception):
    """An error that pickle writes and cannot read again."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def fails_in_two_words() -> None:
    """Raise what cannot be read elsewhere."""
    raise TwoWordsError("two", "words")


def unreadable() -> object:
    """Return what only this process can read."""
    return Arrival(imports_half_a_module)


def unwritable() -> object:
    """Return what cannot be written."""
    return lambda: None


def fails_and_counts(marks: str) -> None:
    """Leave a mark, then fail."""
    folder = Path(marks)
    (folder / str(len(list(folder.iterdir())))).touch()
    raise ValueError("counted")
