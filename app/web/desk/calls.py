"""GET and POST /api/v1/calls, /call-kinds: a customer calls about something new (S9.4, S9.9)."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields, validate

from app.domain.kinds import CallSource
from app.domain.permissions import Permission
from app.services.calls import desk
from app.services.calls.take_call import take_call
from app.services.calls.view import seconds
from app.services.ports.calls import NewCall
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import ProgrammeSchema, Strict, Text

blueprint = Blueprint("calls", __name__, url_prefix="/api/v1", description="Calls about something new")

CLOCK = validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$", error="HH:MM")


class CallsQuery(Strict):
    """Of which unit and below."""

    unit_id = fields.UUID(required=True)


class CallEntrySchema(Strict):
    """What the customer asks for; `id` is made by whoever enters it, so that sending it twice opens one obligation.

    `earliest` and `latest` are times of day between which service may begin, on every day from `on` to `due_by` (null:
    that day only). `certificate` is what whoever comes must hold, null for anybody.
    """

    id = fields.UUID(required=True)
    customer_id = fields.UUID(required=True)
    kind = Text(required=True, least=1, most=60)
    on = fields.Date(required=True)
    due_by = fields.Date(load_default=None)
    earliest = fields.String(required=True, validate=CLOCK)
    latest = fields.String(required=True, validate=CLOCK)
    service_s = fields.Integer(required=True, validate=validate.Range(300, 8 * 3_600))
    certificate = Text(load_default=None, most=60)
    promised = fields.Boolean(load_default=False)
    source = fields.Enum(CallSource, by_value=True, load_default=CallSource.PHONE)
    words = Text(load_default="", most=1_000)


class CallVisitSchema(Schema):
    """The visit in force that serves it."""

    technician_name = fields.String(required=True)
    on = fields.Date(required=True)
    start_at = fields.String(required=True, metadata={"format": "date-time"})


class CallSchema(Schema):
    """A call; `state` is that of its obligation: open until it is made or withdrawn."""

    id = fields.UUID(required=True)
    state = fields.String(required=True)
    customer_id = fields.UUID(required=True)
    customer_name = fields.String(required=True)
    address = fields.String(required=True)
    programme = fields.Nested(ProgrammeSchema, required=True)
    on = fields.Date(required=True)
    due_by = fields.Date(required=True)
    earliest = fields.String(required=True)
    latest = fields.String(required=True)
    service_s = fields.Integer(required=True)
    certificate = fields.String(required=True, allow_none=True)
    promised = fields.Boolean(required=True)
    source = fields.Enum(CallSource, by_value=True, required=True)
    words = fields.String(required=True)
    taken_at = fields.AwareDateTime(required=True, format="iso")
    taken_by = fields.String(required=True, allow_none=True)
    visit = fields.Nested(CallVisitSchema, required=True, allow_none=True)


class CallsSchema(Schema):
    """Open calls, the earliest due first."""

    items = fields.List(fields.Nested(CallSchema), required=True)


class CallKindSchema(Schema):
    """What a call may ask for, and what its rule says where the call says nothing else."""

    programme = fields.Nested(ProgrammeSchema, required=True)
    service_s = fields.Integer(required=True)
    certificate = fields.String(required=True, allow_none=True)
    earliest = fields.String(required=True)
    latest = fields.String(required=True)


class CallKindsSchema(Schema):
    """All of them, and the skills that somebody of the company holds."""

    items = fields.List(fields.Nested(CallKindSchema), required=True)
    skills = fields.List(fields.String(), required=True)


class WithdrawSchema(Strict):
    """Why it is not owed after all."""

    reason = Text(required=True, least=1, most=400)


@blueprint.route("/call-kinds")
@allow(Permission.RUN_PLANS)
@blueprint.arguments(CallsQuery, location="query")
@blueprint.response(200, CallKindsSchema)
def call_kinds(asked: dict[str, Any]) -> Any:
    """List what a call may ask for."""
    return desk.kinds(parts().begin, parts().clock, caller(), asked["unit_id"])


@blueprint.route("/calls")
@allow(Permission.RUN_PLANS)
@blueprint.arguments(CallsQuery, location="query")
@blueprint.response(200, CallsSchema)
def calls(asked: dict[str, Any]) -> Any:
    """List the open calls of a unit and below."""
    return {"items": desk.open_calls(parts().begin, caller(), asked["unit_id"])}


@blueprint.route("/calls", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.arguments(CallEntrySchema)
@blueprint.response(201, CallSchema)
@blueprint.alt_response(409, description="The customer has an open call of this kind for that day")
def enter(asked: dict[str, Any]) -> Any:
    """Enter a call: what it asks for is owed from now on. Sent again it changes nothing."""
    asked["due_by"] = asked["due_by"] or asked["on"]
    first, last = (seconds(asked.pop(name)) for name in ("earliest", "latest"))
    call = NewCall(**asked, window_start_s=first, window_end_s=last)
    return take_call(parts().begin, parts().clock, caller(), call)


@blueprint.route("/calls/<uuid:call_id>/withdraw", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.arguments(WithdrawSchema)
@blueprint.response(200, CallSchema)
@blueprint.alt_response(409, description="A visit in force serves it, or has begun")
def withdraw(asked: dict[str, Any], call_id: uuid.UUID) -> Any:
    """Take a call back: nothing is owed for it any more."""
    return desk.withdraw(parts().begin, caller(), call_id, asked["reason"])
