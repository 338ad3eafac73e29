"""Who is calling from a phone, and whether they may: every view is marked with `phone` or `public`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, request

from app.domain.permissions import Permission
from app.services.access.decision import PUBLIC, decide
from app.services.devices.caller import PhoneCaller, caller_of
from app.services.errors import DomainError
from mobile_api.parts import parts

View = TypeVar("View", bound=Callable[..., Any])


def phone(permission: Permission = Permission.FIELD_WORK) -> Callable[[View], View]:
    """Let only phones with a good access token reach a view, whose person holds `permission`."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            _authorise(permission)
            return current_app.ensure_sync(view)(*args, **kwargs)

        return decide(guarded, permission.value)  # type: ignore[return-value]

    return guard


def public(view: View) -> View:
    """Let everybody reach a view."""
    return decide(view, PUBLIC)


def caller() -> PhoneCaller:
    """Return who is calling; only in views marked with `phone`."""
    known: PhoneCaller = g.phone_caller
    return known


def limit_strangers() -> None:
    """Count a try of somebody not known yet by the address it came from (R50)."""
    wait = parts().attempts.count("enrol", request.remote_addr or "-")
    if wait is not None:
        raise DomainError("too_many_requests", seconds=wait)


def forgive() -> None:
    """Forget the tries from this address: an office enrols many phones in an hour."""
    parts().attempts.succeed("enrol", request.remote_addr or "-")


def _authorise(permission: Permission) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise DomainError("unauthenticated")
    found = caller_of(parts().begin, parts().clock, token.strip())
    found.must(permission)
    wait = parts().pace.wait_s(found.device_id)
    if wait is not None:
        raise DomainError("too_many_requests", seconds=wait)
    g.phone_caller = found
