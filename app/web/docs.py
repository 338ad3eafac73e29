"""The OpenAPI document and a page that shows it; no script, nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, render_template

from app.web.access import public
from app.web.api import RoundsmanApi

METHODS = ("get", "post", "put", "patch", "delete", "head")


def make_blueprint(api: RoundsmanApi) -> Blueprint:
    """Return the routes of the documentation of `api`."""
    blueprint = Blueprint("docs", __name__, url_prefix="/api", template_folder="templates")

    @blueprint.get("/openapi.json")
    @public
    def document() -> Response:
        return jsonify(api.document())

    @blueprint.get("/docs")
    @public
    def page() -> str:
        described = api.document()
        return render_template("docs.html", document=described, groups=groups(described), named=named)

    @blueprint.get("/docs.css")
    @public
    def style() -> Response:
        return Response(render_template("docs.css"), mimetype="text/css", headers={"Cache-Control": "max-age=3600"})

    return blueprint


def named(schema: dict[str, Any]) -> str:
    """Return how a schema is called, for people."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if schema.get("type") == "array":
        return f"[{named(schema.get('items', {}))}]"
    return str(schema.get("type", ""))


def groups(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the operations of a document under their first tag, in its order."""
    found: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in document.get("tags", [])}
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                shared = item.get("parameters", [])
                tag = (operation.get("tags") or ["-"])[0]
                parameters = [*shared, *operation.get("parameters", [])]
                row = {"path": path, "method": method.upper(), "operation": operation, "parameters": parameters}
                found.setdefault(tag, []).append(row)
    return {tag: rows for tag, rows in found.items() if rows}
