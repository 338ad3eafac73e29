# ruff: noqa: N999 (the name is the command: ./dev bench import)
"""Taking in a list of customers: rows per second, CPU and memory of the program, CPU of PostgreSQL, growth.

Baseline: the same rows, one INSERT after the other in one transaction, on a sample of them. A baseline that checks
nothing; what stands beside it reads, checks, places and compares every row.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from app.gateways.roads import StraightRoads
from app.gateways.tables import read_table
from app.services.intake.specs import ImportKind
from app.services.intake.take_file import ImportRequest, take_file
from app.storage.engine import make_engine, make_sessions
from app.storage.unit_of_work import begin_with
from tests.benchmarks.cost import Child, family_cpu_s, run_child
from tests.benchmarks.customers import customer_list, make_company
from tests.benchmarks.database import Place, bench_database
from tests.benchmarks.frame import Bench, Figure, parser_of

ROWS = (10_000, 100_000)
SAMPLE = 2_000
PREMISES = """
    INSERT INTO premises (external_id, kind, unit_id, address, point)
    VALUES (%s, 'unit', %s, %s, ST_SetSRID(ST_MakePoint(%s, %s), 4326)) RETURNING id
"""
CUSTOMER = (
    "INSERT INTO customer (external_id, name, kind, tier, phone, unit_id, premises_id) VALUES (%s,%s,%s,%s,%s,%s,%s)"
)


def main() -> None:
    """Measure."""
    asked = _arguments()
    if asked.child:
        _import(Path(asked.child), asked.url)
        return
    with bench_database(careless=asked.careless) as place, tempfile.TemporaryDirectory() as folder:
        bench = Bench(name="import", seed=asked.seed, json_file=asked.json, postgresql=place.version)
        bench.begin()
        area = _company(place)
        baseline = _one_by_one(bench, place, area, min(asked.sample, *asked.rows), asked.seed)
        cpu = [_measure(bench, place, Path(folder), rows, asked, baseline) for rows in asked.rows]
        bench.growth("CPU of reading and storing", asked.rows, cpu)


def _arguments() -> argparse.Namespace:
    parser = parser_of("import", __doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS))
    parser.add_argument("--sample", type=int, default=SAMPLE, help="rows of the baseline")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    return parser.parse_args()


def _company(place: Place) -> str:
    engine = make_engine(place.where.application)
    with Session(engine) as session:
        area = str(make_company(session)[0].id)
    engine.dispose()
    return area


def _measure(bench: Bench, place: Place, folder: Path, rows: int, asked: argparse.Namespace, baseline: float) -> float:
    """Import `rows` several times, each into an empty database by a process of its own; return its CPU seconds."""
    file = folder / f"{rows}.csv"
    file.write_bytes(customer_list(rows, asked.seed))
    runs: list[tuple[Child, dict[str, float], float]] = []
    for _ in range(asked.repeat):
        _empty(place)
        before = family_cpu_s(place.postmaster)
        url = place.where.application
        child = run_child([sys.executable, "-m", "tests.benchmarks.import", "--child", str(file), "--url", url])
        runs.append((child, json.loads(child.output), family_cpu_s(place.postmaster) - before))
    speed = Figure(
        name="rows imported", unit="rows/s", values=[rows / run[1]["wall_s"] for run in runs], better="more", size=rows
    )
    bench.against(bench.add(speed), "row-by-row INSERT without any check", baseline)
    start = [run[0].cpu_s - run[1]["cpu_s"] for run in runs]
    cpu = bench.add(
        Figure(name="CPU of reading and storing", unit="s", values=[run[1]["cpu_s"] for run in runs], size=rows)
    )
    bench.add(Figure(name="CPU of starting the program", unit="s", values=start, size=rows))
    bench.add(Figure(name="CPU of PostgreSQL", unit="s", values=[run[2] for run in runs], size=rows))
    bench.add(Figure(name="peak memory of the program", unit="MB", values=[run[0].peak_mb for run in runs], size=rows))
    return cpu.median


def _import(file: Path, url: str) -> None:
    """In a process of its own: read, check and store one file, and print what it took."""
    engine = make_engine(url)
    begun, used = time.perf_counter(), time.process_time()
    request = ImportRequest(kind=ImportKind.CUSTOMERS, dry_run=False)
    report = take_file(begin_with(make_sessions(engine)), read_table(file), request, StraightRoads())
    wall, used = time.perf_counter() - begun, time.process_time() - used
    if not report.stored or report.counts["customers"].new != report.rows:
        sys.exit(f"not stored: {report.problems[:3]}")
    print(json.dumps({"wall_s": wall, "cpu_s": used}))


def _empty(place: Place) -> None:
    engine = make_engine(place.where.owner)
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE customer, premises, import_run CASCADE"))
    engine.dispose()


def _one_by_one(bench: Bench, place: Place, area: str, rows: int, seed: int) -> float:
    """Return rows per second of plain INSERTs."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(customer_list(rows, seed))
        table = read_table(Path(file.name))
    lines = list(zip(*table.columns, strict=True))
    address = make_url(place.where.application).set(drivername="postgresql").render_as_string(hide_password=False)
    speeds = []
    for _ in range(3):
        _empty(place)
        begun = time.perf_counter()
        with psycopg.connect(address) as connection:
            for key, name, kind, tier, phone, street, lon, lat in lines:
                row = connection.execute(PREMISES, [key, area, street, lon, lat]).fetchone()
                connection.execute(CUSTOMER, [key, name, kind, tier, phone, area, row[0] if row else None])
        speeds.append(rows / (time.perf_counter() - begun))
    name = "baseline: row-by-row INSERT"
    return bench.add(Figure(name=name, unit="rows/s", values=speeds, better="more", size=rows)).median


if __name__ == "__main__":
    main()
