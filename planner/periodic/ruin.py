"""Ruin: cut strings around a family, on one day or on all, and take what was cut off its other days too.

Source: as `planner.kernel.ruin`, section 4.2, with the days as a second neighbourhood.
"""

from planner.kernel.chance import below, unit
from planner.kernel.compiled import compiled, inlined
from planner.kernel.instance import Instance
from planner.kernel.ruin import LONGER, MISSED, SPLIT
from planner.kernel.state import BANKED, ITERATION, LONGEST_STRING, MEAN_REMOVED, REMOVED, State
from planner.periodic.book import GONE, ONE_DAY, STAY, WHOLLY, Book
from planner.periodic.families import Families
from planner.periodic.places import take_out

MOST_ABSENT = 12
"""Absent visits whose families are tried again in one iteration."""

ALL_DAYS = -1


@compiled
def ruin(instance: Instance, families: Families, state: State, book: Book) -> None:
    """Fill `gone` with the families to place; those that shall choose their days anew are taken out wholly."""
    n, banked = len(state.owner), state.tally[BANKED]
    seed = below(state.words, n)
    if banked > 0 and unit(state.words) < MISSED:
        seed = state.bank[below(state.words, banked)]
    family, day = families.family_of[seed], ALL_DAYS
    stay = bool(unit(state.words) < book.chance[STAY])
    if stay or unit(state.words) < book.chance[ONE_DAY]:
        owner = state.owner[seed]
        day = families.day_of[owner] if owner >= 0 else below(state.words, len(families.date))
    strings, longest = draw_strings(state, n - banked)
    if strings > 0:
        cut_around(instance, families, state, book, family, day, strings, longest)
    for row in range(state.tally[REMOVED]):
        mark_gone(book, families.family_of[state.removed[row]])
    invite_absent(families, state, book, family)
    # Families taken out together on all their days rarely come back as cheap, so often only some of those cut are.
    share = 0.0 if stay else 1.0 if unit(state.words) < book.chance[WHOLLY] else unit(state.words)
    for row in range(book.counts[GONE]):
        family = book.gone[row]
        book.stays[family] = not has_choice(families, family) or unit(state.words) >= share
        if not book.stays[family]:
            take_family(instance, families, state, book, family)


@inlined
def has_choice(families: Families, family: int) -> bool:
    """Tell whether the family may have other days than one set of them."""
    return bool(families.pattern_first[family + 1] - families.pattern_first[family] != 1)


@compiled
def draw_strings(state: State, routed: int) -> tuple[int, int]:
    """Draw how many strings to cut, and return how long one may be."""
    used = 0
    for vehicle in range(len(state.length)):
        used += state.length[vehicle] > 0
    if used == 0:
        return 0, 0
    longest = min(state.tune[LONGEST_STRING], routed / used)
    most = 4.0 * state.tune[MEAN_REMOVED] / (1.0 + longest) - 1.0
    return int(unit(state.words) * most + 1.0), max(1, int(longest))


@compiled
def cut_around(
    instance: Instance,
    families: Families,
    state: State,
    book: Book,
    seed: int,
    day: int,
    strings: int,
    longest: int,
) -> None:
    """Cut a string out of each of the `strings` routes nearest to the family `seed`, on `day` or on any."""
    for rank in range(-1, families.near.shape[1]):
        family = seed if rank < 0 else families.near[seed, rank]
        begin = families.first[family]
        size = families.first[family + 1] - begin
        skip = below(state.words, size) if size > 1 else 0
        for step in range(size):
            stop = families.member[begin + (skip + step) % size]
            vehicle = state.owner[stop]
            if vehicle < 0 or state.is_touched[vehicle] or (day >= 0 and families.day_of[vehicle] != day):
                continue
            cut_string(instance, families, state, book, vehicle, state.place[stop], longest)
            strings -= 1
            if strings <= 0:
                return


@compiled
def cut_string(
    instance: Instance, families: Families, state: State, book: Book, vehicle: int, position: int, longest: int
) -> None:
    """Cut a random string that holds `position`, sometimes keeping its middle."""
    length = state.length[vehicle]
    size, kept = 1 + below(state.words, min(length, longest)), 0
    if size > 1 and size < length and unit(state.words) < SPLIT:
        kept = 1
        while size + kept < length and unit(state.words) < LONGER:
            kept += 1
    span = size + kept
    lowest, highest = max(1, position - span + 1), min(position, length - span + 1)
    first = lowest + below(state.words, highest - lowest + 1)
    keep_first = first + 1 + below(state.words, size - 1) if kept else first
    before = state.tally[REMOVED]
    take_out(instance, state, book, vehicle, first, first + span - 1, keep_first, keep_first + kept - 1)
    for row in range(before, state.tally[REMOVED]):
        book.left_on[state.removed[row]] = families.day_of[vehicle]


@compiled
def mark_gone(book: Book, family: int) -> None:
    """Add a family to those the iteration has to place, once."""
    if not book.is_gone[family]:
        book.is_gone[family] = True
        book.gone[book.counts[GONE]] = family
        book.counts[GONE] += 1


@compiled
def take_family(instance: Instance, families: Families, state: State, book: Book, family: int) -> None:
    """Take every visit of a family off its route."""
    for at in range(families.first[family], families.first[family + 1]):
        stop = families.member[at]
        vehicle, place = state.owner[stop], state.place[stop]
        if vehicle >= 0:
            take_out(instance, state, book, vehicle, place, place, place, place - 1)


@compiled
def invite_absent(families: Families, state: State, book: Book, seed: int) -> None:
    """Add families with absent visits: all at first or when few, else near ones and random ones."""
    banked = state.tally[BANKED]
    if banked <= MOST_ABSENT or state.tally[ITERATION] == 0:
        for row in range(banked):
            mark_gone(book, families.family_of[state.bank[row]])
    else:
        left = MOST_ABSENT // 2
        for rank in range(-1, families.near.shape[1]):
            family = seed if rank < 0 else families.near[seed, rank]
            if left > 0 and not book.is_gone[family] and is_missed(families, state, family):
                mark_gone(book, family)
                left -= 1
        for _ in range(MOST_ABSENT // 2):
            mark_gone(book, families.family_of[state.bank[below(state.words, banked)]])
    list_absent(families, state, book)


@compiled
def is_missed(families: Families, state: State, family: int) -> bool:
    """Tell whether a visit of the family is in the bank."""
    for at in range(families.first[family], families.first[family + 1]):
        if state.bank_at[families.member[at]] >= 0:
            return True
    return False


@compiled
def list_absent(families: Families, state: State, book: Book) -> None:
    """Add to `removed` the visits in the bank that may be placed now, so that the bank is brought up to date."""
    for row in range(book.counts[GONE]):
        family = book.gone[row]
        for at in range(families.first[family], families.first[family + 1]):
            stop = families.member[at]
            if state.bank_at[stop] >= 0:
                state.removed[state.tally[REMOVED]] = stop
                state.tally[REMOVED] += 1
