"""Flask-Security: passwords, sessions and, when switched on, time-based one-time codes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask, request, session
from flask_security import Security, user_authenticated

from app.services.access.journal import note
from app.web.parts import parts
from app.web.two_factor import guard

if TYPE_CHECKING:
    from app.settings import Settings

SESSION_LIFE = timedelta(hours=12)
LEAST_PASSWORD = 12


def register(app: Flask, settings: Settings, people: Any) -> None:
    """Set Flask-Security up over `people`, its datastore."""
    https = settings.public_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=[settings.secret_key_previous] if settings.secret_key_previous else [],
        SESSION_COOKIE_NAME="roundsman",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 (the name of a scheme)
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        # No second secret inside the hash: the signing key may be changed without locking everybody out (R58).
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_PASSWORD_SALT="unused",  # noqa: S106 (asked for, not used with a single hash)
        SECURITY_PASSWORD_LENGTH_MIN=LEAST_PASSWORD,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_TRACKABLE=True,
        SECURITY_URL_PREFIX="/auth",
        **_two_factor(settings),
    )
    Security(app, people, register_blueprint=settings.two_factor)
    guard(app)
    user_authenticated.connect(_entered, app)


def _entered(_app: Flask, user: Any, **_facts: object) -> None:
    """Begin the session of somebody who has passed every step, and write it down."""
    session.permanent = True
    details = {"address": request.remote_addr or "-"}
    note(parts().begin, "sign_in", "user", str(user.id), user_id=user.id, details=details)


def _two_factor(settings: Settings) -> dict[str, object]:
    if not settings.two_factor:
        return {}
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TOTP_SECRETS": {"1": settings.secret_key},
        "SECURITY_TOTP_ISSUER": "Roundsman",
    }
