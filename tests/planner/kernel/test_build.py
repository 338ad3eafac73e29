"""Tables are checked when they are laid out."""

from pathlib import Path

import numpy as np
import pytest

from planner.kernel import SearchLimits, StopTable, build_instance
from planner.kernel.compiled import cache_folder
from tests.planner.kernel.grid import shift


def _stops(**columns: object) -> StopTable:
    table: dict[str, object] = {
        "halt_s": np.array([5]),
        "windows": (((0, 9),),),
        "load": np.array([1]),
        "stake": np.array([1]),
    }
    return StopTable(**(table | columns))  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"halt_s": np.array([-1])}, {"windows": ()}, {"stake": np.array([1, 2])}])
def test_impossible_columns_are_refused(wrong: dict[str, object]) -> None:
    """A negative time or a missing row is the caller's mistake."""
    with pytest.raises(ValueError, match="must"):
        build_instance(
            np.zeros((1, 2, 2), dtype=np.int32), _stops(**wrong), (shift(1),), np.zeros((1, 1), dtype=np.int64)
        )


def test_a_surcharge_table_of_another_shape_is_refused() -> None:
    """One column a vehicle."""
    with pytest.raises(ValueError, match="shape"):
        build_instance(np.zeros((1, 2, 2), dtype=np.int32), _stops(), (shift(1),), np.zeros((1, 3), dtype=np.int64))


def test_limits_are_checked() -> None:
    """No negative work, at least one run."""
    with pytest.raises(ValueError, match="negative"):
        SearchLimits(iterations=-1)
    with pytest.raises(ValueError, match="at least 1"):
        SearchLimits(restarts=0)


def test_machine_code_is_kept_apart_for_every_content_of_the_sources(tmp_path: Path) -> None:
    """A pull that changes one file must not leave the old code of it inside its callers."""
    source = tmp_path / "step.py"
    source.write_text("one")
    first = cache_folder("/cache", tmp_path)
    source.write_text("two")
    assert cache_folder("/cache", tmp_path) != first
    assert first.parent.as_posix() == "/cache"
