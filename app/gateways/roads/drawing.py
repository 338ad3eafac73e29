"""The drawn line of a way."""

import numpy as np
import numpy.typing as npt

from app.gateways.roads.profile_graph import ProfileGraph
from app.gateways.roads.ways import Course
from app.services.ports.roads import Points
from planner.travel import great_circle_m


def drawn(network: ProfileGraph, course: Course, door_from: Points, door_to: Points) -> Points:
    """Line from door to door, float64 (k, 2): the walk to the street, the streets, the walk from it."""
    pieces = [door_from.reshape(1, 2)]
    for edge, start, end in zip(course.edge.tolist(), course.start.tolist(), course.end.tolist(), strict=True):
        pieces.append(_stretch(network.graph.shape(int(network.edge[edge])), start, end))
    pieces.append(door_to.reshape(1, 2))
    line = np.concatenate(pieces)
    moved = np.ones(len(line), dtype=np.bool_)
    moved[1:] = (line[1:] != line[:-1]).any(axis=1)
    return line[moved] if moved.sum() > 1 else line[[0, -1]]


def _stretch(shape: Points, start: float, end: float) -> Points:
    if start > end:
        return _stretch(shape[::-1], 1.0 - start, 1.0 - end)
    if start == 0.0 and end == 1.0:
        return shape
    at = _shares(shape)
    between = (at > start) & (at < end)
    return np.concatenate([[_point(shape, at, start)], shape[between], [_point(shape, at, end)]])


def _shares(shape: Points) -> npt.NDArray[np.float64]:
    steps = great_circle_m(shape[:-1], shape[1:])
    return np.concatenate([[0.0], np.cumsum(steps)]) / max(float(steps.sum()), 1e-9)


def _point(shape: Points, at: npt.NDArray[np.float64], share: float) -> npt.NDArray[np.float64]:
    return np.array([np.interp(share, at, shape[:, 0]), np.interp(share, at, shape[:, 1])])
