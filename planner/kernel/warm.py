"""Compile the search ahead of its first use: ``python -m planner.kernel.warm`` says how many seconds it took.

The machine code is kept where `planner.kernel.compiled` says; a second call only loads it.
"""

import sys
from time import perf_counter

import numpy as np

from planner.kernel.build import StopTable, Vehicle, build_instance
from planner.kernel.instance import Instance
from planner.kernel.limits import SearchLimits
from planner.kernel.objective import route_cost
from planner.kernel.overtime import overtimes
from planner.kernel.run import run


def small_instance() -> Instance:
    """Return three stops on a line and one vehicle that has time for two of them and a pause."""
    at = np.array([100, 200, 300, 0])
    stops = StopTable(
        halt_s=np.full(3, 600, dtype=np.int64),
        windows=tuple(((0, 86_400),) for _ in range(3)),
        load=np.ones(3, dtype=np.int64),
        stake=np.ones(3, dtype=np.int64),
    )
    vehicle = Vehicle(
        start_node=3,
        end_node=3,
        shift_start=0,
        shift_end=2_000,
        room=3,
        breaks=((0, 1_000, 60), (1_000, 1_500, 60)),
        overtime_s=10,
        overtime_price=1.0,
    )
    duration = np.abs(at[:, None] - at[None, :])[None].astype(np.int32)
    return build_instance(duration, stops, (vehicle,), np.zeros((3, 1), dtype=np.int64))


def warm() -> float:
    """Run everything that is compiled once; return the seconds it took."""
    begun = perf_counter()
    instance = small_instance()
    found = run(instance, SearchLimits(iterations=50), pooled=True)
    again = run(instance, SearchLimits(iterations=1), begin=found.routes)
    overtimes(instance, again.routes, again.absent.tolist())
    route_cost(instance, 0, again.routes[0])
    return perf_counter() - begun


if __name__ == "__main__":
    sys.stdout.write(f"kernel ready in {warm():.1f} s\n")
