"""Three ways to fulfil the `Roads` port: the built-in street graph, an OSRM server, the straight line."""

from app.gateways.roads.built_in import BuiltInRoads
from app.gateways.roads.osrm import OsrmRoads
from app.gateways.roads.osrm_client import OsrmClient, OsrmServers
from app.gateways.roads.straight import StraightRoads

__all__ = ["BuiltInRoads", "OsrmClient", "OsrmRoads", "OsrmServers", "StraightRoads"]
