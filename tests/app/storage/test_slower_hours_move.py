"""Hours of slower travel that were stored before they were rules are kept, there and back (R35)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from alembic import command
from sqlalchemy import Connection, create_engine, text

from app.storage import provision
from app.storage.provision import Addresses

ADD = (
    "INSERT INTO travel_period (profile, from_s, until_s, factor, effective_from, effective_until, source)"
    " VALUES (:profile, 27000, 32400, :factor, :since, :until, 'measured')"
)
RULES = "SELECT effective_on, numbers -> 'periods' AS periods FROM company_rule WHERE kind = 'travel' ORDER BY 1"


def test_periods_become_rules_and_rules_become_periods(empty_database: Addresses) -> None:
    """Each day on which one began or ended begins a rule with all that then held."""
    owner = empty_database.owner
    provision.migrate(owner)
    config = provision.alembic_config(owner)
    command.downgrade(config, "0008")
    with connected(owner) as made:
        for profile, factor, since, until in (
            ("car", 1.5, date(2026, 1, 1), date(2026, 7, 1)),
            ("ebike", 1.2, date(2026, 3, 1), None),
        ):
            made.execute(text(ADD), {"profile": profile, "factor": factor, "since": since, "until": until})
    command.upgrade(config, "0009")
    with connected(owner) as made:
        told = [(row.effective_on, [one["factor"] for one in row.periods]) for row in made.execute(text(RULES))]
    assert told == [
        (date(2000, 1, 1), []),
        (date(2026, 1, 1), [1.5]),
        (date(2026, 3, 1), [1.5, 1.2]),
        (date(2026, 7, 1), [1.2]),
    ]
    command.downgrade(config, "0008")
    with connected(owner) as made:
        back = made.execute(
            text("SELECT factor, min(effective_from), max(effective_until) FROM travel_period GROUP BY 1")
        )
        assert sorted(tuple(row)[:2] for row in back) == [(1.2, date(2026, 3, 1)), (1.5, date(2026, 1, 1))]


@contextmanager
def connected(address: str) -> Iterator[Connection]:
    """A connection that is committed at the end."""
    engine = create_engine(address)
    with engine.begin() as made:
        yield made
    engine.dispose()
