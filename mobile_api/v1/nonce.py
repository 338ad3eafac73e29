"""GET /api/mobile/v1/tokens/nonce: something fresh of ours to sign."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from app.services.devices.proof import new_nonce
from mobile_api.auth import public
from mobile_api.parts import nonce_keys, parts
from mobile_api.schemas.devices import NonceSchema

blueprint = Blueprint("phone_nonce", __name__, url_prefix="/api/mobile/v1", description="Phone: sign in")


@blueprint.route("/tokens/nonce")
@public
@blueprint.response(200, NonceSchema)
def nonce() -> Any:
    """Return a nonce for the next proof, and the server's clock."""
    now = parts().clock.now()
    return {"nonce": new_nonce(nonce_keys()[0], now), "server_now": now}
