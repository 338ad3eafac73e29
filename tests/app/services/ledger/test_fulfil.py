"""Claims about closing obligations: the next due date counts from what really happened (S9.1)."""

import uuid
from datetime import UTC, date, datetime

import pytest

from app.services.errors import DomainError
from app.services.ledger.cancel import cancel
from app.services.ledger.fulfil import fulfil
from app.services.ledger.open_obligations import open_obligations
from app.services.ledger.owed import owed_as_of
from tests.app.services.town import Town

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)


@pytest.fixture
def home(town: Town) -> uuid.UUID:
    town.seed()
    made = town.customer(town.unit("c"), "home")
    town.visited(made, "gas_inspection", date(2024, 3, 20))
    open_obligations(town.begin, TODAY)
    return made


def done(town: Town, obligation: uuid.UUID, on: date, record: uuid.UUID | None = None) -> None:
    with town.begin() as work:
        fulfil(work, obligation, on, NOON, record)
        work.commit()


def test_the_next_obligation_counts_from_the_day_the_visit_was_made(town: Town, home: uuid.UUID) -> None:
    done(town, town.owed(home)[0].id, date(2026, 3, 10))
    closed, opened = town.owed(home)
    assert (closed.state, closed.fulfilled_on) == ("fulfilled", date(2026, 3, 10))
    assert (opened.state, opened.due_by, opened.previous_done_on) == ("open", date(2028, 3, 10), date(2026, 3, 10))


def test_the_same_record_twice_opens_one_next_obligation(town: Town, home: uuid.UUID) -> None:
    """R9: a repeated operation has one effect."""
    obligation, record = town.owed(home)[0].id, uuid.uuid4()
    done(town, obligation, date(2026, 3, 10), record)
    done(town, obligation, date(2026, 3, 10), record)
    assert len(town.owed(home)) == 2


def test_another_record_cannot_close_what_is_closed(town: Town, home: uuid.UUID) -> None:
    obligation = town.owed(home)[0].id
    done(town, obligation, date(2026, 3, 10), uuid.uuid4())
    with pytest.raises(DomainError) as refusal:
        done(town, obligation, date(2026, 3, 11), uuid.uuid4())
    assert refusal.value.code == "conflict"


def test_nothing_is_closed_when_the_transaction_is_not_committed(town: Town, home: uuid.UUID) -> None:
    with town.begin() as work:
        fulfil(work, town.owed(home)[0].id, date(2026, 3, 10), NOON)
    assert [row.state for row in town.owed(home)] == ["open"]


def test_the_visits_that_follow_move_with_the_one_that_was_made(town: Town) -> None:
    town.seed()
    shop = town.customer(town.unit("c"), "shop", kind="commercial", tier="A")
    town.visited(shop, "tour_visit", date(2026, 2, 27))
    open_obligations(town.begin, TODAY, ahead_until=date(2026, 4, 20))
    first, second, third = town.owed(shop, "tour_visit")
    done(town, first.id, date(2026, 3, 16))
    _, moved, last = town.owed(shop, "tour_visit")
    assert (moved.id, moved.ideal_on) == (second.id, date(2026, 3, 30))
    assert (last.id, last.ideal_on) == (third.id, date(2026, 4, 13))


def test_a_cancelled_obligation_keeps_its_reason_and_is_cancelled_once(town: Town, home: uuid.UUID) -> None:
    obligation = town.owed(home)[0].id
    with town.begin() as work:
        cancel(work, obligation, "demolished")
        with pytest.raises(DomainError):
            cancel(work, obligation, "again")
        work.commit()
    assert town.owed(home)[0].cancelled_reason == "demolished"


def test_a_past_day_is_seen_as_it_was(town: Town, home: uuid.UUID) -> None:
    done(town, town.owed(home)[0].id, date(2026, 3, 10))
    with town.begin() as work:
        before = owed_as_of(work, date(2026, 3, 9))
        after = owed_as_of(work, date(2026, 3, 10))
        late = owed_as_of(work, date(2028, 4, 1))
    assert [(row.owed, row.due, row.late) for row in before] == [(1, 1, 0)]
    assert [(row.owed, row.due) for row in after] == [(1, 0)]
    assert [(row.owed, row.lapsed) for row in late] == [(1, 1)]
