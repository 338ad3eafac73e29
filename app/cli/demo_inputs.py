"""What the demo reads: the extract, a list of customers, and what an earlier demo left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from app.domain.demo.places import CityPlaces
from app.domain.kinds import CustomerKind
from app.gateways.osm.extract import Extract, content_of, read_extract
from app.gateways.osm.sample import helsinki_extract
from app.gateways.tables import read_table
from app.services.demo.prepare import listed_places
from app.services.demo.request import STAMP, DemoRequest
from app.services.errors import DomainError
from app.services.ports.stamps import Stamps

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.intake.table import Table
    from app.services.ports.unit_of_work import Begin

_NEEDED = ("id", "name", "kind", "lat", "lon", "address")


@dataclass(frozen=True, kw_only=True)
class Options:
    """The command's options."""

    extract: Path | None
    customers: Path | None
    technicians: int | None
    limit: int | None
    seed: int
    start: date | None
    city: str | None
    fresh: bool


def request_of(options: Options) -> DemoRequest:
    """Return what is asked for, with files named by their content."""
    extract = options.extract or helsinki_extract()
    return DemoRequest(
        extract=content_of(extract) if extract.is_file() else str(extract),
        customers=content_of(options.customers) if options.customers and options.customers.is_file() else None,
        technicians=options.technicians,
        limit=options.limit,
        seed=options.seed,
        city=options.city or city_name(extract),
    )


def city_name(extract: Path) -> str:
    """Return a name for the city from the file's: ``hangzhou_roads.osm.pbf`` gives Hangzhou."""
    words = re.split(r"[^A-Za-z\u4e00-\u9fff]+", extract.name.split(".")[0])
    return (words[0] or "City").capitalize()


def extract_of(options: Options, cache: Path) -> Extract:
    """Read the extract, or what was kept of it."""
    cache.mkdir(parents=True, exist_ok=True)
    return read_extract(options.extract or helsinki_extract(), cache)


def places_of(options: Options, extract: Extract) -> CityPlaces:
    """Return the customers of the list, or else those on the map."""
    if options.customers is None:
        found = extract.places
        return CityPlaces(
            ids=found.external_id,
            names=found.name,
            kinds=tuple(CustomerKind(kind.value) for kind in found.kind),
            addresses=found.address,
            lonlat=found.lonlat,
            building=found.building_id,
        )
    table = read_table(options.customers)
    _require_columns(table)
    lonlat = np.column_stack([_degrees(table, "lon", 180.0), _degrees(table, "lat", 90.0)])
    texts = {name: [str(cell or "") for cell in table.column(name)] for name in table.header}
    _unique(table, texts["id"])
    return listed_places(texts, lonlat)


def earlier_demo(begin: Begin) -> tuple[str, date] | None:
    """Return fingerprint and first day of the demo in the database, None when there is none."""
    with begin() as work:
        found = work.of(Stamps).read(STAMP)
    return None if found is None else (found[0], date.fromisoformat(str(found[1]["start"])))


def _require_columns(table: Table) -> None:
    missing = [name for name in _NEEDED if name not in table.header]
    if missing:
        raise DomainError(
            "import_file",
            file=table.file,
            why=f"column(s) missing: {', '.join(missing)}; the header reads: {', '.join(table.header)}",
            why_zh=f"缺少列：{'、'.join(missing)}；现有表头：{'、'.join(table.header)}",
        )


def _degrees(table: Table, name: str, most: float) -> np.ndarray:
    values = np.full(len(table), np.nan)
    for row, cell in enumerate(table.column(name)):
        try:
            values[row] = float(str(cell))
        except ValueError:
            continue
    wrong = np.flatnonzero(~(np.abs(values) <= most))
    if len(wrong):
        row = int(wrong[0])
        cell = table.column(name)[row]
        raise DomainError(
            "import_file",
            file=table.file,
            why=f"row {table.line[row]}, column {name}: {cell!r} is not a coordinate within ±{most:g} degrees"
            f" ({len(wrong)} row(s))",
            why_zh=f"第 {table.line[row]} 行 {name} 列：{cell!r} 不是 ±{most:g} 度以内的坐标（共 {len(wrong)} 行）",
        )
    return values


def _unique(table: Table, ids: list[str]) -> None:
    seen: dict[str, int] = {}
    for row, key in enumerate(ids):
        if not key or key in seen:
            first = f"; it stands in row {table.line[seen[key]]} too" if key in seen else ""
            first_zh = f"，与第 {table.line[seen[key]]} 行重复" if key in seen else ""
            raise DomainError(
                "import_file",
                file=table.file,
                why=f"row {table.line[row]}, column id: {key!r} must be there and be unique{first}",
                why_zh=f"第 {table.line[row]} 行 id 列：{key!r} 须填写且不得重复{first_zh}",
            )
        seen[key] = row
