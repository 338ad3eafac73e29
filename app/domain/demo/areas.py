"""Service areas drawn around a city's customers: compact, of similar size, together covering the whole extract."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.cluster.vq import kmeans2

CUSTOMERS_PER_AREA = 530
FEWEST, MOST = 2, 9
_M_PER_DEGREE = 111_320.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Areas:
    """`k` areas.

    Attributes
    ----------
    of : int64 (n,), area of each customer
    territory : k shapely polygons (WGS-84), disjoint, covering the bounds
    centre : float64 (k, 2), mean of the area's customers
    """

    of: npt.NDArray[np.int64]
    territory: tuple[shapely.Polygon, ...]
    centre: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.territory)


def draw_areas(lonlat: npt.NDArray[np.float64], bounds: tuple[float, float, float, float], seed: int) -> Areas:
    """Cluster the customers and give each cluster the ground that is nearest to it (a Voronoi cell).

    Parameters
    ----------
    lonlat : float64 (n, 2), n >= 1
    bounds : west, south, east, north in degrees; grown to hold every customer
    """
    wanted = int(np.clip(round(len(lonlat) / CUSTOMERS_PER_AREA), FEWEST, MOST))
    distinct = len(np.unique(lonlat.round(5), axis=0))
    flat = _metres(lonlat)
    centres, _ = kmeans2(flat, min(wanted, distinct), iter=40, minit="++", rng=np.random.default_rng(seed))
    centres = centres[np.lexsort((centres[:, 0], -centres[:, 1]))]
    degrees = _degrees(centres, lonlat)
    cells = _cells(degrees, _box(lonlat, bounds))
    of = np.argmin(((flat[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2), axis=1)
    kept = [number for number in range(len(centres)) if (of == number).any()]
    renumbered = np.full(len(centres), -1)
    renumbered[kept] = np.arange(len(kept))
    if len(kept) < len(centres):
        return draw_areas_around(lonlat, degrees[kept], bounds)
    return Areas(of=renumbered[of], territory=cells, centre=degrees)


def draw_areas_around(
    lonlat: npt.NDArray[np.float64],
    centres: npt.NDArray[np.float64],
    bounds: tuple[float, float, float, float],
) -> Areas:
    """Give every customer to the nearest of `centres`, and each centre the ground nearest to it."""
    flat, middle = _metres(lonlat), _scale(lonlat)
    of = np.argmin(((flat[:, None, :] - (centres * middle)[None, :, :]) ** 2).sum(axis=2), axis=1)
    return Areas(of=of, territory=_cells(centres, _box(lonlat, bounds)), centre=centres)


def _scale(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.array([_M_PER_DEGREE * np.cos(np.radians(lonlat[:, 1].mean())), _M_PER_DEGREE])


def _metres(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(lonlat * _scale(lonlat), dtype=np.float64)


def _degrees(flat: npt.NDArray[np.float64], lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(flat / _scale(lonlat), dtype=np.float64)


def _box(lonlat: npt.NDArray[np.float64], bounds: tuple[float, float, float, float]) -> shapely.Polygon:
    low, high = lonlat.min(axis=0) - 1e-4, lonlat.max(axis=0) + 1e-4
    box: shapely.Polygon = shapely.box(
        min(bounds[0], low[0]), min(bounds[1], low[1]), max(bounds[2], high[0]), max(bounds[3], high[1])
    )
    return box


def _cells(centres: npt.NDArray[np.float64], box: shapely.Polygon) -> tuple[shapely.Polygon, ...]:
    if len(centres) == 1:
        return (box,)
    squash = np.array([np.cos(np.radians(centres[:, 1].mean())), 1.0])
    flat_box = shapely.transform(box, lambda xy: xy * squash)
    voronoi = shapely.voronoi_polygons(shapely.multipoints(centres * squash), extend_to=flat_box)
    cells = shapely.intersection(shapely.get_parts(voronoi), flat_box)
    tree = shapely.STRtree(cells)
    owner = {
        int(centre): int(cell)
        for centre, cell in zip(*tree.query(shapely.points(centres * squash), "within"), strict=True)
    }
    return tuple(shapely.transform(cells[owner[number]], lambda xy: xy / squash) for number in range(len(centres)))
