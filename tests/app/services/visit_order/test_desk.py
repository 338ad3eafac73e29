"""What comes before a visit, set at the desk (S8): seen on the file, obeyed by the next plan, never impossible."""

from uuid import UUID, uuid4

import pytest

from app.services.access.caller import Caller
from app.services.errors import DomainError
from app.services.ledger.open_obligations import open_obligations
from app.services.planning.run_days import run_month
from app.services.reading.customers import file
from app.services.visit_order.desk import open_visits, set_after
from tests.app.services.planning.conftest import TODAY, Company, found
from tests.app.services.town import Town


@pytest.fixture
def company(town: Town) -> Company:
    """The company of the planning tests, with what is owed."""
    made = found(town)
    open_obligations(made.planning.begin, TODAY)
    return made


@pytest.fixture
def caller(company: Company) -> Caller:
    """A dispatcher of the whole company."""
    return company.dispatcher()


def owed(company: Company, name: str) -> UUID:
    key: UUID = company.town.one(
        "SELECT id FROM obligation WHERE customer_id = :it AND state = 'open'", it=company.customers[name]
    )
    return key


def test_both_files_tell_of_an_order_until_it_is_taken_back(company: Company, caller: Caller) -> None:
    begin = company.planning.begin
    then, first = owed(company, "north0"), owed(company, "north1")
    set_after(begin, caller, then, first)
    (duty,) = file(begin, caller, company.customers["north0"])["obligations"]
    assert (duty["after"]["customer_id"], duty["followed_by"]) == (str(company.customers["north1"]), [])
    (other,) = file(begin, caller, company.customers["north1"])["obligations"]
    assert [one["id"] for one in other["followed_by"]] == [str(then)]
    assert other["followed_by"][0]["name"] != "north0", "names of households keep the surname only"
    set_after(begin, caller, then, None)
    (duty,) = file(begin, caller, company.customers["north0"])["obligations"]
    assert duty["after"] is None


def test_the_next_plan_obeys_the_order(company: Company, caller: Caller) -> None:
    """By the same person on the same day, the first before the second."""
    set_after(company.planning.begin, caller, owed(company, "north0"), owed(company, "north5"))
    run_month(company.planning, company.ask())
    rows = company.town.rows(
        "SELECT customer.name, visit.technician_id, visit.on_date, visit.planned_start_at FROM visit"
        " JOIN customer ON customer.id = visit.customer_id WHERE customer.name IN ('north0', 'north5') ORDER BY 1"
    )
    then, first = rows
    assert (then.technician_id, then.on_date) == (first.technician_id, first.on_date)
    assert first.planned_start_at < then.planned_start_at


def test_what_no_plan_could_obey_is_refused_in_both_languages(company: Company, caller: Caller) -> None:
    begin, visits = company.planning.begin, {name: owed(company, name) for name in ("north0", "north1", "south0")}
    set_after(begin, caller, visits["north1"], visits["north0"])
    for then, first, why in (
        ("north0", "north0", "itself"),
        ("north0", "south0", "other_area"),
        ("north0", "north1", "circle"),
    ):
        with pytest.raises(DomainError) as refused:
            set_after(begin, caller, visits[then], visits[first])
        assert (refused.value.code, refused.value.details["objection"]) == ("invalid_input", why)
        assert refused.value.message_zh != refused.value.message_en


def test_visits_elsewhere_are_as_if_they_were_not_there(company: Company) -> None:
    """R42: to choose from, to change, and to come after."""
    begin, south = company.planning.begin, company.dispatcher(company.south)
    for call in (
        lambda: open_visits(begin, south, company.customers["north0"]),
        lambda: set_after(begin, south, owed(company, "north0"), None),
        lambda: set_after(begin, south, owed(company, "south0"), owed(company, "north0")),
        lambda: set_after(begin, south, owed(company, "south0"), uuid4()),
    ):
        with pytest.raises(DomainError) as refused:
            call()
        assert refused.value.code == "not_found"
    (shown,) = open_visits(begin, south, company.customers["south0"])
    assert (shown["id"], shown["programme"]["code"]) == (owed(company, "south0"), "gas_inspection")
