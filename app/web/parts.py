"""What a view needs of the process that serves it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from app.container import Container

KEY = "roundsman"


def parts() -> Container:
    """Return the container of the running application."""
    return cast("Container", current_app.extensions[KEY])


def today() -> date:
    """Return the local date where the company is."""
    return parts().today()
