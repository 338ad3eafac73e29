"""A full disk: said so in both languages, nothing half stored, and it works again when there is space (R55)."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.storage import provision
from app.storage.cluster import APPLICATION, OWNER, Cluster
from app.storage.provision import Addresses
from tests.benchmarks.customers import customer_list
from tests.fakes.extracts import grid, write_extract
from tests.scenarios.command_line import Desk, add_company
from tests.scenarios.small_disk import fill, small_disk

pytestmark = pytest.mark.slow

FULL = ("磁盘空间不足", "disk is full")
ROWS = 20_000
LEFT = 3 << 20


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[tuple[Cluster, Desk]]:
    """A database server whose own disk is small, with a company in it."""
    cluster = Cluster.of(tmp_path, "pg", durable=False)
    with small_disk(cluster.base, "500m"):
        try:
            cluster.ensure()
            provision.create_database(cluster, "roundsman")
            where = Addresses(application=cluster.url("roundsman", APPLICATION), owner=cluster.url("roundsman", OWNER))
            provision.migrate(where.owner)
            add_company(where)
            yield cluster, Desk(where=where, data_dir=tmp_path / "var")
        finally:
            with suppress(Exception):
                cluster.stop()
            cluster.drop()


def test_a_database_without_space_stores_nothing_and_goes_on_when_there_is_some(
    crowded: tuple[Cluster, Desk], tmp_path: Path
) -> None:
    """The list goes in whole as soon as the disk has room."""
    cluster, desk = crowded
    file = tmp_path / "customers.csv"
    file.write_bytes(customer_list(ROWS, 1))
    before = desk.rows()
    ballast = fill(cluster.base, LEFT)
    desk.run("import", "take", "customers", file, "--store").refused()
    ballast.unlink()
    cluster.ensure()
    assert desk.rows() == before
    outcome = desk.run("import", "take", "customers", file, "--store")
    assert outcome.status == 0, outcome.said
    assert desk.rows()["customer"] == ROWS


def test_a_template_that_does_not_fit_is_refused(fresh_database: Addresses, tmp_path: Path) -> None:
    """The file's disk, not the database's."""
    desk = Desk(where=fresh_database, data_dir=tmp_path / "var")
    with small_disk(tmp_path / "disk", "1m") as disk:
        ballast = fill(disk)
        desk.run("import", "template", "customers", disk / "list.csv").refused(*FULL)
        ballast.unlink()
        assert desk.run("import", "template", "customers", disk / "list.csv").status == 0


def test_a_demo_without_space_for_its_cache_stores_nothing(fresh_database: Addresses, tmp_path: Path) -> None:
    """Cache, secret and summary lie in the data folder."""
    town = write_extract(tmp_path / "town.osm.pbf", *grid(1, 24.90, 60.16, 5))
    with small_disk(tmp_path / "disk", "1m") as disk:
        desk = Desk(where=fresh_database, data_dir=disk)
        before = desk.rows()
        fill(disk)
        desk.run("demo", "--extract", town).refused(*FULL)
        assert desk.rows() == before
