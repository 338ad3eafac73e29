"""Units, map, coverage, plans, what is unplanned, customers: what each screen is told."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.app.web.conftest import SignIn
from tests.app.web.world import PHOTO, World


def test_units_are_the_own_and_those_below_with_territory_and_centre(sign_in: SignIn, world: World) -> None:
    """S3.4: the branch's people see neither the company nor the other branch."""
    items = sign_in("dispatcher").get("/api/v1/units").get_json()["items"]
    assert [item["code"] for item in items] == ["N", "N1"]
    assert (items[0]["parent_id"], items[1]["parent_id"]) == (None, str(world["N"]))
    assert items[1]["territory"]["type"] == "MultiPolygon"
    assert items[1]["centre"] == pytest.approx([120.15, 30.25])
    assert items[0]["centre"] == pytest.approx([120.0, 30.1])


def test_the_map_opens_on_the_own_territories(sign_in: SignIn) -> None:
    """And carries the versions that tiles are cached by."""
    body = sign_in("dispatcher").get("/api/v1/map").get_json()
    assert body["bounds"] == pytest.approx([119.9, 30.0, 120.4, 30.5])
    assert body["display_datum"] == "wgs84"
    assert body["customers_version"] != "0"


def test_the_caller_is_told_units_and_permissions(sign_in: SignIn, world: World) -> None:
    """The desk hides what may not be done."""
    body = sign_in("dispatcher").get("/api/v1/me").get_json()
    assert [unit["id"] for unit in body["units"]] == [str(world["N"])]
    assert body["roles"] == ["dispatcher"]
    assert "plans.run" in body["permissions"]
    assert "plans.approve" not in body["permissions"]
    assert body["csrf_token"]


def test_coverage_counts_due_planned_late_and_lapsed(sign_in: SignIn, world: World) -> None:
    """S3.1: one overdue since before the period, one due in it with a live visit, one due later that does not count."""
    body = sign_in("manager").get("/api/v1/coverage?from=2026-11-20&until=2026-12-01").get_json()
    expected = {"owed": 2, "due": 1, "planned": 2, "done": 0, "late": 1, "no_access": 0, "lapsed": 1}
    assert body["totals"] == expected
    assert body["as_of"] == "2026-11-23"
    assert {(row["unit_id"], row["kind"], row["tier"]) for row in body["rows"]} == {
        (str(world["N1"]), "residential", None),
        (str(world["N1"]), "commercial", "A"),
    }


def test_a_period_that_ends_before_it_begins_is_refused(sign_in: SignIn) -> None:
    """In both languages."""
    answer = sign_in("manager").get("/api/v1/coverage?from=2026-12-01&until=2026-11-01")
    assert answer.status_code == 422
    assert "until" in answer.get_json()["message_zh"]


def test_plans_come_with_versions_newest_first(sign_in: SignIn, world: World) -> None:
    """Counts of visits and of what is left out are the version's own."""
    (plan,) = sign_in("supervisor").get("/api/v1/plans").get_json()["items"]
    assert plan["id"] == str(world["plan N"])
    assert [(v["number"], v["state"], v["visits"], v["unplanned"]) for v in plan["versions"]] == [
        (2, "draft", 2, 1),
        (1, "published", 2, 1),
    ]


def test_the_level_of_plans_is_a_known_one(sign_in: SignIn) -> None:
    """A wrong level is an error, not an empty list."""
    assert sign_in("supervisor").get("/api/v1/plans?level=weekly").status_code == 422


def test_what_is_unplanned_says_why_in_both_languages(sign_in: SignIn, world: World) -> None:
    """With a cure where one was found; the household keeps its surname only."""
    body = sign_in("dispatcher").get("/api/v1/unplanned").get_json()
    assert (body["total"], body["next"], body["by_reason"]) == (1, None, {"capacity": 1})
    (item,) = body["items"]
    assert item["obligation_id"] == str(world["duty N2"])
    assert item["customer_name"] == "欧阳**"
    assert item["reason_zh"] == "有资格的人员在到期时段内都已排满"
    assert item["reason_en"].startswith("All qualified people")
    assert item["cure"]["kind"] == "overtime"
    assert item["cure"]["hours"] == pytest.approx(0.3)


