"""The second step of signing in, when the setting asks for it."""

from __future__ import annotations

from typing import Any

from flask import current_app

from app.web.parts import parts


def second_step(user: Any) -> Any | None:
    """Return Flask-Security's answer that asks for a one-time code; None when the password is enough.

    The desk goes on at ``/auth/tf-setup`` and ``/auth/tf-validate``.
    """
    if not parts().settings.two_factor:
        return None
    plugins = current_app.extensions["security"].two_factor_plugins
    return plugins.tf_enter(user, remember_me=False, primary_authn_via="password", next_loc=None)
