"""GET /api/v1/map: what the map needs before its first tile."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.reading import units as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts, today

blueprint = Blueprint("map", __name__, url_prefix="/api/v1", description="The map")


class MapSchema(Schema):
    """`bounds` is [west, south, east, north]; the versions belong into the addresses of the tiles."""

    bounds = fields.List(fields.Float(), required=True, allow_none=True)
    attribution = fields.String(required=True)
    basemap_version = fields.String(required=True)
    customers_version = fields.String(required=True)
    display_datum = fields.String(required=True)


@blueprint.route("/map")
@allow(Permission.SEE_MAP)
@blueprint.response(200, MapSchema)
def overview() -> Any:
    """Say where the caller's map begins, and the versions of its layers."""
    return reading.map_of(parts().begin, caller(), today())
