"""Claims about putting plans in force (R28, R29, R30, R34)."""

import threading
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from app.services.errors import DomainError
from app.services.planning.publish import publish
from app.services.planning.run_days import run_day, run_month
from app.services.planning.versions import approve, discard
from tests.app.services.planning.conftest import Company


def refused(company: Company, version_id: object) -> str:
    with pytest.raises(DomainError) as refusal:
        publish(company.planning, version_id)  # type: ignore[arg-type]
    return refusal.value.code


def live(company: Company) -> list[object]:
    return company.town.rows("SELECT id, technician_id, planned_start_at FROM visit WHERE live ORDER BY id")


def test_a_version_is_published_once(company: Company) -> None:
    made = run_month(company.planning, company.ask())
    publish(company.planning, made.version_id)
    before = live(company)
    assert refused(company, made.version_id) == "plan_state"
    assert live(company) == before


def test_publishing_promises_its_message_and_leaves_an_audit_entry(company: Company) -> None:
    made = run_month(company.planning, company.ask())
    publish(company.planning, made.version_id)
    (message,) = company.town.rows("SELECT topic, body FROM outbox")
    assert (message.topic, message.body["version_id"]) == ("plan.published", str(made.version_id))
    assert company.town.one("SELECT count(*) FROM audit WHERE action = 'plan.published'") == 1


def test_the_next_version_takes_the_place_of_the_one_before(company: Company) -> None:
    first = run_month(company.planning, company.ask())
    publish(company.planning, first.version_id)
    second = run_month(company.planning, company.ask(start=date(2026, 3, 2)))
    publish(company.planning, second.version_id)
    assert company.town.one("SELECT state FROM plan_version WHERE id = :id", id=first.version_id) == "superseded"
    owed = company.town.rows("SELECT obligation_id, count(*) AS n FROM visit WHERE live GROUP BY 1")
    assert {row.n for row in owed} == {1}


def test_the_judges_objection_keeps_the_plan_in_force(company: Company) -> None:
    """R29: nothing changes when publication is refused."""
    good = run_month(company.planning, company.ask())
    publish(company.planning, good.version_id)
    before = live(company)
    bad = run_month(company.planning, company.ask())
    company.town.run("UPDATE plan_version SET hard_violations = 2 WHERE id = :id", id=bad.version_id)
    assert refused(company, bad.version_id) == "plan_rejected"
    assert live(company) == before
    assert company.town.one("SELECT state FROM plan_version WHERE id = :id", id=good.version_id) == "published"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE customer SET window_start_s = 36000, window_end_s = 39600 WHERE name = 'north0'",
        "UPDATE certificate SET valid_until = '2026-03-05'",
        "UPDATE obligation SET state = 'cancelled', cancelled_reason = 'x' WHERE customer_id ="
        " (SELECT id FROM customer WHERE name = 'south1')",
        "INSERT INTO shift (technician_id, on_date) SELECT id, '2026-03-04' FROM technician WHERE name = 'Ann'",
        "UPDATE premises SET point = ST_SetSRID(ST_MakePoint(120.3, 30.1), 4326)",
    ],
    ids=["hours", "certificate", "cancelled", "absence", "moved"],
)
def test_a_plan_made_from_other_data_is_refused(company: Company, change: str) -> None:
    """R30."""
    made = run_month(company.planning, company.ask())
    company.town.run(change)
    assert refused(company, made.version_id) == "plan_stale"
    assert live(company) == []


