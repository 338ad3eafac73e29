"""From nothing to a migrated database: addresses, database, extensions, grants, migrations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

import psycopg
from psycopg import errors, sql
from sqlalchemy import URL, create_engine, make_url, text

from app.settings import CHECKOUT, Settings
from app.storage.cluster import APPLICATION, DATABASE, OWNER, SUPERUSER, Cluster
from app.storage.cluster_errors import ExtensionError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = CHECKOUT / "migrations"
EXTENSIONS = ("postgis", "btree_gist")
TEST_CLUSTER = "test-pg"
# Any number: one runner of migrations at a time, whatever host it is on.
MIGRATION_LOCK = 7_163_402


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The two ways into one database (SQLAlchemy URLs): the server uses ``application``, migrations use ``owner``."""

    application: str
    owner: str

    @property
    def application_role(self) -> str:
        """The PostgreSQL role of the server."""
        return make_url(self.application).username or APPLICATION

    @property
    def database(self) -> str:
        """The name of the database."""
        return make_url(self.application).database or DATABASE

    @property
    def shown(self) -> str:
        """The application's address without its password."""
        return unquote(make_url(self.application).render_as_string(hide_password=True))


def embedded_cluster() -> Cluster:
    """The private cluster of this checkout, started or not."""
    return Cluster.of(CHECKOUT)


def clusters() -> tuple[Cluster, Cluster]:
    """The private clusters of this checkout: the one that serves, and the careless one of the tests."""
    return embedded_cluster(), Cluster.of(CHECKOUT, TEST_CLUSTER, durable=False)


def addresses(settings: Settings) -> Addresses:
    """Where the database is; starts nothing."""
    if settings.database_url is None:
        cluster = embedded_cluster()
        return Addresses(application=cluster.url(role=APPLICATION), owner=cluster.url(role=OWNER))
    return Addresses(application=settings.database_url, owner=settings.database_owner_url or settings.database_url)


def ready(settings: Settings) -> Addresses:
    """Start the private cluster when it is the one that serves, and make sure that the database is there."""
    if settings.embedded:
        cluster = embedded_cluster().ensure()
        create_database(cluster, DATABASE)
    return addresses(settings)


def create_database(cluster: Cluster, name: str) -> bool:
    """Create a database of the owner with the extensions and grants; False when it was there."""
    with cluster.connect() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found is None:
            owner, database = sql.Identifier(OWNER), sql.Identifier(name)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    with cluster.connect(name) as connection:
        # The owner is no superuser, and PostGIS is no trusted extension.
        add_extensions(connection)
    with cluster.connect(name, OWNER) as connection:
        grant(connection, APPLICATION)
    return found is None


def drop_database(cluster: Cluster, name: str) -> None:
    """Delete a database, ending whoever is connected to it."""
    with cluster.connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def add_extensions(connection: psycopg.Connection) -> None:
    """Create the extensions that are missing; ExtensionError when this role may not or the server has none."""
    for name in EXTENSIONS:
        try:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
        except (errors.InsufficientPrivilege, errors.UndefinedFile, errors.FeatureNotSupported) as error:
            raise ExtensionError(name) from error


def grant(connection: psycopg.Connection, role: str) -> None:
    """Let the application role read and write what the connected owner has made and will make, and own none of it."""
    who = sql.Identifier(role)
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who))
    for kind, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT, UPDATE")):
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {} ON {} TO {}").format(
                sql.SQL(rights), sql.SQL(kind), who
            )
        )


def prepare(settings: Settings) -> Addresses:
    """Make the database fit for migrations: the private one wholly, on a real server the extensions and grants."""
    where = ready(settings)
    if not settings.embedded:
        with psycopg.connect(_plain(where.owner), autocommit=True) as connection:
            add_extensions(connection)
            if not settings.one_role:
                grant(connection, where.application_role)
    return where


def alembic_config(owner_url: str) -> Config:
    """Alembic's configuration for a database, without any file."""
    from alembic.config import Config  # here and below: a server that only asks for addresses does without Alembic

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", owner_url.replace("%", "%%"))
    return config


def migrate(owner_url: str, revision: str = "head") -> None:
    """Bring the schema to ``revision``; a second runner waits until the first is done (R37)."""
    from alembic import command

    engine = create_engine(owner_url)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
            command.upgrade(alembic_config(owner_url), revision)
    finally:
        engine.dispose()


def empty(owner_url: str) -> None:
    """Forget all data: the schema goes down to nothing and up again."""
    from alembic import command

    command.downgrade(alembic_config(owner_url), "base")
    migrate(owner_url)


def revision_of(owner_url: str) -> str | None:
    """The revision that the database is at, None before the first migration."""
    with psycopg.connect(_plain(owner_url)) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


def newest_revision() -> str | None:
    """The revision that this code needs."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_config("")).get_current_head()


def superuser_url(cluster: Cluster, database: str) -> str:
    """The address of a database of the private cluster as its superuser, for backups and clones."""
    return cluster.url(database, SUPERUSER)


def _plain(address: str) -> str:
    """The address as libpq spells it."""
    url: URL = make_url(address).set(drivername="postgresql")
    return url.render_as_string(hide_password=False)
