"""A dispatcher asks why a visit stands where it does, and what to do when somebody is ill."""

import re

import psycopg
from playwright.sync_api import Page, expect

from tests.e2e.desk import map_drawn, sign_in


def open_stop(page: Page) -> None:
    """Open the first stop of the first route from the list, and the first visit in it."""
    page.locator(".routes .route").first.click()
    page.locator(".routes .stops li button").first.click()
    panel = page.get_by_test_id("stop-panel")
    expect(panel).to_be_visible()
    if panel.get_by_test_id("ask-why").count() == 0:
        panel.locator("button.visit").first.click()


def test_why_here_is_answered_and_what_if_changes_nothing(page: Page) -> None:
    """Minutes for every other place, the rule where there is none; asking what if shows figures."""
    sign_in(page)
    map_drawn(page)
    open_stop(page)
    page.get_by_test_id("ask-why").click()
    why = page.get_by_test_id("why")
    expect(why).to_be_visible()
    places = why.locator("button.place")
    assert places.count() >= 1
    places.last.click()
    expect(page.get_by_test_id("outcome")).to_be_visible()
    why.get_by_role("button", name=re.compile("病了|ill$")).click()
    expect(page.get_by_test_id("outcome")).to_contain_text(re.compile("路上时间|Travel"))
    expect(page.get_by_test_id("stored")).to_have_count(0)


def test_a_day_is_replanned_by_choosing_an_alternative(page: Page) -> None:
    """Who is ill, what the ladder offers, and a draft only when one is taken."""
    sign_in(page)
    map_drawn(page)
    page.get_by_test_id("happened").click()
    tell(page, "ill")
    page.get_by_test_id("replan").locator("button[type=submit]").click()
    offered = page.get_by_test_id("alternatives")
    expect(offered).to_be_visible()
    expect(offered.locator("input[type=radio]:checked")).to_have_count(1)
    page.get_by_role("button", name=re.compile("存为草稿|Store as a draft")).click()
    expect(page.get_by_test_id("stored")).to_be_visible()


def test_a_day_that_has_begun_is_replanned_and_what_is_done_stays(page: Page, place: tuple[str, str]) -> None:
    """R34: the first visit of the day is done; its technician is late for the rest, which is put in force at once."""
    assert place[1], "E2E_URL wants E2E_DATABASE_URL beside it: this journey looks into the database"
    sign_in(page)
    map_drawn(page)
    begun = _first_visit_done(place[1], _day_shown(page))
    page.reload()
    map_drawn(page)
    page.get_by_test_id("happened").click()
    page.get_by_test_id("from").fill("09:30")
    tell(page, "late", "10:00")
    expect(page.get_by_test_id("events").locator("li")).to_have_count(1)
    page.get_by_test_id("replan").locator("button[type=submit]").click()
    offered = page.get_by_test_id("alternatives")
    expect(offered).to_be_visible()
    page.get_by_role("button", name=re.compile("立即生效|Put in force now")).click()
    expect(page.get_by_test_id("stored")).to_contain_text(re.compile("已生效|In force"))
    assert _state(place[1], begun) == ("completed", True)


def tell(page: Page, kind: str, time: str | None = None) -> None:
    """Add one thing that happened, about the first person offered."""
    form = page.get_by_test_id("event-form")
    form.locator("select").first.select_option(kind)
    if time:
        form.locator("input[type=time]").fill(time)
    form.get_by_role("button", name=re.compile("添加|Add")).click()


def _day_shown(page: Page) -> str:
    with page.expect_response(re.compile(r"/days/[\d-]+/routes")) as asked:
        page.reload()
    found = re.search(r"/days/([\d-]+)/routes", asked.value.url)
    assert found
    return found[1]


def _first_visit_done(database: str, on: str) -> str:
    """Let a phone's report arrive: the first visit of whoever has most left is completed when it was planned to."""
    with psycopg.connect(database.replace("+psycopg", "", 1), autocommit=True) as connection:
        row = connection.execute(
            "UPDATE visit SET state = 'completed', actual_start_at = planned_start_at, actual_end_at = planned_end_at,"
            " pinned = true WHERE id = (SELECT v.id FROM visit v JOIN stop s ON s.id = v.stop_id WHERE v.live"
            " AND v.on_date = %s AND v.state = 'planned' ORDER BY v.planned_start_at, s.seq, v.seq LIMIT 1)"
            " RETURNING id, obligation_id, on_date",
            (on,),
        ).fetchone()
        assert row is not None
        connection.execute(
            "UPDATE obligation SET state = 'fulfilled', fulfilled_on = %s WHERE id = %s", (row[2], row[1])
        )
    return str(row[0])


def _state(database: str, visit: str) -> tuple[str, bool]:
    with psycopg.connect(database.replace("+psycopg", "", 1)) as connection:
        row = connection.execute("SELECT state, live FROM visit WHERE id = %s", (visit,)).fetchone()
    assert row is not None
    return row[0], row[1]
