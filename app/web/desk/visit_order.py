"""Visits in an order: GET /api/v1/customers/{id}/open-visits, POST /api/v1/obligations/{id}/after."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.visit_order import desk
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import ProgrammeSchema, Strict

blueprint = Blueprint("visit_order", __name__, url_prefix="/api/v1", description="Visits in an order")


class OpenVisitSchema(Schema):
    """Something owed and open."""

    id = fields.UUID(required=True)
    programme = fields.Nested(ProgrammeSchema, required=True)
    not_before = fields.Date(required=True)
    due_by = fields.Date(required=True)


class AfterSchema(Strict):
    """What the visit must come after; null for nothing."""

    after_id = fields.UUID(required=True, allow_none=True)


@blueprint.route("/customers/<uuid:customer_id>/open-visits")
@allow(Permission.RUN_PLANS)
@blueprint.response(200, OpenVisitSchema(many=True))
def open_visits(customer_id: uuid.UUID) -> Any:
    """List what is open for a customer, the first due first."""
    return desk.open_visits(parts().begin, caller(), customer_id)


@blueprint.route("/obligations/<uuid:obligation_id>/after", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.arguments(AfterSchema)
@blueprint.response(204)
@blueprint.alt_response(422, description="The two cannot be made in that order: other areas, no common day, a circle")
def set_after(asked: dict[str, Any], obligation_id: uuid.UUID) -> Response:
    """Let a visit come after another one on the same route, or after nothing."""
    desk.set_after(parts().begin, caller(), obligation_id, asked["after_id"])
    return Response(status=204)
