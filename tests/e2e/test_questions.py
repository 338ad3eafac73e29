"""A dispatcher asks why a visit stands where it does, and what to do when somebody is ill."""

import re

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
    replan = page.get_by_test_id("replan")
    replan.locator("input[type=checkbox]").first.check()
    replan.locator("button[type=submit]").click()
    offered = page.get_by_test_id("alternatives")
    expect(offered).to_be_visible()
    expect(offered.locator("input[type=radio]:checked")).to_have_count(1)
    page.get_by_role("button", name=re.compile("存为草稿|Store as a draft")).click()
    expect(page.get_by_test_id("stored")).to_be_visible()
