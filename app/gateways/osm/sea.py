"""The sea of an extract: coastlines have land on their left and water on their right, but draw no area themselves."""

import numpy as np
import numpy.typing as npt
import shapely

from app.gateways.osm.line_columns import Lines

_BESIDE_DEGREES = 2e-6
_SHORT_DEGREES = 2e-3
_SURE = 0.9

Box = tuple[float, float, float, float]


def sea(coast: Lines, bounds: Box) -> list[shapely.Polygon]:
    """Water inside `bounds`, cut out by the coastlines.

    A piece counts as water if at least nine tenths of the coast around it says so. Where a coastline breaks off inside
    the extract the two sides cannot be told apart; such a piece is left out rather than guessed.
    """
    if not len(coast):
        return []
    frame = shapely.box(*bounds)
    inside = shapely.intersection(shapely.line_merge(shapely.union_all(coast), directed=True), frame)
    edge = shapely.LinearRing(frame.exterior)
    reaching = [_to_border(line, edge) for line in shapely.get_parts(shapely.line_merge(inside))]
    border = shapely.union_all([edge, *reaching])
    pieces = np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(border))), dtype=object)
    right, left, metres = _sides(coast)
    wet, dry = _votes(pieces, right, metres), _votes(pieces, left, metres)
    return [piece for piece, w, d in zip(pieces, wet, dry, strict=True) if w > 0 and w >= _SURE * (w + d)]


def _to_border(line: shapely.LineString, border: shapely.LinearRing) -> shapely.LineString:
    """The line, drawn on to the border where it ends just short of it: an extract holds no node beyond its edge."""
    corners = list(line.coords)
    for at, end in ((0, corners[0]), (len(corners), corners[-1])):
        point = shapely.Point(end)
        if not line.is_closed and point.distance(border) < _SHORT_DEGREES:
            corners.insert(at if at == 0 else len(corners), shapely.shortest_line(point, border).coords[1])
    return shapely.LineString(corners)


def _sides(coast: Lines) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_], npt.NDArray[np.float64]]:
    """Points just right and just left of every stretch of coast, and how long it is."""
    xy, line = shapely.get_coordinates(coast, return_index=True)
    same = line[1:] == line[:-1]
    start, end = xy[:-1][same], xy[1:][same]
    along = end - start
    length = np.hypot(along[:, 0], along[:, 1])
    real = length > 0
    middle = (start + end)[real] / 2
    across = np.stack([along[:, 1], -along[:, 0]], axis=1)[real] / length[real, None] * _BESIDE_DEGREES
    return (
        np.asarray(shapely.points(middle + across), dtype=object),
        np.asarray(shapely.points(middle - across), dtype=object),
        length[real],
    )


def _votes(
    pieces: npt.NDArray[np.object_], points: npt.NDArray[np.object_], weight: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    piece, point = shapely.STRtree(points).query(pieces, predicate="contains")
    return np.bincount(piece, weights=weight[point], minlength=len(pieces)).astype(np.float64)
