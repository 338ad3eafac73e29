"""The API object: OpenAPI out of the code, errors of the catalogue, our own page for the documentation."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_smorest import Api

from app.web.schemas import ProblemSchema

TITLE = "Roundsman API"
CONFIG = {
    "API_TITLE": TITLE,
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}


class RoundsmanApi(Api):
    """flask-smorest with our errors; they are registered by `app.web.problems`, `Allow` of a 405 included."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to `app.web.problems`."""

    def _register_doc_blueprint(self) -> None:
        """Leave the document and its page to `app.web.docs`, which says who may read them."""

    def document(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        found: dict[str, Any] = self.spec.to_dict()
        return found


def make_api(app: Flask) -> RoundsmanApi:
    """Return the API of `app`, without any route yet."""
    app.config.update(CONFIG)
    return RoundsmanApi(app)
