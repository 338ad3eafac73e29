"""What the demo's database says at the end: the summary is read back, not remembered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.cli.demo_summary import Summary, peak_mb
from app.domain.sentences import words
from app.services.ports.demo_reading import DemoReading
from planner.plan import Cure

if TYPE_CHECKING:
    from app.cli.demo_run import Outcome
    from app.container import Container


def summary_of(container: Container, outcome: Outcome, seconds: dict[str, float]) -> Summary:
    """Return the summary of what is stored."""
    with container.begin() as work:
        found = work.of(DemoReading).facts(outcome.year.version_id, outcome.month.version_id)
    year, month = outcome.year, outcome.month
    return Summary(
        city=outcome.city.name,
        customers=found.customers,
        technicians=found.technicians,
        horizon={
            "start": outcome.city.start.isoformat(),
            "until": found.until.isoformat(),
            "month_until": (outcome.city.start + timedelta(days=28)).isoformat(),
        },
        obligations=found.obligations,
        visits=year.planned + sum(year.unplanned.values()),
        planned=year.planned,
        unplanned=year.unplanned,
        month={"planned": found.visits, "unplanned": month.unplanned, "routes": found.routes},
        legal_lapsed=year.legal_lapsed + found.lapsed_only_in_month,
        shortages=[_shortage(one) for one in found.shortages],
        judge_violations=year.hard_violations + month.hard_violations,
        travel_minutes=round(found.travel_s / 60, 1),
        service_minutes=round(found.service_s / 60, 1),
        quarantined=outcome.taken.quarantined,
        seconds={**seconds, "total": round(sum(seconds.values()), 2)},
        peak_mb=peak_mb(),
    )


def _shortage(row: dict[str, object]) -> dict[str, object]:
    cures = row.pop("cures")
    said = []
    for one in cures if isinstance(cures, list) else []:
        cure = Cure(kind=one["kind"], minutes=one["minutes"], details=one["details"])
        both = words(cure)
        said.append({"kind": cure.kind, "zh": both["message_zh"], "en": both["message_en"]})
    return {**row, "cures": said}
