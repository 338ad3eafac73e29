"""Rules of a company: rows from a day on, the same as the product's defaults at first (S8.4, S8.5, S4.2)."""

import uuid
from datetime import date

import pytest

from app.domain.kinds import FourEyes, RuleKind
from app.domain.permissions import Permission
from app.domain.rules import FIELDS
from app.services.access.caller import Caller
from app.services.errors import DomainError
from app.services.ports.rules import Rules
from app.services.rules import desk
from app.services.rules.in_force import four_eyes
from app.services.rules.planning_policy import periods_of, planning_policy, policy_of
from app.services.staffing.policies import handover_items, rotation_policy, staffing_policy
from planner.problem import Lending, Policy
from planner.staffing import RotationPolicy, StaffingPolicy
from tests.app.services.planning.conftest import TODAY, Company, found
from tests.app.services.town import Town

LATER = date(2026, 7, 1)
STAFFING: dict[str, object] = {
    "class_1_sold": 300_000,
    "class_1_in_use": 100_000,
    "failure_prone_share": 0.5,
    "class_2_sold": 100_000,
    "person_minutes": 60_000,
    "most_areas": 3,
    "tolerance": 0.2,
}
PLANNING: dict[str, object] = {
    "reserve_share": 0.15,
    "travel_share": 0.25,
    "overtime_minutes": 30,
    "overtime_price": 2.5,
    "familiarity_minutes": 10,
    "lending": [{"giver": "north", "taker": "south", "hours_per_week": 8}],
}


MORNING: dict[str, object] = {"profile": "car", "from_s": 27_000, "until_s": 32_400, "factor": 1.5}


@pytest.fixture
def company(town: Town) -> Company:
    """The company of the planning tests."""
    return found(town)


def person(company: Company, unit: uuid.UUID) -> Caller:
    """Somebody who sets rules, of a unit and below."""
    user = company.town.insert("app_user", email=f"{unit}@example.com", name="Meng", fs_uniquifier=str(unit))
    company.town.run("INSERT INTO user_unit (user_id, unit_id) VALUES (:u, :c)", u=user, c=unit)
    held = frozenset({Permission.SET_RULES, Permission.SEE_RULES})
    return Caller(user_id=user, name="Meng", email="m@example.com", locale="zh", roles=("manager",), permissions=held)


def enter(
    company: Company,
    who: Caller,
    kind: RuleKind = RuleKind.STAFFING,
    on: date = LATER,
    numbers: dict[str, object] | None = None,
) -> None:
    desk.enter(
        company.planning.begin,
        company.clock,
        who,
        unit_id=company.id,
        kind=kind,
        effective_on=on,
        numbers=STAFFING if numbers is None else numbers,
        source="公司文件 7 号",
    )


def test_the_rows_a_database_begins_with_are_the_products_defaults(company: Company) -> None:
    """S8.4, S8.5: nothing changes for whoever enters nothing."""
    with company.planning.begin() as work:
        assert staffing_policy(work, "/c/north/", TODAY) == StaffingPolicy()
        assert rotation_policy(work, "/c/north/", TODAY) == RotationPolicy()
        assert len(handover_items(work, "/c/north/", TODAY)) == 8
        assert four_eyes(work, "/c/north/", TODAY) is FourEyes.WHERE_ASKED
        rows = {row.kind: row for row in work.of(Rules).rows("/c/")}
    assert policy_of(rows[RuleKind.PLANNING].numbers, (), Policy()) == Policy()
    assert periods_of(rows[RuleKind.TRAVEL].numbers) == ()
    assert {kind: set(row.numbers) for kind, row in rows.items()} == {
        kind: {field.name for field in fields} for kind, fields in FIELDS.items()
    }


def test_a_companys_rule_holds_from_its_day_on_for_all_its_units_and_for_nobody_else(company: Company) -> None:
    """S8.4: data with effective dates; a second company keeps what it had."""
    company.town.unit("other")
    enter(company, person(company, company.id))
    with company.planning.begin() as work:
        assert staffing_policy(work, "/c/north/", date(2026, 6, 30)).class_1_sold == 200_000
        mine = staffing_policy(work, "/c/north/", LATER)
        assert (mine.class_1_sold, mine.effective_on, mine.source) == (300_000, LATER, "公司文件 7 号")
        assert staffing_policy(work, "/other/", LATER) == StaffingPolicy()
    told = company.town.one("SELECT details FROM audit WHERE action = 'rule.entered'")
    assert (told["before"], told["numbers"]["most_areas"]) == (None, 3)


def test_a_rule_that_has_begun_is_kept_and_one_that_has_not_is_replaced_or_withdrawn(company: Company) -> None:
    """What plans were made by can be looked up for ever."""
    who = person(company, company.id)
    enter(company, who, on=date(2026, 1, 1))
    with pytest.raises(DomainError) as refused:
        enter(company, who, on=date(2026, 1, 1))
    assert (refused.value.code, "已经生效" in refused.value.message_zh) == ("conflict", True)
    enter(company, who)
    enter(company, who, numbers={**STAFFING, "most_areas": 4})
    kinds = desk.shown(company.planning.begin, company.clock, who, company.north)["kinds"]
    rows = next(one for one in kinds if one["kind"] is RuleKind.STAFFING)["rows"]
    assert [(row["effective_on"].isoformat(), row["open"]) for row in rows] == [
        ("2026-07-01", True),
        ("2026-01-01", False),
        ("2000-01-01", False),
    ]
    desk.withdraw(company.planning.begin, company.clock, who, company.id, rows[0]["id"])
    with pytest.raises(DomainError, match="has begun"):
        desk.withdraw(company.planning.begin, company.clock, who, company.id, rows[1]["id"])
    with pytest.raises(DomainError, match="The rule"):
        desk.withdraw(company.planning.begin, company.clock, who, company.id, rows[2]["id"])


