"""What comes before a visit, set at the desk by whoever plans."""

import uuid

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.reading import CustomerReading, Row
from app.services.ports.unit_of_work import Begin, UnitOfWork
from app.services.ports.visit_order import OpenVisit, VisitOrder
from app.services.visit_order.objections import SAID, Objection, in_circles, objection


def open_visits(begin: Begin, caller: Caller, customer_id: uuid.UUID) -> list[Row]:
    """Return what is open for a customer, the first due first.

    Raises
    ------
    DomainError : ``not_found`` for a customer elsewhere
    """
    with begin() as work:
        if work.of(CustomerReading).file(scope_of(work, caller), customer_id) is None:
            raise DomainError("not_found", what="The customer", what_zh="该客户")
        return [_shown(one) for one in work.of(VisitOrder).of_customer(customer_id)]


def set_after(begin: Begin, caller: Caller, obligation_id: uuid.UUID, after_id: uuid.UUID | None) -> None:
    """Let a visit come after another one, or with None after nothing.

    Raises
    ------
    DomainError : ``not_found`` for what is not open or elsewhere; ``invalid_input`` for two that cannot be in an order
    """
    with begin() as work:
        work.of(VisitOrder).lock()
        then = _open(work, caller, obligation_id)
        if after_id is not None:
            _check(work, then, _open(work, caller, after_id))
        if then.after_id != after_id:
            work.of(VisitOrder).put(obligation_id, after_id, caller.user_id)
        work.commit()


def _check(work: UnitOfWork, then: OpenVisit, first: OpenVisit) -> None:
    found = objection(then, first)
    if found is None and in_circles({**work.of(VisitOrder).links(), then.id: first.id}, [then.id]):
        found = Objection.CIRCLE
    if found is not None:
        en, zh = SAID[found]
        raise DomainError("invalid_input", why=en, why_zh=zh, objection=found.value)


def _open(work: UnitOfWork, caller: Caller, obligation_id: uuid.UUID) -> OpenVisit:
    found = work.of(VisitOrder).visit(obligation_id)
    if found is None or not scope_of(work, caller).covers(found.path):
        raise DomainError("not_found", what="The open visit", what_zh="该待办上门")
    return found


def _shown(one: OpenVisit) -> Row:
    programme = {"code": one.programme, "name_zh": one.programme_zh, "name_en": one.programme_en}
    return {"id": one.id, "programme": programme, "not_before": one.not_before, "due_by": one.due_by}
