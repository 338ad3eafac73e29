"""Visits in an order as a list: two open visits a row, none that nobody could make, no circles (S8, R54)."""

from datetime import date
from uuid import UUID

import pytest

from app.gateways.tables import read_table
from app.services.intake.specs import ImportKind
from app.services.intake.take_file import ImportReport, ImportRequest, take_file
from app.services.ledger.open_obligations import open_obligations
from tests.app.services.planning.conftest import TODAY, Company, found
from tests.app.services.town import Town

HEADER = "户号,项目编码,到期日,先上门的户号,先办项目编码,先办到期日\n"


@pytest.fixture
def company(town: Town) -> Company:
    """The company of the planning tests, with what is owed."""
    made = found(town)
    open_obligations(made.planning.begin, TODAY)
    return made


def account(company: Company, name: str) -> str:
    return str(company.town.one("SELECT external_id FROM customer WHERE name = :name", name=name))


def take(company: Company, *rows: str, **options: object) -> ImportReport:
    """Take rows in which {name} stands for the account of a customer."""
    names = {name: account(company, name) for name in company.customers}
    text = HEADER + "".join(row.format(**names) + "\n" for row in rows)
    request = ImportRequest(kind=ImportKind.VISIT_ORDER, **{"dry_run": False, **options})  # type: ignore[arg-type]
    return take_file(company.planning.begin, read_table(text.encode(), "list.csv"), request)


def after(company: Company, name: str, programme: str = "gas_inspection") -> UUID | None:
    """The customer that the open visit of `name` comes after."""
    found: UUID | None = company.town.one(
        "SELECT first.customer_id FROM obligation AS owed JOIN programme ON programme.id = owed.programme_id"
        " LEFT JOIN obligation AS first ON first.id = owed.after_id"
        " WHERE owed.customer_id = :it AND programme.code = :programme AND owed.state = 'open'",
        it=company.customers[name],
        programme=programme,
    )
    return found


def test_a_visit_comes_after_another_once_and_is_changed_by_the_next_list(company: Company) -> None:
    report = take(company, "{north0},,,{north1},,", "{shop0},tour_visit,,{shop1},tour_visit,")
    assert (report.stored, report.counts["obligations"].new) == (True, 2)
    assert after(company, "north0") == company.customers["north1"]
    assert after(company, "shop0", "tour_visit") == company.customers["shop1"]
    again = take(company, "{north0},,,{north1},,", "{shop0},tour_visit,,{shop2},tour_visit,")
    assert (again.counts["obligations"].same, again.counts["obligations"].changed) == (1, 1)
    assert company.town.one("SELECT count(*) FROM audit WHERE action = 'visit.ordered'") == 3


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("0099,,,{north1},,", "户号", "unknown"),
        ("{north0},,,0099,,", "先上门的户号", "unknown"),
        ("{north0},magic,,{north1},,", "项目编码", "unknown"),
        ("{north0},,,{north1},magic,", "先办项目编码", "unknown"),
        ("{north0},tour_visit,,{north1},,", "项目编码", "not_open"),
        ("{north0},,2030-01-01,{north1},,", "到期日", "not_open"),
        ("{shop0},,,{north1},,", "项目编码", "several"),
        ("{north0},,,,,", "先上门的户号", "required"),
        ("{north0},,,{north0},,", "先上门的户号", "itself"),
        ("{north0},,,{south0},,", "先上门的户号", "other_area"),
        ("{north5},,,{north1},,", "先上门的户号", "no_common_day"),
    ],
)
def test_a_row_that_no_plan_could_obey_is_named(company: Company, row: str, column: str, code: str) -> None:
    company.town.run(
        "UPDATE obligation SET not_before = '2026-09-01', ideal_on = '2026-09-01', due_by = '2026-09-30'"
        " WHERE customer_id = :it",
        it=company.customers["north5"],
    )
    report = take(company, "{north2},,,{north3},,", row)
    (problem,) = report.problems
    assert (problem.row, problem.column, problem.code, report.stored) == (3, column, code, False)
    assert problem.message_zh
    assert after(company, "north2") is None


def test_a_circle_is_refused_with_all_its_rows_and_with_what_is_stored(company: Company) -> None:
    """Three that wait for each other; and two of which the list names one."""
    report = take(
        company, "{north0},,,{north1},,", "{north1},,,{north2},,", "{north2},,,{north0},,", "{north4},,,{north5},,"
    )
    assert [(one.row, one.code) for one in report.problems] == [(2, "circle"), (3, "circle"), (4, "circle")]
    assert take(company, "{north4},,,{north5},,").stored
    assert [one.code for one in take(company, "{north5},,,{north4},,").problems] == ["circle"]
    assert take(company, "{north5},,,{north4},,", "{north4},,,{north3},,").stored, "the list takes the old order back"


def test_two_rows_about_one_visit_are_refused_however_it_is_named(company: Company) -> None:
    due = company.town.one(
        "SELECT due_by FROM obligation WHERE customer_id = :it AND state = 'open'", it=company.customers["north0"]
    )
    assert isinstance(due, date)
    report = take(company, "{north0},,,{north1},,", f"{{north0}},gas_inspection,{due},{{north2}},,")
    assert [(one.row, one.code) for one in report.problems] == [(3, "duplicate")]
