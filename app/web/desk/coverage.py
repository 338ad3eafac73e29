"""GET /api/v1/coverage: what is owed, planned, done, late, lapsed."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.reading import coverage as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts, today
from app.web.schemas import ProgrammeSchema, UnitQuery

blueprint = Blueprint("coverage", __name__, url_prefix="/api/v1", description="Coverage")


class CoverageQuery(UnitQuery):
    """``from <= due_by < until``."""

    since = fields.Date(required=True, data_key="from")
    until = fields.Date(required=True)


class CountsSchema(Schema):
    """Numbers of obligations.

    `owed` = `due` in the period, and open from before it; `planned` = open with a live visit; `done` = fulfilled;
    `late` = open with `due_by` before `as_of`; `lapsed` = late and hard; `no_access` = open, and nobody was met.
    """

    owed = fields.Integer(required=True)
    due = fields.Integer(required=True)
    planned = fields.Integer(required=True)
    done = fields.Integer(required=True)
    late = fields.Integer(required=True)
    no_access = fields.Integer(required=True)
    lapsed = fields.Integer(required=True)


class CoverageRowSchema(CountsSchema):
    """Counts of a unit's customers of one tier and kind, for one programme."""

    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    programme = fields.Nested(ProgrammeSchema, required=True)
    tier = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True)


class CoverageSchema(Schema):
    """The rows and their sums."""

    as_of = fields.Date(required=True)
    rows = fields.List(fields.Nested(CoverageRowSchema), required=True)
    totals = fields.Nested(CountsSchema, required=True)


@blueprint.route("/coverage")
@allow(Permission.SEE_COVERAGE)
@blueprint.arguments(CoverageQuery, location="query")
@blueprint.response(200, CoverageSchema)
def coverage(asked: dict[str, Any]) -> Any:
    """Count what is owed by unit, programme, tier and kind of customer."""
    return reading.coverage(parts().begin, caller(), today=today(), **asked)
