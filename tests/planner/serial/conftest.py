"""A small problem document to read, change and break."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

H = 3600

DOCUMENT: dict[str, Any] = {
    "format": "roundsman/1",
    "regions": ["north", "south"],
    "certificates": ["gas", "boiler"],
    "horizon": {"start": "2027-03-01", "until": "2027-03-08", "frozen_until": "2027-03-02"},
    "policy": {
        "overtime_s": 1800,
        "lending": [{"giver": "south", "taker": "north", "hours_per_week": 4}],
        "cures": {"lend": 50},
        "travel_periods": [{"profile": "ebike", "from_s": 7 * H, "until_s": 9 * H, "factor": 1.5}],
    },
    "sites": [
        {"id": "base", "lon": 120.0, "lat": 30.0, "region": "north"},
        {"id": "a1", "lon": 120.01, "lat": 30.01, "region": "north", "building": "tower"},
        {"id": "a2", "lon": 120.01, "lat": 30.01, "region": "north", "building": "tower"},
        {"id": "b", "lon": 120.02, "lat": 30.0, "region": "south"},
    ],
    "technicians": [
        {
            "id": "ann",
            "name": "安",
            "region": "north",
            "start_site": "base",
            "profile": "ebike",
            "certificates": [{"kind": "gas", "valid_from": "2026-01-01", "valid_until": "2027-03-04"}],
            "shifts": [
                {
                    "on": "2027-03-02",
                    "start_s": 8 * H,
                    "end_s": 17 * H,
                    "breaks": [
                        {
                            "window_start_s": 12 * H,
                            "window_end_s": 13 * H,
                            "duration_s": 1800,
                            "extra_windows": [{"window_start_s": 14 * H, "window_end_s": 15 * H}],
                        }
                    ],
                }
            ],
            "max_stops": 12,
            "max_work_s": 7 * H,
        },
        {"id": "cy", "region": "south", "start_site": "b", "end_site": "base"},
    ],
    "obligations": [
        {
            "id": "one",
            "site": "a1",
            "certificates": ["gas"],
            "not_before": "2027-03-01",
            "ideal_on": "2027-03-02",
            "due_by": "2027-03-05",
            "priority": "LAW",
            "service_s": 1200,
            "setup_s": 120,
            "window_start_s": 9 * H,
            "window_end_s": 11 * H,
            "extra_windows": [{"window_start_s": 14 * H, "window_end_s": 16 * H}],
            "after": "two",
            "series": "x",
            "preferred": "ann",
        },
        {"id": "two", "site": "a2", "due_by": "2027-03-20", "service_s": 600, "series": "x", "min_gap_days": 7},
        {
            "id": "three",
            "site": "b",
            "due_by": "2027-03-04",
            "service_s": 600,
            "pinned": "cy",
            "pinned_on": "2027-03-01",
        },
    ],
    "travel": {"speed_kmh": {"ebike": 18, "car": 30}, "detour": 1.2},
}


@pytest.fixture
def document() -> dict[str, Any]:
    """A valid document of its own for each test."""
    return deepcopy(DOCUMENT)


@pytest.fixture(scope="session")
def fresh() -> Callable[[], dict[str, Any]]:
    """Make a valid document."""
    return lambda: deepcopy(DOCUMENT)
