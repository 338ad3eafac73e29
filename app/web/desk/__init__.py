"""The desk API, one endpoint a file: load schema, authorise, call one service, dump schema."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from app.web.api import RoundsmanApi


def register(api: RoundsmanApi) -> None:
    """Register the blueprint of every module here."""
    for module in sorted(iter_modules(__path__), key=lambda found: found.name):
        api.register_blueprint(import_module(f"{__name__}.{module.name}").blueprint)
