"""What a prepared database lets the two roles do."""

import os
from dataclasses import replace
from threading import Thread

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from app.settings import Settings
from app.storage import provision
from app.storage.cluster_errors import ExtensionError
from app.storage.provision import Addresses
from tests.postgres import PREFIX, TestServer


def test_the_application_role_owns_nothing_and_is_no_superuser(session: Session) -> None:
    """R43: a server that is broken into cannot change the schema."""
    owned = session.scalar(text("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"))
    superuser = session.scalar(text("SELECT usesuper FROM pg_user WHERE usename = current_user"))
    assert (owned, superuser) == (0, False)


def test_the_application_role_cannot_make_tables(session: Session) -> None:
    """R43."""
    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text("CREATE TABLE loot (id int)"))


def test_the_application_role_reads_and_writes_every_table_that_migrations_make(session: Session) -> None:
    """A table of the owner that the server may not use would fail only in production."""
    missing = session.scalars(
        text(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname NOT IN ('spatial_ref_sys') "
            "AND pg_get_userbyid(c.relowner) <> 'postgres' "
            "AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT'))"
        )
    ).all()
    assert missing == []


def test_a_second_runner_of_migrations_waits_for_the_first(fresh_database: Addresses) -> None:
    """R37: one runner at a time."""
    second = Thread(target=provision.migrate, args=[fresh_database.owner])
    with psycopg.connect(plain(fresh_database.owner), autocommit=True) as first:
        first.execute("SELECT pg_advisory_lock(%s)", [provision.MIGRATION_LOCK])
        second.start()
        waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = %s"
        while second.is_alive() and first.execute(waiting, [provision.MIGRATION_LOCK]).fetchone() is None:
            second.join(0.05)
        assert second.is_alive()
    second.join(30)
    assert not second.is_alive()


def test_migrating_twice_changes_nothing(fresh_database: Addresses) -> None:
    """An upgrade that is run again after a power cut is harmless."""
    before = provision.revision_of(fresh_database.owner)
    provision.migrate(fresh_database.owner)
    assert before is not None
    assert provision.revision_of(fresh_database.owner) == before


def test_a_server_of_ones_own_is_prepared_without_superuser(fresh_database: Addresses, settings: Settings) -> None:
    """DATABASE_URL and DATABASE_OWNER_URL: extensions are there already, the owner is an ordinary role."""
    real = replace(settings, database_url=fresh_database.application, database_owner_url=fresh_database.owner)
    assert not real.embedded
    assert provision.prepare(real) == fresh_database


def test_a_server_without_postgis_is_told_which_command_is_missing(server: TestServer) -> None:
    """An ordinary owner cannot add PostGIS; its administrator must be told how."""
    name = f"{PREFIX}{os.getpid()}_bare"
    with server.connect() as connection:
        connection.execute(f"CREATE DATABASE {name} OWNER roundsman_owner")  # type: ignore[call-overload]
    try:
        owner = plain(server.addresses(name).owner)
        with psycopg.connect(owner, autocommit=True) as connection, pytest.raises(ExtensionError) as caught:
            provision.add_extensions(connection)
        assert "CREATE EXTENSION postgis" in caught.value.message_zh
        assert "CREATE EXTENSION postgis" in caught.value.message_en
    finally:
        server.drop(name)


def plain(address: str) -> str:
    """The address as libpq spells it."""
    return address.replace("+psycopg", "", 1)
