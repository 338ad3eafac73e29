"""Whether the server's surroundings are there."""

from app.services.ports.reading import Row, SystemReading
from app.services.ports.unit_of_work import Begin


def health(begin: Begin) -> Row:
    """Return what the database says of itself and of the workers; raises when it does not answer."""
    with begin() as work:
        return {"ok": True, "database": "ok", **work.of(SystemReading).state()}
