"""GET /api/v1/shortages: where a year cannot hold what the law asks."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.reading import unplanned as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import CureSchema, UnitQuery

blueprint = Blueprint("shortages", __name__, url_prefix="/api/v1", description="Shortage certificates")


class ShortageSchema(Schema):
    """In these weeks (both dates inclusive) more certified hours are needed than there are."""

    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    certificates = fields.List(fields.String(), required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    demand_h = fields.Float(required=True)
    capacity_h = fields.Float(required=True)
    missing_h = fields.Float(required=True)
    obligations = fields.Integer(required=True)
    cures = fields.List(fields.Nested(CureSchema), required=True)


class ShortagesSchema(Schema):
    """Earliest first."""

    items = fields.List(fields.Nested(ShortageSchema), required=True)


@blueprint.route("/shortages")
@allow(Permission.SEE_PLANS)
@blueprint.arguments(UnitQuery, location="query")
@blueprint.response(200, ShortagesSchema)
def shortages(asked: dict[str, Any]) -> Any:
    """List the shortages of the newest annual plans."""
    return {"items": reading.shortages(parts().begin, caller(), asked["unit_id"])}
