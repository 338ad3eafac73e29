"""Puts a web application together from the parts of a container."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from flask import Flask
from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy.orm import scoped_session
from werkzeug.middleware.proxy_fix import ProxyFix

from app.storage.tables import RoleRow, User
from app.web import desk, docs, headers, identity, pages, problems, request_log
from app.web.api import RoundsmanApi, make_api
from app.web.converters import DateConverter, describe_date
from app.web.parts import KEY

if TYPE_CHECKING:
    from app.container import Container

LARGEST_REQUEST = 32 * 2**20


def create_app(container: Container) -> Flask:
    """Return the application that serves desk, tiles, pages and, when it is installed, the phones."""
    app = Flask("app.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.extensions[KEY] = container
    _behind_proxies(app, container.settings.trusted_proxies)
    request_log.configure(container.settings.log_level)
    request_log.register(app)
    headers.register(app, https=container.settings.public_url.startswith("https://"))
    problems.register(app)
    _people(app, container)
    # After Flask-Security, which brings a provider of its own.
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    _routes(app, container)
    return app


def _behind_proxies(app: Flask, count: int) -> None:
    """Believe as many proxies about the caller's address as the setting says, and none by default."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def _people(app: Flask, container: Container) -> None:
    session = scoped_session(container.sessions)
    identity.register(app, container.settings, SQLAlchemySessionUserDatastore(session, User, RoleRow))

    @app.teardown_appcontext
    def release(_error: BaseException | None) -> None:
        session.remove()


def _routes(app: Flask, container: Container) -> None:
    app.url_map.converters["date"] = DateConverter
    api = make_api(app)
    api.register_converter(DateConverter, describe_date)
    desk.register(api)
    _phones(api, container)
    app.register_blueprint(docs.make_blueprint(api))
    app.config.update(pages.FOLDERS)
    app.register_blueprint(pages.blueprint)


def _phones(api: RoundsmanApi, container: Container) -> None:
    """Add the API of the phones when its package is there."""
    if find_spec("mobile_api") and find_spec("mobile_api.blueprint"):
        import_module("mobile_api.blueprint").register(api, container)
