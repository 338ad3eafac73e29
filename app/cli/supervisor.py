"""Keeps the processes of one host running: starts them, restarts the one that died, ends all of them on a signal."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_S = 35.0
# A process that ends sooner than this was never well; the wait before the next start doubles.
WELL_AFTER_S = 30.0
LONGEST_WAIT_S = 30.0


@dataclass(kw_only=True)
class Process:
    """One program to keep running. When ``vital`` and it ends early at its first start, everything ends."""

    name: str
    command: Sequence[str]
    vital: bool = False
    starts: int = field(default=0, init=False)
    _child: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _wait_s: float = field(default=1.0, init=False)

    def start(self) -> None:
        """Start the program in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        self._child = subprocess.Popen(self.command, process_group=0, preexec_fn=_die_with_parent)  # noqa: PLW1509
        self._started = time.monotonic()
        self.starts += 1

    @property
    def pid(self) -> int | None:
        """The running process's number."""
        return None if self._child is None else self._child.pid

    def exit_status(self) -> int | None:
        """How the program ended, None while it runs."""
        return None if self._child is None else self._child.poll()

    def lived_s(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._started

    def next_wait_s(self) -> float:
        """Seconds to wait before the next start: longer and longer while it keeps dying young."""
        self._wait_s = 1.0 if self.lived_s() > WELL_AFTER_S else min(self._wait_s * 2, LONGEST_WAIT_S)
        return self._wait_s / 2

    def signal(self, number: signal.Signals) -> None:
        """Send a signal if it still runs."""
        if self._child is not None and self._child.poll() is None:
            self._child.send_signal(number)

    def wait(self, timeout_s: float) -> bool:
        """Whether it has ended within the time."""
        if self._child is None:
            return True
        try:
            self._child.wait(max(timeout_s, 0.0))
        except subprocess.TimeoutExpired:
            return False
        return True


@dataclass(kw_only=True)
class Supervisor:
    """Runs processes until a signal; ``say`` tells a person what happened."""

    processes: Sequence[Process]
    say: Callable[[str], None]
    pause_s: float = 0.2
    _signals: int = field(default=0, init=False)
    _due: dict[str, float] = field(default_factory=dict, init=False)

    def run(self, ready: Callable[[], bool] = lambda: True, on_ready: Callable[[], None] = lambda: None) -> int:
        """Start everything and stay until a signal (status 0) or until a vital process fails to start (its status)."""
        before = {number: signal.signal(number, self._noted) for number in STOPPING}
        try:
            for process in self.processes:
                process.start()
            told = False
            while not self._signals:
                if not told and ready():
                    told = True
                    on_ready()
                failed = self._revive()
                if failed is not None:
                    return failed
                time.sleep(self.pause_s)
            return 0
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _noted(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1

    def _revive(self) -> int | None:
        now = time.monotonic()
        for process in self.processes:
            status = process.exit_status()
            if status is None:
                continue
            if process.vital and process.starts == 1 and process.lived_s() < WELL_AFTER_S:
                self.say(f"{process.name} 启动失败 / did not start (exit {status})")
                return status or 1
            if process.name not in self._due:
                wait_s = process.next_wait_s()
                self._due[process.name] = now + wait_s
                self.say(f"{process.name} 已退出 / ended (exit {status}), {wait_s:.0f} s 后重启 / restarting")
            elif now >= self._due[process.name]:
                del self._due[process.name]
                process.start()
        return None

    def _end(self) -> None:
        """Ask all to end; after the grace, or at a second signal, stop asking."""
        for process in self.processes:
            process.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_S
        for process in self.processes:
            while not process.wait(self.pause_s):
                if self._signals > 1 or time.monotonic() > deadline:
                    process.signal(signal.SIGKILL)


def _die_with_parent() -> None:
    """Leave no orphan on the port when the supervisor itself is killed (Linux only)."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
