"""POST /api/mobile/v1/sync/push: operations in, one answer each, always 200 once the body can be read."""

from __future__ import annotations

import json
from typing import Any

from flask_smorest import Blueprint
from marshmallow import ValidationError

from app.services.errors import DomainError
from app.services.field.facts import Facts
from app.services.field.operation import Circumstances, moment_of
from app.services.field.push import MOST_BYTES, keep_unreadable, push
from mobile_api.auth import caller, phone
from mobile_api.bodies import body_within
from mobile_api.parts import parts
from mobile_api.problems import SIGNED_IN, may_answer
from mobile_api.schemas.sync import PushedSchema, PushSchema

blueprint = Blueprint("phone_push", __name__, url_prefix="/api/mobile/v1", description="Phone: sync")


@blueprint.route("/sync/push", methods=["POST"])
@phone()
@blueprint.doc(
    security=[{"phone": []}], requestBody={"required": True, "content": {"application/json": {"schema": PushSchema}}}
)
@may_answer(blueprint, *SIGNED_IN, "invalid_input", "too_large", "database_down", "disk_full")
@blueprint.response(200, PushedSchema)
def take() -> Any:
    """Store all operations, then carry each out for itself; a body that cannot be read is kept for the office."""
    raw = body_within(MOST_BYTES)
    try:
        sent = PushSchema().load(json.loads(raw.decode()))
        phone_now = None if sent["phone_now"] is None else moment_of(Facts(sent["phone_now"], "phone_now"))
    except (ValueError, RecursionError, ValidationError, DomainError) as error:
        keep_unreadable(parts().begin, caller().device_id, raw, "unreadable push")
        raise _unreadable(error) from error
    now = parts().clock.now()
    around = Circumstances(caller=caller(), received_at=now, phone_now=phone_now)
    # Half a character outside Unicode makes its own operation unreadable, not those beside it.
    texts = [text.encode(errors="surrogatepass") for text in sent["operations"]]
    return {"server_now": now, "results": push(parts().begin, around, texts)}


def _unreadable(error: Exception) -> DomainError:
    if isinstance(error, DomainError):
        return error
    found = error.messages if isinstance(error, ValidationError) else {}
    said = json.dumps(found, ensure_ascii=False) if found else "it is no JSON"
    return DomainError("invalid_input", why=said, why_zh=said if found else "不是 JSON", kept=True)
