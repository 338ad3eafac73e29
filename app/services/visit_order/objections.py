"""What keeps one visit from coming after another.

Both are made by the same person on the same day, the first before the second; so they lie in one area and share a day.
"""

import uuid
from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.services.ports.visit_order import OpenVisit

Links = Mapping[uuid.UUID, uuid.UUID]


class Objection(StrEnum):
    """Stable codes."""

    ITSELF = "itself"
    OTHER_AREA = "other_area"
    NO_COMMON_DAY = "no_common_day"
    CIRCLE = "circle"


SAID: dict[Objection, tuple[str, str]] = {
    Objection.ITSELF: ("a visit cannot come after itself", "不能排在自身之后"),
    Objection.OTHER_AREA: (
        "the two lie in different areas; one person makes both on the same day",
        "两次上门不在同一片区，而先后两次须由同一人在同一天完成",
    ),
    Objection.NO_COMMON_DAY: (
        "the two have no day in common: one is due before the other may be made",
        "两次上门没有共同的可行日期：一次到期时另一次尚不能上门",
    ),
    Objection.CIRCLE: ("would close a circle of visits that each wait for another", "先后次序成环，互相等待"),
}
"""Code -> the sentence in English and in Chinese."""


def objection(then: OpenVisit, first: OpenVisit) -> Objection | None:
    """Return what keeps `then` from coming after `first`, by themselves; None when nothing does."""
    if then.id == first.id:
        return Objection.ITSELF
    if then.path != first.path:
        return Objection.OTHER_AREA
    if then.not_before > first.due_by or first.not_before > then.due_by:
        return Objection.NO_COMMON_DAY
    return None


def in_circles(links: Links, starts: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of `starts` from which following `links` leads back to them."""
    return {start for start in starts if _leads_back(links, start)}


def _leads_back(links: Links, start: uuid.UUID) -> bool:
    seen: set[uuid.UUID] = set()
    at = links.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = links.get(at)
    return False
