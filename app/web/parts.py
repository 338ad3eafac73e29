"""What a view needs of the process that serves it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from flask import current_app

from app.services.reading.routes import today_of

if TYPE_CHECKING:
    from app.container import Container

KEY = "roundsman"


def parts() -> Container:
    """Return the container of the running application."""
    return cast("Container", current_app.extensions[KEY])


def today() -> date:
    """Return today's local date."""
    return today_of(parts().clock, parts().settings.timezone)
