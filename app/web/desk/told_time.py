"""PUT and DELETE /api/v1/visits/{id}/told-time: what a customer was told, kept by every later plan."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields, validate

from app.domain.permissions import Permission
from app.services.planning import tell as telling
from app.services.planning.told import USUAL_S
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import Strict

blueprint = Blueprint("told_time", __name__, url_prefix="/api/v1", description="Times that customers were told")


class ToldEntrySchema(Strict):
    """When service begins, give or take `within_s` seconds."""

    at = fields.AwareDateTime(required=True)
    within_s = fields.Integer(load_default=USUAL_S, validate=validate.Range(0, 4 * 3_600))


class ToldSchema(Schema):
    """What the customer was told; null: nothing."""

    told_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    told_within_s = fields.Integer(required=True, allow_none=True)


@blueprint.route("/visits/<uuid:visit_id>/told-time", methods=["PUT"])
@allow(Permission.RUN_PLANS)
@blueprint.arguments(ToldEntrySchema)
@blueprint.response(200, ToldSchema)
@blueprint.alt_response(409, description="The visit is under way or over")
def tell(asked: dict[str, Any], visit_id: uuid.UUID) -> Any:
    """Keep the time that the customer of a visit in force was told."""
    return telling.tell(parts().begin, caller(), visit_id, asked["at"], asked["within_s"])


@blueprint.route("/visits/<uuid:visit_id>/told-time", methods=["DELETE"])
@allow(Permission.RUN_PLANS)
@blueprint.response(200, ToldSchema)
@blueprint.alt_response(409, description="The visit is under way or over")
def untell(visit_id: uuid.UUID) -> Any:
    """Forget it."""
    return telling.untell(parts().begin, caller(), visit_id)
