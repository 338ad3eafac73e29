"""OSRM's answers as arrays, refused when they have another shape."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.gateways.roads.osrm_client import nonsense
from app.services.ports.roads import Points

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class OsrmTable:
    """Seconds and metres, inf without a way, and where the server put sources and targets."""

    seconds: Floats
    metres: Floats
    sources: Points
    targets: Points


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class OsrmRoute:
    """One way and where the server put its ends."""

    seconds: float
    metres: float
    line: Points
    ends: Points


def table_of(answer: dict[str, Any], sources: int, targets: int) -> OsrmTable:
    """A table answer of so many sources and targets."""
    return OsrmTable(
        seconds=_values(answer.get("durations"), sources, targets, "durations"),
        metres=_values(answer.get("distances"), sources, targets, "distances"),
        sources=_places(answer.get("sources"), sources, "sources"),
        targets=_places(answer.get("destinations"), targets, "destinations"),
    )


def route_of(answer: dict[str, Any]) -> OsrmRoute:
    """A route answer for two coordinates with a GeoJSON geometry."""
    try:
        route = answer["routes"][0]
        line = np.array(route["geometry"]["coordinates"], dtype=np.float64)
        seconds, metres = float(route["duration"]), float(route["distance"])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise nonsense("routes") from error
    if line.ndim != 2 or line.shape[1] != 2 or not np.isfinite(line).all() or min(seconds, metres) < 0:
        raise nonsense("routes")
    return OsrmRoute(seconds=seconds, metres=metres, line=line, ends=_places(answer.get("waypoints"), 2, "waypoints"))


def _values(raw: object, rows: int, cols: int, what: str) -> Floats:
    try:
        # null, OSRM's word for "no way", becomes nan here.
        values = np.array(raw, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise nonsense(what) from error
    if values.shape != (rows, cols) or (values < 0).any():
        raise nonsense(what)
    return np.where(np.isfinite(values), values, np.inf)


def _places(raw: object, count: int, what: str) -> Points:
    if not isinstance(raw, list) or len(raw) != count:
        raise nonsense(what)
    try:
        places = np.array([waypoint["location"] for waypoint in raw], dtype=np.float64).reshape(count, 2)
    except (KeyError, TypeError, ValueError) as error:
        raise nonsense(what) from error
    if not np.isfinite(places).all():
        raise nonsense(what)
    return places
