"""GET /api/mobile/v1/sync/operations?ids=: what became of operations after lost answers."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from app.services.field.status import status_of
from mobile_api.auth import caller, phone
from mobile_api.parts import parts
from mobile_api.problems import SIGNED_IN, may_answer
from mobile_api.schemas.sync import IdsQuery, OperationStatusesSchema

blueprint = Blueprint("phone_operations", __name__, url_prefix="/api/mobile/v1", description="Phone: sync")


@blueprint.route("/sync/operations")
@phone()
@blueprint.doc(security=[{"phone": []}])
@may_answer(blueprint, *SIGNED_IN, "invalid_input")
@blueprint.arguments(IdsQuery, location="query")
@blueprint.response(200, OperationStatusesSchema)
def statuses(asked: dict[str, Any]) -> Any:
    """Return unknown, stored or the result of up to a hundred operations of the caller."""
    return {"items": status_of(parts().begin, caller(), asked["ids"])}
