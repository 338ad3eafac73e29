"""GET /healthz: whether this server can do its work."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.services.reading import health as reading
from app.web.access import public
from app.web.blueprints import Blueprint
from app.web.parts import parts

blueprint = Blueprint("health", __name__, description="Health")


class HealthSchema(Schema):
    """`worker_seen_at` is the last sign of life of background work."""

    ok = fields.Boolean(required=True)
    database = fields.String(required=True)
    revision = fields.String(required=True, allow_none=True)
    workers = fields.Integer(required=True)
    worker_seen_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")


@blueprint.route("/healthz")
@public
@blueprint.response(200, HealthSchema)
@blueprint.alt_response(503, description="The database is not reachable")
def health() -> Any:
    """Answer 200 while the database answers; without it every request would be refused."""
    return reading.health(parts().begin)
