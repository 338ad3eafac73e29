"""What a child process may use, and that it does not outlive its parent (R31)."""

import ctypes
import os
import resource
import signal
import sys
from types import FrameType

SHARE = 0.8
"""Share of the machine's memory that one solving process may ask for."""

LEAST = 4 << 30
"""Bytes of address space below which the solvers do not even load."""

_SET_PARENT_DEATH_SIGNAL = 1


def limit_memory(limit: int | None = None) -> int:
    """Bound the address space of this process and its children to `limit` bytes; return the bound."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    bound = limit or max(LEAST, int(machine * SHARE))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    return bound


def die_with_parent(*, at_once: bool = False) -> None:
    """End this process and its whole group when the parent is gone, however it went (Linux).

    With `at_once` the process alone, by a signal it cannot put off: handlers written in Python wait until compiled
    code returns. The parent is the thread that started this process, and not only the process it belongs to.
    """
    if not at_once:
        signal.signal(signal.SIGTERM, _end_group)
    if sys.platform == "linux":
        fatal = signal.SIGKILL if at_once else signal.SIGTERM
        ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, fatal)


def _end_group(number: int, frame: FrameType | None) -> None:
    del number, frame
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(128 + signal.SIGTERM)