def test_unplanned_pages_neither_repeat_nor_skip(
    sign_in: SignIn, world: World, sessions: sessionmaker[Session]
) -> None:
    """The cursor stands on the sort values, so rows with equal dates are told apart."""
    with sessions() as session:
        for number in (0, 1):
            values = {"version": world["version N2"], "duty": world[f"duty N{number}"]}
            session.execute(
                text(
                    "INSERT INTO unplanned_obligation (plan_version_id, obligation_id, reason) "
                    "VALUES (:version, :duty, 'spacing')"
                ),
                values,
            )
        session.commit()
    browser, seen, cursor = sign_in("dispatcher"), [], ""
    for _ in range(3):
        page = browser.get(f"/api/v1/unplanned?version_id={world['version N2']}&limit=1{cursor}").get_json()
        seen += [item["obligation_id"] for item in page["items"]]
        cursor = f"&cursor={page['next']}"
    assert seen == [str(world[f"duty N{number}"]) for number in (0, 1, 2)]
    assert page["next"] is None


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WzFd", "%00", "WyJhIl0"])
def test_a_cursor_that_was_not_given_out_is_refused(sign_in: SignIn, cursor: str) -> None:
    """R61: never a 500."""
    assert sign_in("dispatcher").get(f"/api/v1/unplanned?cursor={cursor}").status_code == 422


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("王丽", ["N0"]),
        ("golden", ["N1"]),
        ("N2", ["N2"]),
        ("00N12345", ["N0"]),
        ("1 N Road", ["N0", "N1", "N2"]),
        ("%", []),
    ],
)
def test_customers_are_found_by_name_account_meter_and_address(sign_in: SignIn, words: str, found: list[str]) -> None:
    """A per cent sign is a character like any other."""
    body = sign_in("dispatcher").get("/api/v1/customers", query_string={"q": words}).get_json()
    assert [item["external_id"] for item in body["items"]] == found
    assert body["total"] == len(found)


def test_customers_are_paged_by_account(sign_in: SignIn) -> None:
    """The cursor goes on where the page ended."""
    browser = sign_in("dispatcher")
    first = browser.get("/api/v1/customers?limit=2").get_json()
    second = browser.get(f"/api/v1/customers?limit=2&cursor={first['next']}").get_json()
    assert [item["external_id"] for item in first["items"] + second["items"]] == ["N0", "N1", "N2"]
    assert second["next"] is None


def test_the_file_of_a_customer_is_whole(sign_in: SignIn, world: World) -> None:
    """S9.11, S7.2: meter with leading zeros, appliance, shut-off, obligation with its source, visits; phone masked."""
    body = sign_in("dispatcher").get(f"/api/v1/customers/{world['customer N0']}").get_json()
    assert body["phone_masked"] == "138****5678"
    assert body["meters"][0]["meter_no"] == "00N12345"
    assert body["appliances"][0]["kind"] == "cooker"
    assert body["shut_offs"][0]["place"] == "kitchen"
    assert body["certificates"] == ["gas"]
    assert body["obligations"][0]["rule"]["source"] == "a law"
    assert [visit["id"] for visit in body["visits"]] == [str(world["visit N10"])]
    assert "phone" not in body


def test_each_look_at_a_file_is_written_down(sign_in: SignIn, world: World, sessions: sessionmaker[Session]) -> None:
    """R51: who, which customer, and whether special care was seen."""
    sign_in("supervisor").get(f"/api/v1/customers/{world['customer N0']}")
    with sessions() as session:
        found = session.execute(
            text("SELECT entity_id, details FROM audit WHERE action = 'view' AND user_id = :user"),
            {"user": world["supervisor"]},
        ).all()
    assert [tuple(row) for row in found] == [(str(world["customer N0"]), {"special_care": True})]


def test_special_care_is_told_to_those_who_plan_and_visit_only(sign_in: SignIn, world: World) -> None:
    """S9.6: a manager learns that there is some, not which."""
    address = f"/api/v1/customers/{world['customer N0']}"
    assert sign_in("manager").get(address).get_json()["special_care"] is True
    (care,) = sign_in("dispatcher").get(address).get_json()["special_care"]
    assert care["kind"] == "elderly"


def test_a_photo_is_sent_as_a_picture_that_never_runs(sign_in: SignIn, world: World) -> None:
    """R52: nosniff, attachment; the second time the browser keeps its copy."""
    address = f"/api/v1/photos/{world['photo N']}"
    answer = sign_in("dispatcher").get(address)
    assert (answer.data, answer.mimetype) == (PHOTO, "image/jpeg")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_real_database_lists_no_accounts(sign_in: SignIn) -> None:
    """Accounts are shown for a demonstration only."""
    body = sign_in("dispatcher").get("/api/v1/demo").get_json()
    assert (body["is_demo"], body["log_ins"]) == (False, [])
