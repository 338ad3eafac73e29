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
from app.web.schemas import Strict
from planner.daily.rungs import Rung

blueprint = Blueprint("alternatives", __name__, url_prefix="/api/v1", description="A day in force, replanned")


class LateSchema(Strict):
    """Somebody who can begin only at an instant."""

    technician_id = fields.UUID(required=True)
    free_at = fields.AwareDateTime(required=True)


class HappenedSchema(Strict):
    """What happened: who is ill or late, which visits are cancelled; `told`: times were told to the customers."""

    unit_id = fields.UUID(required=True)
    ill = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=50))
    late = fields.List(fields.Nested(LateSchema), load_default=[], validate=validate.Length(max=50))
    cancelled = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=200))
    told = fields.Boolean(load_default=False)


class TakeSchema(HappenedSchema):
    """The same, and the alternative taken."""

    rung = fields.String(required=True, validate=validate.OneOf([one.value for one in Rung]))


class OptionSchema(Schema):
    """One alternative: how much may change, and what does; `kept` when no law and no promise is broken."""

    rung = fields.String(required=True)
    proposed = fields.Boolean(required=True)
    kept = fields.Boolean(required=True)
    dropped = fields.Integer(required=True)
    dropped_obligations = fields.List(fields.UUID(), required=True)
    broken = fields.Integer(required=True)
    moved_promises = fields.Integer(required=True)
    moved_technician = fields.Integer(required=True)
    moved_time = fields.Integer(required=True)
    added = fields.Integer(required=True)
    extra_travel_s = fields.Integer(required=True)
    extra_overtime_s = fields.Integer(required=True)


class AlternativesSchema(Schema):
    """All alternatives, the least change first; nothing has been stored."""

    on = fields.Date(required=True)
    unit_id = fields.UUID(required=True)
    visits = fields.Integer(required=True)
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
        cancelled=tuple(asked["cancelled"]),
        told=asked["told"],
    )


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
