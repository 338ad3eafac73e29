"""The thin band between minutes that fit and whole visits that fit (S9.1)."""

from planner.annual import prove_law
from tests.planner.annual.build import Town


def test_a_near_miss_whose_whole_visits_fit_is_certain() -> None:
    """35 hours in one week are filled to the minute by visits of an hour: nothing to spare, and yet sure."""
    proof = prove_law(Town().person().in_weeks(35, 3, 4).made())
    assert proof.fits
    assert proof.certain


def test_minutes_that_fit_are_not_taken_for_whole_visits() -> None:
    """Two people have 35 hours each, five visits of 380 minutes and no sixth; eleven need less than 70 hours."""
    tight = prove_law(Town().person().person().in_weeks(11, 3, 4, minutes=380).made())
    assert tight.fits
    assert not tight.certain


def test_mixed_visits_are_placed_whole() -> None:
    """Two people, 35 hours each, visits of 3 and 2 hours and one of 4: an exact filling is found."""
    town = Town().person().person().in_weeks(12, 3, 4, minutes=180).in_weeks(15, 3, 4, minutes=120)
    assert prove_law(town.in_weeks(1, 3, 4, minutes=240).made()).certain
