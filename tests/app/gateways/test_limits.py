"""Claims about what a solving process may use (R31)."""

import os
import signal
import subprocess
import sys
import time


def run(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)


def test_memory_beyond_the_limit_is_refused_to_the_process_and_not_taken_from_the_machine() -> None:
    ended = run(
        "from app.gateways.limits import limit_memory\n"
        "limit_memory(1 << 30)\n"
        "try:\n    bytearray(2 << 30)\nexcept MemoryError:\n    print('refused')"
    )
    assert ended.stdout.strip() == "refused"


def test_a_child_does_not_outlive_a_parent_that_was_killed() -> None:
    """R33: the worker is killed; its solver must not go on and store a plan nobody waits for."""
    child = (
        "from app.gateways.limits import die_with_parent; die_with_parent()\n"
        "print(1, flush=True); import time; time.sleep(60)"
    )
    parent = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE, start_new_session=True)\n"
        "child.stdout.readline()\nprint(child.pid, flush=True)\nchild.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.kill()
    assert _gone(pid)


def _gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    return False
