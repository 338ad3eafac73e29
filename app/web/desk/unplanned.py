"""GET /api/v1/unplanned: what is left out, why, and what would cure it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.reading import unplanned as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import CureSchema, PageQuery, ProgrammeSchema, Text

blueprint = Blueprint("unplanned", __name__, url_prefix="/api/v1", description="What plans leave out")


class UnplannedQuery(PageQuery):
    """Of a version, or of the newest of each unit; for one reason, or all."""

    version_id = fields.UUID(load_default=None)
    reason = Text(load_default=None, most=60)


class UnplannedSchema(Schema):
    """An obligation that a version leaves out."""

    obligation_id = fields.UUID(required=True)
    customer_id = fields.UUID(required=True)
    customer_name = fields.String(required=True)
    address = fields.String(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)
    tier = fields.String(required=True, allow_none=True)
    programme = fields.Nested(ProgrammeSchema, required=True)
    due_by = fields.Date(required=True)
    not_before = fields.Date(required=True)
    hard = fields.Boolean(required=True)
    reason = fields.String(required=True)
    reason_en = fields.String(required=True)
    reason_zh = fields.String(required=True)
    cure = fields.Nested(CureSchema, required=True, allow_none=True)


class UnplannedPageSchema(Schema):
    """`by_reason` counts all of them, whatever the page and the reason asked for."""

    items = fields.List(fields.Nested(UnplannedSchema), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)
    by_reason = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


@blueprint.route("/unplanned")
@allow(Permission.SEE_PLANS)
@blueprint.arguments(UnplannedQuery, location="query")
@blueprint.response(200, UnplannedPageSchema)
def unplanned(asked: dict[str, Any]) -> Any:
    """List what is unplanned, the law's obligations first."""
    return reading.unplanned(parts().begin, caller(), reading.UnplannedQuestion(**asked))
