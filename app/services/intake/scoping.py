"""Whoever imports touches rows of the own units only (S3.4); what lies elsewhere is as if it were not there."""

from collections.abc import Sequence

from app.domain.scope import Scope
from app.services.intake.frame import FrameKind
from app.services.intake.parsing import Parsed
from app.services.intake.specs import ImportKind
from app.services.ports.intake import Intake
from app.services.ports.unit_of_work import UnitOfWork

_OWN = {
    ImportKind.CUSTOMERS: (("external_id", FrameKind.CUSTOMERS), ("external_id", FrameKind.PREMISES)),
    ImportKind.PREMISES: (("external_id", FrameKind.PREMISES),),
    ImportKind.METERS: (("meter_no", FrameKind.METERS),),
    ImportKind.TECHNICIANS: (("external_id", FrameKind.TECHNICIANS),),
    ImportKind.CERTIFICATES: (),
    ImportKind.LAST_INSPECTIONS: (),
    ImportKind.VISIT_ORDER: (),
    ImportKind.SLOW_HOURS: (),
}
_NAMED = {
    ImportKind.CUSTOMERS: (),
    ImportKind.PREMISES: (("parent", FrameKind.PREMISES),),
    ImportKind.METERS: (("customer", FrameKind.CUSTOMERS),),
    ImportKind.TECHNICIANS: (("base", FrameKind.BASES),),
    ImportKind.CERTIFICATES: (("technician", FrameKind.TECHNICIANS),),
    ImportKind.LAST_INSPECTIONS: (("customer", FrameKind.CUSTOMERS),),
    ImportKind.VISIT_ORDER: (("customer", FrameKind.CUSTOMERS), ("after_customer", FrameKind.CUSTOMERS)),
    ImportKind.SLOW_HOURS: (),
}
_TAKEN = (
    "taken",
    "is in use already; choose another or ask the company's administrator",
    "该编码已被占用，请更换或联系公司管理员",
)
_UNKNOWN = ("unknown", "names nothing that is stored", "系统中没有该编码")
_OUTSIDE = ("outside_areas", "lies in none of your areas", "不在您负责的任何片区范围内")


def refuse_outside(work: UnitOfWork, file: Parsed, kind: ImportKind, areas: Sequence[str | None], scope: Scope) -> None:
    """Refuse rows that would be stored in, change or refer to something of a unit outside `scope`."""
    intake = work.of(Intake)
    codes = intake.unit_codes()
    inside = {code for code, path in codes.items() if scope.covers(path)}
    for row, (given, found) in enumerate(zip(file.column("unit"), areas, strict=True)):
        if given is not None and str(given) in codes and str(given) not in inside:
            file.refuse(row, "unit", *_UNKNOWN)
        elif given is None and found is not None and found not in inside:
            file.refuse(row, "lon", *_OUTSIDE)
    seen: set[tuple[int, str]] = set()
    for said, pairs in ((_TAKEN, _OWN[kind]), (_UNKNOWN, _NAMED[kind])):
        for name, frame in pairs:
            values = file.column(name)
            elsewhere = intake.elsewhere(frame, values, scope)
            for row, value in enumerate(values) if elsewhere else ():
                if value is not None and str(value) in elsewhere and (row, name) not in seen:
                    seen.add((row, name))
                    file.refuse(row, name, *said)
