"""A journey through the page of lists: what is not found is asked for, what is wrong is named, good rows are stored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import shot, sign_in

DISPATCHER, MANAGER = 0, 2


def _meters(customer: str, *more: str) -> bytes:
    """A list of meters whose first column has a name of the company's own."""
    return "\n".join(["表计,户号,位数,出厂日期", f"0009000001,{customer},5,2020-05-01", *more, ""]).encode()


@pytest.mark.refusal(422)
def test_a_list_is_checked_put_right_and_stored(page: Page) -> None:
    """S3.4, S9.11: the column nobody knows is asked for; two bad rows are named by cell; the good one is stored."""
    sign_in(page, DISPATCHER)
    page.get_by_label("用户菜单").click()
    page.get_by_role("link", name="导入清单").click()
    customer = page.request.get("/api/v1/customers?limit=1").json()["items"][0]["external_id"]
    page.get_by_label("清单种类").select_option("meters")
    shot(page, "imports-zh")
    content = _meters(customer, f"0009000002,{customer},viele,2020-05-01", "0009000003,9999999999,5,2020-13-01")
    page.locator("input[type=file]").set_input_files({"name": "表计.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_label("表号").select_option("表计")
    shot(page, "imports-match-zh")
    page.get_by_role("button", name="检查").click()
    expect(page.get_by_text("检查完毕，尚未入库")).to_be_visible()
    problems = page.get_by_role("table")
    expect(problems).to_contain_text("viele")
    expect(problems).to_contain_text("2020-13-01")
    shot(page, "imports-problems-zh")
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载问题清单").click()
    assert "viele" in saved.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="只入库无误的 1 行").click()
    expect(page.get_by_text("已入库", exact=True)).to_be_visible()
    shot(page, "imports-stored-zh")
    page.get_by_role("button", name="换一个文件").click()
    page.locator("input[type=file]").set_input_files(
        {
            "name": "meters.csv",
            "mimeType": "text/csv",
            "buffer": _meters(customer).replace("表计".encode(), "表号".encode()),
        }
    )
    expect(page.get_by_text("清单内容均已入库，没有变化。")).to_be_visible()


@pytest.mark.refusal(422)
def test_what_is_no_list_is_refused_with_a_sentence_and_on_a_phone_too(narrow_page: Page) -> None:
    """A picture instead of a table; the page fits 390 px in English."""
    phone = narrow_page
    sign_in(phone, DISPATCHER)
    phone.goto("/imports")
    phone.get_by_role("radio", name="EN").click()
    shot(phone, "imports-en-390")
    phone.locator("input[type=file]").set_input_files(
        {"name": "photo.xlsx", "mimeType": "application/octet-stream", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(64)}
    )
    expect(phone.get_by_role("alert")).to_contain_text("photo.xlsx")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    shot(phone, "imports-refused-en-390")


def test_who_may_not_import_is_told_so(page: Page) -> None:
    """A regional manager looks at coverage; lists are for dispatchers and administrators."""
    sign_in(page, MANAGER)
    page.goto("/imports")
    expect(page.get_by_text("您的账号不能导入清单。")).to_be_visible()
