"""Hooks the API of the phones into the application."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from mobile_api import v1

if TYPE_CHECKING:
    from app.container import Container


def register(api: Any, _container: Container) -> None:
    """Register the blueprint of every module of version 1; views find the container through the application."""
    api.spec.components.security_scheme("phone", {"type": "http", "scheme": "bearer"})
    for module in sorted(iter_modules(v1.__path__), key=lambda found: found.name):
        api.register_blueprint(import_module(f"{v1.__name__}.{module.name}").blueprint)
