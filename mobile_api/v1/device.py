"""DELETE /api/mobile/v1/devices/{id}: sign this phone off for good; its queue stays on it."""

from __future__ import annotations

import uuid

from flask_smorest import Blueprint

from app.services.devices.revoke import revoke_own
from mobile_api.auth import caller, phone
from mobile_api.parts import parts
from mobile_api.problems import SIGNED_IN, may_answer

blueprint = Blueprint("phone_device", __name__, url_prefix="/api/mobile/v1", description="Phone: sign in")


@blueprint.route("/devices/<uuid:device_id>", methods=["DELETE"])
@phone()
@blueprint.doc(security=[{"phone": []}])
@may_answer(blueprint, *SIGNED_IN, "not_found")
@blueprint.response(204)
def revoke(device_id: uuid.UUID) -> None:
    """Revoke the calling phone; any other id is unknown."""
    revoke_own(parts().begin, parts().clock, caller(), device_id)
