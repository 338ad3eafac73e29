"""The queue of background work: procrastinate's own schema."""

import re

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DROP = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT oid::regclass AS name FROM pg_class
        WHERE relname LIKE 'procrastinate\\_%' AND relkind = 'r' LOOP
        EXECUTE 'DROP TABLE IF EXISTS ' || found.name || ' CASCADE';
    END LOOP;
    FOR found IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' LOOP
        EXECUTE 'DROP FUNCTION IF EXISTS ' || found.name || ' CASCADE';
    END LOOP;
    FOR found IN SELECT oid::regtype AS name FROM pg_type
        WHERE typname LIKE 'procrastinate\\_%' AND typtype IN ('e', 'c') LOOP
        EXECUTE 'DROP TYPE IF EXISTS ' || found.name || ' CASCADE';
    END LOOP;
END $$;
"""


def upgrade() -> None:
    """Apply the schema that the installed library brings; its extension line needs rights we need not have."""
    statements = re.sub(r"(?im)^\s*CREATE EXTENSION.*?;\s*$", "", SchemaManager.get_schema())
    op.get_bind().connection.driver_connection.execute(statements)


def downgrade() -> None:
    """Remove everything the library's schema made."""
    op.execute(DROP)
