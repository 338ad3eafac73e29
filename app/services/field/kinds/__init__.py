"""What each kind of operation does; a kind is a module, found here."""

from collections.abc import Callable

from app.services.field.kinds.hazard_found import hazard_found
from app.services.field.kinds.meter_check import meter_check
from app.services.field.kinds.no_access import no_access
from app.services.field.kinds.photo_added import photo_added
from app.services.field.kinds.visit_completed import visit_completed
from app.services.field.kinds.visit_started import visit_started
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import Outcome
from app.services.ports.unit_of_work import UnitOfWork

Carry = Callable[[UnitOfWork, Circumstances, Operation], Outcome]

KINDS: dict[str, Carry] = {
    "visit_started": visit_started,
    "visit_completed": visit_completed,
    "no_access": no_access,
    "meter_check": meter_check,
    "hazard_found": hazard_found,
    "photo_added": photo_added,
}
