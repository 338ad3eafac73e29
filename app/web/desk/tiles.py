"""GET /tiles/...: vector tiles of base map, customers and territories, with versions that make them cacheable."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

from flask import Response, request

from app.domain.permissions import Permission
from app.services.errors import DomainError
from app.services.ports.reading import TileAddress
from app.services.reading import tiles as reading
from app.web.access import allow, caller, public
from app.web.blueprints import Blueprint
from app.web.parts import parts, today

blueprint = Blueprint("tiles", __name__, url_prefix="/tiles", description="Vector tiles (MVT)")
ADDRESS = "<int(signed=True):z>/<int(signed=True):x>/<int(signed=True):y>.mvt"
MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
DEEPEST = 22
# The addresses carry the version, so a copy is good for long; without it the browser asks each time and gets a 304.
LONG, ASK = "max-age=604800", "no-cache"


@blueprint.route(f"/base/{ADDRESS}")
@public
@blueprint.response(200, content_type=MEDIA_TYPE)
@blueprint.alt_response(304, description="The copy with that ETag is still good")
@blueprint.alt_response(400, description="No such tile")
def base(z: int, x: int, y: int) -> Response:
    """Layers street, rail, water, park, building, place of the imported extract."""
    tile, begin = _address(z, x, y), parts().begin
    return _answer("public", reading.base_version(begin), lambda: reading.base(begin, tile))


@blueprint.route(f"/customers/{ADDRESS}")
@allow(Permission.SEE_CUSTOMERS)
@blueprint.response(200, content_type=MEDIA_TYPE)
@blueprint.alt_response(304, description="The copy with that ETag is still good")
@blueprint.alt_response(400, description="No such tile")
def customers(z: int, x: int, y: int) -> Response:
    """Layer `customer`: count and worst state a cell (to zoom 11) or building, with kind, tier and an id."""
    tile, begin, person, day = _address(z, x, y), parts().begin, caller(), today()
    version = reading.scoped_version(begin, person, day)
    return _answer("private", version, lambda: reading.customers(begin, person, tile, day))


@blueprint.route(f"/territories/{ADDRESS}")
@allow(Permission.SEE_MAP)
@blueprint.response(200, content_type=MEDIA_TYPE)
@blueprint.alt_response(304, description="The copy with that ETag is still good")
@blueprint.alt_response(400, description="No such tile")
def territories(z: int, x: int, y: int) -> Response:
    """Layer `territory`: id, code, name and kind of the caller's units."""
    tile, begin, person = _address(z, x, y), parts().begin, caller()
    version = reading.scoped_version(begin, person, today())
    return _answer("private", version, lambda: reading.territories(begin, person, tile))


def _address(z: int, x: int, y: int) -> TileAddress:
    if not (0 <= z <= DEEPEST and 0 <= x < 2**z and 0 <= y < 2**z):
        raise DomainError("malformed", why=f"there is no tile {z}/{x}/{y}", why_zh=f"没有图块 {z}/{x}/{y}")
    return TileAddress(z=z, x=x, y=y)


def _answer(who: str, version: str, make: Callable[[], bytes]) -> Response:
    """Return the tile, or only its ETag when the caller's copy has the same version."""
    tag = hashlib.sha256(f"{request.path}|{version}".encode()).hexdigest()[:24]
    known = request.if_none_match.contains_weak(tag)
    # Without a stamp nothing says when a kept tile has become old.
    kept = make if version.startswith("0") else partial(parts().kept_tiles.get, (request.path, version), make)
    response = Response(None if known else kept(), 304 if known else 200, mimetype=MEDIA_TYPE)
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"{who}, {LONG if request.args.get('v') else ASK}"
    return response
