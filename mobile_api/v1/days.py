"""GET /api/mobile/v1/days/{date} and /days/today: the caller's own published day."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from flask import Response, jsonify, request
from flask_smorest import Blueprint

from app.services.field.day import own_day
from mobile_api.auth import caller, phone
from mobile_api.parts import parts, today
from mobile_api.problems import SIGNED_IN, may_answer
from mobile_api.schemas.days import PhoneDaySchema

blueprint = Blueprint("phone_days", __name__, url_prefix="/api/mobile/v1", description="Phone: the day")


@blueprint.route("/days/<date:on_date>")
@phone()
@blueprint.doc(security=[{"phone": []}])
@may_answer(blueprint, *SIGNED_IN)
@blueprint.alt_response(200, schema=PhoneDaySchema, success=True)
def day(on_date: date) -> Any:
    """Return the caller's route of a date; with If-None-Match 304 while nothing has changed."""
    return _answer(on_date)


@blueprint.route("/days/today")
@phone()
@blueprint.doc(security=[{"phone": []}])
@may_answer(blueprint, *SIGNED_IN)
@blueprint.alt_response(200, schema=PhoneDaySchema, success=True)
def day_today() -> Any:
    """Return the caller's route of the server's local date."""
    return _answer(today())


def _answer(on_date: date) -> Response:
    found = own_day(parts().begin, caller(), on_date, today())
    response = jsonify(PhoneDaySchema().dump(found))
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    return response.make_conditional(request)  # type: ignore[return-value]
