"""A real HTTP server that answers as OSRM does, over a `RoadGraph`; it can be told to misbehave.

The shapes are those of OSRM's HTTP API: project-osrm.org, "OSRM API documentation", services table and route. Like
OSRM it moves every point to the nearest street, however far, and refuses tables above its size.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np

from app.gateways.osm import RoadGraph
from app.gateways.roads.doors import with_doors
from app.gateways.roads.drawing import drawn
from app.gateways.roads.profile_graph import profile_graph
from app.gateways.roads.snapping import Snapper
from app.gateways.roads.ways import costs, courses
from planner.travel import TravelProfile

_PROFILES = {"driving": TravelProfile.CAR, "cycling": TravelProfile.EBIKE, "walking": TravelProfile.FOOT}

Answer = tuple[int, bytes]


class OsrmServer:
    """What the server knows and what it was asked; `faults` are answers to give instead, one request each.

    A fault is a status with a body, or a number of seconds to sleep before the proper answer.
    """

    def __init__(self, graph: RoadGraph, max_table_size: int = 100) -> None:
        self.max_table_size = max_table_size
        self.faults: list[Answer | float] = []
        self.requests: list[str] = []
        self.url = ""
        self._networks = {}
        for name, profile in _PROFILES.items():
            network = profile_graph(graph, profile)
            self._networks[name] = (network, Snapper(network))

    def answer(self, target: str) -> Answer:
        self.requests.append(target)
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, tuple):
                return fault
            time.sleep(fault)
        parts = urlsplit(target)
        _, service, _, profile, coordinates = unquote(parts.path).split("/")
        points = np.array([pair.split(",") for pair in coordinates.split(";")], dtype=np.float64)
        # OSRM does not know "+" or ";" as separators of parameters, so neither does this.
        options = {key: values[0] for key, values in parse_qs(parts.query).items()}
        body = self._table(profile, points, options) if service == "table" else self._route(profile, points)
        return (200 if body["code"] == "Ok" else 400), json.dumps(body).encode()

    def _table(self, profile: str, points: np.ndarray, options: dict[str, str]) -> dict[str, Any]:
        sources = [int(at) for at in options["sources"].split(";")]
        targets = [int(at) for at in options["destinations"].split(";")]
        if len(sources) * len(targets) > self.max_table_size**2:
            return {"code": "TooBig", "message": "Too many table coordinates"}
        assert options["annotations"] == "duration,distance"
        network, snapper = self._networks[profile]
        steps = snapper.doorsteps(points)
        doors = with_doors(network, steps)
        blocks = list(costs(doors, doors.door[sources], doors.door[targets]))
        return {
            "code": "Ok",
            "durations": _rows(np.concatenate([seconds for _, seconds, _ in blocks])),
            "distances": _rows(np.concatenate([metres for _, _, metres in blocks])),
            "sources": [_waypoint(steps.lonlat[at]) for at in sources],
            "destinations": [_waypoint(steps.lonlat[at]) for at in targets],
        }

    def _route(self, profile: str, points: np.ndarray) -> dict[str, Any]:
        network, snapper = self._networks[profile]
        steps = snapper.doorsteps(points)
        doors = with_doors(network, steps)
        (course,) = courses(doors, doors.door[:1], doors.door[1:])
        if course is None:
            return {"code": "NoRoute", "message": "Impossible route between points"}
        line = drawn(network, course, steps.lonlat[0], steps.lonlat[1])
        route = {
            "geometry": {"type": "LineString", "coordinates": line.tolist()},
            "legs": [{"steps": [], "summary": "", "weight": 0, "duration": course.seconds, "distance": course.metres}],
            "weight_name": "routability",
            "duration": round(course.seconds, 1),
            "distance": round(course.metres, 1),
        }
        return {"code": "Ok", "routes": [route], "waypoints": [_waypoint(at) for at in steps.lonlat]}


def _rows(values: np.ndarray) -> list[list[float | None]]:
    return [[round(value, 1) if np.isfinite(value) else None for value in row] for row in values.tolist()]


def _waypoint(lonlat: np.ndarray) -> dict[str, Any]:
    return {"hint": "", "name": "", "location": [round(at, 6) for at in lonlat.tolist()]}


@contextmanager
def running(server: OsrmServer) -> Iterator[OsrmServer]:
    """Serve on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # noqa: N802 - the name the base class calls
            status, body = server.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that stopped waiting is no news."""

    http = Quiet(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{http.server_address[1]}"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
