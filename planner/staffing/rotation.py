"""Who moves to which area in a half-yearly round, and why.

Source: S8.5: a score under 60 or a year in one area proposes a move; nobody with under half a year in the area and no
serious error is moved. Hard: certificates of the post, one person a post. Soft: few people who need not move, short
ways between the old and the new area.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from planner.problem.errors import Flaw, ProblemError
from planner.staffing.ground import Ints
from planner.staffing.policy import RotationPolicy
from planner.staffing.scores import MonthScore

Floats = npt.NDArray[np.float64]
UNPLACED_M = 100_000_000
"""Metres worth of not finding somebody who should move another post."""


class Why(StrEnum):
    """Why somebody is moved or stays."""

    LOW_SCORE = "low_score"
    LONG_STAY = "long_stay"
    SERIOUS_ERROR = "serious_error"
    EXCHANGE = "exchange"
    TOO_SOON = "too_soon"
    SINCE_UNKNOWN = "since_unknown"
    NO_OTHER_POST = "no_other_post"
    MAY_STAY = "may_stay"


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """A person and the post held: `since` is the first day in the area, None when nobody has entered it."""

    person: str
    post: str
    since: date | None
    skills: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """A post that one person holds in an area; `skills` are the certificates it asks for, as bits."""

    post: str
    area: str
    skills: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Why somebody should or may not move: `value` is the score, the days, or nothing; `month` when it was."""

    why: Why
    value: float | None = None
    month: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A proposal: from one area to another on `on`, with its reasons, the weightiest first."""

    person: str
    source: str
    to: str
    post: str
    on: date
    metres: int
    reasons: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RotationProposal:
    """Moves, by person; `staying` says of everybody else why nothing is proposed."""

    policy: RotationPolicy
    on: date
    moves: tuple[Move, ...]
    staying: dict[str, tuple[Finding, ...]]


def propose_rotation(
    posted: Sequence[Posted],
    seats: Sequence[Seat],
    metres: Ints,
    scores: Sequence[MonthScore],
    policy: RotationPolicy,
    *,
    on: date,
    scored_from: date,
) -> RotationProposal:
    """Propose the moves of the round on `on`.

    Parameters
    ----------
    seats : all posts, held and vacant, in the order of `metres`, int64 (s, s), the way between them
    scores : monthly scores; those of ``scored_from <= month < on`` count for this round

    Raises
    ------
    ProblemError : a person or post is named twice, or somebody holds a post that does not exist
    """
    people = sorted(posted, key=lambda one: one.person)
    order = sorted(range(len(seats)), key=lambda row: seats[row].post)
    places = [seats[row] for row in order]
    _check(people, places)
    found = {one.person: findings(one, scores, policy, on, scored_from) for one in people}
    free = [one for one in people if found[one.person][0].why not in {Why.TOO_SOON, Why.SINCE_UNKNOWN}]
    kept = {one.post for one in people if one not in free}
    open_seats = [number for number, seat in enumerate(places) if seat.post not in kept]
    way = metres[np.ix_(order, order)]
    chosen = _assigned(free, places, open_seats, way, found, policy)
    row = {seat.post: number for number, seat in enumerate(places)}
    moves, staying = [], {one.person: found[one.person] for one in people}
    for one, seat in zip(free, chosen, strict=True):
        if places[seat].area == places[row[one.post]].area:
            if _should(found[one.person]):
                staying[one.person] = (Finding(why=Why.NO_OTHER_POST), *found[one.person])
            continue
        reasons = found[one.person] if _should(found[one.person]) else (Finding(why=Why.EXCHANGE),)
        away = int(way[row[one.post], seat])
        moves.append(_move(one, places[row[one.post]], places[seat], on, away, reasons))
        del staying[one.person]
    return RotationProposal(policy=policy, on=on, moves=tuple(moves), staying=staying)


def _move(one: Posted, source: Seat, to: Seat, on: date, metres: int, reasons: tuple[Finding, ...]) -> Move:
    return Move(person=one.person, source=source.area, to=to.area, post=to.post, on=on, metres=metres, reasons=reasons)


def findings(
    one: Posted, scores: Sequence[MonthScore], policy: RotationPolicy, on: date, scored_from: date
) -> tuple[Finding, ...]:
    """Return why one should move, weightiest first; or the single reason to stay."""
    mine = sorted(
        (score for score in scores if score.person == one.person and scored_from <= score.month < on),
        key=lambda score: score.month,
    )
    stayed = None if one.since is None else (on - one.since).days
    serious = [score for score in mine if score.serious_error]
    low = [score for score in mine if score.score < policy.pass_score]
    reasons = []
    if serious:
        reasons.append(Finding(why=Why.SERIOUS_ERROR, month=serious[-1].month))
    elif stayed is not None and stayed < policy.least_days:
        return (Finding(why=Why.TOO_SOON, value=float(stayed)),)
    elif stayed is None:
        # Whoever may have come last week must not be moved on a guess.
        return (Finding(why=Why.SINCE_UNKNOWN),)
    if low:
        worst = min(low, key=lambda score: (score.score, score.month))
        reasons.append(Finding(why=Why.LOW_SCORE, value=worst.score, month=worst.month))
    if stayed is not None and stayed >= policy.most_days:
        reasons.append(Finding(why=Why.LONG_STAY, value=float(stayed)))
    return tuple(reasons) or (Finding(why=Why.MAY_STAY),)


def _should(reasons: tuple[Finding, ...]) -> bool:
    return reasons[0].why in {Why.SERIOUS_ERROR, Why.LOW_SCORE, Why.LONG_STAY}


def _check(people: Sequence[Posted], seats: Sequence[Seat]) -> None:
    posts = [seat.post for seat in seats]
    twice = len(set(posts)) != len(posts) or len({one.person for one in people}) != len(people)
    shared = len({one.post for one in people}) != len(people)
    unknown = {one.post for one in people} - set(posts)
    if twice or shared or unknown:
        raise ProblemError(
            [
                Flaw(
                    path="rotation",
                    message_en="each person holds one known post, each post one person",
                    message_zh="每人须任一个已知岗位，每个岗位一人",
                )
            ]
        )


def _assigned(
    free: Sequence[Posted],
    places: Sequence[Seat],
    seats: Sequence[int],
    way: Ints,
    found: dict[str, tuple[Finding, ...]],
    policy: RotationPolicy,
) -> list[int]:
    """Return the seat of each of `free` at least cost: an assignment problem."""
    if not free:
        return []
    row = {seat.post: number for number, seat in enumerate(places)}
    price: Floats = np.empty((len(free), len(seats)))
    for number, one in enumerate(free):
        should = _should(found[one.person])
        for column, seat in enumerate(seats):
            if places[seat].area == places[row[one.post]].area:
                # Another chair in the same area is no move: whoever stays keeps the own one.
                price[number, column] = (UNPLACED_M if should else 0) + (seat != row[one.post])
            elif places[seat].skills & ~one.skills:
                # Not for anything in the world; staying is always possible, so that an answer exists.
                price[number, column] = UNPLACED_M * (len(free) + 1.0)
            else:
                price[number, column] = way[row[one.post], seat] + (0 if should else policy.exchange_m)
    return [seats[column] for column in linear_sum_assignment(price)[1]]
