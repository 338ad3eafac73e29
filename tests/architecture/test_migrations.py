"""The revisions lead to exactly the tables that the code declares, and back."""

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from app.storage import provision
from app.storage.provision import Addresses


def test_there_is_one_newest_revision() -> None:
    """Two branches would leave the order of upgrades to chance."""
    assert len(ScriptDirectory.from_config(provision.alembic_config("")).get_heads()) == 1


def test_models_and_migrations_agree(fresh_database: Addresses) -> None:
    """A column that only one of them knows fails in production, not here; so it must fail here."""
    command.check(provision.alembic_config(fresh_database.owner))


def test_the_schema_goes_up_down_and_up_again(empty_database: Addresses) -> None:
    """R35: every revision can be taken back, and leaves nothing of ours behind."""
    owner = empty_database.owner
    provision.migrate(owner)
    first = tables_of(owner)
    command.downgrade(provision.alembic_config(owner), "base")
    assert tables_of(owner) == set()
    provision.migrate(owner)
    assert tables_of(owner) == first
    assert first


def tables_of(address: str) -> set[str]:
    """Tables and views of ours in the database."""
    engine = create_engine(address)
    try:
        found = inspect(engine)
        names = {*found.get_table_names(), *found.get_view_names()}
    finally:
        engine.dispose()
    return names - {"spatial_ref_sys", "alembic_version", "geography_columns", "geometry_columns"}
