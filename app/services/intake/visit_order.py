"""A list of visits that must come after others: each row names two open visits by customer, programme and due date."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from app.services.intake.changes import Asking, Changes
from app.services.intake.frame import Counts, FrameKind
from app.services.intake.parsing import Parsed
from app.services.ports.intake import Intake
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.visit_order import OpenVisit, VisitOrder
from app.services.visit_order.objections import SAID, Objection, in_circles, objection

THEN = ("customer", "programme", "due_by")
FIRST = ("after_customer", "after_programme", "after_due_by")
UNKNOWN = ("unknown", "names nothing that is stored", "系统中没有该编码")
NOT_OPEN = ("not_open", "has no such visit open", "没有这样的待办上门")
SEVERAL = (
    "several",
    "the customer has open visits of several programmes; name the one that is meant",
    "该客户有多个项目的待办上门，请写明项目编码",
)
Visits = dict[str, list[OpenVisit]]


def order_of_visits(work: UnitOfWork, file: Parsed, asking: Asking) -> Changes:
    """Refuse rows that name no open visit or cannot be made in that order; return what the others change."""
    store = work.of(VisitOrder)
    store.lock()
    _known(work, file)
    visits = _open(store, file)
    found = {
        row: pair
        for row in np.flatnonzero(file.good).tolist()
        if (pair := _pair(file, row, visits, asking)) is not None
    }
    _once(file, found)
    _circles(file, found, dict(store.links()))
    good = [pair for row, pair in found.items() if file.good[row]]
    return lambda: {FrameKind.OBLIGATIONS.value: _write(store, good, asking.user_id)}


def _known(work: UnitOfWork, file: Parsed) -> None:
    for name, source in (("after_customer", "customer"), ("after_programme", "programme")):
        values = file.column(name)
        unknown = work.of(Intake).unknown(FrameKind.PAST_VISITS, source, values)
        for row, value in enumerate(values) if unknown else ():
            if value is not None and str(value) in unknown:
                file.refuse(row, name, *UNKNOWN)


def _open(store: VisitOrder, file: Parsed) -> Visits:
    named = {str(one) for name in ("customer", "after_customer") for one in file.column(name) if one is not None}
    found: Visits = defaultdict(list)
    for one in store.of_accounts(sorted(named)):
        found[one.customer].append(one)
    return found


def _pair(file: Parsed, row: int, visits: Visits, asking: Asking) -> tuple[OpenVisit, OpenVisit] | None:
    then, first = (_named(file, row, names, visits, asking) for names in (THEN, FIRST))
    if then is None or first is None:
        return None
    wrong = objection(then, first)
    if wrong is not None:
        file.refuse(row, "after_customer", wrong.value, *SAID[wrong])
        return None
    return then, first


def _named(file: Parsed, row: int, names: tuple[str, str, str], visits: Visits, asking: Asking) -> OpenVisit | None:
    """Return the visit a row names, of several of one programme the first due; refuse the cell that names none."""
    customer, programme, due = (file.column(name)[row] for name in names)
    of_customer = visits.get(str(customer), [])
    if asking.scope is not None:
        of_customer = [one for one in of_customer if asking.scope.covers(one.path)]
    of_programme = [one for one in of_customer if programme in {None, one.programme}]
    chosen = [one for one in of_programme if due in {None, one.due_by}]
    if not chosen:
        worst = names[0] if not of_customer else names[1] if not of_programme else names[2]
        file.refuse(row, worst, *NOT_OPEN)
        return None
    if len({one.programme for one in chosen}) > 1:
        file.refuse(row, names[1], *SEVERAL)
        return None
    return chosen[0]


def _once(file: Parsed, found: dict[int, tuple[OpenVisit, OpenVisit]]) -> None:
    """Refuse a second row about the same visit, however it is named."""
    first: dict[uuid.UUID, int] = {}
    for row, (then, _) in found.items():
        earlier = first.setdefault(then.id, row)
        if earlier != row:
            line = file.table.line[earlier]
            file.refuse(row, "customer", "duplicate", f"stands in row {line} already", f"与第 {line} 行重复")


def _circles(file: Parsed, found: dict[int, tuple[OpenVisit, OpenVisit]], stored: dict[uuid.UUID, uuid.UUID]) -> None:
    """Refuse all rows of a circle; what is stored for them then holds on, which may close another one."""
    while True:
        links = stored | {then.id: first.id for row, (then, first) in found.items() if file.good[row]}
        rows = {then.id: row for row, (then, _) in found.items() if file.good[row]}
        closed = in_circles(links, rows)
        if not closed:
            return
        for key in sorted(closed, key=lambda one: rows[one]):
            file.refuse(rows[key], "after_customer", Objection.CIRCLE.value, *SAID[Objection.CIRCLE])


def _write(store: VisitOrder, pairs: Sequence[tuple[OpenVisit, OpenVisit]], user_id: uuid.UUID | None) -> Counts:
    new = [pair for pair in pairs if pair[0].after_id is None]
    changed = [pair for pair in pairs if pair[0].after_id not in {None, pair[1].id}]
    for then, first in (*new, *changed):
        store.put(then.id, first.id, user_id)
    return Counts(new=len(new), changed=len(changed), same=len(pairs) - len(new) - len(changed))
