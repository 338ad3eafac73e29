"""The quarterly plan: cut out of the year, approved by the manager, then kept by later plans (S4.2)."""

import uuid
from datetime import date

import pytest

from app.domain.kinds import MonthApproval, PlanState
from app.domain.permissions import Permission
from app.services.access.caller import Caller
from app.services.errors import DomainError
from app.services.planning.publish import publish
from app.services.planning.run_annual import run_annual
from app.services.planning.run_days import run_month
from app.services.planning.versions import approve
from app.services.quarters.draft import draft_quarter
from app.services.quarters.view import quarter
from tests.app.services.planning.conftest import TODAY, Company, found
from tests.app.services.town import Town

YEAR_END = date(2027, 3, 2)
SECOND = date(2026, 5, 10)
"""A day of the second quarter."""


@pytest.fixture
def company(town: Town) -> Company:
    """The company of the planning tests."""
    return found(town)


@pytest.fixture
def manager(company: Company) -> Caller:
    """The manager of the whole company."""
    return someone(company, "Meng")


@pytest.fixture
def other(company: Company) -> Caller:
    """A second manager."""
    return someone(company, "Lin")


def someone(company: Company, name: str) -> Caller:
    user = company.town.insert("app_user", email=f"{name}@example.com", name=name, fs_uniquifier=name)
    company.town.run("INSERT INTO user_unit (user_id, unit_id) VALUES (:u, :c)", u=user, c=company.id)
    held = frozenset({Permission.APPROVE_QUARTERS})
    return Caller(user_id=user, name=name, email="m@example.com", locale="zh", roles=("manager",), permissions=held)


def year(company: Company) -> uuid.UUID:
    """Plan and publish the year."""
    made = run_annual(company.planning, company.ask(until=YEAR_END))
    publish(company.planning, made.version_id)
    return made.version_id


def drafted(company: Company, manager: Caller, day: date = SECOND) -> uuid.UUID:
    return draft_quarter(company.planning.begin, company.clock, manager, unit_id=company.id, day=day)


def approved(company: Company, manager: Caller, day: date = SECOND) -> uuid.UUID:
    """Drafted by the manager and approved by whoever sits at the machine."""
    version = drafted(company, manager, day)
    approve(company.planning.begin, company.clock, version)
    return version


def slots(company: Company, version: uuid.UUID) -> dict[tuple[object, object, int], date]:
    rows = company.town.rows(
        "SELECT customer_id, programme_id, week_on, row_number() OVER (PARTITION BY customer_id, programme_id"
        " ORDER BY week_on) AS place FROM week_slot WHERE plan_version_id = :v"
        " AND week_on >= '2026-04-01' AND week_on < '2026-07-01'",
        v=version,
    )
    return {(row.customer_id, row.programme_id, row.place): row.week_on for row in rows}


def test_a_quarter_is_the_years_weeks_of_its_mondays(company: Company, manager: Caller) -> None:
    """S4.2: visits by week, tier and kind; hours of the year's plan against its capacity."""
    source = year(company)
    version = drafted(company, manager)
    assert slots(company, version) == slots(company, source)
    seen = quarter(company.planning.begin, manager, unit_id=company.id, day=SECOND)
    assert (seen["start"], seen["until"], seen["shown"]["state"]) == (date(2026, 4, 1), date(2026, 7, 1), "draft")
    assert [week["week_on"] for week in seen["weeks"]][:2] == [date(2026, 4, 6), date(2026, 4, 13)]
    assert sum(week["visits"] for week in seen["weeks"]) == sum(one["visits"] for one in seen["mix"]) == seen["visits"]
    assert all(week["load_h"] <= week["capacity_h"] for week in seen["weeks"])
    assert {(one["tier"], one["kind"]) for one in seen["mix"]} == {("A", "commercial")}


