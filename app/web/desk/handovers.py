"""GET /api/v1/handovers and the checklist of each: a move takes effect when everything is handed over (S8.5)."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.staffing import handovers as service
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts, today
from app.web.schemas import Strict, UnitQuery

blueprint = Blueprint("handovers", __name__, url_prefix="/api/v1", description="Handovers")


class HandoverItemSchema(Schema):
    """One thing to hand over."""

    seq = fields.Integer(required=True)
    code = fields.String(required=True)
    title_zh = fields.String(required=True)
    title_en = fields.String(required=True)
    done_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    done_by = fields.String(required=True, allow_none=True)


class HandoverSchema(Schema):
    """A move on its way; `on_date` is the earliest day it takes effect."""

    id = fields.UUID(required=True)
    technician_id = fields.UUID(required=True)
    technician_name = fields.String(required=True)
    from_unit_id = fields.UUID(required=True)
    from_unit_name = fields.String(required=True)
    to_unit_id = fields.UUID(required=True)
    to_unit_name = fields.String(required=True)
    on_date = fields.Date(required=True)
    state = fields.String(required=True)
    reasons = fields.Dict(required=True)
    effective_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    items = fields.List(fields.Nested(HandoverItemSchema), required=True)


class HandoversSchema(Schema):
    """Open ones first, at most a hundred."""

    items = fields.List(fields.Nested(HandoverSchema), required=True)


class TickSchema(Strict):
    """Whether the item is done."""

    done = fields.Boolean(required=True)


@blueprint.route("/handovers")
@allow(Permission.SEE_STAFFING)
@blueprint.arguments(UnitQuery, location="query")
@blueprint.response(200, HandoversSchema)
def handovers(asked: dict[str, Any]) -> Any:
    """List handovers from or to a unit and below."""
    return {"items": service.handovers(parts().begin, caller(), asked["unit_id"])}


@blueprint.route("/handovers/<uuid:handover_id>/items/<int:seq>", methods=["POST"])
@allow(Permission.PROPOSE_STAFFING)
@blueprint.arguments(TickSchema)
@blueprint.response(200, HandoversSchema)
@blueprint.alt_response(409, description="The handover is closed")
def tick(asked: dict[str, Any], handover_id: uuid.UUID, seq: int) -> Any:
    """Mark an item as done, or as not done after all."""
    service.tick(parts().begin, parts().clock, caller(), handover_id, seq, done=asked["done"])
    return {"items": service.handovers(parts().begin, caller(), None)}


@blueprint.route("/handovers/<uuid:handover_id>/complete", methods=["POST"])
@allow(Permission.APPROVE_STAFFING)
@blueprint.response(200, HandoversSchema)
@blueprint.alt_response(409, description="Something is not handed over, or the round has not begun")
def complete(handover_id: uuid.UUID) -> Any:
    """Let the move take effect."""
    service.complete(parts().begin, parts().clock, caller(), handover_id, today())
    return {"items": service.handovers(parts().begin, caller(), None)}


@blueprint.route("/handovers/<uuid:handover_id>/cancel", methods=["POST"])
@allow(Permission.APPROVE_STAFFING)
@blueprint.response(200, HandoversSchema)
@blueprint.alt_response(409, description="The handover is closed")
def cancel(handover_id: uuid.UUID) -> Any:
    """Give the move up."""
    service.cancel(parts().begin, caller(), handover_id)
    return {"items": service.handovers(parts().begin, caller(), None)}
