"""The class of an area by volume (S8.4)."""

import pytest

from planner.problem import ProblemError
from planner.staffing import Area, AreaClass, StaffingPolicy, classify

POLICY = StaffingPolicy()


@pytest.mark.parametrize(
    ("sold", "in_use", "prone", "expected"),
    [
        (200_001, 0, 0.0, AreaClass.FIRST),
        (200_000, 0, 0.0, AreaClass.SECOND),
        (100_000, 0, 0.0, AreaClass.SECOND),
        (99_999, 0, 0.0, AreaClass.THIRD),
        (10, 100_001, 0.51, AreaClass.FIRST),
        (10, 100_001, 0.5, AreaClass.THIRD),
        (10, 100_000, 0.9, AreaClass.THIRD),
        (None, None, 0.0, AreaClass.THIRD),
    ],
)
def test_volume_gives_the_class(sold: int | None, in_use: int | None, prone: float, expected: AreaClass) -> None:
    """S8.4: the thresholds of the rulebook, at their edges."""
    area = Area(id="a", name="a", work_minutes=0, lon=0, lat=0, sold=sold, in_use=in_use, failure_prone_share=prone)
    assert classify(area, POLICY).area_class is expected


def test_missing_figures_are_said() -> None:
    """Nothing is invented: an area without figures says that none are entered."""
    found = classify(Area(id="a", name="a", work_minutes=0, lon=0, lat=0), POLICY)
    assert "未录入" in found.reason_zh


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"class_2_sold": 300_000}, "二类区域的起点高于一类"),
        ({"person_minutes": 0}, "须大于 0"),
        ({"tolerance": 1.0}, "小于 1"),
        ({"most_areas": 0}, "至少负责一个区域"),
    ],
)
def test_numbers_that_contradict_are_named(numbers: dict[str, float], said: str) -> None:
    """S8.4: whoever enters them reads which ones."""
    with pytest.raises(ProblemError) as refused:
        StaffingPolicy(**numbers)  # type: ignore[arg-type]
    assert said in refused.value.flaws[0].message_zh


def test_a_negative_amount_is_refused() -> None:
    """Bad input gets a clear error."""
    with pytest.raises(ProblemError):
        Area(id="a", name="a", work_minutes=-1, lon=0, lat=0)