def test_without_a_draft_the_year_itself_is_shown(company: Company, manager: Caller) -> None:
    source = year(company)
    seen = quarter(company.planning.begin, manager, unit_id=company.north, day=SECOND)
    assert (seen["shown"]["id"], seen["shown"]["level"], seen["history"]) == (source, "annual", [])


def test_a_quarter_without_a_year_is_refused(company: Company, manager: Caller) -> None:
    with pytest.raises(DomainError, match="plan the year first"):
        drafted(company, manager)


def test_only_who_may_approves_a_quarter(company: Company, manager: Caller) -> None:
    """S4.2: the supervisor drafts, the manager approves."""
    year(company)
    version = drafted(company, manager)
    with pytest.raises(DomainError) as refused:
        approve(company.planning.begin, company.clock, version, manager.user_id, quarters=False)
    assert refused.value.code == "forbidden"


def test_who_drafted_a_quarter_does_not_approve_it(company: Company, manager: Caller, other: Caller) -> None:
    """S4.2: four eyes, said in both languages; somebody else may."""
    year(company)
    version = drafted(company, manager)
    with pytest.raises(DomainError) as refused:
        approve(company.planning.begin, company.clock, version, manager.user_id)
    assert (refused.value.code, "另一人" in refused.value.message_zh) == ("four_eyes", True)
    assert "somebody else" in refused.value.message_en
    assert approve(company.planning.begin, company.clock, version, other.user_id) is PlanState.APPROVED


def test_a_company_of_one_dispatcher_lets_one_person_do_both(company: Company, manager: Caller) -> None:
    """S4.2: by its own rule from a day on, or where no month asks for an approval at all."""
    year(company)
    first = drafted(company, manager)
    company.town.insert(
        "company_rule", unit_id=company.id, kind="approval", effective_on=TODAY, numbers={"four_eyes": "never"},
        source="board",
    )  # fmt: skip
    assert approve(company.planning.begin, company.clock, first, manager.user_id) is PlanState.APPROVED
    company.town.run("DELETE FROM company_rule WHERE unit_id = :c", c=company.id)
    second = drafted(company, manager)
    done = approve(company.planning.begin, company.clock, second, manager.user_id, months=MonthApproval.NEVER)
    assert done is PlanState.APPROVED


def test_who_asked_for_a_month_neither_approves_it_nor_publishes_it_alone(company: Company, other: Caller) -> None:
    """S4.2: the run's own requester drafted it; an approval of one's own does not count."""
    from dataclasses import replace

    always = replace(company.planning, month_approval=MonthApproval.ALWAYS)
    run = company.town.insert(
        "plan_run", level="monthly", unit_id=company.id, request={}, requested_by_id=other.user_id
    )
    month = run_month(always, replace(company.ask(), run_id=run)).version_id
    with pytest.raises(DomainError, match="drafted"):
        approve(always.begin, company.clock, month, other.user_id, months=MonthApproval.ALWAYS)
    # Nobody asked for an approval here, so one person may give it; where it is asked for it does not count.
    approve(always.begin, company.clock, month, other.user_id)
    with pytest.raises(DomainError, match="drafted"):
        publish(always, month, other.user_id)
    assert publish(company.planning, month, other.user_id).state is PlanState.PUBLISHED


def test_a_quarter_cannot_be_published_past_the_manager(company: Company, manager: Caller) -> None:
    """S4.2: publishing is no way round the approval."""
    year(company)
    with pytest.raises(DomainError) as refused:
        publish(company.planning, drafted(company, manager))
    assert refused.value.code == "approval_required"


