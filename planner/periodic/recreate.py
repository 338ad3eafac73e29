"""Recreate: place families one by one, each on the days where it costs least, in one of several orders."""

from planner.kernel.chance import below, unit
from planner.kernel.compiled import compiled
from planner.kernel.instance import Instance
from planner.kernel.state import ABSENT, BANKED, COST, KEY, LIMIT, UNIT, State
from planner.periodic.book import GONE, Book
from planner.periodic.chains import place_on_chain
from planner.periodic.families import Families
from planner.periodic.patterns import place_on_pattern
from planner.periodic.places import cheapest_on, price_days, put_down
from planner.periodic.ruin import take_family

RANDOM, FAR, NEAR, HEAVY, LONG, OFTEN = range(6)
"""Orders of insertion; they speak of the distance to a base, of load and halt, of the number of visits."""

DRAWN = 4 * (RANDOM,) + 3 * (HEAVY,) + (LONG,) + 2 * (FAR,) + 2 * (OFTEN,) + (NEAR,)
"""How often each order is drawn."""

STAKE_FIRST = 0.7
"""Chance that what is dearest to leave out goes first, when something is left out."""


@compiled
def recreate(
    instance: Instance,
    families: Families,
    state: State,
    book: Book,
    key: int,
    cost: int,
) -> bool:
    """Place the families in `gone`; of those that stay, each cut visit on the day it was on, where that is possible.

    `key` and `cost` are the totals before the iteration. Return false as soon as the plan cannot be accepted any more.
    """
    order = DRAWN[below(state.words, len(DRAWN))]
    by_stake = state.tally[BANKED] > 0 and unit(state.words) < STAKE_FIRST
    for row in range(book.counts[GONE]):
        book.rank[row] = rank_of(instance, families, state, book.gone[row], order)
    sort_gone(instance, families, book, by_stake)
    lost = least_lost(instance, families, state, book) - key
    for row in range(book.counts[GONE]):
        family = book.gone[row]
        if book.stays[family] and return_to_days(instance, families, state, book, family):
            continue
        take_family(instance, families, state, book, family)
        price_days(instance, families, state, book, family)
        if families.pattern_first[family] < families.pattern_first[family + 1]:
            place_on_pattern(instance, families, state, book, family)
        else:
            place_on_chain(instance, families, state, book, family)
        lost += absent_stake(instance, families, state, family)
        if float(state.total[COST] - cost) + state.tune[UNIT] * float(lost) >= state.tune[LIMIT]:
            return False
    return True


@compiled
def least_lost(instance: Instance, families: Families, state: State, book: Book) -> int:
    """Return the stakes left out if all families in `gone` were placed wholly."""
    lost = state.total[KEY]
    for row in range(book.counts[GONE]):
        lost -= absent_stake(instance, families, state, book.gone[row])
    return int(lost)


@compiled
def absent_stake(instance: Instance, families: Families, state: State, family: int) -> int:
    """Return the stakes of the family's visits that are on no route."""
    stake = 0
    for at in range(families.first[family], families.first[family + 1]):
        stop = families.member[at]
        if state.owner[stop] == ABSENT:
            stake += instance.stake[stop]
    return int(stake)


@compiled
def rank_of(instance: Instance, families: Families, state: State, family: int, order: int) -> float:
    """Return the family's rank in an order; low ranks are placed first."""
    stop = families.member[families.first[family]]
    if order in (FAR, NEAR):
        away = float(instance.duration[instance.profile[0], instance.start_node[0], stop])
        return -away if order == FAR else away
    if order == HEAVY:
        return -float(instance.load[stop])
    if order == LONG:
        return -float(instance.halt_s[stop])
    rank = unit(state.words)
    return rank - float(families.first[family + 1] - families.first[family]) if order == OFTEN else rank


@compiled
def sort_gone(instance: Instance, families: Families, book: Book, by_stake: bool) -> None:  # noqa: FBT001
    """Sort `gone` by rank, within equal stakes when `by_stake` (insertion sort: the list is short)."""
    for row in range(1, book.counts[GONE]):
        family, rank, at = book.gone[row], book.rank[row], row
        stake = stake_of(instance, families, family)
        while at > 0:
            before = stake_of(instance, families, book.gone[at - 1])
            ahead = stake > before if by_stake and stake != before else rank < book.rank[at - 1]
            if not ahead:
                break
            book.gone[at], book.rank[at] = book.gone[at - 1], book.rank[at - 1]
            at -= 1
        book.gone[at], book.rank[at] = family, rank


@compiled
def stake_of(instance: Instance, families: Families, family: int) -> int:
    """Return what is lost at most with one visit of the family."""
    stake = 0
    for at in range(families.first[family], families.first[family + 1]):
        stake = max(stake, instance.stake[families.member[at]])
    return int(stake)


@compiled
def return_to_days(instance: Instance, families: Families, state: State, book: Book, family: int) -> bool:
    """Place the cut visits of the family on the days they were on; tell whether all found a place there."""
    begin = families.first[family]
    size = families.first[family + 1] - begin
    for visit in range(size):
        stop = families.member[begin + visit]
        if state.owner[stop] == ABSENT:
            vehicle = -1
            if state.bank_at[stop] < 0:
                vehicle, _ = cheapest_on(instance, families, state, book, stop, book.left_on[stop])
            if vehicle < 0:
                return False
            book.line[visit] = vehicle
    # No two visits are on one day, so no place found depends on another.
    for visit in range(size):
        stop = families.member[begin + visit]
        if state.owner[stop] == ABSENT:
            put_down(instance, families, state, book, stop, book.line[visit])
    return True
