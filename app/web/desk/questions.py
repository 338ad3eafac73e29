"""GET /api/v1/visits/{id}/why, POST /api/v1/visits/{id}/what-if: why here, why not there, what if."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields, validate

from app.domain.permissions import Permission
from app.services.planning import questions
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import Strict

blueprint = Blueprint("questions", __name__, url_prefix="/api/v1", description="Questions about a plan")


class ObstacleSchema(Schema):
    """A rule that forbids a place, said in both languages."""

    code = fields.String(required=True)
    message_zh = fields.String(required=True)
    message_en = fields.String(required=True)


class PlaceSchema(Schema):
    """The best place for a visit on somebody's day; seconds of travel and entering, null where it has no place."""

    technician_id = fields.UUID(required=True)
    technician_name = fields.String(required=True)
    on = fields.Date(required=True)
    before = fields.Integer(required=True)
    joins = fields.Boolean(required=True)
    own_day = fields.Boolean(required=True)
    added_s = fields.Integer(required=True, allow_none=True)
    difference_s = fields.Integer(required=True, allow_none=True)
    start_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    obstacles = fields.List(fields.Nested(ObstacleSchema), required=True)


class WhySchema(Schema):
    """Where a visit stands, and where else it could; allowed places first, the cheapest first."""

    visit_id = fields.UUID(required=True)
    live = fields.Boolean(required=True)
    here = fields.Nested(PlaceSchema, required=True)
    places = fields.List(fields.Nested(PlaceSchema), required=True)


class WishSchema(Strict):
    """A question: the visit by `technician_id` (on a day, before a stop), they are ill, or one more like them."""

    kind = fields.String(required=True, validate=validate.OneOf(["move", "ill", "one_more"]))
    technician_id = fields.UUID(required=True)
    on = fields.Date(load_default=None)
    before = fields.Integer(load_default=None, validate=validate.Range(0, 200))


class BrokenSchema(Schema):
    """What the judge would object to."""

    rule = fields.String(required=True)
    message_zh = fields.String(required=True)
    message_en = fields.String(required=True)


class OutcomeSchema(Schema):
    """What would change: more seconds, visits that move or are lost, rules broken. Nothing has been stored."""

    allowed = fields.Boolean(required=True)
    travel_s = fields.Integer(required=True)
    overtime_s = fields.Integer(required=True)
    unplanned = fields.Integer(required=True)
    late_promises = fields.Integer(required=True)
    dropped = fields.Integer(required=True)
    moved_technician = fields.Integer(required=True)
    moved_day = fields.Integer(required=True)
    moved_time = fields.Integer(required=True)
    broken = fields.List(fields.Nested(BrokenSchema), required=True)
    obstacles = fields.List(fields.Nested(ObstacleSchema), required=True)


@blueprint.route("/visits/<uuid:visit_id>/why")
@allow(Permission.SEE_ROUTES)
@blueprint.response(200, WhySchema)
@blueprint.alt_response(409, description="The visit is under way or over")
def why(visit_id: uuid.UUID) -> Any:
    """Say what a visit costs where it stands, and what it would cost, or break, elsewhere."""
    return questions.why_here(parts().planning, caller(), visit_id)


@blueprint.route("/visits/<uuid:visit_id>/what-if", methods=["POST"])
@allow(Permission.SEE_ROUTES)
@blueprint.arguments(WishSchema)
@blueprint.response(200, OutcomeSchema)
@blueprint.alt_response(409, description="The visit is under way or over")
def what_if(asked: dict[str, Any], visit_id: uuid.UUID) -> Any:
    """Say what would come of it; the plan stays as it is."""
    return questions.if_then(parts().planning, caller(), visit_id, questions.Wish(**asked))
