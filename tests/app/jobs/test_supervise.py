"""Claims about child processes (R31, R32)."""

import os
import sys
import time
from pathlib import Path

from app.jobs.supervise import Ending, supervise

SLEEP = "import time; time.sleep(60)"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_command_that_ends_by_itself_keeps_its_status() -> None:
    ended = supervise(python("raise SystemExit(3)"), unwanted=lambda: False, limit_s=30)
    assert (ended.ending, ended.status) == (Ending.DONE, 3)


def test_a_command_that_kills_itself_says_by_which_signal() -> None:
    ended = supervise(python("import os; os.abort()"), unwanted=lambda: False, limit_s=30)
    assert (ended.ending, ended.how) == (Ending.DONE, "signal 6")


def test_an_unwanted_command_is_gone_within_five_seconds() -> None:
    since = time.monotonic()
    ended = supervise(python(SLEEP), unwanted=lambda: True, limit_s=60)
    assert ended.ending is Ending.STOPPED
    assert time.monotonic() - since < 5


def test_a_command_that_overruns_is_killed_with_all_it_has_started(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    code = (
        "import subprocess, sys, time, pathlib\n"
        f"child = subprocess.Popen([sys.executable, '-c', {SLEEP!r}])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)"
    )
    ended = supervise(python(code), unwanted=lambda: False, limit_s=2)
    assert ended.ending is Ending.OVERRUN
    assert not _alive(int(note.read_text()))


def _alive(pid: int) -> bool:
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return False
        if state == "Z":
            return False
        os.sched_yield()
        time.sleep(0.05)
    return True
