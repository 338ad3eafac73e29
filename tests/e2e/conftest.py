"""A real server with a real worker on a small demo city, and a real browser: both started once a session.

The city is made by the product itself, ``roundsman demo`` with few customers and people. ``E2E_URL`` names a demo
that is served already, for writing journeys.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.settings import CHECKOUT
from tests.postgres import PREFIX

DIST = CHECKOUT / "app" / "frontend" / "desk" / "dist" / "index.html"
# Longer than any page needs: a busy machine is no fault of the page.
PATIENCE_MS = 60_000
DEMO = ("demo", "--limit", "400", "--technicians", "4", "--seed", "7")
# Debian's browser without what talks to the outside; WebGL works without a graphics card.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Every journey needs the browser; as a group, workers that keep groups together make the city once."""
    item.add_marker(pytest.mark.e2e)
    item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(place: tuple[str, str]) -> str:
    """The address of the desk."""
    return place[0]


@pytest.fixture(scope="session")
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a demo city's desk, served with a worker from a database of its own, and that database's."""
    if os.environ.get("E2E_URL"):
        yield os.environ["E2E_URL"], os.environ.get("E2E_DATABASE_URL", "")
        return
    if not DIST.is_file():
        pytest.fail("the desk is not built: run ./dev setup")
    server, template = request.getfixturevalue("server"), request.getfixturevalue("template")
    folder, name = tmp_path_factory.mktemp("site"), f"{PREFIX}{os.getpid()}_site"
    where = server.clone(template, name)
    environment = {
        **os.environ,
        "DATABASE_URL": where.application,
        "DATABASE_OWNER_URL": where.owner,
        "ROUNDSMAN_DATA_DIR": str(folder),
    }
    try:
        _command(environment, folder / "demo.log", *DEMO)
        with _served(environment, folder / "serve.log") as url:
            yield url, where.owner
    finally:
        server.drop(name)


@pytest.fixture(scope="session")
def strict_site(place: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a second server for the same demo, which asks for one-time codes as well."""
    owner = place[1]
    if not owner:
        pytest.skip("E2E_URL names a demo that is served already, and E2E_DATABASE_URL does not say where its data is")
    folder = tmp_path_factory.mktemp("strict")
    environment = {
        **os.environ,
        "DATABASE_URL": owner,
        "DATABASE_OWNER_URL": owner,
        "ROUNDSMAN_DATA_DIR": str(folder),
        "ROUNDSMAN_TWO_FACTOR": "1",
    }
    with _served(environment, folder / "serve.log") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh visitor at a wide screen; whatever the page's scripts complain about fails the test."""
    yield from _visitor(browser, site, WIDE, _refusals(request))


@pytest.fixture
def narrow_page(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The same on a phone's width."""
    yield from _visitor(browser, site, NARROW, _refusals(request))


@pytest.fixture
def strict_page(browser: Browser, strict_site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A visitor of the server that asks for codes."""
    yield from _visitor(browser, strict_site, WIDE, _refusals(request))


def _refusals(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The statuses a journey provokes on purpose; 401 is how the server ends a session."""
    marker = request.node.get_closest_marker("refusal")
    return ("401", *(str(status) for status in (marker.args if marker else ())))


def _visitor(browser: Browser, site: str, viewport: dict[str, int], refusals: tuple[str, ...]) -> Iterator[Page]:
    context = browser.new_context(viewport=viewport, base_url=site, locale="zh-CN")  # type: ignore[arg-type]
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    yield page
    context.close()
    # The browser itself reports what the server refuses.
    assert [each for each in complaints if not any(f"status of {one}" in each for one in refusals)] == []


def _command(environment: dict[str, str], log: Path, *arguments: str) -> None:
    with log.open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "app.cli.main", *arguments], cwd=CHECKOUT, env=environment, stdout=out, stderr=out
        )
    assert done.returncode == 0, log.read_text(encoding="utf-8", errors="replace")[-2000:]


@contextlib.contextmanager
def _served(environment: dict[str, str], log: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "app.cli.main", "serve", "--port", str(port), "--processes", "1"]
    with log.open("wb") as out:
        running = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=out, stderr=out)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, running, log)
        yield url
    finally:
        running.terminate()
        running.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if running.poll() is not None:
            break
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{url}/api/v1/demo", timeout=5).raise_for_status()
            return
        time.sleep(0.2)
    pytest.fail(f"the server does not answer: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
