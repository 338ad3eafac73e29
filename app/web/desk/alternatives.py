"""POST /api/v1/days/{date}/alternatives and /replan: what to do about an event, and doing it as a draft."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from marshmallow import Schema, fields, validate

from app.domain.permissions import Permission
from app.services.planning import alternatives as planning
from app.services.planning.parts import Made
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import CureSchema, Strict
from planner.daily.rungs import Rung

blueprint = Blueprint("alternatives", __name__, url_prefix="/api/v1", description="A day in force, replanned")


class LateSchema(Strict):
    """Somebody who can begin only at an instant."""

    technician_id = fields.UUID(required=True)
    free_at = fields.AwareDateTime(required=True)


class RetimedSchema(Strict):
    """A visit whose customer was told another time."""

    visit_id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)


class HappenedSchema(Strict):
    """What happened.

    `at`: from when the rest of a day under way is open (null: now); `late`: who can go on only at an instant; `urgent`:
    customers whose open obligations are to be made today as well; `calls`: what customers have called about (see
    ``/calls``); `extra`: technicians without a shift who come; `told`: the times in force were told to the customers.
    """

    unit_id = fields.UUID(required=True)
    at = fields.AwareDateTime(load_default=None)
    ill = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=50))
    late = fields.List(fields.Nested(LateSchema), load_default=[], validate=validate.Length(max=50))
    cancelled = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=200))
    retimed = fields.List(fields.Nested(RetimedSchema), load_default=[], validate=validate.Length(max=200))
    urgent = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=20))
    calls = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=20))
    extra = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=50))
    told = fields.Boolean(load_default=False)


class SpareQuery(Strict):
    """Of which unit and below."""

    unit_id = fields.UUID(required=True)


class SpareTechnicianSchema(Schema):
    """Somebody without a route on the day."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class SpareSchema(Schema):
    """All of them."""

    items = fields.List(fields.Nested(SpareTechnicianSchema), required=True)


class TakeSchema(HappenedSchema):
    """The same, and the alternative taken."""

    rung = fields.String(required=True, validate=validate.OneOf([one.value for one in Rung]))


class ChangeSchema(Schema):
    """A visit that would change; `kind` is ``left_out``, ``technician``, ``added`` or ``time``.

    What is left out says why, and the cheapest cure where one was found.
    """

    kind = fields.String(required=True)
    obligation_id = fields.UUID(required=True)
    customer_id = fields.UUID(required=True, allow_none=True)
    customer_name = fields.String(required=True)
    address = fields.String(required=True)
    programme_zh = fields.String(required=True)
    programme_en = fields.String(required=True)
    law = fields.Boolean(required=True)
    promise = fields.Boolean(required=True)
    reason = fields.String(required=True, allow_none=True)
    reason_zh = fields.String(required=True, allow_none=True)
    reason_en = fields.String(required=True, allow_none=True)
    cure = fields.Nested(CureSchema, required=True, allow_none=True)
    from_technician = fields.String(required=True, allow_none=True)
    from_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    to_technician = fields.String(required=True, allow_none=True)
    to_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})


class OptionSchema(Schema):
    """One alternative: how much may change, and what does; `kept` when no law and no promise is broken.

    `postponed` counts legal visits left out today whose window goes on.
    """

    rung = fields.String(required=True)
    proposed = fields.Boolean(required=True)
    kept = fields.Boolean(required=True)
    dropped = fields.Integer(required=True)
    broken = fields.Integer(required=True)
    postponed = fields.Integer(required=True)
    moved_promises = fields.Integer(required=True)
    moved_technician = fields.Integer(required=True)
    moved_time = fields.Integer(required=True)
    added = fields.Integer(required=True)
    extra_travel_s = fields.Integer(required=True)
    extra_overtime_s = fields.Integer(required=True)
    changes = fields.List(fields.Nested(ChangeSchema), required=True)


class AlternativesSchema(Schema):
    """All alternatives, the least change first; nothing has been stored.

    `visits` are open and can change, `staying` have begun and stay; `at` is the local time the rest begins, null for a
    whole day.
    """

    on = fields.Date(required=True)
    unit_id = fields.UUID(required=True)
    visits = fields.Integer(required=True)
    staying = fields.Integer(required=True)
    at = fields.String(required=True, allow_none=True)
    options = fields.List(fields.Nested(OptionSchema), required=True)


class TakenSchema(Schema):
    """The draft that was stored."""

    version_id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    planned = fields.Integer(required=True)
    hard_violations = fields.Integer(required=True)


class MoveSchema(Strict):
    """By whom, and before which stop of their day (null: where it fits best)."""

    technician_id = fields.UUID(required=True)
    before = fields.Integer(load_default=None, validate=validate.Range(0, 200))


def _taken(made: Made) -> dict[str, Any]:
    return {
        "version_id": made.version_id,
        "number": made.number,
        "planned": made.planned,
        "hard_violations": made.hard_violations,
    }


def _happened(on_date: date, asked: dict[str, Any]) -> planning.Happened:
    return planning.Happened(
        unit_id=asked["unit_id"],
        on=on_date,
        ill=tuple(asked["ill"]),
        late=tuple((one["technician_id"], one["free_at"]) for one in asked["late"]),
        at=asked["at"],
        cancelled=tuple(asked["cancelled"]),
        retimed=tuple((one["visit_id"], one["at"]) for one in asked["retimed"]),
        urgent=tuple(asked["urgent"]),
        calls=tuple(asked["calls"]),
        extra=tuple(asked["extra"]),
        told=asked["told"],
    )


@blueprint.route("/days/<date:on_date>/spare-technicians")
@allow(Permission.RUN_PLANS)
@blueprint.arguments(SpareQuery, location="query")
@blueprint.response(200, SpareSchema)
def spare(asked: dict[str, Any], on_date: date) -> Any:
    """List who has no route on a day in force and could come to work besides."""
    return {"items": planning.spare(parts().planning, caller(), asked["unit_id"], on_date)}


@blueprint.route("/days/<date:on_date>/alternatives", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.arguments(HappenedSchema)
@blueprint.response(200, AlternativesSchema)
@blueprint.alt_response(409, description="Nothing stands that could be replanned")
def alternatives(asked: dict[str, Any], on_date: date) -> Any:
    """Say what could be done about an event on a day in force; nothing is stored."""
    return planning.alternatives(parts().planning, caller(), _happened(on_date, asked))


@blueprint.route("/days/<date:on_date>/replan", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.arguments(TakeSchema)
@blueprint.response(201, TakenSchema)
@blueprint.alt_response(409, description="Nothing stands that could be replanned")
def replan(asked: dict[str, Any], on_date: date) -> Any:
    """Store one of the alternatives as a draft of the day; it is published like any other."""
    made = planning.take(parts().planning, caller(), _happened(on_date, asked), Rung(asked["rung"]))
    return _taken(made)


@blueprint.route("/visits/<uuid:visit_id>/move", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.arguments(MoveSchema)
@blueprint.response(201, TakenSchema)
@blueprint.alt_response(409, description="The visit is not in force, under way or over")
def move(asked: dict[str, Any], visit_id: uuid.UUID) -> Any:
    """Store a draft of the day in which a visit is made by somebody else; it is published like any other."""
    return _taken(planning.move(parts().planning, caller(), visit_id, asked["technician_id"], asked["before"]))
