"""Store the demo city: frames in the order of their references, in one transaction of the caller."""

from dataclasses import dataclass

from app.services.demo.frames import (
    City,
    appliance_frame,
    base_frame,
    building_frame,
    care_frame,
    customer_frame,
    meter_frame,
    past_visit_frame,
    premises_frame,
    unit_frames,
)
from app.services.demo.people import account_owners, certificate_frame, people_of, shift_frame, technician_frame
from app.services.intake.frame import Counts, Frame
from app.services.ports.intake import Intake
from app.services.ports.roads import Snap
from app.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenIn:
    """What went in, kind of row -> counts, and how many premises no road reaches."""

    counts: dict[str, Counts]
    quarantined: int
    technicians: int


def take_in(work: UnitOfWork, city: City, snap: Snap, certificate: str) -> TakenIn:
    """Store everything of the city; rows that are there already and equal are left alone."""
    intake = work.of(Intake)
    people = people_of(city)
    metres = [float(one) if one < 1e9 else None for one in snap.distance_m]
    reasons = [_quarantine(bool(q), bool(r)) for q, r in zip(snap.quarantined, snap.reachable, strict=True)]
    frames: list[Frame | None] = [
        *unit_frames(city),
        base_frame(city),
        technician_frame(city, people),
        certificate_frame(city, people, certificate),
        shift_frame(people),
        building_frame(city),
        premises_frame(city, metres, reasons),
        customer_frame(city, account_owners(city, people)),
        meter_frame(city),
        appliance_frame(city),
        care_frame(city),
        past_visit_frame(city),
    ]
    counts: dict[str, Counts] = {}
    for frame in frames:
        if frame is None:
            continue
        done, before = intake.store(frame), counts.get(frame.kind.value, Counts())
        counts[frame.kind.value] = Counts(
            new=before.new + done.new, changed=before.changed + done.changed, same=before.same + done.same
        )
    return TakenIn(counts=counts, quarantined=sum(one is not None for one in reasons), technicians=len(people))


def _quarantine(far: bool, reachable: bool) -> str | None:  # noqa: FBT001
    if far:
        return "off_road"
    return None if reachable else "unreachable"
