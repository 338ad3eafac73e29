"""A journey through the second step of the log-in: an authenticator app is set up, and from then on only asked."""

from __future__ import annotations

import re

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Page, expect

from tests.e2e.desk import shot

SUPERVISOR = 1


def _password(page: Page) -> None:
    page.goto("/login")
    page.locator(".account").nth(SUPERVISOR).click()
    page.locator("button[type=submit]").click()


@pytest.mark.refusal(400)
def test_a_code_is_set_up_once_and_asked_for_ever_after(strict_page: Page) -> None:
    """R49: the password alone opens nothing; a wrong code is refused in words."""
    page = strict_page
    _password(page)
    expect(page.get_by_role("img", name="身份验证器二维码")).to_be_visible()
    shot(page, "second-step-setup-zh")
    totp = TOTP(key=page.locator("code").inner_text().replace(" ", ""))
    digits = page.get_by_label("身份验证器中的 6 位验证码")
    digits.fill("000000")
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_role("alert")).to_contain_text("验证码不正确")
    digits.fill(totp.generate().token)
    page.get_by_role("button", name="确认").click()
    page.wait_for_url(re.compile(r"^[^?]*/map"))
    page.context.clear_cookies()
    _password(page)
    expect(page.get_by_label("身份验证器中的 6 位验证码")).to_be_visible()
    expect(page.get_by_role("img", name="身份验证器二维码")).to_have_count(0)
    shot(page, "second-step-zh")