def test_a_visit_that_has_begun_never_moves(company: Company) -> None:
    """R34: nor do the other visits of that technician's day."""
    company.planning = company.planning.__class__(**{**_fields(company.planning), "effort": 0.02})
    publish(company.planning, run_month(company.planning, company.ask()).version_id)
    (begun, *_) = company.town.rows("SELECT * FROM visit WHERE live ORDER BY planned_start_at")
    company.town.run("UPDATE visit SET state = 'on_site' WHERE id = :id", id=begun.id)
    same_day = company.town.rows(
        "SELECT id, planned_start_at FROM visit WHERE live AND technician_id = :who AND on_date = :day ORDER BY id",
        who=begun.technician_id, day=begun.on_date,
    )  # fmt: skip
    again = run_day(company.planning, company.ask(begun.on_date, None))
    publish(company.planning, again.version_id)
    publish(company.planning, run_month(company.planning, company.ask(date(2026, 3, 2))).version_id)
    after = company.town.rows(
        "SELECT id, planned_start_at FROM visit WHERE live AND technician_id = :who AND on_date = :day ORDER BY id",
        who=begun.technician_id, day=begun.on_date,
    )  # fmt: skip
    assert after == same_day


def test_overlapping_live_visits_of_one_person_are_refused(company: Company) -> None:
    """R28: the database itself refuses them."""
    made = run_month(company.planning, company.ask())
    publish(company.planning, made.version_id)
    with pytest.raises(IntegrityError, match="no_overlap"):
        company.town.run(
            "INSERT INTO visit (seq, customer_id, premises_id, unit_id, technician_id, on_date, planned_start_at,"
            " planned_end_at, live) SELECT 0, customer_id, premises_id, unit_id, technician_id, on_date,"
            " planned_start_at, planned_end_at, true FROM visit WHERE live LIMIT 1"
        )


def test_a_booking_in_between_makes_publication_fail_as_a_whole(company: Company) -> None:
    """R28, R29: somebody was booked by hand after the plan was made."""
    made = run_month(company.planning, company.ask())
    company.town.run(
        "INSERT INTO visit (seq, customer_id, premises_id, unit_id, technician_id, on_date, planned_start_at,"
        " planned_end_at, live, state) SELECT 0, customer_id, premises_id, unit_id, technician_id, on_date,"
        " planned_start_at, planned_end_at, true, 'completed' FROM visit ORDER BY planned_start_at LIMIT 1"
    )
    assert refused(company, made.version_id) == "plan_stale"
    assert len(live(company)) == 1


def test_two_publications_at_once_leave_one_plan_in_force(committed: Company) -> None:
    """R28, R29: real transactions, two threads, two versions of one plan."""
    versions = [run_month(committed.planning, committed.ask()).version_id for _ in range(2)]
    answers: list[str] = []

    def attempt(version_id: object) -> None:
        try:
            answers.append(publish(committed.planning, version_id).state.value)  # type: ignore[arg-type]
        except DomainError as error:
            answers.append(error.code)

    threads = [threading.Thread(target=attempt, args=(each,)) for each in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["published", "published"]
    states = committed.town.rows("SELECT state, count(*) AS n FROM plan_version GROUP BY 1 ORDER BY 1")
    assert [tuple(row) for row in states] == [("published", 1), ("superseded", 1)]
    owed = committed.town.rows("SELECT count(*) AS n FROM visit WHERE live GROUP BY obligation_id")
    assert {row.n for row in owed} == {1}


def test_only_a_draft_is_approved_and_nothing_in_force_is_discarded(company: Company) -> None:
    begin, clock = company.planning.begin, company.clock
    made = run_month(company.planning, company.ask())
    assert approve(begin, clock, made.version_id) == "approved"
    with pytest.raises(DomainError, match="approved cannot be approved"):
        approve(begin, clock, made.version_id)
    publish(company.planning, made.version_id)
    with pytest.raises(DomainError) as refusal:
        discard(begin, clock, made.version_id)
    assert "已发布" in refusal.value.message_zh
    draft = run_month(company.planning, company.ask())
    assert discard(begin, clock, draft.version_id) == "discarded"


def _fields(planning: object) -> dict[str, object]:
    return {name: getattr(planning, name) for name in planning.__dataclass_fields__}  # type: ignore[attr-defined]
