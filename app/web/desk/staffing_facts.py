"""GET and POST /api/v1/staffing/facts: volumes, first days in an area, scores and their ranking (S8.4, S8.5)."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.domain.permissions import Permission
from app.services.ports.staffing import PostingEntry, ScoreEntry, VolumeEntry
from app.services.staffing import facts
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts, today
from app.web.schemas import Strict, Text, UnitQuery

blueprint = Blueprint("staffing_facts", __name__, url_prefix="/api/v1", description="What staffing is decided from")
MOST_ROWS = 5_000
_COUNT = validate.Range(0, 2**31 - 1)


class FactsQuery(UnitQuery):
    """Any day of the quarter whose scores are wanted; today by default."""

    on = fields.Date(load_default=None)


class VolumeSchema(Strict):
    """What was sold in an area (`unit` is its code), from a day on."""

    unit = Text(required=True, least=1)
    effective_on = fields.Date(required=True)
    units_sold = fields.Integer(load_default=None, allow_none=True, strict=True, validate=_COUNT)
    units_in_use = fields.Integer(load_default=None, allow_none=True, strict=True, validate=_COUNT)
    failure_prone_share = fields.Float(load_default=0.0, validate=validate.Range(0, 1))


class PostingSchema(Strict):
    """First day of somebody in an area; codes of both."""

    technician = Text(required=True, least=1)
    unit = Text(required=True, least=1)
    from_on = fields.Date(required=True)


class ScoreSchema(Strict):
    """Somebody's score of a month, given by its first day."""

    technician = Text(required=True, least=1)
    month = fields.Date(required=True)
    score = fields.Float(required=True, validate=validate.Range(0, 100))
    serious_error = fields.Boolean(load_default=False)
    note = Text(load_default=None, most=500)

    @validates_schema
    def _first_day(self, data: dict[str, Any], **_: Any) -> None:
        if data["month"].day != 1:
            raise ValidationError("月份须写为当月 1 日 / must be the first day of a month", "month")


def _list(of: type[Schema]) -> fields.List[Any]:
    return fields.List(fields.Nested(of), load_default=[], validate=validate.Length(max=MOST_ROWS))


class EntrySchema(Strict):
    """Rows to store; what was there for the same day or month is replaced."""

    volumes = _list(VolumeSchema)
    postings = _list(PostingSchema)
    scores = _list(ScoreSchema)


class EnteredAreaSchema(Schema):
    """An area with its latest volume; nulls where nothing is entered."""

    unit_id = fields.UUID(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    effective_on = fields.Date(required=True, allow_none=True)
    units_sold = fields.Integer(required=True, allow_none=True)
    units_in_use = fields.Integer(required=True, allow_none=True)
    failure_prone_share = fields.Float(required=True)


class EnteredPersonSchema(Schema):
    """Somebody with the first day in the present area; null where nothing is entered."""

    technician_id = fields.UUID(required=True)
    external_id = fields.String(required=True)
    name = fields.String(required=True)
    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    since = fields.Date(required=True, allow_none=True)


class EnteredScoreSchema(Schema):
    """A score of the quarter."""

    technician_id = fields.UUID(required=True)
    month = fields.Date(required=True)
    score = fields.Float(required=True)
    serious_error = fields.Boolean(required=True)
    note = fields.String(required=True, allow_none=True)


class RankedSchema(Schema):
    """A place in the quarter's ranking; `months` is how many scores the average rests on."""

    technician_id = fields.UUID(required=True)
    name = fields.String(required=True)
    rank = fields.Integer(required=True)
    average = fields.Float(required=True)
    lowest = fields.Float(required=True)
    months = fields.Integer(required=True)


class FactsSchema(Schema):
    """The quarter ``since <= month < until`` and what is entered; whoever has no score has no rank."""

    since = fields.Date(required=True)
    until = fields.Date(required=True)
    areas = fields.List(fields.Nested(EnteredAreaSchema), required=True)
    people = fields.List(fields.Nested(EnteredPersonSchema), required=True)
    scores = fields.List(fields.Nested(EnteredScoreSchema), required=True)
    unit_codes = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata={"description": "Code by unit id"}
    )
    ranking = fields.List(fields.Nested(RankedSchema), required=True)


@blueprint.route("/staffing/facts")
@allow(Permission.SEE_STAFFING)
@blueprint.arguments(FactsQuery, location="query")
@blueprint.response(200, FactsSchema)
def entered(asked: dict[str, Any]) -> Any:
    """Show what is entered, and the quarter's ranking by average monthly score."""
    return facts.entered(parts().begin, caller(), asked["unit_id"], asked["on"] or today())


@blueprint.route("/staffing/facts", methods=["POST"])
@allow(Permission.PROPOSE_STAFFING)
@blueprint.arguments(EntrySchema)
@blueprint.response(200, FactsSchema)
@blueprint.alt_response(404, description="A code is not of the caller's units; nothing is stored")
def enter(asked: dict[str, Any]) -> Any:
    """Store volumes, first days and scores: all rows or none."""
    facts.enter(
        parts().begin,
        caller(),
        [VolumeEntry(**row) for row in asked["volumes"]],
        [PostingEntry(**row) for row in asked["postings"]],
        [ScoreEntry(**row) for row in asked["scores"]],
    )
    return facts.entered(parts().begin, caller(), None, today())
