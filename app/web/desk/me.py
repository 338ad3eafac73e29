"""GET /api/v1/me: who is signed in and what they may do."""

from __future__ import annotations

from typing import Any

from flask_wtf.csrf import generate_csrf
from marshmallow import Schema, fields

from app.services.reading import units as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts

blueprint = Blueprint("me", __name__, url_prefix="/api/v1", description="The caller")


class OwnUnitSchema(Schema):
    """A unit the caller is assigned to."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)


class MeSchema(Schema):
    """The caller; `csrf_token` goes back in X-CSRF-Token on everything that is no GET."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    units = fields.List(fields.Nested(OwnUnitSchema), required=True)
    permissions = fields.List(fields.String(), required=True)
    locale = fields.String(required=True)
    csrf_token = fields.String(required=True)
    demo = fields.Boolean(required=True)


@blueprint.route("/me")
@allow()
@blueprint.response(200, MeSchema)
def me() -> Any:
    """Say who is signed in."""
    return {**reading.profile(parts().begin, caller()), "csrf_token": generate_csrf()}
