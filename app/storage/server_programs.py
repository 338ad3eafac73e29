"""Where Debian and Ubuntu keep the PostgreSQL server programs, and which of them have PostGIS."""

from __future__ import annotations

from pathlib import Path

from app.storage.cluster_errors import ClusterError

PROGRAMS = Path("/usr/lib/postgresql")
SHARED = Path("/usr/share/postgresql")


def programs() -> Path:
    """The folder of the newest server programs for which PostGIS is installed."""
    versions = [path.name for path in PROGRAMS.glob("*") if path.name.isdecimal() and _complete(path.name)]
    if not versions:
        raise ClusterError.no_postgis()
    return PROGRAMS / max(versions, key=int) / "bin"


def programs_of(version: str) -> Path:
    """The folder of exactly this major version, which wrote the data."""
    if not _complete(version):
        raise ClusterError.version_missing(version)
    return PROGRAMS / version / "bin"


def _complete(version: str) -> bool:
    return (PROGRAMS / version / "bin" / "initdb").exists() and (
        SHARED / version / "extension" / "postgis.control"
    ).exists()
