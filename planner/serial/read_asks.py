"""Questions about a plan from JSON: moves, orders, who is ill, who is more."""

from planner.problem import Flaw, Problem, ProblemError
from planner.serial.fields import Fields
from planner.serial.text import parse
from planner.whatif import Ask, Ill, Move, OneMore, Reorder

KINDS = ("move", "reorder", "ill", "one_more")
MOST = 50
"""Questions in one document."""


def read_asks(problem: Problem, text: str | bytes) -> tuple[Ask, ...]:
    """Read ``{"asks": [...]}``, each with its `kind`.

    Raises
    ------
    ProblemError
        With every flaw found, each at its JSON path.
    """
    flaws: list[Flaw] = []
    root = Fields(parse(text), "", flaws)
    people = {person.id: row for row, person in enumerate(problem.technicians)}
    owed = {name: row for row, name in enumerate(problem.obligations.ids)}
    asks = tuple(_ask(one, people, owed) for one in root.objects("asks", required=True))
    if not 1 <= len(asks) <= MOST:
        root.note("asks", f"must be 1 to {MOST} questions", f"须为 1 至 {MOST} 个问题")
    root.close()
    if flaws:
        raise ProblemError(flaws)
    return asks


def _ask(one: Fields, people: dict[str, int], owed: dict[str, int]) -> Ask:
    kind = one.choice("kind", KINDS)
    if kind == "move":
        return Move(
            obligation=one.reference("obligation", owed, "obligations"),
            technician=one.reference("technician", people, "technicians"),
            on=one.day("on"),
            before=one.whole("before", most=10_000) if one.has("before") else None,
        )
    if kind == "reorder":
        rows = [_row(one, name, owed) for name in one.items("obligations", required=True)]
        return Reorder(
            technician=one.reference("technician", people, "technicians"), on=one.day("on"), obligations=tuple(rows)
        )
    if kind == "ill":
        return Ill(
            technician=one.reference("technician", people, "technicians"),
            start=one.day("start"),
            until=one.day("until"),
        )
    return OneMore(like=one.reference("like", people, "technicians"), start=one.day("start"))


def _row(one: Fields, name: object, owed: dict[str, int]) -> int:
    if isinstance(name, str) and name in owed:
        return owed[name]
    one.note("obligations", f"{str(name)[:60]!r} is not one of the obligations", f"{str(name)[:60]!r} 不存在")
    return 0
