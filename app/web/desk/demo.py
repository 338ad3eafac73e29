"""GET /api/v1/demo: whether this is a demonstration, and how to sign in to it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.services.reading import units as reading
from app.web.access import public
from app.web.blueprints import Blueprint
from app.web.parts import parts

blueprint = Blueprint("demo", __name__, url_prefix="/api/v1", description="The demonstration")


class LogInSchema(Schema):
    """A ready account of the demonstration."""

    email = fields.String(required=True)
    password = fields.String(required=True)
    role = fields.String(required=True)
    name = fields.String(required=True)


class DemoSchema(Schema):
    """Empty but for `is_demo` on real data."""

    is_demo = fields.Boolean(required=True)
    notice_en = fields.String(allow_none=True)
    notice_zh = fields.String(allow_none=True)
    city = fields.String(allow_none=True)
    seed = fields.Integer(allow_none=True)
    log_ins = fields.List(fields.Nested(LogInSchema), required=True)


@blueprint.route("/demo")
@public
@blueprint.response(200, DemoSchema)
def demo() -> Any:
    """Say whether the data is invented; accounts are listed only then."""
    return reading.demo(parts().begin)
