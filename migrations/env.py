"""Alembic's entry: runs the revisions against the address our command hands in, inside one transaction each."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, pool, text

from app.storage.tables import metadata

FOREIGN = ("procrastinate_", "spatial_ref_sys", "alembic_version")


def include_object(found: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:  # noqa: FBT001
    """Leave PostGIS' and the queue's own tables alone when models and database are compared."""
    if kind == "table" and name is not None and name.startswith(FOREIGN):
        return False
    return alembic_helpers.include_object(found, name, kind, reflected, compare_to)


def run() -> None:
    """Apply the revisions online; a lock that is not had in three seconds gives up rather than stall the server."""
    engine = create_engine(context.config.get_main_option("sqlalchemy.url", ""), poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '3s'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_object=include_object,
            process_revision_directives=alembic_helpers.writer,
            render_item=alembic_helpers.render_item,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
