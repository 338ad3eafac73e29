"""Roads from an OSRM server.

OSRM moves every point to the nearest street, however far, and says so only in the coordinates of its answer. They are
compared with what was asked: a point moved farther than the limit is quarantined instead.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from app.gateways.roads.distinct import distinct
from app.gateways.roads.osrm_answers import OsrmTable, route_of, table_of
from app.gateways.roads.osrm_client import OsrmClient
from app.gateways.roads.points import ACCESS_MPS, checked, digest
from app.services.ports.roads import OSM_ATTRIBUTION, SNAP_LIMIT_M, Leg, Points, Snap
from planner.travel import UNREACHABLE, TravelMatrix, TravelProfile, TravelTable, great_circle_m

_VERSION = "1"
_PROBES = 3
_CAR = TravelProfile.CAR


class OsrmRoads:
    """The `Roads` port over OSRM's table and route services.

    Parameters
    ----------
    client : the servers; close it when done
    data_label : names the data the servers run on (a date, a file name); change it with the data
    snap_limit_m : see the port
    """

    def __init__(self, client: OsrmClient, *, data_label: str = "", snap_limit_m: float = SNAP_LIMIT_M) -> None:
        self._client = client
        self._label = data_label
        self._limit_m = snap_limit_m

    @property
    def attribution(self) -> str:
        """OSRM runs on OpenStreetMap data."""
        return OSM_ATTRIBUTION

    @property
    def fingerprint(self) -> str:
        """Servers, data label, this code and the snap limit."""
        urls = [f"{profile}={url}" for profile, url in sorted(self._client.servers.base_urls.items())]
        return digest("osrm", _VERSION, self._label, repr(self._limit_m), *urls)

    def snap(self, points: Points, profile: TravelProfile = _CAR) -> Snap:
        """Where the server puts the points; reachable means to and from the best connected of three of them."""
        places = checked(points)
        n = len(places)
        if not n:
            return _snap(places, places, np.empty((0, 0)), self._limit_m)
        probes = places[np.unique(np.linspace(0, n - 1, _PROBES).astype(int))]
        there, back = (self._asked(a, b, profile) for a, b in ((probes, places), (places, probes)))
        return _snap(places, there.targets, there.seconds + back.seconds.T, self._limit_m)

    def matrix(self, points: Points, profile: TravelProfile = _CAR) -> TravelMatrix:
        """Travel between all pairs."""
        table = self.rectangular(points, points, profile)
        return TravelMatrix(duration_s=table.duration_s, distance_m=table.distance_m)

    def rectangular(self, sources: Points, targets: Points, profile: TravelProfile = _CAR) -> TravelTable:
        """Travel from every source to every target."""
        asked = distinct(checked(sources), checked(targets))
        a, b = asked.places[asked.rows], asked.places[asked.cols]
        answer = self._asked(a, b, profile)
        walk_a, walk_b = great_circle_m(a, answer.sources), great_circle_m(b, answer.targets)
        walk = walk_a[:, None] + walk_b[None, :]
        walk[walk_a > self._limit_m, :] = np.inf
        walk[:, walk_b > self._limit_m] = np.inf
        table = TravelTable.from_floats(answer.seconds + walk / ACCESS_MPS, answer.metres + walk)
        return asked.spread(table.duration_s.copy(), table.distance_m.copy())

    def legs(self, points: Points, profile: TravelProfile = _CAR) -> Sequence[Leg]:
        """The ways along the points, one request each, so that one missing way does not spoil the others."""
        return [self._leg(np.stack(ends), profile) for ends in pairwise(checked(points))]

    def _leg(self, ends: Points, profile: TravelProfile) -> Leg:
        if (ends[0] == ends[1]).all():
            return Leg(distance_m=0, duration_s=0, geometry=ends)
        parameters = {"overview": "full", "geometries": "geojson", "steps": "false"}
        answer = self._client.ask("route", profile, _written(ends), parameters)
        if answer is not None:
            route = route_of(answer)
            walk = great_circle_m(ends, route.ends)
            if (walk <= self._limit_m).all():
                return Leg(
                    distance_m=round(route.metres + walk.sum()),
                    duration_s=round(route.seconds + walk.sum() / ACCESS_MPS),
                    geometry=np.concatenate([ends[:1], route.line, ends[1:]]),
                )
        return Leg(distance_m=UNREACHABLE, duration_s=UNREACHABLE, geometry=np.empty((0, 2)))

    def _asked(self, sources: Points, targets: Points, profile: TravelProfile) -> OsrmTable:
        """The whole table, asked for in blocks."""
        seconds = np.full((len(sources), len(targets)), np.inf)
        metres = seconds.copy()
        at_sources, at_targets = sources.copy(), targets.copy()
        for rows in self._blocks(len(sources)):
            for cols in self._blocks(len(targets)):
                part = self._block(sources[rows], targets[cols], profile)
                if part is not None:
                    seconds[rows, cols], metres[rows, cols] = part.seconds, part.metres
                    at_sources[rows], at_targets[cols] = part.sources, part.targets
        return OsrmTable(seconds=seconds, metres=metres, sources=at_sources, targets=at_targets)

    def _block(self, sources: Points, targets: Points, profile: TravelProfile) -> OsrmTable | None:
        m, n = len(sources), len(targets)
        parameters = {
            "sources": ";".join(map(str, range(m))),
            "destinations": ";".join(map(str, range(m, m + n))),
            "annotations": "duration,distance",
        }
        answer = self._client.ask("table", profile, _written(np.concatenate([sources, targets])), parameters)
        return None if answer is None else table_of(answer, m, n)

    def _blocks(self, count: int) -> Iterator[slice]:
        step = self._client.servers.block
        return (slice(start, start + step) for start in range(0, count, step))


def _written(points: Points) -> str:
    return ";".join(f"{lon:.7f},{lat:.7f}" for lon, lat in points.tolist())


def _snap(places: Points, moved: Points, round_trip: npt.NDArray[np.float64], limit_m: float) -> Snap:
    distance_m = great_circle_m(places, moved)
    far = distance_m > limit_m
    connected = np.isfinite(round_trip)
    best = connected[int(np.argmax(connected.sum(axis=1)))] if len(places) else np.empty(0, dtype=np.bool_)
    return Snap(
        node=np.full(len(places), -1, dtype=np.int32),
        lonlat=moved,
        distance_m=distance_m,
        reachable=best & ~far,
        quarantined=far,
    )
