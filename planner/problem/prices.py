"""What a way out costs in minutes of somebody's time, so that the cheapest one can be named: data of the policy."""

import math
from dataclasses import dataclass, fields

from planner.problem.errors import Flaw, ProblemError


@dataclass(frozen=True, kw_only=True, slots=True)
class CurePrices:
    """Minutes each way out is worth besides the travel it adds; overtime costs `Policy.overtime_price` a minute.

    Attributes
    ----------
    another_day : asking a customer for another date than agreed
    wider_hours : asking a customer for other hours
    closer : visiting nearer to the visit before than the programme wants
    unpin : taking a visit from who was promised it
    lend : lending a colleague for a day
    more_stops : one stop more than agreed with a technician
    more_work : asking a technician for more than the most work of a day, besides the minutes, priced as overtime
    any_order : making a visit without the one that should come before or after it
    renew : renewing a certificate
    exclusion : lifting the separation rule for a visit
    other_mode, moved_base : going by other means, or from another base
    split : making a visit in several parts
    extra_shift : share of a shift worked on a day off, in minutes
    person : share of a person more, in minutes
    certify : lessons and examination
    """

    another_day: float = 15.0
    wider_hours: float = 20.0
    closer: float = 30.0
    unpin: float = 30.0
    lend: float = 45.0
    more_stops: float = 20.0
    more_work: float = 20.0
    any_order: float = 30.0
    renew: float = 120.0
    exclusion: float = 240.0
    other_mode: float = 60.0
    moved_base: float = 480.0
    split: float = 60.0
    extra_shift: float = 300.0
    person: float = 480.0
    certify: float = 2880.0

    def __post_init__(self) -> None:
        prices = {field.name: getattr(self, field.name) for field in fields(self)}
        wrong = [name for name, price in prices.items() if not (math.isfinite(price) and price >= 0)]
        if wrong:
            raise ProblemError(
                [
                    Flaw(path=f"policy.cures.{name}", message_en="must not be negative", message_zh="价格不得为负")
                    for name in wrong
                ]
            )
