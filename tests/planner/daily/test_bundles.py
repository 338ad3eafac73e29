"""Which visits are made in one halt (planning.md L2: a building's units are swept, its entrance paid once)."""

import numpy as np

from planner.daily.bundles import SWEEP_S, Bundle, bundles, longest_sweep
from tests.planner.daily.town import H, Town


def _halts(town: Town, may: list[list[bool]] | None = None) -> tuple[Bundle, ...]:
    rows = np.arange(len(town.rows), dtype=np.int32)
    table = np.ones((len(rows), 2), dtype=np.bool_) if may is None else np.array(may)
    return bundles(town.problem(), rows, table)


def test_a_bundle_fills_no_more_than_a_third_of_the_longest_shift() -> None:
    """Half-day people get shorter sweeps."""
    assert longest_sweep([4 * H, 3 * H]) == 4 * H // 3
    assert longest_sweep([9 * H]) == SWEEP_S
    assert longest_sweep([]) == 0


def _sizes(halts: tuple[Bundle, ...]) -> list[int]:
    return sorted(len(halt.members) for halt in halts)


def test_visits_elsewhere_are_halts_of_their_own() -> None:
    """Two sites without a building in common."""
    town = Town()
    assert _sizes(_halts(town.visit(town.place(1)).visit(town.place(1)))) == [1, 1]


def test_two_visits_at_one_premises_are_one_halt() -> None:
    """An inspection and a tier visit at the same door."""
    town = Town()
    site = town.place(1)
    (halt,) = _halts(town.visit(site, setup_s=60, service_s=600).visit(site, setup_s=90, service_s=300))
    assert (halt.setup_s, halt.halt_s) == (90, 990)


def test_hours_far_apart_are_not_forced_together() -> None:
    """Morning and afternoon stay two halts."""
    town = Town()
    site = town.place(1)
    town.visit(site, window_start_s=8 * H, window_end_s=9 * H).visit(site, window_start_s=14 * H, window_end_s=15 * H)
    assert _sizes(_halts(town)) == [1, 1]


def test_every_member_starts_inside_its_own_hours() -> None:
    """The window of the halt counts the services before each member."""
    town = Town()
    site = town.place(1)
    town.visit(site, window_start_s=8 * H, window_end_s=12 * H).visit(site, window_start_s=9 * H, window_end_s=12 * H)
    (halt,) = _halts(town)
    assert halt.windows == ((9 * H - 1_200, 12 * H - 1_200),)


def test_the_more_important_visit_is_never_narrowed() -> None:
    """A call only Bob may make does not bind an inspection that Ann or Bob may."""
    town = Town()
    site = town.place(1)
    town.visit(site, priority=0).visit(site, priority=5)
    assert _sizes(_halts(town, [[True, True], [False, True]])) == [1, 1]
    assert _sizes(_halts(town, [[False, True], [True, True]])) == [2]


def test_what_nobody_may_make_stands_alone() -> None:
    """An important visit without anyone for it takes no servable one with it, wherever it stands in the row."""
    town = Town()
    site = town.place(1)
    town.visit(site, priority=0).visit(site, priority=4).visit(site, priority=5)
    assert _sizes(_halts(town, [[False, False], [True, True], [True, False]])) == [1, 1, 1]
    assert _sizes(_halts(town, [[False, False], [True, True], [True, True]])) == [1, 2]
    assert _sizes(_halts(town, [[True, True], [False, False], [True, True]])) == [1, 2]
    assert _sizes(_halts(town, [[False, False], [False, False], [True, True]])) == [1, 1, 1]


def test_one_series_is_never_twice_in_a_halt() -> None:
    """Two visits of a programme are two dates."""
    town = Town()
    assert _sizes(_halts(town.visit(town.place(1), 2, series=4))) == [1, 1]


def test_no_sweep_is_longer_than_the_limit() -> None:
    """Forty doors."""
    town = Town().visit(0, 40, service_s=900)
    town.place(1, building=3)
    assert max(halt.halt_s for halt in _halts(town)) <= SWEEP_S
