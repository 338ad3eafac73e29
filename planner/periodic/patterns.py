"""A family on the pattern whose days cost least together.

The cost of a pattern is the sum over its days of the cheapest insertion on that day; as days share no route, that is
exact. Choosing pattern and routes in one move is in J.-F. Cordeau, M. Gendreau and G. Laporte, "A tabu search heuristic
for periodic and multi-depot vehicle routing problems", Networks 30(2), 1997,
doi:10.1002/(SICI)1097-0037(199709)30:2<105::AID-NET5>3.0.CO;2-G, and in T. Vidal et al., "A hybrid genetic algorithm
for multidepot and periodic vehicle routing problems", Operations Research 60(3), 2012, doi:10.1287/opre.1120.1048.
"""

from planner.kernel.compiled import compiled
from planner.kernel.instance import FORBIDDEN, Instance
from planner.kernel.state import State
from planner.periodic.book import Book
from planner.periodic.families import Families
from planner.periodic.places import put_down


@compiled
def place_on_pattern(instance: Instance, families: Families, state: State, book: Book, family: int) -> None:
    """Place an absent family whose days are priced; leave it out when no pattern has a place for every visit."""
    begin = families.first[family]
    size = families.first[family + 1] - begin
    best, cheapest = -1, FORBIDDEN
    for row in range(families.pattern_first[family], families.pattern_first[family + 1]):
        cost = 0
        for visit in range(size):
            cost += book.day_cost[book.line[visit], families.pattern[row, visit]]
        if cost < cheapest:
            best, cheapest = row, cost
    if best >= 0:
        for visit in range(size):
            vehicle = book.day_vehicle[book.line[visit], families.pattern[best, visit]]
            put_down(instance, families, state, book, families.member[begin + visit], vehicle)
