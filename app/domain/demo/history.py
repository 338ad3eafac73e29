"""Invented past: grades of customers, and when each was last inspected and visited."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from app.domain.demo.places import CityPlaces
from app.domain.kinds import CustomerKind, Tier

TIER_SHARES = {Tier.A: 0.08, Tier.B: 0.17, Tier.C: 0.30, Tier.D: 0.45}
TIER_EVERY_DAYS = {Tier.A: 14, Tier.B: 30, Tier.C: 91, Tier.D: 182}
CAMPAIGN_SHARE = 0.65
"""Share of last inspections that fell into last year's campaign: due dates come in waves, as in real companies."""
CAMPAIGN_DAYS = (21, 84)
"""The wave's due dates, days after the start."""

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True, eq=False)
class History:
    """Invented facts of `n` customers.

    Attributes
    ----------
    tier : n `Tier` or None (households have none)
    inspected_on : datetime64[D] (n,), last gas inspection
    visited_on, metered_on : datetime64[D] (n,), last tour visit and last meter check, NaT for households
    """

    tier: tuple[Tier | None, ...]
    inspected_on: Days
    visited_on: Days
    metered_on: Days


def invent_history(places: CityPlaces, start: date, seed: int) -> History:
    """Draw grades and last dates so that everything was in order on the day before `start`."""
    rng = np.random.default_rng([seed, 1])
    business = places.business
    tier = _tiers(business, rng)
    cycle = np.array([730 if kind is CustomerKind.RESIDENTIAL else 365 for kind in places.kinds])
    due_in = rng.integers(7, cycle)
    wave = rng.random(len(places)) < np.where(business, CAMPAIGN_SHARE, CAMPAIGN_SHARE / 2)
    due_in = np.where(wave, rng.integers(*CAMPAIGN_DAYS, len(places)), due_in)
    since = np.array([rng.integers(1, TIER_EVERY_DAYS[grade]) if grade else 0 for grade in tier])
    first = np.datetime64(start, "D")
    unknown = np.datetime64("NaT", "D")
    return History(
        tier=tier,
        inspected_on=first + (due_in - cycle).astype("timedelta64[D]"),
        visited_on=np.where(business, first - since.astype("timedelta64[D]"), unknown),
        metered_on=np.where(business, first - rng.integers(1, 120, len(places)).astype("timedelta64[D]"), unknown),
    )


def _tiers(business: npt.NDArray[np.bool_], rng: np.random.Generator) -> tuple[Tier | None, ...]:
    drawn = rng.choice(len(TIER_SHARES), size=len(business), p=list(TIER_SHARES.values()))
    grades = list(TIER_SHARES)
    return tuple(grades[int(pick)] if is_business else None for pick, is_business in zip(drawn, business, strict=True))
