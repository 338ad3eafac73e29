"""Who is calling, and whether they may: every view of the desk is marked with `allow` or `public`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, request
from flask_security import current_user
from flask_wtf.csrf import ValidationError, validate_csrf

from app.domain.permissions import Permission, permissions_of
from app.services.access.caller import Caller
from app.services.access.decision import PUBLIC, SIGNED_IN, decide
from app.services.access.journal import note
from app.services.errors import DomainError
from app.web.parts import parts

View = TypeVar("View", bound=Callable[..., Any])
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def caller() -> Caller:
    """Return the person of the session; refuse when nobody is signed in."""
    known: Caller | None = g.get("caller")
    if known is None:
        if not current_user.is_authenticated:
            raise DomainError("unauthenticated")
        known = g.caller = _caller_of(current_user)
        # What was read of the account gives its connection back before the work begins: one a request, not two.
        current_app.extensions["security"].datastore.commit()
    return known


def allow(permission: Permission | None = None) -> Callable[[View], View]:
    """Let only signed-in people with `permission` (None: all of them) reach a view; writing needs the CSRF header."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            _authorise(permission)
            return current_app.ensure_sync(view)(*args, **kwargs)

        return decide(guarded, SIGNED_IN if permission is None else permission.value)  # type: ignore[return-value]

    return guard


def public(view: View) -> View:
    """Let everybody reach a view."""
    return decide(view, PUBLIC)


def _authorise(permission: Permission | None) -> None:
    person = caller()
    if request.method not in SAFE:
        _check_csrf()
    if permission is not None and not person.may(permission):
        details = {"permission": permission.value, "method": request.method, "endpoint": request.endpoint}
        note(parts().begin, "denied", "route", request.endpoint, user_id=person.user_id, details=details)
        person.must(permission)


def _check_csrf() -> None:
    try:
        validate_csrf(request.headers.get("X-CSRF-Token"))
    except ValidationError as error:
        raise DomainError("csrf") from error


def _caller_of(user: Any) -> Caller:
    roles = tuple(sorted(role.name for role in user.roles))
    return Caller(
        user_id=user.id,
        name=user.name,
        email=user.email,
        locale=user.locale,
        roles=roles,
        permissions=permissions_of(roles),
    )
