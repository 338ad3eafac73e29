import numpy as np

from app.gateways.roads.recent import RecentTables
from planner.travel import TravelTable


def table(value: int) -> TravelTable:
    cells = np.full((10, 10), value, dtype=np.int32)
    return TravelTable(duration_s=cells, distance_m=cells.copy())


class Maker:
    def __init__(self) -> None:
        self.made: list[int] = []

    def __call__(self, value: int) -> TravelTable:
        self.made.append(value)
        return table(value)


def test_a_table_is_made_once_and_kept() -> None:
    recent, make = RecentTables(10_000), Maker()
    first = recent.get("a", lambda: make(1))
    assert recent.get("a", lambda: make(2)) is first
    assert make.made == [1]


def test_the_longest_unused_table_goes_first() -> None:
    recent, make = RecentTables(1_600), Maker()  # two tables of 800 bytes
    for key in ("a", "b", "a", "c", "a", "b"):
        recent.get(key, lambda key=key: make(ord(key)))  # type: ignore[misc]
    assert [chr(value) for value in make.made] == ["a", "b", "c", "b"]


def test_a_table_above_the_limit_is_answered_and_not_kept() -> None:
    recent, make = RecentTables(100), Maker()
    recent.get("a", lambda: make(1))
    recent.get("a", lambda: make(1))
    assert make.made == [1, 1]
