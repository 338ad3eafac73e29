"""The periodic search: ruin, recreate with a choice of days, accept or reject; any number of iterations at a time."""

from planner.kernel.anneal import accepts, draw_limit, is_best
from planner.kernel.compiled import compiled
from planner.kernel.instance import Instance
from planner.kernel.pool import Pool
from planner.kernel.routes import file_absent
from planner.kernel.search import all_timely, keep_best
from planner.kernel.state import COST, ITERATION, KEY, State
from planner.periodic.book import GONE, OVER, Book
from planner.periodic.compiled import entry
from planner.periodic.families import Families
from planner.periodic.overload import weigh
from planner.periodic.places import settle, undo
from planner.periodic.recreate import recreate
from planner.periodic.ruin import ruin


@compiled
def step(instance: Instance, families: Families, state: State, book: Book, pool: Pool) -> None:
    """Do one iteration."""
    key, cost = state.total[KEY], state.total[COST]
    over = book.counts[OVER]
    draw_limit(state)
    ruin(instance, families, state, book)
    # A route that a cut made late cannot be repaired by insertions, so the iteration is given up.
    possible = all_timely(instance, state) and recreate(instance, families, state, book, key, cost)
    let_go(book)
    if possible and accepts(state, key, cost):
        settle(state, book)
        if book.counts[OVER] == 0 and is_best(state):
            keep_best(instance, state, pool)
    else:
        undo(instance, state, book)
        state.total[KEY], state.total[COST], book.counts[OVER] = key, cost, over
    file_absent(state)
    state.tally[ITERATION] += 1
    weigh(instance, state, book)


@compiled
def let_go(book: Book) -> None:
    """Forget which families were still to be placed."""
    for row in range(book.counts[GONE]):
        book.is_gone[book.gone[row]] = False
    book.counts[GONE] = 0


@entry
def advance(instance: Instance, families: Families, state: State, book: Book, pool: Pool, iterations: int) -> None:
    """Search on for `iterations`; the random numbers, the temperature and the best found go on from where they were."""
    for _ in range(iterations):
        step(instance, families, state, book, pool)
