"""GET /api/v1/days: which dates have routes."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.reading import routes as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts, today
from app.web.schemas import UnitQuery

blueprint = Blueprint("days", __name__, url_prefix="/api/v1", description="Days with routes")


class DaysQuery(UnitQuery):
    """``from <= date < until``; two months back and four ahead when not said."""

    since = fields.Date(load_default=None, data_key="from")
    until = fields.Date(load_default=None)


class DaySchema(Schema):
    """Counts of one date."""

    date = fields.Date(required=True)
    routes = fields.Integer(required=True)
    visits = fields.Integer(required=True)
    done = fields.Integer(required=True)


class DaysSchema(Schema):
    """`published_*` are the first and last date (inclusive) with live routes."""

    items = fields.List(fields.Nested(DaySchema), required=True)
    published_from = fields.Date(required=True, allow_none=True)
    published_until = fields.Date(required=True, allow_none=True)


@blueprint.route("/days")
@allow(Permission.SEE_ROUTES)
@blueprint.arguments(DaysQuery, location="query")
@blueprint.response(200, DaysSchema)
def days(asked: dict[str, Any]) -> Any:
    """List the dates that have live or draft routes."""
    return reading.days(parts().begin, caller(), today=today(), **asked)
