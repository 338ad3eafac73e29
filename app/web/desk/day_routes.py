"""GET /api/v1/days/{date}/routes: a day on the map and on the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.reading import routes as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts, today
from app.web.schemas import ProgrammeSchema, UnitQuery

blueprint = Blueprint("day_routes", __name__, url_prefix="/api/v1", description="Routes of a day")


class DayRoutesQuery(UnitQuery):
    """Routes of a version; of what is live, else of the newest drafts, when none is given."""

    version_id = fields.UUID(load_default=None)


class VisitSchema(Schema):
    """A visit; names of households keep the surname only.

    `told_at`: the customer was told that service begins then, give or take `told_within_s`.
    """

    id = fields.UUID(required=True)
    seq = fields.Integer(required=True)
    state = fields.String(required=True)
    customer_id = fields.UUID(required=True)
    customer_name = fields.String(required=True)
    customer_kind = fields.String(required=True)
    tier = fields.String(required=True, allow_none=True)
    programme = fields.Nested(ProgrammeSchema, required=True, allow_none=True)
    planned_start_at = fields.AwareDateTime(required=True, format="iso")
    planned_end_at = fields.AwareDateTime(required=True, format="iso")
    actual_start_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    actual_end_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    due_by = fields.Date(required=True, allow_none=True)
    hard = fields.Boolean(required=True)
    pinned = fields.Boolean(required=True)
    overdue = fields.Boolean(required=True)
    told_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    told_within_s = fields.Integer(required=True, allow_none=True)


class StopSchema(Schema):
    """A halt at a building; `travel_s` and `distance_m` lead to it."""

    id = fields.UUID(required=True)
    seq = fields.Integer(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)
    arrival_at = fields.AwareDateTime(required=True, format="iso")
    setup_s = fields.Integer(required=True)
    travel_s = fields.Integer(required=True)
    distance_m = fields.Integer(required=True)
    address = fields.String(required=True)
    visits = fields.List(fields.Nested(VisitSchema), required=True)


class CertificateSchema(Schema):
    """A certificate that is valid on the day."""

    kind = fields.String(required=True)
    valid_until = fields.String(required=True, allow_none=True, metadata={"format": "date"})


class RouteTechnicianSchema(Schema):
    """Who drives the route."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    profile = fields.String(required=True)
    unit_name = fields.String(required=True)
    certificates = fields.List(fields.Nested(CertificateSchema), required=True)


class BreakSchema(Schema):
    """A planned break."""

    start_at = fields.AwareDateTime(required=True, format="iso")
    end_at = fields.AwareDateTime(required=True, format="iso")


class BaseSchema(Schema):
    """Where the day begins and ends."""

    name = fields.String(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)


class RouteSchema(Schema):
    """One technician's day; `path` is GeoJSON (MultiLineString), one line a leg."""

    id = fields.UUID(required=True)
    technician = fields.Nested(RouteTechnicianSchema, required=True)
    colour_index = fields.Integer(required=True)
    start_at = fields.AwareDateTime(required=True, format="iso")
    end_at = fields.AwareDateTime(required=True, format="iso")
    travel_s = fields.Integer(required=True)
    service_s = fields.Integer(required=True)
    distance_m = fields.Integer(required=True)
    breaks = fields.List(fields.Nested(BreakSchema), required=True)
    path = fields.Dict(required=True, allow_none=True)
    base = fields.Nested(BaseSchema, required=True)
    stops = fields.List(fields.Nested(StopSchema), required=True)


class RouteVersionSchema(Schema):
    """The plan version all routes belong to."""

    id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True)


class DayRoutesSchema(Schema):
    """`version` is null when the routes are of several versions or there are none; `in_force`: all are published."""

    date = fields.Date(required=True)
    unit_id = fields.UUID(required=True, allow_none=True)
    version = fields.Nested(RouteVersionSchema, required=True, allow_none=True)
    in_force = fields.Boolean(required=True)
    routes = fields.List(fields.Nested(RouteSchema), required=True)


@blueprint.route("/days/<date:on_date>/routes")
@allow(Permission.SEE_ROUTES)
@blueprint.arguments(DayRoutesQuery, location="query")
@blueprint.response(200, DayRoutesSchema)
def day_routes(asked: dict[str, Any], on_date: date) -> Any:
    """Show the routes of a date with their stops and visits."""
    return reading.day_routes(parts().begin, caller(), on_date, today=today(), **asked)
