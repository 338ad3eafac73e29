"""GET /api/v1/units: the caller's part of the tree."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.reading import units as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts

blueprint = Blueprint("units", __name__, url_prefix="/api/v1", description="Units and territories")


class UnitSchema(Schema):
    """A unit; `territory` is GeoJSON (MultiPolygon), `centre` is [lon, lat]."""

    id = fields.UUID(required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    origin = fields.String(required=True)
    territory = fields.Dict(required=True, allow_none=True)
    centre = fields.List(fields.Float(), required=True, allow_none=True)


class UnitsSchema(Schema):
    """Parents come before children."""

    items = fields.List(fields.Nested(UnitSchema), required=True)


@blueprint.route("/units")
@allow(Permission.SEE_MAP)
@blueprint.response(200, UnitsSchema)
def units() -> Any:
    """List the own units and those below."""
    return {"items": reading.units(parts().begin, caller())}
