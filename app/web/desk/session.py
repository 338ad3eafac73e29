"""POST /login and POST /logout: sessions of people at the desk."""

from __future__ import annotations

from typing import Any

from flask import request, session
from flask.typing import ResponseReturnValue
from flask_security import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from marshmallow import Schema, fields

from app.services.access.journal import note
from app.services.errors import DomainError
from app.services.reading import units as reading
from app.web.access import allow, caller, public
from app.web.blueprints import Blueprint
from app.web.desk.me import MeSchema
from app.web.parts import parts
from app.web.passwords import verified
from app.web.schemas import Strict, Text
from app.web.two_factor import second_step

blueprint = Blueprint("session", __name__, description="Signing in and out")


class LoginSchema(Strict):
    """What somebody types."""

    email = Text(required=True, least=3, most=254)
    password = Text(required=True, least=1, most=200)


class LoggedInSchema(Schema):
    """Who signed in."""

    user = fields.Nested(MeSchema, required=True)


@blueprint.route("/login", methods=["POST"])
@public
@blueprint.arguments(LoginSchema)
@blueprint.response(200, LoggedInSchema)
@blueprint.alt_response(401, description="E-mail or password is wrong; the same for both")
@blueprint.alt_response(429, description="Too many tries; see Retry-After")
def login(typed: dict[str, str]) -> Any:
    """Sign in by e-mail and password; unknown people and wrong passwords are answered alike (R49, R50)."""
    address = request.remote_addr or "-"
    wait = parts().attempts.count(typed["email"], address)
    if wait is not None:
        note(parts().begin, "sign_in_limited", "user", details={"address": address})
        raise DomainError("too_many_requests", seconds=wait)
    user = verified(typed["email"], typed["password"])
    if user is None:
        note(parts().begin, "sign_in_failed", "user", details={"address": address})
        raise DomainError("sign_in_failed")
    if current_user.is_authenticated:
        logout_user()
    parts().attempts.succeed(typed["email"], address)
    second_step(user)
    login_user(user, authn_via=["password"])
    return {"user": {**reading.profile(parts().begin, caller()), "csrf_token": generate_csrf()}}


@blueprint.route("/logout", methods=["POST"])
@allow()
@blueprint.response(204)
def logout() -> ResponseReturnValue:
    """Sign out."""
    note(parts().begin, "sign_out", "user", user_id=caller().user_id)
    logout_user()
    session.clear()
    return "", 204
