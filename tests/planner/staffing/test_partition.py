"""Districting: connected groups, proven when small, the same for the same seed."""

from itertools import product

import numpy as np
import pytest

from planner.checking.staffing import check_groups
from planner.problem import ProblemError
from planner.staffing.districts import Districting
from planner.staffing.partition import Effort, partition
from tests.planner.staffing.grounds import scattered

QUICK = Effort(steps_per_place=20, most_steps=6_000, exact_work=4.0, pairs=6)


def judged(question: Districting, group_of: np.ndarray) -> tuple[object, ...]:
    groups = {str(g): [str(i) for i in np.flatnonzero(group_of == g)] for g in range(question.groups)}
    places = [str(i) for i in range(len(question.work))]
    return check_groups(groups, places, [(str(a), str(b)) for a, b in question.graph.edges])


@pytest.mark.parametrize(("places", "groups", "seed"), [(9, 3, 1), (40, 5, 2), (120, 12, 3), (300, 40, 4)])
def test_every_group_is_in_one_piece_and_every_place_in_one_group(places: int, groups: int, seed: int) -> None:
    """S8.4: contiguity always holds, by the judge."""
    question = scattered(places, groups, seed)
    assert judged(question, partition(question, seed=seed, effort=QUICK).group_of) == ()


def test_the_same_seed_gives_the_same_partition() -> None:
    """Results repeat."""
    question = scattered(60, 6)
    first, second = (partition(question, seed=7, effort=QUICK) for _ in range(2))
    assert np.array_equal(first.group_of, second.group_of)


def test_a_small_question_is_answered_as_cheaply_as_trying_everything() -> None:
    """The proof of CP-SAT agrees with enumeration."""
    question = scattered(8, 2, seed=11)
    found = partition(question, effort=QUICK)
    every = [np.array(one, np.int32) for one in product(range(2), repeat=8) if len(set(one)) == 2]
    assert found.proven
    assert found.cost == min(question.cost(one) for one in every if not judged(question, one))


def test_work_is_even_where_the_ground_allows_it() -> None:
    """Each group of many small places is within the tolerance."""
    question = scattered(200, 8)
    group_of = partition(question, effort=QUICK).group_of
    minutes = np.bincount(group_of, weights=question.work)
    assert (minutes >= question.low).all()
    assert (minutes <= question.high).all()


def test_more_groups_than_places_is_refused() -> None:
    """A clear error in two languages, not a hang."""
    with pytest.raises(ProblemError, match="cannot share"):
        scattered(3, 4)
