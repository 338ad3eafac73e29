"""The ways out: what each relaxes, and what it costs."""

from enum import StrEnum

from planner.checking.bars import Bar
from planner.problem import CurePrices


class CureKind(StrEnum):
    """Stable codes of ways out of being left out."""

    WAIT = "wait"
    """Nothing to do now: it may be made after this plan's dates."""
    INSERT = "insert"
    """There is room on somebody's day as it stands."""
    OVERTIME = "overtime"
    ANOTHER_DAY = "another_day"
    """Later than it should be, by a visit that no law or promise dates (or that has lapsed already)."""
    WIDER_HOURS = "wider_hours"
    CLOSER = "closer"
    UNPIN = "unpin"
    LEND = "lend_person"
    MORE_STOPS = "more_stops"
    MORE_WORK = "more_work"
    """More travel and service than the technician may do in a day."""
    ANY_ORDER = "any_order"
    """Without the visit that should come before or after it."""
    RENEW = "renew"
    EXCLUSION = "exclusion"
    CERTIFY = "certify"
    EXTRA_SHIFT = "extra_shift"
    PERSON = "one_more_person"
    OTHER_MODE = "other_mode"
    MOVED_BASE = "moved_base"
    SPLIT = "split"


KINDS: tuple[CureKind, ...] = tuple(CureKind)

LIFTS: dict[Bar, CureKind] = {
    Bar.REGION: CureKind.LEND,
    Bar.LENDING: CureKind.LEND,
    Bar.SEPARATION: CureKind.EXCLUSION,
    Bar.PINNED: CureKind.UNPIN,
    Bar.LATE: CureKind.ANOTHER_DAY,
    Bar.SPACING: CureKind.CLOSER,
}
"""Rules of which one alone may be lifted by a person's decision; `Bar.CERTIFICATE` is renewed or learned."""


def price_min(kind: CureKind, prices: CurePrices) -> float:
    """Return what `kind` costs in minutes besides travel and overtime."""
    by_kind = {
        CureKind.ANOTHER_DAY: prices.another_day,
        CureKind.WIDER_HOURS: prices.wider_hours,
        CureKind.CLOSER: prices.closer,
        CureKind.UNPIN: prices.unpin,
        CureKind.LEND: prices.lend,
        CureKind.MORE_STOPS: prices.more_stops,
        CureKind.MORE_WORK: prices.more_work,
        CureKind.ANY_ORDER: prices.any_order,
        CureKind.RENEW: prices.renew,
        CureKind.EXCLUSION: prices.exclusion,
        CureKind.CERTIFY: prices.certify,
        CureKind.EXTRA_SHIFT: prices.extra_shift,
        CureKind.PERSON: prices.person,
        CureKind.OTHER_MODE: prices.other_mode,
        CureKind.MOVED_BASE: prices.moved_base,
        CureKind.SPLIT: prices.split,
    }
    return by_kind.get(kind, 0.0)
