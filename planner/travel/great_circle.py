"""Distance over the sphere."""

import numpy as np
import numpy.typing as npt

EARTH_RADIUS_M = 6_371_008.8


def great_circle_m(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Metres between WGS-84 points on a sphere, by the haversine formula.

    Parameters
    ----------
    a, b : float64 (..., 2), degrees, longitude first; the leading axes broadcast

    Returns
    -------
    float64 (...), off by at most 0.6 % from the ellipsoid. The form keeps its precision for near points
    (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).
    """
    lon_a, lat_a = np.radians(a[..., 0]), np.radians(a[..., 1])
    lon_b, lat_b = np.radians(b[..., 0]), np.radians(b[..., 1])
    across = np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    chord = np.sin((lat_b - lat_a) / 2) ** 2 + across
    return np.asarray(
        2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))),
        dtype=np.float64,
    )
