"""Staffing proposals: POST and GET /api/v1/staffing/proposals, and what becomes of them (S8.4, S8.5)."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields, validate

from app.domain.kinds import ProposalKind, ProposalState
from app.domain.permissions import Permission
from app.services.ports.proposing import AskedProposal
from app.services.staffing import compute, proposals
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts, today
from app.web.schemas import Strict, Text, UnitQuery

blueprint = Blueprint("staffing_proposals", __name__, url_prefix="/api/v1", description="Staffing proposals")
LARGEST_SEED = 2**31 - 1


class ProposalAskSchema(Strict):
    """What is to be proposed; `on` is the first day of a rotation round, by default the next one."""

    unit_id = fields.UUID(required=True)
    kind = fields.Enum(ProposalKind, by_value=True, required=True)
    seed = fields.Integer(load_default=1, strict=True, validate=validate.Range(0, LARGEST_SEED))
    on = fields.Date(load_default=None)


class ProposalsQuery(UnitQuery):
    """One kind, or all."""

    kind = fields.Enum(ProposalKind, by_value=True, load_default=None)


class DecisionSchema(Strict):
    """Why, for whoever made it."""

    note = Text(load_default=None, most=500)


class ProposalHeadSchema(Schema):
    """What every view of a proposal begins with; `progress` goes from 0 to 1 while it is computed."""

    id = fields.UUID(required=True)
    unit_id = fields.UUID(required=True)
    unit_name = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    on_date = fields.Date(required=True)
    seed = fields.Integer(required=True)
    created_at = fields.AwareDateTime(required=True, format="iso")
    progress = fields.Float(required=True)
    started_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    ended_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    error = fields.Dict(required=True, allow_none=True)
    made_by = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    decided_by = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class ProposalBriefSchema(ProposalHeadSchema):
    """A proposal in a list, with its figures."""

    summary = fields.Dict(required=True, attribute="body")


class ProposalsSchema(Schema):
    """The latest fifty, newest first."""

    items = fields.List(fields.Nested(ProposalBriefSchema), required=True)


class ProposalSchema(ProposalHeadSchema):
    """A proposal with all it says: `body` differs by kind; `stale`: what it was made from has changed since."""

    summary = fields.Function(lambda row: row["body"]["summary"], required=True, metadata={"type": "object"})
    body = fields.Dict(required=True)
    stale = fields.Boolean(required=True)


@blueprint.route("/staffing/proposals", methods=["POST"])
@allow(Permission.PROPOSE_STAFFING)
@blueprint.arguments(ProposalAskSchema)
@blueprint.response(202, ProposalSchema)
def propose(asked: dict[str, Any]) -> Any:
    """Have a proposal computed in the background; it is a draft when it is done."""
    wanted = AskedProposal(**asked, today=today(), made_by=caller().user_id)
    key = compute.ask(parts().begin, caller(), wanted)
    return proposals.shown(parts().begin, caller(), key)


@blueprint.route("/staffing/proposals")
@allow(Permission.SEE_STAFFING)
@blueprint.arguments(ProposalsQuery, location="query")
@blueprint.response(200, ProposalsSchema)
def listed(asked: dict[str, Any]) -> Any:
    """List proposals."""
    return {"items": proposals.listed(parts().begin, caller(), asked["unit_id"], asked["kind"])}


@blueprint.route("/staffing/proposals/<uuid:proposal_id>")
@allow(Permission.SEE_STAFFING)
@blueprint.response(200, ProposalSchema)
def shown(proposal_id: uuid.UUID) -> Any:
    """Show a proposal with its outlines, loads and reasons."""
    return proposals.shown(parts().begin, caller(), proposal_id)


@blueprint.route("/staffing/proposals/<uuid:proposal_id>/cancel", methods=["POST"])
@allow(Permission.PROPOSE_STAFFING)
@blueprint.response(200, ProposalSchema)
@blueprint.alt_response(409, description="It is computed already")
def cancel(proposal_id: uuid.UUID) -> Any:
    """Give up a proposal that is still being computed."""
    compute.cancel(parts().begin, parts().clock, caller(), proposal_id)
    return proposals.shown(parts().begin, caller(), proposal_id)


@blueprint.route("/staffing/proposals/<uuid:proposal_id>/submit", methods=["POST"])
@allow(Permission.PROPOSE_STAFFING)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, ProposalSchema)
@blueprint.alt_response(409, description="It is no draft")
def submit(asked: dict[str, Any], proposal_id: uuid.UUID) -> Any:
    """Accept a draft and put it before the manager."""
    return _decided(proposal_id, ProposalState.SUBMITTED, asked["note"])


@blueprint.route("/staffing/proposals/<uuid:proposal_id>/approve", methods=["POST"])
@allow(Permission.APPROVE_STAFFING)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, ProposalSchema)
@blueprint.alt_response(409, description="It is not submitted")
def approve(asked: dict[str, Any], proposal_id: uuid.UUID) -> Any:
    """Put a submitted proposal in force."""
    return _decided(proposal_id, ProposalState.APPROVED, asked["note"])


@blueprint.route("/staffing/proposals/<uuid:proposal_id>/reject", methods=["POST"])
@allow(Permission.PROPOSE_STAFFING)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, ProposalSchema)
@blueprint.alt_response(409, description="It is decided already")
def reject(asked: dict[str, Any], proposal_id: uuid.UUID) -> Any:
    """Give a proposal back, or withdraw it."""
    return _decided(proposal_id, ProposalState.REJECTED, asked["note"])


def _decided(proposal_id: uuid.UUID, state: ProposalState, note: str | None) -> Any:
    proposals.decide(parts().begin, parts().clock, caller(), proposal_id, state, note)
    return proposals.shown(parts().begin, caller(), proposal_id)
