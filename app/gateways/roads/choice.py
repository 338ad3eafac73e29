"""Which roads a process travels on: as its settings say, else the extract the database was last given."""

from pathlib import Path

from app.gateways.osm import cache
from app.gateways.osm.extract import read_extract
from app.gateways.roads.built_in import BuiltInRoads
from app.gateways.roads.osrm import OsrmRoads
from app.gateways.roads.osrm_client import OsrmClient, OsrmServers
from app.gateways.roads.straight import StraightRoads
from app.services.ports.roads import Roads, RoadsUnavailable
from app.settings import RoadsSource, Settings
from planner.travel import TravelProfile

EXTRACT_STAMP = "extract"
"""Stamp of the database: value is the content of the extract it was given."""


def extract_cache(settings: Settings) -> Path:
    """Return the folder in which read extracts are kept."""
    return settings.data_dir / "cache"


def kept_extract(settings: Settings, content: str) -> Path:
    """Return where the reading of an extract is kept."""
    return extract_cache(settings) / f"extract-{content}.npz"


def chosen_roads(settings: Settings, content: str | None) -> Roads:
    """Return the roads of the settings; without any wish those of the extract `content`, else the straight line.

    Raises
    ------
    RoadsUnavailable : the database was given an extract whose reading is no longer there
    """
    if settings.roads is RoadsSource.OSRM and settings.osrm_url:
        servers = OsrmServers(base_urls=dict.fromkeys(TravelProfile, settings.osrm_url))
        return OsrmRoads(OsrmClient(servers))
    if settings.roads is RoadsSource.EXTRACT and settings.roads_extract:
        return BuiltInRoads(read_extract(settings.roads_extract, extract_cache(settings)).graph)
    if content is None:
        return StraightRoads()
    found = cache.load(kept_extract(settings, content))
    if found is None:
        raise RoadsUnavailable(
            why="the extract this database was planned with is no longer in the cache; run the demo or import it again",
            why_zh="该数据库所用的地图缓存已不存在，请重新运行 demo 或重新导入地图",
        )
    return BuiltInRoads(found["graph"])
