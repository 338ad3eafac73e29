"""Areas get the posts that S8.4 asks for."""

from dataclasses import replace

import numpy as np
import pytest

from planner.checking.staffing import JudgedPost, check_staffing
from planner.problem import ProblemError
from planner.staffing import Area, PostKind, StaffingPolicy, StaffingProposal, propose_staffing
from planner.staffing.graph import graph_of
from planner.staffing.halves import halved
from planner.staffing.partition import Effort
from tests.planner.staffing.grounds import board

POLICY = StaffingPolicy(person_minutes=70_000)
QUICK = Effort(steps_per_place=20, most_steps=6_000, exact_work=3.0, pairs=6)


def judge(areas: list[Area], borders: list[tuple[str, str]], found: StaffingProposal) -> tuple[object, ...]:
    posts = [
        JudgedPost(areas=post.areas, people=post.people, assistants=post.assistants, work_minutes=post.work_minutes)
        for post in found.posts
    ]
    classes = {name: int(one.area_class) for name, one in found.classed.items()}
    return check_staffing(posts, {area.id: area.work_minutes for area in areas}, classes, borders)


def test_a_mixed_board_is_staffed_by_the_rule() -> None:
    """S8.4: class 1 with an assistant, class 2 one person, class 3 joined, all in one piece."""
    areas, borders = board(4, 5)
    rng = np.random.default_rng(5)
    areas = [replace(area, sold=int(rng.choice([50_000, 90_000, 150_000, 250_000]))) for area in areas]
    found = propose_staffing(areas, borders, POLICY, effort=QUICK)
    assert judge(areas, borders, found) == ()


def test_three_neighbours_of_class_3_share_one_person() -> None:
    """S8.4: 60,000 minutes are one person's year."""
    areas, borders = board(1, 3, sold=10_000)
    found = propose_staffing(areas, borders, POLICY, effort=QUICK)
    assert [(post.kind, post.areas) for post in found.posts] == [(PostKind.JOINED, ("0-0", "0-1", "0-2"))]


def test_areas_of_class_3_that_do_not_touch_are_not_joined() -> None:
    """S8.4: only neighbouring areas."""
    areas, borders = board(1, 3, sold=10_000)
    areas[1] = replace(areas[1], sold=300_000)
    found = propose_staffing(areas, borders, POLICY, effort=QUICK)
    assert [post.areas for post in found.posts] == [("0-1",), ("0-0",), ("0-2",)]


def test_no_joined_post_is_too_much_for_one_person() -> None:
    """Balanced by a year's minutes: 12 areas of 20,000 need four people of 70,000."""
    areas, borders = board(3, 4, sold=10_000)
    found = propose_staffing(areas, borders, POLICY, effort=QUICK)
    assert found.fits
    assert sorted(post.work_minutes for post in found.posts) == [60_000] * 4


def test_the_order_of_areas_and_borders_does_not_matter() -> None:
    """Input order does not matter."""
    areas, borders = board(3, 3, sold=10_000)
    swapped = [(b, a) for a, b in reversed(borders)]
    first = propose_staffing(areas, borders, POLICY, effort=QUICK)
    assert propose_staffing(areas[::-1], swapped, POLICY, effort=QUICK).posts == first.posts


def test_most_areas_of_a_person_is_kept() -> None:
    """The policy may bound how many areas one person has."""
    areas, borders = board(2, 3, minutes=1_000, sold=1)
    found = propose_staffing(areas, borders, replace(POLICY, most_areas=2), effort=QUICK)
    assert max(len(post.areas) for post in found.posts) == 2


def test_no_areas_need_nobody() -> None:
    """0 areas: a clear result."""
    assert propose_staffing([], [], POLICY).posts == ()


def test_three_hundred_areas_are_joined_and_judged() -> None:
    """S8.4 at the size of a large company."""
    areas, borders = board(15, 20, minutes=13_000, sold=1_000)
    found = propose_staffing(areas, borders, POLICY, effort=QUICK)
    assert judge(areas, borders, found) == ()
    assert found.people <= 75


def test_areas_that_hardly_fit_together_are_joined_in_few_tries() -> None:
    """S8.4: 40 areas of 8,000 to 30,000 minutes want at least 11 people; nobody has more than the tolerance allows."""
    areas, borders = board(5, 8, sold=1_000)
    rng = np.random.default_rng(1)
    areas = [replace(area, work_minutes=int(rng.integers(8_000, 30_000))) for area in areas]
    found = propose_staffing(areas, borders, POLICY)
    assert judge(areas, borders, found) == ()
    assert found.fits
    assert found.people <= 12


def test_halves_are_connected_and_as_even_as_a_chain_allows() -> None:
    """A chain of 1, 1, 1, 5 parts before the heavy one; a single place does not part."""
    chain = graph_of(4, [(0, 1), (1, 2), (2, 3)])
    assert sorted(halved(chain, np.array([1, 1, 1, 5]), [0, 1, 2, 3])) == [[0, 1, 2], [3]]
    with pytest.raises(ValueError, match="no halves"):
        halved(chain, np.array([1, 1, 1, 5]), [2])


def test_the_judge_sees_posts_in_two_pieces_and_areas_left_out() -> None:
    """The checker is not blind."""
    areas, borders = board(1, 3, sold=10_000)
    post = JudgedPost(areas=("0-0", "0-2"), people=1, assistants=0, work_minutes=40_000)
    work = {area.id: area.work_minutes for area in areas}
    found = check_staffing([post], work, dict.fromkeys(work, 3), borders)
    assert {one.rule for one in found} == {"area_once", "one_piece"}


def test_a_border_to_nowhere_is_refused() -> None:
    """Bad input gets a clear error."""
    areas, _ = board(1, 2)
    with pytest.raises(ProblemError, match="unknown area"):
        propose_staffing(areas, [("0-0", "9-9")], POLICY)
