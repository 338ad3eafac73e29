"""A visit that has begun takes the time it takes: what was planned for it no longer blocks the rest of the day (R28)."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AHEAD = "live AND state IN ('planned', 'dispatched', 'en_route')"
UNLESS_IN_VAIN = "live AND state NOT IN ('cancelled', 'no_access', 'refused')"


def upgrade() -> None:
    _exclude(AHEAD)


def downgrade() -> None:
    _exclude(UNLESS_IN_VAIN)


def _exclude(where: str) -> None:
    op.execute("ALTER TABLE visit DROP CONSTRAINT no_overlap")
    op.execute(
        "ALTER TABLE visit ADD CONSTRAINT no_overlap EXCLUDE USING gist"
        f" (technician_id WITH =, tstzrange(planned_start_at, planned_end_at) WITH &&) WHERE ({where})"
    )
