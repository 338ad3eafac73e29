"""Ground as it is drawn: united cells, in degrees, with few corners."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planner.staffing.ground import Flat

SMOOTH_M = 5.0
"""Corners nearer than this to a straight line are left out."""
DIGITS = 6


def flattened(ground: BaseGeometry, flat: Flat) -> BaseGeometry:
    """Return polygons given in degrees in metres."""
    return shapely.make_valid(shapely.transform(ground, flat.metres))


def outline(grounds: Sequence[BaseGeometry], flat: Flat) -> BaseGeometry:
    """Return the union of flat polygons in degrees; seams between them are closed."""
    whole = shapely.union_all([ground.buffer(0.5) for ground in grounds]).simplify(SMOOTH_M)
    return shapely.transform(whole, lambda xy: np.round(flat.degrees(xy), DIGITS))


def label_at(ground: BaseGeometry) -> list[float]:
    """Return longitude and latitude of a point well inside the largest part of some ground, for its name."""
    largest = max(shapely.get_parts(ground), key=lambda part: part.area)
    middle = shapely.maximum_inscribed_circle(largest, tolerance=1e-4)
    return [round(float(one), DIGITS) for one in middle.coords[0]]
