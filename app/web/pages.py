"""The built front ends: the desk at ``/``, the phone at ``/m/``; deep links open the same page."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, make_response, render_template, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from app.settings import CHECKOUT
from app.web.access import public

FRONTEND = CHECKOUT / "app" / "frontend"
FOLDERS = {"DESK_FOLDER": FRONTEND / "desk" / "dist", "PHONE_FOLDER": FRONTEND / "phone" / "dist"}
# An unknown address under these is a mistake of a program, not a page somebody opened.
NEVER_PAGES = ("api", "tiles", "auth", "assets", "healthz")
HASHED = "public, max-age=31536000, immutable"
blueprint = Blueprint("pages", __name__, template_folder="templates")


@blueprint.get("/", defaults={"path": ""})
@blueprint.get("/<path:path>")
@public
def desk(path: str) -> Response:
    """Serve the desk."""
    folder = current_app.config["DESK_FOLDER"]
    if path.split("/")[0] in NEVER_PAGES and not _is_file(folder, path):
        raise NotFound
    return _serve(folder, path)


@blueprint.get("/m/", defaults={"path": ""})
@blueprint.get("/m/<path:path>")
@public
def phone(path: str) -> Response:
    """Serve the phone."""
    folder = current_app.config["PHONE_FOLDER"]
    if path.startswith("assets/") and not _is_file(folder, path):
        raise NotFound
    return _serve(folder, path)


def _serve(folder: Path, path: str) -> Response:
    """Send a built file, the index for any other path, or a page that says how to build."""
    if path and _is_file(folder, path):
        response = send_from_directory(folder, path)
        response.headers["Cache-Control"] = HASHED if path.startswith("assets/") else "no-cache"
        return response
    if not (folder / "index.html").is_file():
        return make_response(render_template("not_built.html"), 503)
    response = send_from_directory(folder, "index.html")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _is_file(folder: Path, path: str) -> bool:
    found = safe_join(str(folder), path)
    return found is not None and Path(found).is_file()
