"""A company and a list of customers to measure with; the same for the same seed."""

from __future__ import annotations

import csv
import io
from datetime import date

import numpy as np
from sqlalchemy.orm import Session

from app.storage import tables as t

WEST, SOUTH, SIDE = 120.0, 30.0, 0.2
AREAS = 4
HEADER = ("external_id", "name", "kind", "tier", "phone", "address", "lon", "lat")
RULE = {
    "interval": {"kind": "years", "every": 2}, "hard": True, "priority": 1, "service_s": 900, "setup_s": 300,
    "window_start_s": 28_800, "window_end_s": 64_800, "source": "benchmark",
}  # fmt: skip


def make_company(session: Session) -> list[t.Unit]:
    """Store a company, its areas side by side from west to east, and a programme; return the areas."""
    company = t.Unit(kind="company", code="C", name="Company", path="/C/")
    session.add(company)
    session.flush()
    areas = []
    for number in range(AREAS):
        west, east, north = WEST + number * SIDE, WEST + (number + 1) * SIDE, SOUTH + SIDE
        square = f"(({west} {SOUTH},{east} {SOUTH},{east} {north},{west} {north},{west} {SOUTH}))"
        area = t.Unit(kind="area", code=f"A{number}", name=f"Area {number}", path=f"/C/A{number}/")
        area.parent_id, area.territory = company.id, f"SRID=4326;MULTIPOLYGON({square})"
        areas.append(area)
    programme = t.Programme(code="gas_inspection", kind="gas_inspection", name_en="Gas inspection", name_zh="安检")
    session.add_all([*areas, programme])
    session.flush()
    session.add(t.ProgrammeRule(programme_id=programme.id, effective_from=date(2020, 1, 1), **RULE))
    session.commit()
    return areas


def customer_list(count: int, seed: int) -> bytes:
    """Return a CSV of customers spread over the areas, ten to a building."""
    rng = np.random.default_rng([seed, count])
    buildings = -(-count // 10)
    lon = WEST + rng.uniform(0.001, AREAS * SIDE - 0.001, buildings)
    lat = SOUTH + rng.uniform(0.001, SIDE - 0.001, buildings)
    kind = rng.choice(["residential", "commercial", "industrial", "heating"], count, p=[0.8, 0.15, 0.02, 0.03])
    tier = rng.choice(["A", "B", "C", "D"], count)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in range(count):
        at = row // 10
        household = kind[row] == "residential"
        writer.writerow(
            (
                f"{row:010d}", f"张{row}" if household else f"Shop {row}", kind[row], "" if household else tier[row],
                f"139{row:08d}", f"解放路{at + 1}号1幢1单元{row % 10 + 101}室", f"{lon[at]:.6f}", f"{lat[at]:.6f}",
            )
        )  # fmt: skip
    return text.getvalue().encode()
