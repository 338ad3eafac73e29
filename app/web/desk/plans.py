"""GET /api/v1/plans: plans with their versions."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from app.domain.kinds import PlanLevel
from app.domain.permissions import Permission
from app.services.reading import plans as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import UnitQuery

blueprint = Blueprint("plans", __name__, url_prefix="/api/v1", description="Plans and versions")


class PlansQuery(UnitQuery):
    """One level, or all."""

    level = fields.String(load_default=None, validate=validate.OneOf([level.value for level in PlanLevel]))


class ChangesSchema(Schema):
    """Visits of the plan in force (or of the draft renewed) treated otherwise; `moved`: another day or person."""

    kept = fields.Integer(required=True)
    moved = fields.Integer(required=True)
    moved_day = fields.Integer(required=True)
    moved_technician = fields.Integer(required=True)
    added = fields.Integer(required=True)
    left_out = fields.Integer(required=True)


class VersionSchema(Schema):
    """One answer to a plan; `hard_violations` is the judge's count, null before it has spoken."""

    id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True, format="iso")
    hard_violations = fields.Integer(required=True, allow_none=True)
    costs = fields.Dict(required=True)
    changes = fields.Nested(ChangesSchema, required=True, allow_none=True)
    unplanned = fields.Integer(required=True)
    visits = fields.Integer(required=True)


class PlanSchema(Schema):
    """``period_start <= day < period_until``."""

    id = fields.UUID(required=True)
    level = fields.String(required=True)
    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    period_start = fields.Date(required=True)
    period_until = fields.Date(required=True)
    versions = fields.List(fields.Nested(VersionSchema), required=True)


class PlansSchema(Schema):
    """Newest period first, at most 200."""

    items = fields.List(fields.Nested(PlanSchema), required=True)


@blueprint.route("/plans")
@allow(Permission.SEE_PLANS)
@blueprint.arguments(PlansQuery, location="query")
@blueprint.response(200, PlansSchema)
def plans(asked: dict[str, Any]) -> Any:
    """List plans with their versions."""
    return {"items": reading.plans(parts().begin, caller(), asked["unit_id"], asked["level"])}
