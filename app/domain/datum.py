"""Coordinates as Chinese maps write them, to and from WGS-84.

Inside Roundsman every coordinate is WGS-84. Imports, map pictures and links to navigation apps may speak GCJ-02 (Amap,
Tencent) or BD-09 (Baidu); only there these functions are used. The formulas are the published ones (coordtransform,
MIT); a one-step inverse would be off by metres, so the inverse is iterated.
"""

from collections.abc import Callable
from enum import StrEnum

import numpy as np
import numpy.typing as npt

LonLat = npt.NDArray[np.float64]
"""float64 (..., 2), degrees, longitude first."""

_AXIS_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BD_TURN = np.pi * 3000.0 / 180.0
_BD_SHIFT: LonLat = np.array([0.0065, 0.006])
_SHIFTED_WEST, _SHIFTED_EAST = 72.004, 137.8347
_SHIFTED_SOUTH, _SHIFTED_NORTH = 0.8293, 55.8271
_ROUNDS = 8
"""Each round shrinks the error of the inverse about two-hundredfold: eight go down to the last digit of a float."""


class Datum(StrEnum):
    """How a coordinate is to be read."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def converted(lonlat: npt.ArrayLike, source: Datum, target: Datum) -> LonLat:
    """The same places in another datum.

    Parameters
    ----------
    lonlat : (..., 2) degrees, longitude first; not finite stays not finite
    source, target : datum of the input and of the result

    Returns
    -------
    float64 of the same shape. A way there and back ends within a millimetre. Outside the area
    in which GCJ-02 shifts (72.004-137.8347 E, 0.8293-55.8271 N) WGS-84 and GCJ-02 are the same. Within a kilometre of
    the area's edge, far from any Chinese city, a GCJ-02 coordinate can stand for two places or for none.
    """
    places = np.array(lonlat, dtype=np.float64)
    if places.shape[-1:] != (2,):
        raise ValueError(f"coordinates must have shape (..., 2), not {places.shape}")
    for step in _STEPS[source, target]:
        places = step(places)
    return places


def is_shifted(wgs84: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Whether GCJ-02 differs from WGS-84 at a place given in WGS-84."""
    places = np.asarray(wgs84, dtype=np.float64)
    lon, lat = places[..., 0], places[..., 1]
    inside = (lon >= _SHIFTED_WEST) & (lon <= _SHIFTED_EAST) & (lat >= _SHIFTED_SOUTH) & (lat <= _SHIFTED_NORTH)
    return np.asarray(inside, dtype=np.bool_)


def _wgs_to_gcj(wgs: LonLat) -> LonLat:
    return np.where(is_shifted(wgs)[..., None], wgs + _shift(wgs), wgs)


def _gcj_to_wgs(gcj: LonLat) -> LonLat:
    guess = gcj - _shift(gcj)
    for _ in range(_ROUNDS):
        guess = gcj - _shift(guess)
    # At the edge of the area it is the WGS-84 place that decides, as it did on the way forward.
    return np.where(is_shifted(guess)[..., None], guess, gcj)


def _gcj_to_bd(gcj: LonLat) -> LonLat:
    lon, lat = gcj[..., 0], gcj[..., 1]
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_TURN)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1) + _BD_SHIFT


def _bd_to_gcj(bd: LonLat) -> LonLat:
    guess = bd - _BD_SHIFT
    for _ in range(_ROUNDS):
        guess = guess + (bd - _gcj_to_bd(guess))
    return guess


def _shift(place: LonLat) -> LonLat:
    """Degrees by which GCJ-02 moves a place."""
    lon, lat = place[..., 0], place[..., 1]
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    waves = _swell(x, (20.0, 6.0), (20.0, 2.0))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += _swell(y, (20.0, 1.0), (40.0, 1.0 / 3.0)) + _swell(y, (160.0, 1.0 / 12.0), (320.0, 1.0 / 30.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += _swell(x, (20.0, 1.0), (40.0, 1.0 / 3.0)) + _swell(x, (150.0, 1.0 / 12.0), (300.0, 1.0 / 30.0))
    radians = np.radians(lat)
    flattening = 1.0 - _ECCENTRICITY_SQUARED * np.sin(radians) ** 2
    along_meridian = _AXIS_M * (1.0 - _ECCENTRICITY_SQUARED) / (flattening * np.sqrt(flattening))
    along_parallel = _AXIS_M / np.sqrt(flattening) * np.cos(radians)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack([np.degrees(east / along_parallel), np.degrees(north / along_meridian)], axis=-1)


def _swell(value: LonLat, *waves: tuple[float, float]) -> LonLat:
    """Two thirds of the sum of sines given as height and half-turns per degree."""
    total = np.zeros_like(value)
    for height, half_turns in waves:
        total += height * np.sin(value * half_turns * np.pi)
    return total * (2.0 / 3.0)


_STEPS: dict[tuple[Datum, Datum], tuple[Callable[[LonLat], LonLat], ...]] = {
    **{(datum, datum): () for datum in Datum},
    (Datum.WGS84, Datum.GCJ02): (_wgs_to_gcj,),
    (Datum.WGS84, Datum.BD09): (_wgs_to_gcj, _gcj_to_bd),
    (Datum.GCJ02, Datum.WGS84): (_gcj_to_wgs,),
    (Datum.GCJ02, Datum.BD09): (_gcj_to_bd,),
    (Datum.BD09, Datum.GCJ02): (_bd_to_gcj,),
    (Datum.BD09, Datum.WGS84): (_bd_to_gcj, _gcj_to_wgs),
}
