"""POST /api/mobile/v1/devices: bind a phone to a person by an enrolment code."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from app.services.devices.enrol import enrol
from mobile_api.auth import forgive, limit_strangers, public
from mobile_api.parts import parts
from mobile_api.problems import may_answer
from mobile_api.schemas.devices import EnrolmentSchema, TokensSchema

blueprint = Blueprint("phone_devices", __name__, url_prefix="/api/mobile/v1", description="Phone: sign in")


@blueprint.route("/devices", methods=["POST"])
@public
@may_answer(blueprint, "enrolment_code", "forbidden", "invalid_input", "too_many_requests")
@blueprint.arguments(EnrolmentSchema)
@blueprint.response(201, TokensSchema)
def add(sent: dict[str, Any]) -> Any:
    """Enrol this phone and return its first tokens."""
    limit_strangers()
    tokens = enrol(parts().begin, parts().clock, sent["enrolment_code"], sent["device_name"], sent["public_jwk"])
    forgive()
    return tokens
