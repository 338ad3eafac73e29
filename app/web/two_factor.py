"""The second step of signing in, when the setting asks for it: Flask-Security's one-time codes under ``/auth``.

``POST /login`` answers 401 ``two_factor_required``; the desk goes on at ``/auth/tf-setup`` (`details.state` is
``setup_from_login``) or ``/auth/tf-validate`` (``ready``) with the `csrf_token` of the details in the JSON body.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, current_app, request, session
from werkzeug.exceptions import NotFound

from app.services.access.decision import PUBLIC, decide
from app.services.errors import DomainError
from app.web.parts import parts

STEPS = ("two_factor_setup", "two_factor_setup_validate", "two_factor_token_validation")


def second_step(user: Any) -> None:
    """Refuse to go on with the password alone where a one-time code is asked for as well."""
    if not parts().settings.two_factor:
        return
    plugins = current_app.extensions["security"].two_factor_plugins
    asked = plugins.tf_enter(user, remember_me=False, primary_authn_via="password", next_loc=None)
    if asked is not None:
        found = current_app.make_response(asked).get_json()["response"]
        raise DomainError("two_factor_required", state=found["tf_state"], csrf_token=found["csrf_token"])


def guard(app: Flask) -> None:
    """Count tries of codes, and close the views of the library that we have our own of."""
    for endpoint, view in list(app.view_functions.items()):
        blueprint, _, name = endpoint.partition(".")
        if blueprint == "security":
            app.view_functions[endpoint] = decide(_counted(view) if name in STEPS else _closed, PUBLIC)


def _closed(**_values: object) -> Any:
    raise NotFound


def _counted(view: Callable[..., Any]) -> Callable[..., Any]:
    """Six digits are soon guessed by whoever may try without end (R50)."""

    @wraps(view)
    def counted(*args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            wait = parts().attempts.count(f"code of {session.get('tf_user_id')}", request.remote_addr or "-")
            if wait is not None:
                raise DomainError("too_many_requests", seconds=wait)
        return view(*args, **kwargs)

    return counted
