"""A database of the benchmark's own on the durable cluster of the checkout; gone afterwards."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.storage import provision
from app.storage.cluster import APPLICATION, OWNER, Cluster
from app.storage.provision import Addresses


@dataclass(frozen=True, kw_only=True)
class Place:
    """A migrated database and the cluster it lies in."""

    cluster: Cluster
    where: Addresses

    @property
    def version(self) -> str:
        """The server's version."""
        with self.cluster.connect() as connection:
            row = connection.execute("SHOW server_version").fetchone()
        return str(row[0]) if row else "-"

    @property
    def postmaster(self) -> int:
        """The server's first process."""
        return int((self.cluster.data / "postmaster.pid").read_text().split()[0])


@contextmanager
def bench_database(*, careless: bool = False) -> Iterator[Place]:
    """Make and migrate a database, and delete it at the end; `careless` takes the cluster of the tests."""
    if os.environ.get("DATABASE_URL"):
        sys.exit(
            "性能测试只用本目录的数据库，请先取消 DATABASE_URL / benchmarks use the private cluster: unset DATABASE_URL"
        )
    durable, thrown_away = provision.clusters()
    cluster, name = (thrown_away if careless else durable).ensure(), f"roundsman_bench_{os.getpid()}"
    try:
        provision.create_database(cluster, name)
        where = Addresses(application=cluster.url(name, APPLICATION), owner=cluster.url(name, OWNER))
        provision.migrate(where.owner)
        yield Place(cluster=cluster, where=where)
    finally:
        provision.drop_database(cluster, name)
