"""POST and GET /api/v1/plan-runs: planning in the background, watched and cancelled."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields, validate

from app.domain.kinds import PlanLevel
from app.domain.permissions import Permission
from app.services.reading import plans as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import Strict, UnitQuery

blueprint = Blueprint("plan_runs", __name__, url_prefix="/api/v1", description="Planning in the background")
LARGEST_SEED = 2**31 - 1


class RunRequestSchema(Strict):
    """What is to be planned, from which day on; the same seed and inputs give the same plan."""

    level = fields.Enum(PlanLevel, by_value=True, required=True)
    unit_id = fields.UUID(required=True)
    period_start = fields.Date(required=True)
    seed = fields.Integer(load_default=1, strict=True, validate=validate.Range(0, LARGEST_SEED))


class RunSchema(Schema):
    """A run; `progress` goes from 0 to 1, `version_id` is the draft it made."""

    id = fields.UUID(required=True)
    level = fields.String(required=True)
    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    period_start = fields.String(required=True, allow_none=True, metadata={"format": "date"})
    state = fields.String(required=True)
    stage = fields.String(required=True)
    stage_en = fields.String(required=True)
    stage_zh = fields.String(required=True)
    progress = fields.Float(required=True)
    summary = fields.Dict(required=True, allow_none=True)
    error = fields.Dict(required=True, allow_none=True)
    requested_by = fields.String(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True, format="iso")
    started_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    ended_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    version_id = fields.UUID(required=True, allow_none=True)


class RunsSchema(Schema):
    """The latest fifty, newest first."""

    items = fields.List(fields.Nested(RunSchema), required=True)


@blueprint.route("/plan-runs", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.arguments(RunRequestSchema)
@blueprint.response(202, RunSchema)
def start(asked: dict[str, Any]) -> Any:
    """Put a planning run on the queue."""
    run_id = reading.request_run(parts().begin, caller(), **asked)
    return reading.run(parts().begin, caller(), run_id)


@blueprint.route("/plan-runs")
@allow(Permission.SEE_PLANS)
@blueprint.arguments(UnitQuery, location="query")
@blueprint.response(200, RunsSchema)
def runs(asked: dict[str, Any]) -> Any:
    """List the latest runs."""
    return {"items": reading.runs(parts().begin, caller(), asked["unit_id"])}


@blueprint.route("/plan-runs/<uuid:run_id>")
@allow(Permission.SEE_PLANS)
@blueprint.response(200, RunSchema)
def run(run_id: uuid.UUID) -> Any:
    """Show how far a run is."""
    return reading.run(parts().begin, caller(), run_id)


@blueprint.route("/plan-runs/<uuid:run_id>/cancel", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.response(200, RunSchema)
@blueprint.alt_response(409, description="It has ended already")
def cancel(run_id: uuid.UUID) -> Any:
    """Cancel a run: at once while it waits, within seconds while it works."""
    reading.cancel_run(parts().begin, parts().clock, caller(), run_id)
    return reading.run(parts().begin, caller(), run_id)
