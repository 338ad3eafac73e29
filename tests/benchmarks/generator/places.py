"""Where customers live: regions of towns, towns of buildings, buildings of households; all in columns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
ORIGIN = (116.0, 30.0)
DEGREE_KM = 111.2
BETWEEN_KM = 45.0
"""Distance between the bases of neighbouring regions."""
TOWNS = 9
IN_BUILDINGS = 0.6
"""Share of customers who live in a building with others."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Bases first (one a region), then customers.

    Attributes
    ----------
    lonlat : float64 (regions + customers, 2)
    region, building : int32 (regions + customers,); building -1 stands alone
    """

    lonlat: Floats
    region: Ints
    building: Ints


def places(customers: int, regions: int, rng: np.random.Generator) -> Places:
    """Return bases on a grid and around each one city and some towns of households."""
    bases = _bases(regions)
    region = np.sort(rng.integers(0, regions, customers)).astype(np.int32)
    building = _buildings(region, rng)
    # A building has one place: it is drawn for the first of its households and shared.
    _, first, shared = np.unique(
        np.where(building < 0, customers + np.arange(customers), building), return_index=True, return_inverse=True
    )
    spot = _spots(region[first], bases, regions, rng)[shared.ravel()]
    return Places(
        lonlat=np.concatenate([bases, spot]),
        region=np.concatenate([np.arange(regions, dtype=np.int32), region]),
        building=np.concatenate([np.full(regions, -1, np.int32), building]),
    )


def _bases(regions: int) -> Floats:
    side = int(np.ceil(np.sqrt(regions)))
    number = np.arange(regions)
    step = BETWEEN_KM / DEGREE_KM
    return np.stack([ORIGIN[0] + number % side * step, ORIGIN[1] + number // side * step], axis=1)


def _buildings(region: Ints, rng: np.random.Generator) -> Ints:
    """Return building numbers: runs of neighbours in the list share one."""
    starts = rng.random(len(region)) < 1 / 20
    starts[:1] = True
    starts[1:] |= region[1:] != region[:-1]
    block = np.cumsum(starts).astype(np.int32) - 1
    shared = rng.random(int(block.max(initial=-1)) + 1) < IN_BUILDINGS
    return np.where(shared[block], block, -1).astype(np.int32) if len(region) else block


def _spots(region: Ints, bases: Floats, regions: int, rng: np.random.Generator) -> Floats:
    """Return a place for each: town 0 is the city around the base, the others lie up to 15 km away."""
    away_km, turn = rng.uniform(4.0, 15.0, (regions, TOWNS)), rng.uniform(0, 2 * np.pi, (regions, TOWNS))
    away_km[:, 0] = 0.0
    town = np.where(rng.random(len(region)) < 0.45, 0, rng.integers(1, TOWNS, len(region)))
    size_km = np.where(town == 0, 2.0, 0.6)
    middle = (
        np.stack([away_km * np.cos(turn), away_km * np.sin(turn)], axis=2)[region, town]
        + rng.normal(size=(len(region), 2)) * size_km[:, None]
    )
    return np.asarray(bases[region] + middle / DEGREE_KM)
