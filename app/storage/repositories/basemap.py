"""The base map in PostGIS, projected once at the door."""

from collections.abc import Iterable

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.ports.basemap import MapFeature

STAMP = "basemap"


class SqlBasemap:
    """The `BasemapStore` port over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def version(self) -> str | None:
        """Return the stamp of the base map."""
        found = self._session.scalar(text("SELECT value FROM data_stamp WHERE name = :name"), {"name": STAMP})
        return None if found is None else str(found)

    def replace(self, features: Iterable[MapFeature], version: str, facts: dict[str, object]) -> int:
        """Replace every feature; see the port."""
        driver = self._session.connection().connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError("needs psycopg 3")
        driver.execute(
            "CREATE TEMPORARY TABLE staged_basemap (layer text, feature_class text, rank int, name text, wkb bytea)"
            " ON COMMIT DROP"
        )
        with driver.cursor().copy("COPY staged_basemap FROM STDIN (FORMAT binary)") as copy:
            copy.set_types(["text", "text", "int4", "text", "bytea"])
            for one in features:
                copy.write_row((one.layer, one.feature_class, one.rank, one.name or None, one.wkb))
        driver.execute("DELETE FROM basemap_feature")
        stored = driver.execute(
            "INSERT INTO basemap_feature (layer, feature_class, rank, name, shape) "
            "SELECT layer, feature_class, rank, name, ST_Transform(ST_GeomFromWKB(wkb, 4326), 3857) FROM staged_basemap"
        ).rowcount
        driver.execute(
            "INSERT INTO data_stamp (name, value, facts) VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE "
            "SET value = EXCLUDED.value, facts = EXCLUDED.facts, changed_at = now()",
            [STAMP, version, Jsonb(facts)],
        )
        return stored
