"""From ways to a graph: only where streets meet, end or are barred is a node."""

import numpy as np
import numpy.typing as npt

from app.gateways.osm.road_classes import SIGNAL_S
from app.gateways.osm.road_graph import PROFILES, RoadGraph
from app.gateways.osm.street_ways import StreetWays
from planner.travel import TravelProfile, great_circle_m

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def contracted(ways: StreetWays, content: str) -> RoadGraph:
    """The graph of the collected ways; it has no edges if there are no ways."""
    refs = np.array(ways.refs, dtype=np.int64)
    lonlat = np.array(ways.lonlat, dtype=np.float64).reshape(-1, 2)
    starts = np.array(ways.run_start, dtype=np.int64)
    unique, place = np.unique(refs, return_inverse=True)
    blocked = np.isin(unique, np.array(ways.blocked_refs, dtype=np.int64))
    signals = np.isin(unique, np.array(ways.signal_refs, dtype=np.int64))[place]

    joints = np.flatnonzero(_is_junction(place, starts, blocked))
    run_of = np.searchsorted(starts, joints, side="right") - 1
    same_run = run_of[:-1] == run_of[1:]
    first, last, run = joints[:-1][same_run], joints[1:][same_run], run_of[:-1][same_run]

    length = _lengths(lonlat, first, last)
    keep = length > 0
    first, last, run, length = first[keep], last[keep], run[keep], length[keep]

    node_of = np.full(len(unique), -1, dtype=np.int64)
    used = np.unique(place[np.concatenate([first, last])])
    node_of[used] = np.arange(len(used))
    where = np.empty((len(unique), 2))
    where[place] = lonlat
    shape_start, shape = _shapes(lonlat, first, last)
    kmh = np.array(ways.kmh, dtype=np.float64).reshape(-1, len(PROFILES), 2)[run]
    return RoadGraph(
        node_lonlat=where[used],
        car_blocked=blocked[used],
        u=node_of[place[first]].astype(np.int32),
        v=node_of[place[last]].astype(np.int32),
        length_m=length.astype(np.float32),
        seconds=_seconds(kmh, length, _signals_on(signals, first, last)),
        stoppable=np.array(ways.stoppable, dtype=np.bool_)[run],
        class_id=np.array(ways.class_id, dtype=np.int32)[run],
        name_id=np.array(ways.name_id, dtype=np.int32)[run],
        shape_start=shape_start,
        shape_lonlat=shape,
        classes=ways.classes.texts,
        names=ways.names.texts,
        content=content,
    )


def _is_junction(place: Ints, starts: Ints, blocked: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    junction = (np.bincount(place, minlength=len(blocked)) > 1)[place] | blocked[place]
    junction[starts[:-1]] = True
    junction[starts[1:] - 1] = True
    return np.asarray(junction, dtype=np.bool_)


def _lengths(lonlat: Floats, first: Ints, last: Ints) -> Floats:
    step = np.zeros(len(lonlat))
    step[1:] = great_circle_m(lonlat[:-1], lonlat[1:])
    # Steps between two runs are in the sum too, but every edge lies inside one run, so they cancel.
    total = np.cumsum(step)
    return np.asarray(total[last] - total[first], dtype=np.float64)


def _signals_on(signals: npt.NDArray[np.bool_], first: Ints, last: Ints) -> Floats:
    # A signal on a joint belongs to two edges: half to each.
    total = np.cumsum(signals)
    return np.asarray(total[last] - total[first] - 0.5 * signals[last] + 0.5 * signals[first], dtype=np.float64)


def _seconds(kmh: Floats, length: Floats, signals: Floats) -> npt.NDArray[np.float32]:
    with np.errstate(divide="ignore"):
        seconds = (length[:, None, None] * 3.6) / kmh
    wheeled = [profile is not TravelProfile.FOOT for profile in PROFILES]
    seconds[:, wheeled, :] += (signals * SIGNAL_S)[:, None, None]
    return np.ascontiguousarray(seconds.transpose(1, 2, 0), dtype=np.float32)


def _shapes(lonlat: Floats, first: Ints, last: Ints) -> tuple[Ints, Floats]:
    count = last - first + 1
    start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    index = np.arange(start[-1]) + np.repeat(first - start[:-1], count)
    return start, np.ascontiguousarray(lonlat[index])
