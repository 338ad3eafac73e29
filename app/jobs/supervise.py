"""Run a command in a process group of its own, and end the whole group when it must end (R31, R32)."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

POLL_S = 0.5


class Ending(StrEnum):
    """Why a command is over."""

    DONE = "done"
    STOPPED = "stopped"
    OVERRUN = "overrun"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """`status` is the exit status, negative for the signal that killed it."""

    ending: Ending
    status: int

    @property
    def how(self) -> str:
        """The status in words."""
        return f"signal {-self.status}" if self.status < 0 else f"exit status {self.status}"


def supervise(
    command: Sequence[str], *, unwanted: Callable[[], bool], limit_s: float, env: Mapping[str, str] | None = None
) -> Ended:
    """Return how `command` ended: by itself, because it became `unwanted`, or after `limit_s` seconds."""
    child = subprocess.Popen(list(command), start_new_session=True, env=env)
    until, ending = time.monotonic() + limit_s, Ending.DONE
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                return Ended(ending=ending, status=child.wait(POLL_S))
            if unwanted():
                ending = Ending.STOPPED
            elif time.monotonic() > until:
                ending = Ending.OVERRUN
            if ending is not Ending.DONE:
                return Ended(ending=ending, status=_kill(child))
    finally:
        # Whatever the command has started goes with it.
        _kill(child)


def _kill(child: "subprocess.Popen[bytes]") -> int:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    return child.wait()
