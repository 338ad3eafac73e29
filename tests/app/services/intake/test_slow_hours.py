"""Slower hours as a list: a rule a company and day, whole or not at all, every bad cell named (S8, R54)."""

from datetime import UTC, date, datetime

import pytest

from app.domain.kinds import RuleKind
from app.domain.scope import Scope
from app.gateways.clock import FixedClock
from app.gateways.tables import read_table
from app.services.intake.specs import ImportKind
from app.services.intake.take_file import ImportReport, ImportRequest, take_file
from app.services.ports.rules import Rules
from app.services.rules.in_force import in_force
from tests.app.services.town import Town

HEADER = "公司编码,生效日期,交通方式,从,至,倍数,依据\n"
MORNING = "c,2026-07-01,汽车,07:00,09:00,1.5,实测\n"
EVENING = "c,2026-07-01,car,17:00,19:00,1.3,measured\n"
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def company(town: Town) -> None:
    """A company with an area."""
    town.unit("north", town.unit("c"))


def take(town: Town, text: str, **options: object) -> ImportReport:
    clock = FixedClock(at=datetime(2026, 3, 2, 0, 30, tzinfo=UTC))
    request = ImportRequest(kind=ImportKind.SLOW_HOURS, **{"dry_run": False, "clock": clock, **options})  # type: ignore[arg-type]
    return take_file(town.begin, read_table(text.encode(), "list.csv"), request)


def test_the_rows_of_a_day_make_the_rule_that_holds_from_then_on(town: Town) -> None:
    report = take(town, HEADER + EVENING + MORNING)
    assert (report.stored, report.counts["company_rules"].new) == (True, 1)
    with town.begin() as work:
        assert in_force(work, "/c/north/", RuleKind.TRAVEL, TODAY).numbers == {"periods": []}  # type: ignore[union-attr]
        rule = in_force(work, "/c/north/", RuleKind.TRAVEL, date(2026, 7, 1))
    assert rule is not None
    assert rule.source == "measured; 实测"
    assert rule.numbers["periods"] == [
        {"profile": "car", "from_s": 25_200, "until_s": 32_400, "factor": 1.5},
        {"profile": "car", "from_s": 61_200, "until_s": 68_400, "factor": 1.3},
    ]
    again = take(town, HEADER + MORNING + EVENING)
    assert (again.counts["company_rules"].same, again.counts["company_rules"].changed) == (1, 0)
    less = take(town, "company code,holds from,travels by,from,until,times as long,source\n" + MORNING)
    assert less.counts["company_rules"].changed == 1


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("c,2026-07-01,飞机,10:00,11:00,1.5,x\n", "交通方式", "not_a_choice"),
        ("c,2026-07-01,汽车,11:00,10:00,1.5,x\n", "至", "not_hours_of_the_day"),
        ("c,2026-07-01,汽车,23:00,24:30,1.5,x\n", "至", "not_hours_of_the_day"),
        ("c,2026-07-01,汽车,25:00,26:00,1.5,x\n", "从", "not_a_time"),
        ("c,2026-07-01,汽车,10:00,11:00,0.2,x\n", "倍数", "not_a_factor"),
        ("c,2026-07-01,汽车,10:00,11:00,11,x\n", "倍数", "not_a_factor"),
        ("c,2026-07-01,汽车,08:00,11:00,1.2,x\n", "从", "overlap"),
        ("c,2026-07-01,汽车,07:00,08:00,1.2,x\n", "公司编码", "duplicate"),
        ("c,2026-07-01,汽车,10:00,11:00,1.5,\n", "依据", "required"),
        ("c,soon,汽车,10:00,11:00,1.5,x\n", "生效日期", "not_a_date"),
        ("north,2026-07-01,汽车,10:00,11:00,1.5,x\n", "公司编码", "not_a_company"),
        ("moon,2026-07-01,汽车,10:00,11:00,1.5,x\n", "公司编码", "unknown"),
    ],
)
def test_a_bad_cell_is_named_and_keeps_the_whole_rule_out(town: Town, row: str, column: str, code: str) -> None:
    report = take(town, HEADER + MORNING + row)
    problem = next(one for one in report.problems if one.row == 3)
    assert (problem.column, problem.code, report.stored) == (column, code, False)
    assert problem.message_zh
    assert problem.message_en


def test_good_rows_of_a_rule_with_a_bad_row_are_not_taken_alone(town: Town) -> None:
    """Half a rule would say that travel in the evening is as fast as ever."""
    bad = EVENING.replace("1.3", "0.1")
    report = take(town, HEADER + MORNING + bad + MORNING.replace("2026-07-01", "2026-08-01"), only_good=True)
    assert (report.stored, report.refused_rows, report.counts["company_rules"].new) == (True, 2, 1)
    assert {one.code for one in report.problems if one.row == 2} == {"rule_incomplete"}
    with town.begin() as work:
        days = [row.effective_on for row in work.of(Rules).rows("/c/", RuleKind.TRAVEL) if not row.general]
    assert days == [date(2026, 8, 1)]


def test_a_rule_that_has_begun_is_kept_as_it_was(town: Town) -> None:
    """What plans were made by can be looked up for ever; the same list once more is no change."""
    old = HEADER + MORNING.replace("2026-07-01", "2026-01-01")
    assert take(town, old).stored
    refused = take(town, old.replace("1.5", "1.6"))
    assert ([one.code for one in refused.problems], refused.stored) == (["begun"], False)
    assert take(town, old).counts["company_rules"].same == 1


def test_who_has_a_part_of_the_company_sets_no_rule_of_it(town: Town) -> None:
    """The rule binds all of it (S3.4)."""
    report = take(town, HEADER + MORNING, scope=Scope(paths=("/c/north/",)))
    assert ([one.code for one in report.problems], report.stored) == (["unknown"], False)
