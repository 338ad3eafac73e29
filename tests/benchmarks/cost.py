"""What a child process or a running server has used, read from the kernel."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Child:
    """A process that has ended: CPU seconds (user and system), largest memory in MB, and what it printed."""

    cpu_s: float
    peak_mb: float
    output: str


def run_child(command: Sequence[str]) -> Child:
    """Run a program to its end; RuntimeError when it fails."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        output = process.stdout.read() if process.stdout else ""
        # wait4 and not wait: the kernel's own account of exactly this process.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command} ended with {process.returncode}: {output[-500:]}")
    return Child(cpu_s=used.ru_utime + used.ru_stime, peak_mb=used.ru_maxrss / 1024, output=output)


def family_cpu_s(root: int) -> float:
    """Return the CPU seconds of a process, of its living descendants and of those that have ended and were waited for.

    With the postmaster of a cluster as root this is all that the database has used.
    """
    parents: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.name))
        used[int(entry.name)] = sum(int(ticks) for ticks in fields[11:15]) / TICK
    return _sum(root, parents, used)


def _sum(root: int, parents: dict[int, list[int]], used: dict[int, float]) -> float:
    return used.get(root, 0.0) + sum(_sum(child, parents, used) for child in parents.get(root, []))
