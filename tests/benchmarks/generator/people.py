"""Who works: as many people in each region as its visits ask for, with holidays, leave and certificates that end."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.problem import Break, CertificateSpan, Horizon, Policy, Shift, Technician

NOON = Break(window_start_s=41_400, window_end_s=46_800, duration_s=3_600)
WORK_S = 8 * 3600
FESTIVALS = ((7, 2), (39, 1))
"""First week and number of weeks in which only three of ten are at work: Spring Festival, National Day."""
LEAVE_DAYS = 5
SINCE = date(2020, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Crew:
    """How people are made: `expiring` is the share of them whose gas certificate ends within the horizon."""

    load: float
    expiring: float
    policy: Policy


def crew_of(region: int, asked_s: float, horizon: Horizon, crew: Crew, rng: np.random.Generator) -> list[Technician]:
    """Return the people of a region; the last of them works the share of days that makes the load come out."""
    share = 1.0 - crew.policy.reserve_share - crew.policy.travel_share
    wanted = asked_s / (crew.load * share * WORK_S)
    days = _days(horizon)
    found: list[Technician] = []
    while wanted > 0:
        on = _at_work(days, len(found), rng)
        if len(on) > wanted:
            on = on[np.linspace(0, len(on) - 1, max(1, round(wanted))).astype(int)]
        found.append(_person(region, len(found), on, horizon, crew, rng))
        wanted -= len(on)
    return found


def _days(horizon: Horizon) -> npt.NDArray[np.datetime64]:
    days = np.datetime64(horizon.start, "D") + np.arange(horizon.days)
    return days[np.is_busday(days)]


def _at_work(days: npt.NDArray[np.datetime64], number: int, rng: np.random.Generator) -> npt.NDArray[np.datetime64]:
    """Return the days somebody works; of ten people three (the first among them) are at work in a festival."""
    week = (days - days[0]).astype(np.int64) // 7
    leave = int(rng.integers(0, max(1, len(days) - LEAVE_DAYS)))
    off = np.zeros(len(days), np.bool_)
    off[leave : leave + LEAVE_DAYS] = True
    for first, weeks in FESTIVALS:
        if number % 10 not in (0, 4, 7):
            off |= (week >= first) & (week < first + weeks)
    return days[~off]


def _person(
    region: int,
    number: int,
    on: npt.NDArray[np.datetime64],
    horizon: Horizon,
    crew: Crew,
    rng: np.random.Generator,
) -> Technician:
    shifts = tuple(Shift(on=day, start_s=28_800, end_s=28_800 + WORK_S + 3_600, breaks=(NOON,)) for day in on.tolist())
    name = f"r{region}-{number}"
    return Technician(
        id=name,
        name=name,
        region=region,
        start_site=region,
        end_site=region,
        certificates=_held(number, horizon, crew, rng),
        shifts=shifts,
    )


def _held(number: int, horizon: Horizon, crew: Crew, rng: np.random.Generator) -> tuple[CertificateSpan, ...]:
    """Everybody may tour; six of ten inspect homes, two of ten firms; some gas certificates end on the way."""
    if number % 5 in (1, 3):
        return ()
    ends = None
    if number and rng.random() < crew.expiring:
        ends = horizon.start + timedelta(days=int(rng.integers(horizon.days // 2, horizon.days)))
    kinds = ("gas", "commercial") if number % 5 == 0 else ("gas",)
    return tuple(CertificateSpan(kind=kind, valid_from=SINCE, valid_until=ends) for kind in kinds)
