"""POST /api/mobile/v1/tokens/refresh: new tokens for old, with proof of the phone's key."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from app.services.devices.refresh import refresh
from mobile_api.auth import public
from mobile_api.parts import nonce_keys, parts
from mobile_api.problems import may_answer
from mobile_api.schemas.devices import RefreshSchema, TokensSchema

blueprint = Blueprint("phone_tokens", __name__, url_prefix="/api/mobile/v1", description="Phone: sign in")


@blueprint.route("/tokens/refresh", methods=["POST"])
@public
@may_answer(
    blueprint, "unauthenticated", "device_proof", "proof_nonce", "token_reuse", "device_revoked", "invalid_input"
)
@blueprint.arguments(RefreshSchema)
@blueprint.response(200, TokensSchema)
def rotate(sent: dict[str, Any]) -> Any:
    """Return the next tokens, or once more those whose answer was lost."""
    return refresh(parts().begin, parts().clock, sent["refresh_token"], sent["proof"], nonce_keys())
