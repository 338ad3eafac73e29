"""Vector tiles straight from PostGIS.

Points are found by their box in degrees, so that the index on EPSG:4326 serves, and only what is drawn is projected.
"""

import math
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.services.ports.reading import TileAddress
from app.storage.read_models.tile_zooms import OTHER_PLACES, OTHER_STREETS, layers_at, places_at, streets_at

EARTH_M = 40_075_016.68
GRID_UNTIL = 11
CELLS = 64

BASE = text("""
WITH box AS (SELECT ST_TileEnvelope(:z, :x, :y) AS shape),
drawn AS (
    SELECT f.layer, f.feature_class AS class, f.rank, f.name,
        ST_AsMVTGeom(CASE WHEN :z < 15 AND f.layer <> 'place' THEN ST_Simplify(f.shape, :pixel, true) ELSE f.shape END,
            box.shape, 4096, 64) AS geom
    FROM basemap_feature f, box
    WHERE f.shape && box.shape AND CASE f.layer
        WHEN 'street' THEN f.feature_class = ANY(:streets) OR :z >= :other_streets
        WHEN 'place' THEN f.feature_class = ANY(:places) OR :z >= :other_places
        ELSE f.layer = ANY(:layers) AND (:z >= 14 OR ST_Dimension(f.shape) < 2 OR ST_Area(f.shape) > :speck) END
    ORDER BY f.rank
), layers AS (
    SELECT layer, ST_AsMVT(drawn.*, layer, 4096, 'geom') AS tile FROM drawn WHERE geom IS NOT NULL GROUP BY layer
)
SELECT string_agg(tile, ''::bytea) FROM layers
""")
# lapsed: the law's date has passed; late: ours has; due: its window is open; done: nothing to do today.
# The units of the scope become an array first: with a join on paths the planner guessed so badly that it took seconds.
BUILDINGS = text("""
WITH own AS MATERIALIZED (SELECT ARRAY(SELECT id FROM unit WHERE path ^@ ANY(:scope)) AS ids),
near AS MATERIALIZED (
    SELECT c.id, c.kind, c.tier, p.point FROM premises p JOIN customer c ON c.premises_id = p.id
    WHERE p.point && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
        AND c.unit_id = ANY((SELECT ids FROM own)::uuid[]) AND (c.active_until IS NULL OR c.active_until > :today)
), owed AS (
    SELECT o.customer_id, max(CASE WHEN o.due_by < :today THEN CASE WHEN o.hard THEN 3 ELSE 2 END
        WHEN o.not_before <= :today THEN 1 ELSE 0 END) AS state
    FROM near n JOIN obligation o ON o.customer_id = n.id WHERE o.state = 'open' GROUP BY o.customer_id
), told AS (
    SELECT n.*, coalesce(o.state, 0) AS worst FROM near n LEFT JOIN owed o ON o.customer_id = n.id
), drawn AS (
    SELECT (array_agg(id ORDER BY worst DESC, id))[1]::text AS id, min(kind) AS kind, min(tier) AS tier,
        (ARRAY['done', 'due', 'late', 'lapsed'])[max(worst) + 1] AS state, count(*) AS count,
        ST_AsMVTGeom(ST_Transform(point, 3857), ST_TileEnvelope(:z, :x, :y), 4096, 64) AS geom
    FROM told GROUP BY point
)
SELECT ST_AsMVT(drawn.*, 'customer', 4096, 'geom') FROM drawn WHERE geom IS NOT NULL
""")
GRID = text("""
WITH own AS MATERIALIZED (SELECT ARRAY(SELECT id FROM unit WHERE path ^@ ANY(:scope)) AS ids),
seen AS MATERIALIZED (
    SELECT id, ST_X(point) AS lon, ST_Y(point) AS lat FROM premises
    WHERE point && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
        AND ST_X(point) >= :west AND ST_X(point) < :east AND ST_Y(point) >= :south AND ST_Y(point) < :north
), counted AS (
    SELECT premises_id, count(*) AS customers FROM customer
    WHERE unit_id = ANY((SELECT ids FROM own)::uuid[]) AND (active_until IS NULL OR active_until > :today)
    GROUP BY premises_id
), owed AS (
    SELECT premises_id, max(CASE WHEN due_by < :today THEN CASE WHEN hard THEN 3 ELSE 2 END
        WHEN not_before <= :today THEN 1 ELSE 0 END) AS worst
    FROM obligation WHERE state = 'open' AND unit_id = ANY((SELECT ids FROM own)::uuid[]) GROUP BY premises_id
), drawn AS (
    SELECT (ARRAY['done', 'due', 'late', 'lapsed'])[coalesce(max(o.worst), 0) + 1] AS state,
        sum(c.customers)::int AS count,
        ST_AsMVTGeom(ST_Transform(ST_SetSRID(ST_MakePoint(avg(s.lon), avg(s.lat)), 4326), 3857),
            ST_TileEnvelope(:z, :x, :y), 4096, 0) AS geom
    FROM seen s JOIN counted c ON c.premises_id = s.id LEFT JOIN owed o ON o.premises_id = s.id
    GROUP BY floor((s.lon - :west) / (:east - :west) * :cells), floor((s.lat - :south) / (:north - :south) * :cells)
)
SELECT ST_AsMVT(drawn.*, 'customer', 4096, 'geom') FROM drawn WHERE geom IS NOT NULL
""")
TERRITORIES = text("""
WITH box AS (SELECT ST_TileEnvelope(:z, :x, :y) AS shape),
drawn AS (
    SELECT u.id::text AS id, u.code, u.name, u.kind,
        ST_AsMVTGeom(ST_Simplify(ST_Transform(u.territory, 3857), :pixel, true), box.shape, 4096, 64) AS geom
    FROM unit u, box
    WHERE u.path ^@ ANY(:scope) AND u.territory && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
)
SELECT ST_AsMVT(drawn.*, 'territory', 4096, 'geom') FROM drawn WHERE geom IS NOT NULL
""")


