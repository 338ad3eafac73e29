"""Small extracts, written for one test each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.extracts import Nodes, Ways, write_extract


@pytest.fixture(name="write_extract")
def write_extract_here(tmp_path: Path) -> Callable[[Nodes, Ways], Path]:
    """Writes an extract into the test's own folder."""

    def write(nodes: Nodes, ways: Ways) -> Path:
        return write_extract(tmp_path / "small.osm.pbf", nodes, ways)

    return write
