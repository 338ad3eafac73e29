"""Forward and backward times, renewed piece by piece, are those of a fresh walk."""

import numpy as np
import pytest

from planner.kernel import SearchLimits
from planner.kernel.pool import blank_pool
from planner.kernel.run import run, start
from planner.kernel.search import advance, take_over
from planner.kernel.state import ABSENT, BANKED, COST, KEY, USED
from tests.planner.kernel.grid import random_instance


@pytest.mark.parametrize("seed", range(8))
def test_after_many_changes_all_books_agree(seed: int) -> None:
    """Times, owners, places, bank and totals after 400 iterations equal those of a state built anew."""
    instance = random_instance(seed, n=18, vehicles=3)
    state = start(instance, seed=seed, iterations=400)
    advance(instance, state, blank_pool(instance, 0), 400)
    fresh = start(instance, seed=1, iterations=1)
    for vehicle in range(3):
        stops = state.route[vehicle, 1 : state.length[vehicle] + 1].copy()
        assert take_over(instance, fresh, vehicle, stops)
        size, levels = state.length[vehicle] + 2, instance.breaks[vehicle] + 1
        assert (state.leg[vehicle, : size - 1] == fresh.leg[vehicle, : size - 1]).all()
        assert (state.ready[vehicle, :size, :levels] == fresh.ready[vehicle, :size, :levels]).all()
        assert (state.latest[vehicle, 1:size, :levels] == fresh.latest[vehicle, 1:size, :levels]).all()
    assert state.total.tolist() == [fresh.total[KEY], fresh.total[COST]]
    assert state.owner.tolist() == fresh.owner.tolist()
    routed = state.owner != ABSENT
    assert (state.place[routed] == fresh.place[routed]).all()
    used = np.flatnonzero(state.length > 0)
    assert state.tally[USED] == len(used)
    ends = zip(state.idle_from, state.idle_count, strict=True)
    idle = [int(vehicle) for first, count in ends for vehicle in state.idle[first : first + count]]
    assert sorted([*idle, *used.tolist()]) == [0, 1, 2]
    absent = np.flatnonzero(~routed)
    assert sorted(state.bank[: state.tally[BANKED]].tolist()) == absent.tolist()


def test_unreachable_stops_stay_out() -> None:
    """A thousand million seconds is no way."""
    instance = random_instance(3, n=5)
    lost = instance.duration.copy()
    lost[:, 2, :], lost[:, :, 2] = 1_000_000_000, 1_000_000_000
    found = run(instance._replace(duration=lost, inbound=lost.transpose(0, 2, 1).copy()), SearchLimits(iterations=500))
    assert 2 in found.absent
    assert found.cost < 1_000_000