class SqlTiles:
    """Implements `TileReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def base(self, tile: TileAddress) -> bytes:
        """Return the base map inside the tile."""
        shown = {
            "streets": streets_at(tile.z),
            "other_streets": OTHER_STREETS,
            "places": places_at(tile.z),
            "other_places": OTHER_PLACES,
            "layers": layers_at(tile.z),
            "speck": (4 * pixel_m(tile.z)) ** 2,
        }
        return self._tile(BASE, tile, **shown, pixel=pixel_m(tile.z))

    def customers(self, tile: TileAddress, scope: Scope, today: date) -> bytes:
        """Return the customers inside the tile: on a grid of 64 x 64 up to zoom 11, then building by building."""
        if tile.z <= GRID_UNTIL:
            box = degrees(tile)
            return self._tile(GRID, tile, scope=list(scope.paths), today=today, cells=CELLS, **box)
        box = degrees(tile, margin=1 / 64)
        return self._tile(BUILDINGS, tile, scope=list(scope.paths), today=today, **box)

    def territories(self, tile: TileAddress, scope: Scope) -> bytes:
        """Return the outlines of units."""
        return self._tile(TERRITORIES, tile, scope=list(scope.paths), pixel=pixel_m(tile.z), **degrees(tile))

    def _tile(self, statement: Any, tile: TileAddress, **values: object) -> bytes:
        return bytes(self._session.scalar(statement, {"z": tile.z, "x": tile.x, "y": tile.y, **values}) or b"")


def pixel_m(zoom: int) -> float:
    """Metres of one of the 512 pixels of a tile, at the equator."""
    return float(EARTH_M / 2**zoom / 512)


def degrees(tile: TileAddress, margin: float = 0.0) -> dict[str, float]:
    """Return the box of a tile in degrees; `margin` is a share of its size, kept within the map."""
    n = 2**tile.z
    return {
        "west": max(-180.0, (tile.x - margin) / n * 360 - 180),
        "east": min(180.0, (tile.x + 1 + margin) / n * 360 - 180),
        "south": _latitude(min(1.0, (tile.y + 1 + margin) / n)),
        "north": _latitude(max(0.0, (tile.y - margin) / n)),
    }


def _latitude(share: float) -> float:
    """Latitude of a line that lies `share` of the way from the map's northern edge to its southern."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * share))))
