"""The real server (gunicorn, 2 processes of 8 threads) on a seeded database, with sign-in and roles on.

For each kind of request: answers a second, latency, CPU of the server and of PostgreSQL per request. The client shares
the machine; what the cores could answer without it is the number of cores divided by the CPU per request.
Beside it stand the figures of an early spike on a quiet machine.
"""

from __future__ import annotations

import argparse
import math
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.serve import answers, web_command
from app.storage.provision import Addresses
from tests.benchmarks.cost import family_cpu_s
from tests.benchmarks.customers import AREAS, SIDE, SOUTH, WEST
from tests.benchmarks.database import Place, bench_database
from tests.benchmarks.frame import Bench, Figure, machine, parser_of
from tests.benchmarks.load import HOST, Load, run_load, signed_in
from tests.benchmarks.phones import push_day
from tests.benchmarks.town import EMAIL, PASSWORD, Town, make_town

SPIKE = "spike (quiet machine)"
SPIKE_GETS_PER_S, SPIKE_TILES_PER_S, SPIKE_POSTS_PER_S = 800.0, 770.0, 130.0
SPIKE_VISITS = 20
PROCESSES, THREADS, CLIENTS = 2, 8, 8


def main() -> None:
    """Measure."""
    asked = _arguments()
    with bench_database(careless=asked.careless) as place:
        bench = Bench(name="api", seed=asked.seed, json_file=asked.json, postgresql=place.version)
        bench.begin()
        town = make_town(place.where, asked.customers, asked.routes, asked.stops, asked.seed)
        with _server(place.where) as (port, pid):
            headers = signed_in(port, EMAIL, PASSWORD)
            for name, (path_of, spike) in _requests(town).items():
                _measure(bench, place, (port, pid), headers, name, path_of, spike, asked)
            _pushes(bench, place, port, pid, town)


def _arguments() -> argparse.Namespace:
    parser = parser_of("api", __doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each run of a kind of request")
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--routes", type=int, default=10)
    parser.add_argument("--stops", type=int, default=20, help="of a route")
    return parser.parse_args()


def _requests(town: Town) -> dict[str, tuple[Callable[[int], str], float | None]]:
    """Return name -> (path of the n-th request, answers a second of the spike)."""
    tiles = _tiles(14)
    return {
        "a customer's file": (
            lambda n: f"/api/v1/customers/{town.customers[n % len(town.customers)]}",
            SPIKE_GETS_PER_S,
        ),
        "who I am": (lambda _: "/api/v1/me", SPIKE_GETS_PER_S),
        "a z14 tile of customers, 16 of them in turn": (lambda n: tiles[n % len(tiles)], SPIKE_TILES_PER_S),
        f"a day of routes, {town.visits_of_day} visits": (lambda _: f"/api/v1/days/{town.day}/routes", None),
    }


def _measure(  # noqa: PLR0913
    bench: Bench,
    place: Place,
    server: tuple[int, int],
    headers: dict[str, str],
    name: str,
    path_of: Callable[[int], str],
    spike: float | None,
    asked: argparse.Namespace,
) -> None:
    port, pid = server
    run_load(port, headers, path_of, seconds=min(1.0, asked.seconds), threads=CLIENTS)
    loads: list[Load] = []
    web, database = [], []
    for _ in range(asked.repeat):
        before = family_cpu_s(pid), family_cpu_s(place.postmaster)
        load = run_load(port, headers, path_of, seconds=asked.seconds, threads=CLIENTS)
        if load.refused or not load.latencies_s:
            raise RuntimeError(f"{name}: {len(load.refused)} requests refused, first with {load.refused[:1]}")
        count = len(load.latencies_s)
        loads.append(load)
        web.append(1000 * (family_cpu_s(pid) - before[0]) / count)
        database.append(1000 * (family_cpu_s(place.postmaster) - before[1]) / count)
    speed = bench.add(Figure(name=name, unit="requests/s", values=[one.per_s for one in loads], better="more"))
    if spike is not None:
        bench.against(speed, SPIKE, spike)
    for part in (50, 95):
        values = [one.share(part / 100) for one in loads]
        bench.add(Figure(name=f"  p{part} of {CLIENTS} at once", unit="ms", values=values))
    bench.add(Figure(name="  CPU of the server per request", unit="ms", values=web))
    bench.add(Figure(name="  CPU of PostgreSQL per request", unit="ms", values=database))
    both = [first + second for first, second in zip(web, database, strict=True)]
    cores = int(str(machine()["cores"]))
    bound = Figure(
        name="  what the cores could answer",
        unit="requests/s",
        values=[1000 * cores / one for one in both],
        better="more",
    )
    bench.add(bound)


def _pushes(bench: Bench, place: Place, port: int, pid: int, town: Town) -> None:
    """Let every technician's phone send the start of all visits of the day, all phones at once."""
    before = family_cpu_s(pid), family_cpu_s(place.postmaster)
    load = push_day(f"http://{HOST}:{port}", place.where, town)
    count, size = len(load.latencies_s), town.visits_of_day // len(town.engineers)
    name = f"a push of {size} operations, {count} phones at once"
    speed = bench.add(Figure(name=name, unit="requests/s", values=[load.per_s], better="more"))
    if size == SPIKE_VISITS:
        bench.against(speed, SPIKE, SPIKE_POSTS_PER_S)
    bench.add(Figure(name="  p95", unit="ms", values=[load.share(0.95)]))
    used = family_cpu_s(pid) - before[0], family_cpu_s(place.postmaster) - before[1]
    bench.add(Figure(name="  CPU of the server, enrolling included", unit="ms", values=[1000 * used[0] / count]))
    bench.add(Figure(name="  CPU of PostgreSQL, enrolling included", unit="ms", values=[1000 * used[1] / count]))


def _tiles(zoom: int) -> list[str]:
    """Return the addresses of tiles with customers in them."""
    found = []
    for number in range(16):
        lon = WEST + AREAS * SIDE * (number % 4 + 0.5) / 4
        lat = math.radians(SOUTH + SIDE * (number // 4 + 0.5) / 4)
        x = int((lon + 180) / 360 * 2**zoom)
        y = int((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * 2**zoom)
        found.append(f"/tiles/customers/{zoom}/{x}/{y}.mvt")
    return found


@contextmanager
def _server(where: Addresses) -> Iterator[tuple[int, int]]:
    """Serve on a free port of this machine; yield the port and the process."""
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("w+") as log:
        port = _free_port()
        settings = {"DATABASE_URL": where.application, "DATABASE_OWNER_URL": where.owner, "ROUNDSMAN_DATA_DIR": folder}
        settings["ROUNDSMAN_LOG_LEVEL"] = "ERROR"
        command = web_command(HOST, port, PROCESSES, THREADS)
        with subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log) as process:
            try:
                _await(process, port, log.name)
                yield port, process.pid
            finally:
                process.terminate()
                process.wait(30)


def _await(process: subprocess.Popen[bytes], port: int, log: str) -> None:
    limit = time.monotonic() + 90
    while not answers(HOST, port):
        if process.poll() is not None or time.monotonic() > limit:
            raise RuntimeError(f"the server does not answer: {Path(log).read_text()[-2000:]}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
