"""A journey through quarter and territories: drafted by the supervisor, approved by the manager (S4.2, S8.4)."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.desk import sign_in, wait_until

SUPERVISOR, MANAGER = 1, 2


def test_a_territory_proposal_is_drawn_submitted_and_approved(page: Page) -> None:
    """S8.4: the demo's own customers make the proposal; it is said to be one; roles decide."""
    sign_in(page, SUPERVISOR)
    page.goto("/staffing")
    page.get_by_role("button", name=re.compile("重新测算|测算方案")).click()
    bar = page.get_by_test_id("proposal-bar")
    expect(bar).to_contain_text("系统测算的建议方案")
    canvas = page.get_by_test_id("ground-map").locator("canvas")
    expect(canvas).to_be_visible()
    expect(page.locator("article strong").first).to_be_visible()
    bar.get_by_role("button", name="采纳并提交审批").click()
    expect(bar).to_contain_text("已提交")
    unit = page.evaluate("new URL(location.href).searchParams.get('unit')")
    unit = unit or page.locator("header select").input_value()
    page.context.clear_cookies()
    sign_in(page, MANAGER)
    page.goto(f"/staffing?unit={unit}")
    bar = page.get_by_test_id("proposal-bar")
    bar.get_by_role("button", name="批准", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="批准", exact=True).click()
    expect(bar).to_contain_text("已批准")


def test_a_quarter_is_drafted_by_the_supervisor_and_approved_by_the_manager(page: Page) -> None:
    """S4.2: only the manager sees the button; what is approved is frozen."""
    sign_in(page, SUPERVISOR)
    page.goto("/quarters")
    # Two ahead, so that no month of another journey lies in what is approved here.
    for _ in range(2):
        page.get_by_role("button", name="下一季度").click()
    bar = page.get_by_test_id("quarter-bar")
    bar.get_by_role("button", name="从年度计划生成草稿").click()
    expect(bar).to_contain_text("草稿待经理批准")
    expect(bar.get_by_role("button", name="批准本季度")).to_have_count(0)
    unit = (
        page.evaluate("new URL(location.href).searchParams.get('unit')") or page.locator("header select").input_value()
    )
    page.context.clear_cookies()
    sign_in(page, MANAGER)
    page.goto(f"/quarters?unit={unit}")
    for _ in range(2):
        page.get_by_role("button", name="下一季度").click()
    bar = page.get_by_test_id("quarter-bar")
    bar.get_by_role("button", name="批准本季度").click()
    page.get_by_role("dialog").get_by_role("button", name="批准本季度").click()
    expect(bar).to_contain_text("各周已冻结")
    expect(page.get_by_text("经理 Manager 批准").first).to_be_visible()


def test_a_rule_is_entered_and_shown_as_coming(page: Page) -> None:
    """S8.4: from a day on, with its source; what has not begun can be withdrawn."""
    sign_in(page, MANAGER)
    page.goto("/rules")
    card = page.get_by_test_id("rule-staffing")
    card.get_by_role("button", name="新规则").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("二类区域：销量不低于（台）").fill("90000")
    dialog.get_by_label("生效日期").fill("2099-01-01")
    dialog.get_by_label("依据").fill("公司文件 7 号")
    dialog.get_by_role("button", name="保存").click()
    expect(card).to_contain_text("公司文件 7 号")
    card.get_by_role("button", name="撤回").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    expect(card).not_to_contain_text("公司文件 7 号")


def test_both_pages_fit_a_phone(narrow_page: Page) -> None:
    """390 px: nothing wider than the screen."""
    sign_in(narrow_page, MANAGER)
    for path in ("/quarters", "/staffing", "/staffing?tab=facts", "/rules"):
        narrow_page.goto(path)
        expect(narrow_page.locator("h1")).to_be_visible()
        wait_until(narrow_page, "() => !document.querySelector('.dots')")
        assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 390
        assert re.search("季度|定岗|规则", narrow_page.locator("h1").inner_text())
