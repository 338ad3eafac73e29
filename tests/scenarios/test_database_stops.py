"""The database ends in the middle: a sentence, all or nothing, and the same command works afterwards (R6)."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from app.storage import provision
from app.storage.cluster import APPLICATION, OWNER, Cluster
from app.storage.provision import Addresses
from tests.benchmarks.customers import customer_list
from tests.fakes.extracts import grid, write_extract
from tests.scenarios.command_line import Desk, add_company, ended

pytestmark = pytest.mark.slow

GONE = ("数据库无法连接", "The database is not reachable")
ROWS = 40_000
SHOPS = 12


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A server of the test's own."""
    made = Cluster.of(tmp_path, "pg", durable=False)
    try:
        made.ensure()
        provision.create_database(made, "roundsman")
        yield made
    finally:
        made.ensure()
        made.drop()


@pytest.fixture
def desk(cluster: Cluster, tmp_path: Path) -> Desk:
    """A migrated database in that server."""
    where = Addresses(application=cluster.url("roundsman", APPLICATION), owner=cluster.url("roundsman", OWNER))
    provision.migrate(where.owner)
    return Desk(where=where, data_dir=tmp_path / "var")


def test_an_import_whose_database_ends_is_all_or_nothing(cluster: Cluster, desk: Desk, tmp_path: Path) -> None:
    """Killed while rows are being written."""
    add_company(desk.where)
    file = tmp_path / "customers.csv"
    file.write_bytes(customer_list(ROWS, 1))
    before = desk.rows()
    with desk.start("import", "take", "customers", file, "--store") as process:
        until(process, lambda: writing(cluster))
        cluster.kill()
        ended(process).refused(*GONE)
    cluster.ensure()
    assert desk.rows() == before
    outcome = desk.run("import", "take", "customers", file, "--store")
    assert outcome.status == 0, outcome.said
    assert desk.rows()["customer"] == ROWS


def test_a_command_without_a_database_says_how_to_start_one(cluster: Cluster, desk: Desk, tmp_path: Path) -> None:
    """Before anything else is tried."""
    file = tmp_path / "customers.csv"
    file.write_bytes(customer_list(10, 1))
    cluster.stop()
    desk.run("import", "take", "customers", file, "--store").refused(*GONE, "./dev roundsman db start", "DATABASE_URL")


def test_a_demo_whose_database_ends_is_finished_by_the_next_one(cluster: Cluster, desk: Desk, tmp_path: Path) -> None:
    """Killed while it plans: customers are all there or none is, and nothing is published."""
    town = write_extract(tmp_path / "town.osm.pbf", *grid(1, 24.90, 60.16, 5))
    shops = [
        f"C{n},Shop {n},commercial,{60.161 + 0.0003 * n:.4f},{24.901 + 0.003 * n:.4f},Row {n}" for n in range(SHOPS)
    ]
    file = tmp_path / "shops.csv"
    file.write_text("\n".join(["id,name,kind,lat,lon,address", *shops]) + "\n")
    arguments = ("demo", "--extract", town, "--customers", file, "--technicians", "1")
    with desk.start(*arguments) as process:
        until(process, lambda: stored(cluster) > 0)
        cluster.kill()
        ended(process).refused(*GONE)
    cluster.ensure()
    rows = desk.rows()
    assert rows["customer"] == SHOPS
    assert published(cluster) == 0
    outcome = desk.run(*arguments)
    assert outcome.status == 0, outcome.said
    assert desk.rows()["customer"] == SHOPS
    assert published(cluster) > 0


def until(process: subprocess.Popen[str], come: Callable[[], bool]) -> None:
    """Wait for a moment in the life of a command; fail when it ends before."""
    limit = time.monotonic() + 120
    while not come():
        assert process.poll() is None, f"ended before the moment came: {ended(process).said}"
        assert time.monotonic() < limit, "the moment never came"
        time.sleep(0.005)


def writing(cluster: Cluster) -> bool:
    """Whether somebody is copying or inserting rows at this moment."""
    return bool(
        scalar(
            cluster,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = 'roundsman' AND state <> 'idle'"
            " AND pid <> pg_backend_pid() AND query ~* '^\\s*(COPY|INSERT|UPDATE)'",
        )
    )


def stored(cluster: Cluster) -> int:
    """How many customers are committed."""
    there = scalar(cluster, "SELECT count(*) FROM pg_class WHERE relname = 'customer'")
    return scalar(cluster, "SELECT count(*) FROM customer") if there else 0


def published(cluster: Cluster) -> int:
    """How many plan versions are published."""
    return scalar(cluster, "SELECT count(*) FROM plan_version WHERE state = 'published'")


def scalar(cluster: Cluster, query: str) -> int:
    """Return the one number of a query."""
    with psycopg.connect(host=str(cluster.socket_dir), user="postgres", dbname="roundsman") as connection:
        row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0
