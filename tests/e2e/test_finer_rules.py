"""Journeys through finer rules of planning: slower hours as a company rule, a visit that comes after another one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import shot, sign_in, wait_until

DISPATCHER, MANAGER = 0, 2


def test_slower_hours_are_entered_shown_as_coming_and_withdrawn(page: Page) -> None:
    """S8: whose hours, how much slower, from which day on and by whose word."""
    sign_in(page, MANAGER)
    page.goto("/rules")
    card = page.get_by_test_id("rule-travel")
    card.get_by_role("button", name="新规则").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="增加时段").click()
    dialog.get_by_role("button", name="增加时段").click()
    dialog.get_by_label("从", exact=True).nth(1).fill("22:30")
    dialog.get_by_label("至", exact=True).nth(1).fill("00:00")
    dialog.get_by_label("倍数").nth(1).fill("0.8")
    dialog.get_by_label("生效日期").fill("2099-01-01")
    dialog.get_by_label("依据").fill("三月实测")
    shot(page, "rule-dialog-zh")
    dialog.get_by_role("button", name="保存").click()
    expect(card).to_contain_text("汽车 07:00–09:00 × 1.5")
    expect(card).to_contain_text("汽车 22:30–24:00 × 0.8")
    card.scroll_into_view_if_needed()
    shot(page, "rule-card-zh")
    card.get_by_role("button", name="撤回").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    expect(card).not_to_contain_text("三月实测")


@pytest.mark.refusal(422)
def test_overlapping_hours_are_refused_with_a_sentence(page: Page) -> None:
    """The dialog stays open, with what was typed."""
    sign_in(page, MANAGER)
    page.goto("/rules")
    page.get_by_test_id("rule-travel").get_by_role("button", name="新规则").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="增加时段").click()
    dialog.get_by_role("button", name="增加时段").click()
    dialog.get_by_label("从", exact=True).nth(1).fill("08:00")
    dialog.get_by_label("依据").fill("x")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_role("alert")).to_contain_text("时段不得重叠")


def two_of_one_area(page: Page) -> tuple[dict[str, str], dict[str, str]]:
    """Two customers whose first open visits could be made on the same day by the same person."""
    seen: list[tuple[str, str, str, dict[str, str]]] = []
    for one in page.request.get("/api/v1/customers?limit=50").json()["items"]:
        file = page.request.get(f"/api/v1/customers/{one['id']}").json()
        owed = next((owed for owed in file["obligations"] if owed["state"] == "open"), None)
        if owed is None:
            continue
        here = (file["unit"]["id"], owed["not_before"], owed["due_by"], one)
        for unit, since, until, other in seen:
            if unit == here[0] and since <= here[2] and here[1] <= until:
                return other, one
        seen.append(here)
    raise AssertionError("no two customers of one area are due on a common day")


def test_a_visit_comes_after_another_one_until_that_is_taken_back(page: Page) -> None:
    """S8: found by account number, chosen among the open visits; both files tell of it."""
    sign_in(page, DISPATCHER)
    then, first = two_of_one_area(page)
    page.goto(f"/customers/{then['id']}")
    file = page.get_by_test_id("customer-file")
    file.get_by_role("button", name="设置先办事项").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill(first["external_id"])
    dialog.get_by_role("button", name="查找").click()
    dialog.locator(".pick").first.click()
    expect(dialog.locator(".visits button").first).to_be_visible()
    shot(page, "order-dialog-zh")
    dialog.locator(".visits button").first.click()
    expect(file).to_contain_text(f"须排在 {first['name']}")
    shot(page, "order-file-zh")
    page.goto(f"/customers/{first['id']}")
    expect(file).to_contain_text(f"须先于 {then['name']}")
    page.goto(f"/customers/{then['id']}")
    file.get_by_role("button", name="取消先后").click()
    expect(file).not_to_contain_text("须排在")


def test_both_fit_a_phone(narrow_page: Page) -> None:
    """390 px: nothing wider than the screen."""
    sign_in(narrow_page, MANAGER)
    narrow_page.goto("/rules")
    card = narrow_page.get_by_test_id("rule-travel")
    card.get_by_role("button", name="新规则").click()
    dialog = narrow_page.get_by_role("dialog")
    dialog.get_by_role("button", name="增加时段").click()
    shot(narrow_page, "rule-dialog-390")
    assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 390
    assert wait_until(narrow_page, "() => document.querySelector('.times').getBoundingClientRect().right <= 390")
    assert re.search("慢行时段", dialog.inner_text())
