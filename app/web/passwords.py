"""Checking a password without telling strangers who has an account."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_security import hash_password


def verified(email: str, password: str) -> Any | None:
    """Return the active user with that e-mail and password, None for everybody else, after the same work."""
    security = current_app.extensions["security"]
    user = security.datastore.find_user(case_insensitive=True, email=email.strip())
    right = False
    if user is None or not user.password:
        hash_password(password)
    else:
        right = user.verify_and_update_password(security.password_util.normalize(password))
    # Gives the connection back before the journal asks for one.
    security.datastore.commit()
    return user if right and user.is_active else None
