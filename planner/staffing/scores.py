"""The quarterly ranking by average monthly score (S8.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthScore:
    """The score somebody got for a month; `month` is its first day. `serious_error` is stated by whoever scored."""

    person: str
    month: date
    score: float
    serious_error: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A place in the ranking; equal averages share a rank. `months` is how many scores the average rests on."""

    person: str
    rank: int
    average: float
    lowest: float
    months: int


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first day of the calendar quarter of `day`, and of the one after it."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)


def rank(scores: Iterable[MonthScore], start: date, until: date) -> tuple[Ranked, ...]:
    """Rank everybody who has a score in ``start <= month < until``, best first; without a score nobody has a rank."""
    mine: dict[str, list[float]] = {}
    for one in scores:
        if start <= one.month < until:
            mine.setdefault(one.person, []).append(one.score)
    average = {person: sum(found) / len(found) for person, found in mine.items()}
    order = sorted(average, key=lambda person: (-round(average[person], 6), person))
    return tuple(
        Ranked(
            person=person,
            rank=1 + sum(round(average[other], 6) > round(average[person], 6) for other in order),
            average=average[person],
            lowest=min(mine[person]),
            months=len(mine[person]),
        )
        for person in order
    )
