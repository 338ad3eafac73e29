"""The technician's own day: all that is needed at the door, nothing of anybody else."""

from datetime import timedelta

from sqlalchemy import Engine, event

from app.services.field.day import own_day
from tests.fakes.field_company import FieldCompany
from tests.mobile_api.conftest import Enrolled


def test_the_day_has_the_route_with_a_card_for_every_customer(enrolled: Enrolled, company: FieldCompany) -> None:
    """S4.3, S7.2, S9.6, S9.11: agenda, shut-offs, special care and meters come with the visit."""
    day = enrolled("wang").get("/days/today").json()
    assert day["date"] == company.today.isoformat()
    assert [stop["seq"] for stop in day["stops"]] == [1, 2, 3, 4, 5, 6]
    assert len(day["route"]["legs"]["coordinates"]) == 2
    visit = day["stops"][0]["visits"][0]
    card = visit["customer"]
    assert (card["name"], card["phone"]) == ("wang 0", "13812345678")
    assert card["special_care"] == [{"kind": "elderly", "note": "lives alone"}]
    assert card["shut_offs"][0]["place"] == "kitchen, left of the sink"
    assert card["meters"][0]["last_reading"] == "1000"
    assert visit["agenda"] == [{"kind": "product", "title": "Alarm with shut-off"}]
    assert visit["programme"]["code"] == "gas_inspection"
    assert visit["obligation"]["due_by"] > visit["obligation"]["not_before"]
    assert visit["planned_start_at"].endswith("+08:00")
    assert visit["form"]["key"] in {form["key"] for form in day["forms"]}


def test_nobody_sees_the_visits_of_another(enrolled: Enrolled, company: FieldCompany) -> None:
    """R42."""
    text = enrolled("li").get("/days/today").text
    assert "li 0" in text
    assert "wang" not in text
    assert all(str(visit) not in text for visit in company.visits["wang"])


def test_a_day_without_a_published_route_is_empty(enrolled: Enrolled, company: FieldCompany) -> None:
    day = enrolled("wang").get(f"/days/{company.today + timedelta(days=1)}").json()
    assert (day["route"], day["stops"]) == (None, [])


def test_nothing_is_sent_again_while_nothing_has_changed(enrolled: Enrolled) -> None:
    phone = enrolled("wang")
    first = phone.get("/days/today")
    again = phone.get("/days/today", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    visit = first.json()["stops"][5]["visits"][0]["id"]
    phone.note("visit_started", visit, {})
    phone.push()
    assert phone.get("/days/today", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_telephone_and_care_are_shown_near_the_day_only(enrolled: Enrolled, company: FieldCompany) -> None:
    """R44: today and two days around it."""
    from app.services.devices.caller import caller_of

    phone = enrolled("wang")
    caller = caller_of(company.town.begin, company.clock, phone.tokens["access_token"])
    for days, shown in ((2, True), (3, False), (-2, True), (-3, False)):
        day = own_day(company.town.begin, caller, company.today, company.today + timedelta(days=days))
        card = day["stops"][0]["visits"][0]["customer"]
        assert (card["phone"] is not None, card["special_care"] is not None) == (shown, shown)


def test_a_customer_s_card_has_all_hours_of_service(enrolled: Enrolled, company: FieldCompany) -> None:
    """S9.1: beside the first hours, which phones in the field know already."""
    store = "UPDATE customer SET window_start_s = :start, window_end_s = :end, more_windows = :more WHERE name = :name"
    for name, start, end, more in (
        ("wang 1", 28_800, 36_000, "{[57600,64800),[46800,50400)}"),
        ("wang 2", 28_800, 36_000, None),
        ("wang 3", None, None, None),
    ):
        company.town.run(store, name=name, start=start, end=end, more=more)
    stops = enrolled("wang").get("/days/today").json()["stops"]
    cards = {visit["customer"]["name"]: visit["customer"] for stop in stops for visit in stop["visits"]}
    hours = {
        name: [(one["window_start_s"], one["window_end_s"]) for one in card["windows"]] for name, card in cards.items()
    }
    assert hours["wang 1"] == [(28_800, 36_000), (46_800, 50_400), (57_600, 64_800)]
    assert (hours["wang 2"], hours["wang 3"]) == ([(28_800, 36_000)], [])
    assert (cards["wang 1"]["window_start_s"], cards["wang 1"]["window_end_s"]) == (28_800, 36_000)


def test_looking_at_special_care_is_written_down(enrolled: Enrolled, company: FieldCompany) -> None:
    """S9.6."""
    count = "SELECT count(*) FROM audit WHERE action = 'special_care_seen' AND user_id = :id"
    before = company.town.one(count, id=company.users["wang"])
    enrolled("wang").get("/days/today")
    assert company.town.one(count, id=company.users["wang"]) == before + 1


def test_a_day_takes_a_handful_of_statements(enrolled: Enrolled, engine: Engine) -> None:
    """However many visits: no statement for each."""
    phone, seen = enrolled("wang"), []
    event.listen(engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    phone.get("/days/today")
    phone.get("/days/today")
    second = len(seen) / 2
    reads = [each for each in seen if not each.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    assert len(reads) / 2 <= 9, reads
    assert second > 0
