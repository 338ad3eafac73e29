"""Units with territory and centre, the extent of the map, the demonstration's facts."""

import uuid

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.services.ports.reading import Row

UNITS = text("""
SELECT u.id, CASE WHEN up.path ^@ ANY(:scope) THEN u.parent_id END AS parent_id, u.code, u.name, u.kind, u.origin,
    ST_AsGeoJSON(u.territory, 6)::json AS territory,
    CASE WHEN u.territory IS NOT NULL
         THEN ARRAY[ST_X(ST_PointOnSurface(u.territory)), ST_Y(ST_PointOnSurface(u.territory))]
         ELSE (SELECT ARRAY[avg(ST_X(b.point)), avg(ST_Y(b.point))] FROM base b JOIN unit bu ON bu.id = b.unit_id
               WHERE bu.path ^@ u.path HAVING count(*) > 0) END AS centre
FROM unit u LEFT JOIN unit up ON up.id = u.parent_id
WHERE u.path ^@ ANY(:scope) ORDER BY length(u.path) - length(replace(u.path, '/', '')), u.code
""")
ASSIGNED = text("""
SELECT u.id, u.code, u.name, u.kind FROM user_unit a JOIN unit u ON u.id = a.unit_id
WHERE a.user_id = :user ORDER BY u.path
""")
# Territories say enough where they are drawn; only without any are all premises of the scope looked at.
BOUNDS = text("""
WITH drawn AS (SELECT ST_Extent(territory) AS box FROM unit WHERE path ^@ ANY(:scope)),
found AS (SELECT coalesce((SELECT box FROM drawn), (
    SELECT ST_Extent(p.point) FROM premises p JOIN unit u ON u.id = p.unit_id WHERE u.path ^@ ANY(:scope)
), (SELECT ST_Extent(ST_Transform(shape, 4326)) FROM basemap_feature WHERE layer = 'place')) AS box)
SELECT CASE WHEN box IS NOT NULL THEN ARRAY[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)] END AS bounds,
    (SELECT facts FROM data_stamp WHERE name = 'basemap') AS facts
FROM found
""")
DEMO = text("SELECT facts FROM data_stamp WHERE name = 'demo'")
OPENSTREETMAP = "© OpenStreetMap contributors"


class SqlUnits:
    """Implements `UnitReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def units(self, scope: Scope) -> list[Row]:
        """Return the units of the scope, parents before children."""
        return [dict(row) for row in self._session.execute(UNITS, {"scope": list(scope.paths)}).mappings()]

    def assigned(self, user_id: uuid.UUID) -> list[Row]:
        """Return the units the user is assigned to."""
        return [dict(row) for row in self._session.execute(ASSIGNED, {"user": user_id}).mappings()]

    def map_of(self, scope: Scope) -> Row:
        """Return `bounds` (west, south, east, north or None) and `attribution`."""
        found = self._session.execute(BOUNDS, {"scope": list(scope.paths)}).mappings().one()
        facts = found["facts"]
        attribution = "" if facts is None else facts.get("attribution", OPENSTREETMAP)
        return {"bounds": found["bounds"], "attribution": attribution}

    def demo(self) -> Row | None:
        """Return the facts of the demonstration, None on real data."""
        found: Row | None = self._session.scalar(DEMO)
        return found
