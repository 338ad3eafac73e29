"""What the journeys do at the desk: sign in, wait for the map, ask it what it has drawn."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# The page's policy forbids evaluating strings in it, so waiting is done from outside.
IDLE = """() => {
  const map = window.__roundsman?.map
  return Boolean(map && map.getLayer('stop-circle') && map.areTilesLoaded() && !map.isMoving())
}"""
DRAWN = """(layer) => {
  const map = window.__roundsman.map
  const layers = map.getStyle().layers.map((each) => each.id).filter((id) => id.startsWith(layer))
  return map.queryRenderedFeatures({ layers }).length
}"""
PLACE_OF_A_STOP = """() => {
  const map = window.__roundsman.map
  const box = map.getCanvas().getBoundingClientRect()
  for (const stop of map.queryRenderedFeatures({ layers: ['stop-circle'] })) {
    const at = map.project(stop.geometry.coordinates)
    const top = map.queryRenderedFeatures(at, { layers: ['stop-circle'] })[0]
    const place = { x: at.x + box.x, y: at.y + box.y }
    if (top && document.elementFromPoint(place.x, place.y) === map.getCanvas()) return place
  }
  return null
}"""


def shot(page: Page, name: str) -> None:
    """Keep a picture in the folder ``E2E_SHOTS``, where one is named."""
    if folder := os.environ.get("E2E_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sign_in(page: Page, account: int = 0, to: str = "/login?next=/map?e2e=1") -> None:
    """Sign in with one of the demo accounts the page offers."""
    page.goto(to)
    page.locator(".account").nth(account).click()
    page.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"^[^?]*/map"))


def wait_until(page: Page, script: str, argument: Any = None, seconds: float = 30) -> Any:
    """Return the first true answer of `script`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = page.evaluate(script, argument)
        if answer:
            return answer
        page.wait_for_timeout(150)
    raise AssertionError(f"not within {seconds} s: {script}")


def map_drawn(page: Page) -> None:
    """Wait until the map stands still with all its tiles and the day's stops on it."""
    wait_until(page, IDLE)
    wait_until(page, DRAWN, "stop-circle")


def drawn(page: Page, layer: str) -> int:
    """Return how many features of the layers whose names begin with `layer` are on the screen."""
    return int(page.evaluate(DRAWN, layer))


def click_a_stop(page: Page) -> None:
    """Click a stop that nothing covers."""
    place = wait_until(page, PLACE_OF_A_STOP)
    page.mouse.click(place["x"], place["y"])