def test_rules_of_a_company_are_set_by_who_has_all_of_it(company: Company) -> None:
    """A branch's manager reads them."""
    who = person(company, company.north)
    assert desk.shown(company.planning.begin, company.clock, who, company.north)["editable"] is False
    with pytest.raises(DomainError) as refused:
        desk.enter(
            company.planning.begin, company.clock, who, unit_id=company.north, kind=RuleKind.STAFFING,
            effective_on=LATER, numbers=STAFFING, source="x",
        )  # fmt: skip
    assert refused.value.code == "forbidden"


@pytest.mark.parametrize(
    ("kind", "numbers", "said"),
    [
        (RuleKind.STAFFING, {**STAFFING, "class_2_sold": 400_000}, "二类区域的起点高于一类"),
        (RuleKind.STAFFING, {**STAFFING, "tolerance": "a"}, "须为 0 至 0.99 之间的数值"),
        (RuleKind.STAFFING, {**STAFFING, "person_minutes": 1.5}, "整数"),
        (RuleKind.STAFFING, {"class_1_sold": 1}, "缺少"),
        (RuleKind.STAFFING, {**STAFFING, "else": 1}, "没有名为"),
        (RuleKind.PLANNING, {**PLANNING, "reserve_share": 1.5}, "0.9"),
        (RuleKind.PLANNING, {**PLANNING, "reserve_share": float("nan")}, "0.9"),
        (RuleKind.PLANNING, {**PLANNING, "lending": [{"giver": "a"}]}, "借用须写明"),
        (
            RuleKind.PLANNING,
            {**PLANNING, "lending": [{"giver": "north", "taker": "moon", "hours_per_week": 1}]},
            "片区 moon",
        ),
        (RuleKind.APPROVAL, {"four_eyes": "perhaps"}, "只能是"),
        (RuleKind.HANDOVER, {"items": []}, "1 至 50 项"),
        (RuleKind.TRAVEL, {"periods": [{**MORNING, "from_s": 32_400}]}, "先后有序"),
        (RuleKind.TRAVEL, {"periods": [{**MORNING, "until_s": 90_000}]}, "24:00"),
        (RuleKind.TRAVEL, {"periods": [{**MORNING, "factor": 0.4}]}, "0.5 至 10"),
        (RuleKind.TRAVEL, {"periods": [{**MORNING, "factor": float("nan")}]}, "0.5 至 10"),
        (RuleKind.TRAVEL, {"periods": [{**MORNING, "profile": "plane"}]}, "交通方式"),
        (RuleKind.TRAVEL, {"periods": [MORNING, {**MORNING, "from_s": 30_000}]}, "不得重叠"),
        (RuleKind.TRAVEL, {"periods": [MORNING] * 51}, "至多 50"),
        (RuleKind.HANDOVER, {"items": [["a", "甲", "A"], ["a", "乙", "B"]]}, "不重复"),
    ],
)
def test_numbers_that_make_no_sense_are_refused_with_a_sentence(
    company: Company, kind: RuleKind, numbers: dict[str, object], said: str
) -> None:
    """Bad input gets a clear error in two languages."""
    with pytest.raises(DomainError) as refused:
        enter(company, person(company, company.id), kind, numbers=numbers)
    assert said in refused.value.message_zh
    assert refused.value.message_en


def test_plans_obey_the_policy_in_force_on_their_first_day(company: Company) -> None:
    """Reserve, overtime and lending are the company's numbers; hours with areas of another plan are left out."""
    enter(company, person(company, company.id), RuleKind.PLANNING, numbers=PLANNING)

    def policy(start: date, unit: uuid.UUID) -> Policy:
        from app.domain.kinds import PlanLevel
        from app.services.planning.scoping import scope_of

        with company.planning.begin() as work:
            ask = company.ask(start=start, until=date(start.year, start.month + 1, 1), unit=unit)
            scope = scope_of(work, company.planning, PlanLevel.MONTHLY, ask)
            return company.planning.loader.load(work, scope).problem.policy

    assert policy(date(2026, 6, 1), company.id) == Policy()
    july = policy(LATER, company.id)
    assert (july.reserve_share, july.travel_share, july.overtime_s, july.familiarity_s) == (0.15, 0.25, 1800, 600)
    assert (july.overtime_price, july.lending) == (2.5, (Lending(giver=0, taker=1, hours_per_week=8.0),))
    assert policy(LATER, company.south).lending == ()


def test_slower_hours_hold_from_their_day_on_and_for_each_means_of_travel(company: Company) -> None:
    """Two by the clock for cars and e-bikes at once are no overlap; the day before has none."""
    enter(
        company, person(company, company.id), RuleKind.TRAVEL,
        numbers={"periods": [MORNING, {**MORNING, "profile": "ebike", "factor": 1}]},
    )  # fmt: skip
    with company.planning.begin() as work:
        before = planning_policy(work, "/c/north/", date(2026, 6, 30), (), Policy())
        since = planning_policy(work, "/c/north/", LATER, (), Policy())
    assert before.travel_periods == ()
    assert [(one.profile, one.factor) for one in since.travel_periods if one.from_s < 86_400] == [
        ("car", 1.5),
        ("ebike", 1),
    ]
