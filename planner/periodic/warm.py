"""Compile the periodic search ahead of its first use: ``python -m planner.periodic.warm`` says how long it took."""

import sys
from time import perf_counter

import numpy as np

from planner.kernel import SearchLimits
from planner.kernel.warm import small_instance
from planner.periodic.build import spaced_families
from planner.periodic.run import search


def warm() -> float:
    """Run everything that is compiled once; return the seconds it took."""
    begun = perf_counter()
    instance = small_instance()
    none = np.zeros(len(instance.halt_s), dtype=np.int32)
    families = spaced_families(instance, [], none, none, np.zeros(len(instance.room), dtype=np.int32))
    found = search(instance, families, SearchLimits(iterations=50))
    search(instance, families, SearchLimits(iterations=1), begin=found.routes)
    return perf_counter() - begun


if __name__ == "__main__":
    sys.stdout.write(f"periodic search ready in {warm():.1f} s\n")
