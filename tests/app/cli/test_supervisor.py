"""What the supervisor owes to those who look after a server."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from app.cli.supervisor import Process, Supervisor


def python(code: str) -> Sequence[str]:
    return [sys.executable, "-c", code]


SLEEP = python("import time; time.sleep(60)")


def interrupt_when(condition: object, number: int = signal.SIGTERM) -> threading.Thread:
    """Send this process a signal once ``condition()`` holds (or after ten seconds, so that a failure is seen)."""

    def wait() -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not condition():  # type: ignore[operator]
            time.sleep(0.02)
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


def test_a_worker_that_was_killed_is_started_again() -> None:
    """A host that loses its worker at night goes on working."""
    said: list[str] = []
    worker = Process(name="worker", command=SLEEP)
    killed: list[int] = []

    def kill_once_then_wait_for_second() -> bool:
        if worker.starts == 1 and worker.pid is not None and not killed:
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)
        return worker.starts == 2

    interrupt_when(kill_once_then_wait_for_second)
    assert Supervisor(processes=[worker], say=said.append, pause_s=0.02).run() == 0
    assert worker.starts == 2
    assert worker.pid != killed[0]
    assert "exit -9" in said[0]


def test_a_signal_ends_every_process_and_leaves_no_orphan() -> None:
    """Ctrl-C and systemd stop alike."""
    processes = [Process(name=name, command=SLEEP) for name in ("web", "worker")]
    interrupt_when(lambda: all(process.pid for process in processes), signal.SIGINT)
    assert Supervisor(processes=processes, say=print, pause_s=0.02).run() == 0
    assert [process.exit_status() for process in processes] == [-signal.SIGTERM, -signal.SIGTERM]


def test_a_web_server_that_cannot_start_ends_everything_with_its_status() -> None:
    """A start that failed must be seen by whoever started it."""
    web = Process(name="web", command=python("raise SystemExit(3)"), vital=True)
    worker = Process(name="worker", command=SLEEP)
    assert Supervisor(processes=[web, worker], say=lambda _line: None, pause_s=0.02).run() == 3
    assert worker.exit_status() == -signal.SIGTERM


def test_ready_is_told_once() -> None:
    """The address is printed when the server answers, not before, and only once."""
    told: list[float] = []
    asked: list[int] = []

    def ready() -> bool:
        asked.append(1)
        return len(asked) > 2

    interrupt_when(lambda: len(told) == 1 and len(asked) >= 3)
    Supervisor(processes=[Process(name="web", command=SLEEP)], say=print, pause_s=0.02).run(
        ready, lambda: told.append(time.monotonic())
    )
    assert len(told) == 1
    assert len(asked) == 3


def test_children_die_with_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    """kill -9 of the supervisor must not leave somebody on the port."""
    note = tmp_path / "pid"
    child = python(f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    process = f"Process(name='w', command={list(child)!r})"
    parent = subprocess.Popen(
        python(f"from app.cli.supervisor import *; Supervisor(processes=[{process}], say=print).run()")
    )
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not (note.exists() and note.read_text()):
        time.sleep(0.02)
    pid = int(note.read_text())
    parent.kill()
    parent.wait()
    while time.monotonic() < deadline and alive(pid):
        time.sleep(0.02)
    assert not alive(pid)


def alive(pid: int) -> bool:
    """Whether a process runs (one that is dead but not yet collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ")[-1][0] not in "ZX"
    except FileNotFoundError:
        return False
