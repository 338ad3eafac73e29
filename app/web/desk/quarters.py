"""GET and POST /api/v1/quarters: the quarterly plan as a view of the year, and its drafts (S4.2)."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.quarters.draft import draft_quarter
from app.services.quarters.view import quarter as view
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import ProgrammeSchema, Strict

blueprint = Blueprint("quarters", __name__, url_prefix="/api/v1", description="Quarterly plans")


class QuarterAskSchema(Strict):
    """The unit, and any day of the quarter."""

    unit_id = fields.UUID(required=True)
    on = fields.Date(required=True)


class QuarterQuery(QuarterAskSchema):
    """Shows the newest draft, else what is approved, else the year's plan itself; or the version asked for."""

    version_id = fields.UUID(load_default=None)


class QuarterSourceSchema(Schema):
    """A version that is shown or could be."""

    id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    level = fields.String(required=True)
    state = fields.String(required=True)
    hard_violations = fields.Integer(required=True, allow_none=True)


class QuarterVersionSchema(Schema):
    """A version of this quarter's plan."""

    id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True, format="iso")
    approved_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    approved_by = fields.String(required=True, allow_none=True)
    drafted_by = fields.String(required=True, allow_none=True)
    hard_violations = fields.Integer(required=True, allow_none=True)
    visits = fields.Integer(required=True)


class QuarterWeekSchema(Schema):
    """A Monday week; hours are null where the year's plan kept none."""

    week_on = fields.Date(required=True)
    visits = fields.Integer(required=True)
    load_h = fields.Float(required=True, allow_none=True)
    capacity_h = fields.Float(required=True, allow_none=True)


class QuarterUnitSchema(Schema):
    """A unit's share; `fullest` is load over capacity of its fullest week."""

    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    visits = fields.Integer(required=True)
    load_h = fields.Float(required=True, allow_none=True)
    capacity_h = fields.Float(required=True, allow_none=True)
    fullest = fields.Float(required=True, allow_none=True)


class QuarterMixSchema(Schema):
    """Visits and minutes at the door of one programme, tier and kind of customer."""

    programme = fields.Nested(ProgrammeSchema, required=True)
    tier = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True)
    visits = fields.Integer(required=True)
    minutes = fields.Float(required=True)


class QuarterLapseSchema(Schema):
    """What is left out though it falls due before the quarter ends; `hard`: the law asks for it."""

    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    hard = fields.Boolean(required=True)
    reason = fields.String(required=True)
    visits = fields.Integer(required=True)
    first_due_by = fields.Date(required=True)


class QuarterChangesSchema(Schema):
    """Visits of the version shown against those of the approved one."""

    added = fields.Integer(required=True)
    removed = fields.Integer(required=True)
    moved = fields.Integer(required=True)
    kept = fields.Integer(required=True)


class QuarterSchema(Schema):
    """``start <= Monday < until``; `changes` is null when nothing is approved or that is what is shown."""

    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    start = fields.Date(required=True)
    until = fields.Date(required=True)
    visits = fields.Integer(required=True)
    shown = fields.Nested(QuarterSourceSchema, required=True, allow_none=True)
    year = fields.Nested(QuarterSourceSchema, required=True, allow_none=True)
    approved_id = fields.UUID(required=True, allow_none=True)
    history = fields.List(fields.Nested(QuarterVersionSchema), required=True)
    weeks = fields.List(fields.Nested(QuarterWeekSchema), required=True)
    units = fields.List(fields.Nested(QuarterUnitSchema), required=True)
    mix = fields.List(fields.Nested(QuarterMixSchema), required=True)
    lapses = fields.List(fields.Nested(QuarterLapseSchema), required=True)
    changes = fields.Nested(QuarterChangesSchema, required=True, allow_none=True)


@blueprint.route("/quarters")
@allow(Permission.SEE_PLANS)
@blueprint.arguments(QuarterQuery, location="query")
@blueprint.response(200, QuarterSchema)
def quarter(asked: dict[str, Any]) -> Any:
    """Show a quarter of a unit and below."""
    return view(parts().begin, caller(), unit_id=asked["unit_id"], day=asked["on"], version_id=asked["version_id"])


@blueprint.route("/quarters", methods=["POST"])
@allow(Permission.DRAFT_QUARTERS)
@blueprint.arguments(QuarterAskSchema)
@blueprint.response(201, QuarterSchema)
@blueprint.alt_response(409, description="There is no year's plan with visits in this quarter")
def draft(asked: dict[str, Any]) -> Any:
    """Cut the quarter out of the year's plan as a new draft; the manager approves it as any version."""
    found = draft_quarter(parts().begin, parts().clock, caller(), unit_id=asked["unit_id"], day=asked["on"])
    return view(parts().begin, caller(), unit_id=asked["unit_id"], day=asked["on"], version_id=found)