def test_the_law_goes_before_an_approved_week_without_room(company: Company, manager: Caller) -> None:
    """S9.1 before S4.2: what the approved weeks leave no hours for is set free instead of lapsing."""
    year(company)
    # Everything of the fortnight approved for a week in which nobody works any more.
    company.town.run("UPDATE week_slot SET week_on = '2026-03-09' WHERE week_on = '2026-03-02'")
    approved(company, manager, TODAY)
    for person in company.people.values():
        for day in range(9, 14):
            company.town.insert("shift", technician_id=person, on_date=date(2026, 3, day), reason="leave")
    again = run_annual(company.planning, company.ask(until=YEAR_END))
    told = company.town.one("SELECT costs -> 'quarter' FROM plan_version WHERE id = :v", v=again.version_id)
    assert again.legal_lapsed == 0
    assert told["moved"] > 0


def test_a_later_year_keeps_the_weeks_that_are_approved(company: Company, manager: Caller) -> None:
    """S4.2: frozen, although everything else about the year has changed."""
    year(company)
    # A week nobody would choose by itself: every visit of the shops as late as its window lets it be.
    company.town.run(
        "UPDATE week_slot SET week_on = week_on + 7 * ((due_by - week_on) / 7) WHERE week_on BETWEEN :a AND :b",
        a=date(2026, 4, 6), b=date(2026, 6, 22),
    )  # fmt: skip
    version = approved(company, manager)
    again = run_annual(company.planning, company.ask(until=YEAR_END))
    costs = company.town.one("SELECT costs -> 'quarter' FROM plan_version WHERE id = :v", v=again.version_id)
    assert again.hard_violations == 0
    assert costs["approved"] > 10
    assert costs["moved"] <= 0.2 * costs["approved"]
    seen = quarter(company.planning.begin, manager, unit_id=company.id, day=SECOND, version_id=version)
    assert seen["approved_id"] == version


def test_a_new_version_replaces_the_approved_one_and_the_history_stays(
    company: Company, manager: Caller, other: Caller
) -> None:
    """S4.2: changes need a new version."""
    year(company)
    first = approved(company, manager)
    run_annual(company.planning, company.ask(until=YEAR_END))
    second = drafted(company, manager)
    seen = quarter(company.planning.begin, manager, unit_id=company.id, day=SECOND)
    assert seen["changes"]["kept"] + seen["changes"]["moved"] > 10
    approve(company.planning.begin, company.clock, second, other.user_id)
    seen = quarter(company.planning.begin, manager, unit_id=company.id, day=SECOND)
    assert [(row["id"], row["state"]) for row in seen["history"]] == [(second, "approved"), (first, "superseded")]
    assert seen["history"][0]["approved_by"] == "Lin"


def test_a_month_of_an_approved_quarter_keeps_its_weeks_and_wants_an_approval(
    company: Company, manager: Caller
) -> None:
    """S4.2: the default wants months of an approved quarter approved before they are published."""
    year(company)
    approved(company, manager, TODAY)
    month = run_month(company.planning, company.ask())
    told = company.town.one("SELECT costs -> 'quarter' FROM plan_version WHERE id = :v", v=month.version_id)
    assert told["approved"] >= 9
    assert told["moved"] == 0
    with pytest.raises(DomainError) as refused:
        publish(company.planning, month.version_id)
    assert refused.value.code == "approval_required"
    approve(company.planning.begin, company.clock, month.version_id, manager.user_id)
    assert publish(company.planning, month.version_id).state is PlanState.PUBLISHED


@pytest.mark.parametrize(
    ("wanted", "allowed"),
    [(MonthApproval.NEVER, True), (MonthApproval.APPROVED_QUARTER, True), (MonthApproval.ALWAYS, False)],
)
def test_the_company_chooses_which_months_are_approved(company: Company, wanted: MonthApproval, allowed: bool) -> None:  # noqa: FBT001
    """Without an approved quarter only ``always`` asks."""
    from dataclasses import replace

    planning = replace(company.planning, month_approval=wanted)
    month = run_month(planning, company.ask())
    if allowed:
        assert publish(planning, month.version_id).state is PlanState.PUBLISHED
    else:
        with pytest.raises(DomainError) as refused:
            publish(planning, month.version_id)
        assert refused.value.code == "approval_required"
