"""Journeys of dispatchers and supervisors through the desk, in a browser against a running server."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.desk import click_a_stop, drawn, map_drawn, sign_in, wait_until

PAGES = ("map", "unplanned", "coverage", "plans", "customers")


def test_a_day_is_drawn_as_routes_along_streets_with_numbered_stops(page: Page) -> None:
    """Issue 1.8, S4.2: streets, routes and stops are on the map, and its source is named."""
    sign_in(page)
    map_drawn(page)
    assert drawn(page, "street") > 0
    assert drawn(page, "route-line") > 0
    assert drawn(page, "stop-circle") > 0
    expect(page.get_by_text("© OpenStreetMap contributors")).to_be_visible()
    expect(page.locator(".routes .route").first).to_be_visible()
    assert page.locator(".timeline rect.service").count() > 0


def test_a_click_on_a_stop_opens_the_file_of_its_customer(page: Page) -> None:
    """S9.11: one household, one file, with what is owed and which rule says so."""
    sign_in(page)
    map_drawn(page)
    click_a_stop(page)
    panel = page.get_by_test_id("stop-panel")
    expect(panel).to_be_visible()
    if panel.get_by_test_id("customer-file").count() == 0:
        panel.locator(".visit").first.click()
    file = panel.get_by_test_id("customer-file")
    expect(file.get_by_text("应办事项")).to_be_visible()
    expect(file.get_by_text(re.compile("依据：")).first).to_be_visible()


def test_choosing_a_route_leaves_only_its_stops_and_shows_their_list(page: Page) -> None:
    sign_in(page)
    map_drawn(page)
    before = drawn(page, "stop-circle")
    page.locator(".routes .route").first.click()
    expect(page.locator(".routes .stops li").first).to_be_visible()
    map_drawn(page)
    listed = page.locator(".routes .stops li").count()
    assert 0 < drawn(page, "stop-circle") <= max(listed, 1)
    assert before >= drawn(page, "stop-circle")


def test_the_pointer_on_the_timeline_marks_the_stop_on_the_map(page: Page) -> None:
    sign_in(page)
    map_drawn(page)
    page.locator(".timeline rect.service").first.hover()
    marked = """() => window.__roundsman.map.queryRenderedFeatures({ layers: ['stop-circle'] })
        .filter((stop) => stop.state.hovered).length"""
    assert wait_until(page, marked) >= 1


def test_the_language_switches_at_once_and_is_remembered(page: Page) -> None:
    sign_in(page)
    expect(page.get_by_role("link", name="覆盖")).to_be_visible()
    page.get_by_role("radio", name="EN").click()
    expect(page.get_by_role("link", name="Coverage")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Coverage")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_what_is_invented_is_said_on_every_page(page: Page) -> None:
    """The demo's strip names what is made up."""
    sign_in(page)
    for name in PAGES:
        page.goto(f"/{name}")
        expect(page.get_by_role("note")).to_contain_text("虚构")


def test_what_is_unplanned_is_listed_with_reasons(page: Page) -> None:
    """Nothing vanishes: every left-out obligation has its reason in words (S9.1)."""
    sign_in(page)
    page.goto("/unplanned")
    rows = page.get_by_test_id("unplanned").locator("tbody tr")
    expect(rows.first.locator(".reason")).not_to_be_empty()
    bar = page.locator(".bars button").first
    count = int(bar.locator("b").inner_text().replace(",", ""))
    bar.click()
    expect(page).to_have_url(re.compile("reason="))
    expect(rows).to_have_count(min(count, 200))


def test_what_is_unplanned_is_shown_on_the_map(page: Page) -> None:
    sign_in(page)
    page.goto("/unplanned")
    row = page.get_by_test_id("unplanned").locator("tbody tr").first
    name = row.locator(".link").inner_text()
    row.get_by_role("button", name="在地图上查看").click()
    expect(page.locator(".maplibregl-marker")).to_be_visible()
    expect(page.locator(".note")).to_contain_text(name)


def test_coverage_counts_what_is_owed_by_area_and_programme(page: Page) -> None:
    sign_in(page)
    page.goto("/coverage?span=year")
    cells = page.get_by_test_id("coverage").locator("tbody button:not([disabled])")
    expect(cells.first).to_be_visible()
    cells.first.click()
    expect(page.locator(".cell-card")).to_be_visible()
    expect(page.locator(".cell-card a").first).to_have_attribute("href", re.compile("/unplanned"))


def test_a_run_started_at_the_desk_ends_with_a_version(page: Page) -> None:
    """Issue 1.7: a run is background work with visible progress; its result waits for a person's word."""
    sign_in(page)
    page.goto("/plans")
    page.get_by_role("button", name="新建计划运行").click()
    page.get_by_role("button", name="开始").click()
    newest = page.locator(".runs .run").first
    expect(newest).to_contain_text("成功", timeout=120_000)
    expect(newest.get_by_role("link", name="在地图上查看")).to_be_visible()


def test_customers_are_found_by_words(page: Page) -> None:
    sign_in(page)
    page.goto("/customers")
    first = page.locator(".list li button").first
    address = first.locator(".ellipsis").nth(1).inner_text()
    page.get_by_role("searchbox").fill(address)
    expect(page.locator(".list li button").first).to_contain_text(address)
    page.locator(".list li button").first.click()
    expect(page.get_by_test_id("customer-file")).to_contain_text(address)


def test_an_ended_session_asks_to_log_in_and_returns_to_the_page(page: Page) -> None:
    sign_in(page)
    page.goto("/coverage?span=quarter")
    expect(page.get_by_test_id("coverage")).to_be_visible()
    page.context.clear_cookies()
    page.get_by_role("link", name="未安排").click()
    expect(page).to_have_url(re.compile(r"/login\?next=/unplanned"))
    expect(page.get_by_text("登录已过期")).to_be_visible()
    page.locator(".account").first.click()
    page.locator("button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/unplanned"))
    expect(page.get_by_test_id("unplanned")).to_be_visible()


def test_an_unknown_address_says_so_and_leads_back(page: Page) -> None:
    page.goto("/no/such/page")
    expect(page.get_by_text("没有这个页面")).to_be_visible()
    expect(page.get_by_role("link", name="回到地图")).to_be_visible()


def test_no_page_is_wider_than_a_phone(narrow_page: Page) -> None:
    """Usable at 390 px: tables scroll inside their card or stack, the page itself never scrolls sideways."""
    sign_in(narrow_page)
    for name in PAGES:
        narrow_page.goto(f"/{name}")
        narrow_page.wait_for_load_state("networkidle")
        assert narrow_page.evaluate("document.getElementById('content').scrollWidth") <= 390, name


def test_the_day_is_walked_by_keyboard(page: Page) -> None:
    """Routes and stops are reached and opened without a pointer."""
    sign_in(page)
    map_drawn(page)
    page.locator(".routes .route").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stop-panel")).to_be_visible()
