"""Which areas border: by their outlines, and where an outline is missing by the ground nearest to their middles."""

from collections.abc import Sequence

import numpy as np
from shapely.geometry.base import BaseGeometry

from planner.staffing.areas import Area
from planner.staffing.ground import borders, cells_around, flat_around
from planner.staffing.outlines import flattened

GAP_M = 25.0
"""Outlines drawn by hand rarely meet exactly: gaps up to twice this much are closed."""


def area_borders(areas: Sequence[Area], outlines: Sequence[BaseGeometry | None]) -> tuple[tuple[str, str], ...]:
    """Return pairs of ids of neighbouring areas, each once, ascending; `outlines` are in degrees, row by row."""
    if len(areas) < 2:
        return ()
    lonlat = np.array([[area.lon, area.lat] for area in areas])
    flat = flat_around(lonlat)
    drawn = [row for row, outline in enumerate(outlines) if outline is not None]
    polygons = [flattened(outline, flat) for outline in outlines if outline is not None]
    edges = {(drawn[a], drawn[b]) for a, b in borders(polygons, GAP_M).edges} if len(drawn) > 1 else set()
    if len(drawn) < len(areas):
        spread, first = np.unique(flat.metres(lonlat).round(1), axis=0, return_index=True)
        near = borders(cells_around(spread)).edges
        known = set(drawn)
        edges |= {(int(first[a]), int(first[b])) for a, b in near if not {int(first[a]), int(first[b])} <= known}
    pairs = {tuple(sorted((areas[a].id, areas[b].id))) for a, b in edges}
    return tuple(sorted((one, other) for one, other in pairs))
