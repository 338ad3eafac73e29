"""Rotation by the rule of S8.5."""

from datetime import date

import numpy as np
import pytest

from planner.checking.staffing import JudgedMove, check_rotation
from planner.problem import ProblemError
from planner.staffing import (
    MonthScore,
    Posted,
    RotationPolicy,
    RotationProposal,
    Seat,
    Why,
    propose_rotation,
    quarter_of,
    rank,
    sentence,
)

ON, FROM = date(2026, 7, 1), date(2026, 1, 1)
POLICY = RotationPolicy()
SEATS = [Seat(post=f"s{n}", area=f"a{n}", skills=int(n == 3)) for n in range(4)]
WAY = np.abs(np.subtract.outer(np.arange(4), np.arange(4))) * 10_000
LONG, MIDDLE, NEW = date(2025, 1, 1), date(2025, 11, 1), date(2026, 5, 1)


def propose(people: list[Posted], scores: list[MonthScore] | None = None) -> RotationProposal:
    return propose_rotation(people, SEATS, WAY, scores or [], POLICY, on=ON, scored_from=FROM)


def at(n: int, since: date | None, skills: int = 1) -> Posted:
    return Posted(person=f"p{n}", post=f"s{n}", since=since, skills=skills)


def score(n: int, points: float, *, serious: bool = False) -> MonthScore:
    return MonthScore(person=f"p{n}", month=date(2026, 3, 1), score=points, serious_error=serious)


def test_two_who_have_been_there_a_year_change_places() -> None:
    """S8.5: a year in one area proposes a move; the shortest exchange."""
    found = propose([at(0, LONG), at(1, LONG), at(2, MIDDLE), at(3, MIDDLE)])
    assert [(move.person, move.source, move.to) for move in found.moves] == [("p0", "a0", "a1"), ("p1", "a1", "a0")]


def test_a_score_under_60_proposes_a_move_to_a_vacant_post() -> None:
    """S8.5: a score under 60."""
    found = propose([at(0, MIDDLE), at(1, MIDDLE)], [score(0, 59.5)])
    assert [(move.person, move.to, move.reasons[0].why) for move in found.moves] == [("p0", "a2", Why.LOW_SCORE)]


def test_nobody_under_half_a_year_moves_without_a_serious_error() -> None:
    """S8.5: half a year protects, whatever the score."""
    found = propose([at(0, NEW), at(1, MIDDLE)], [score(0, 10)])
    assert found.moves == ()
    assert found.staying["p0"][0].why is Why.TOO_SOON


def test_a_serious_error_moves_even_somebody_new() -> None:
    """S8.5: the exception."""
    found = propose([at(0, NEW), at(1, MIDDLE)], [score(0, 90, serious=True)])
    assert [(move.person, move.reasons[0].why) for move in found.moves] == [("p0", Why.SERIOUS_ERROR)]


def test_a_certificate_is_never_missing_at_the_new_post() -> None:
    """S9.7: only p3 holds what s3 asks for, so nobody may take it."""
    found = propose([at(0, MIDDLE, 0), at(1, MIDDLE, 0), at(2, MIDDLE, 0), at(3, LONG)])
    assert found.moves == ()
    assert found.staying["p3"][0].why is Why.NO_OTHER_POST


def test_an_unknown_first_day_protects() -> None:
    """Nothing is guessed: without a first day nobody is moved."""
    found = propose([at(0, None), at(1, MIDDLE)], [score(0, 10)])
    assert found.staying["p0"][0].why is Why.SINCE_UNKNOWN


def test_another_chair_in_the_same_area_is_no_move() -> None:
    """Two posts of one area."""
    seats = [Seat(post="s0", area="a"), Seat(post="s1", area="a")]
    found = propose_rotation([at(0, LONG), at(1, LONG)], seats, WAY[:2, :2] * 0, [], POLICY, on=ON, scored_from=FROM)
    assert found.moves == ()


@pytest.mark.parametrize("seed", range(6))
def test_random_rounds_pass_the_judge_and_do_not_depend_on_order(seed: int) -> None:
    """S8.5 holds for random people, by independent code."""
    rng = np.random.default_rng(seed)
    seats = [Seat(post=f"s{n}", area=f"a{n // 2}", skills=int(rng.integers(0, 2))) for n in range(12)]
    way = np.abs(np.subtract.outer(np.arange(12) // 2, np.arange(12) // 2)) * 1_000
    since = [LONG, MIDDLE, NEW, None]
    people = [
        Posted(person=f"p{n}", post=f"s{n}", since=since[rng.integers(0, 4)], skills=1 | int(rng.integers(0, 2)))
        for n in range(10)
    ]
    scores = [
        MonthScore(person=one.person, month=FROM, score=float(rng.integers(40, 100)), serious_error=rng.random() < 0.2)
        for one in people
    ]
    found = propose_rotation(people, seats, way, scores, POLICY, on=ON, scored_from=FROM)
    by = {one.person: one for one in people}
    serious = {one.person for one in scores if one.serious_error}
    asked = {seat.post: seat.skills for seat in seats}
    judged = [
        JudgedMove(
            person=move.person,
            source=move.source,
            to=move.to,
            stayed_days=(ON - since).days if (since := by[move.person].since) else None,
            serious=move.person in serious,
            skills=by[move.person].skills,
            asked=asked[move.post],
        )
        for move in found.moves
    ]
    assert check_rotation(judged, least_days=182) == ()
    assert {move.person for move in found.moves} | set(found.staying) == set(by)
    backwards = seats[::-1]
    again = propose_rotation(people[::-1], backwards, way[::-1, ::-1], scores[::-1], POLICY, on=ON, scored_from=FROM)
    assert again.moves == found.moves


def test_the_quarter_is_ranked_by_average_with_shared_ranks() -> None:
    """S8.5: quarterly ranking by average monthly score."""
    start, until = quarter_of(date(2026, 12, 5))
    points = {"a": (90, 70), "b": (80, 80), "c": (50,)}
    scores = [
        MonthScore(person=name, month=date(2026, 10 + n, 1), score=value)
        for name, values in points.items()
        for n, value in enumerate(values)
    ]
    assert (start, until) == (date(2026, 10, 1), date(2027, 1, 1))
    assert [(one.person, one.rank, one.average) for one in rank(scores, start, until)] == [
        ("a", 1, 80),
        ("b", 1, 80),
        ("c", 3, 50),
    ]


def test_every_reason_is_said_in_two_languages() -> None:
    """Each proposal with its reason sentence."""
    found = propose([at(0, MIDDLE), at(1, MIDDLE)], [score(0, 59.5)])
    en, zh = sentence(found.moves[0].reasons[0], POLICY)
    assert en == "Scored 59.5 in 2026-03, under 60."
    assert zh == "2026-03 考核 59.5 分，低于 60 分。"


def test_two_people_on_one_post_are_refused() -> None:
    """Bad input gets a clear error."""
    with pytest.raises(ProblemError):
        propose([at(0, LONG), Posted(person="p9", post="s0", since=LONG)])
