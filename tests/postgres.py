"""A real PostgreSQL for the tests: one migrated template, cheap clones of it, nothing left behind."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from app.settings import CHECKOUT, Settings
from app.storage import provision
from app.storage.cluster import APPLICATION, OWNER, SUPERUSER
from app.storage.provision import Addresses

PREFIX = "roundsman_test_"


@dataclass(frozen=True, kw_only=True)
class TestServer:
    """A server on which databases may be made; the three addresses differ in role only."""

    __test__ = False

    maker: str
    owner: str
    application: str

    def addresses(self, database: str) -> Addresses:
        """The ways into a database of this server."""
        return Addresses(application=_named(self.application, database), owner=_named(self.owner, database))

    def connect(self, database: str | None = None) -> psycopg.Connection:
        """A connection of the role that makes databases, committing each statement."""
        address = make_url(self.maker) if database is None else make_url(_named(self.maker, database))
        plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain, autocommit=True)

    def clone(self, template: str, name: str) -> Addresses:
        """A copy of the template under a new name."""
        with self.connect() as connection:
            owner = sql.Identifier(make_url(self.owner).username or OWNER)
            make = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
            connection.execute(make.format(sql.Identifier(name), sql.Identifier(template), owner))
        return self.addresses(name)

    def make(self, name: str) -> Addresses:
        """A new database with extensions and grants, before any migration."""
        where, owner = self.addresses(name), sql.Identifier(make_url(self.owner).username or OWNER)
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), owner))
        with self.connect(name) as connection:
            provision.add_extensions(connection)
        with psycopg.connect(where.owner.replace("+psycopg", "", 1), autocommit=True) as connection:
            provision.grant(connection, where.application_role)
        return where

    def drop(self, name: str) -> None:
        """Delete a database together with whoever is connected."""
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def databases(self) -> list[str]:
        """Names of all databases that tests have made here."""
        with self.connect() as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            return [row[0] for row in rows]


def server_from(env: Mapping[str, str]) -> TestServer:
    """The server that DATABASE_URL names, else a careless private cluster (no fsync) of this checkout."""
    if env.get("DATABASE_URL"):
        settings = Settings.from_env(env)
        where = provision.addresses(settings)
        return TestServer(maker=where.owner, owner=where.owner, application=where.application)
    cluster = provision.clusters()[1].ensure()
    return TestServer(
        maker=cluster.url("postgres", SUPERUSER),
        owner=cluster.url("postgres", OWNER),
        application=cluster.url("postgres", APPLICATION),
    )


def template_of(server: TestServer) -> str:
    """The name of the migrated template; made once for each state of the migrations, whoever asks first."""
    name = f"{PREFIX}template_{_state_of_migrations()}"
    with _alone(CHECKOUT / "var" / "test-template.lock"):
        if name not in server.databases():
            making = f"{name}_making"
            server.drop(making)
            provision.migrate(server.make(making).owner)
            with server.connect() as connection:
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                connection.execute(rename.format(sql.Identifier(making), sql.Identifier(name)))
    return name


def sweep(server: TestServer) -> None:
    """Delete clones whose test run has died (the number in the name is its process)."""
    for name in server.databases():
        run = name.removeprefix(PREFIX).split("_")[0]
        if run.isdecimal() and not Path(f"/proc/{run}").exists():
            server.drop(name)


def _named(address: str, database: str) -> str:
    return make_url(address).set(database=database).render_as_string(hide_password=False)


def _state_of_migrations() -> str:
    files = sorted((CHECKOUT / "migrations").rglob("*.py")) + [CHECKOUT / "app/storage/provision.py"]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:12]


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
