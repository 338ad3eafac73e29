"""What a quarter holds: visits by week, tier and kind, hours against capacity, what lapses, what changed."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from app.domain.kinds import PlanState
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.planning_inputs import PlanningInputs, UnitFacts
from app.services.ports.quarters import Quarters, Source, Span
from app.services.ports.reading import Row
from app.services.ports.unit_of_work import Begin, UnitOfWork
from planner.staffing import quarter_of


def quarter(begin: Begin, caller: Caller, *, unit_id: uuid.UUID, day: date, version_id: uuid.UUID | None = None) -> Row:
    """Return the quarter of `day` of a unit and all below it.

    Without `version_id` its newest draft, else its approved version is shown, else the year's plan itself.

    Raises
    ------
    DomainError : ``not_found`` for a unit elsewhere, or a version that is not of this quarter
    """
    start, until = quarter_of(day)
    with begin() as work:
        scope_of(work, caller, unit_id)
        unit = work.of(PlanningInputs).units(unit_id)[0]
        return view(work, unit, Span(path=unit.path, start=start, until=until), version_id)


def view(work: UnitOfWork, unit: UnitFacts, span: Span, version_id: uuid.UUID | None) -> Row:
    """Return the view of a span; see `quarter`."""
    store = work.of(Quarters)
    history = list(store.history(unit.id, span.start))
    year = store.year_for(span)
    approved = _newest(history, {PlanState.APPROVED, PlanState.PUBLISHED})
    shown = _shown(store, history, approved, year, version_id)
    rows = list(store.weeks(shown.id, span)) if shown else []
    # What lapses is known where the weeks were made: a quarter cut out of the year keeps which year that was.
    origin = _origin(shown)
    return {
        "unit_id": unit.id,
        "unit_name": unit.name,
        "start": span.start,
        "until": span.until,
        "shown": None if shown is None else _named(shown),
        "year": None if year is None else _named(year),
        "approved_id": approved,
        "history": history,
        "weeks": _weeks(rows, shown, span),
        "units": _units(rows, shown, span),
        "mix": _mix(rows),
        "lapses": [] if origin is None else list(store.lapses(origin, span)),
        "changes": _changes(store, approved, shown, span),
        "visits": sum(row["visits"] for row in rows),
    }


def _newest(history: Sequence[Row], states: set[PlanState]) -> uuid.UUID | None:
    return next((row["id"] for row in history if PlanState(row["state"]) in states), None)


def _shown(
    store: Quarters,
    history: Sequence[Row],
    approved: uuid.UUID | None,
    year: Source | None,
    version_id: uuid.UUID | None,
) -> Source | None:
    known = {row["id"] for row in history} | ({year.id} if year else set())
    if version_id is not None and version_id not in known:
        raise DomainError("not_found", what="The plan version", what_zh="该计划版本")
    draft = _newest(history, {PlanState.DRAFT})
    newer = draft if draft and (not approved or _before(history, draft, approved)) else approved
    chosen = version_id or newer
    return year if chosen is None or (year and chosen == year.id) else store.version(chosen)


def _before(history: Sequence[Row], one: uuid.UUID, other: uuid.UUID) -> bool:
    order = [row["id"] for row in history]
    return order.index(one) < order.index(other)


def _named(source: Source) -> Row:
    return {
        "id": source.id,
        "number": source.number,
        "level": source.level,
        "state": source.state.value,
        "hard_violations": source.hard_violations,
    }


def _origin(shown: Source | None) -> uuid.UUID | None:
    if shown is None:
        return None
    kept = shown.costs.get("source_version_id")
    return uuid.UUID(str(kept)) if kept else shown.id


def _changes(store: Quarters, approved: uuid.UUID | None, shown: Source | None, span: Span) -> Row | None:
    if approved is None or shown is None or approved == shown.id:
        return None
    return store.changes(approved, shown.id, span)


def mondays(span: Span) -> list[date]:
    """Return the Mondays of a span."""
    first = span.start + timedelta(days=-span.start.weekday() % 7)
    return [first + timedelta(days=7 * n) for n in range(-(-(span.until - first).days // 7))]


def _weeks(rows: Iterable[Row], shown: Source | None, span: Span) -> list[Row]:
    visits: dict[date, int] = defaultdict(int)
    for row in rows:
        visits[row["week_on"]] += row["visits"]
    hours = _hours(shown)
    of_unit = {str(row["unit_id"]) for row in rows}
    found: list[Row] = []
    for monday in mondays(span):
        load = [one[0] for (unit, week), one in hours.items() if week == monday and unit in of_unit]
        capacity = [one[1] for (unit, week), one in hours.items() if week == monday and unit in of_unit]
        found.append(
            {
                "week_on": monday,
                "visits": visits[monday],
                "load_h": round(sum(load), 1) if load else None,
                "capacity_h": round(sum(capacity), 1) if capacity else None,
            }
        )
    return found


def _units(rows: Iterable[Row], shown: Source | None, span: Span) -> list[Row]:
    names: dict[str, str] = {}
    visits: dict[str, int] = defaultdict(int)
    for row in rows:
        key = str(row["unit_id"])
        names[key] = row["unit_name"]
        visits[key] += row["visits"]
    weeks = set(mondays(span))
    hours = {key: one for key, one in _hours(shown).items() if key[1] in weeks}
    found: list[Row] = []
    for key, name in names.items():
        mine = [one for (unit, _), one in hours.items() if unit == key]
        found.append(
            {
                "unit_id": key,
                "unit_name": name,
                "visits": visits[key],
                "load_h": round(sum(one[0] for one in mine), 1) if mine else None,
                "capacity_h": round(sum(one[1] for one in mine), 1) if mine else None,
                "fullest": max((round(one[0] / one[1], 3) for one in mine if one[1]), default=None),
            }
        )
    return found


def _mix(rows: Iterable[Row]) -> list[Row]:
    total: dict[tuple[str, str | None, str], dict[str, object]] = {}
    for row in rows:
        key = (row["programme"]["code"], row["tier"], row["kind"])
        one = total.setdefault(
            key,
            {"programme": row["programme"], "tier": row["tier"], "kind": row["kind"], "visits": 0, "minutes": 0.0},
        )
        one["visits"] = int(str(one["visits"])) + row["visits"]
        one["minutes"] = round(float(str(one["minutes"])) + float(row["minutes"]), 1)
    return [total[key] for key in sorted(total, key=str)]


def _hours(shown: Source | None) -> dict[tuple[str, date], tuple[float, float]]:
    """Return load and capacity in hours by unit and Monday, as the year's plan has kept them."""
    weekly = shown.costs.get("weekly") if shown else None
    if not isinstance(weekly, dict):
        return {}
    first = date.fromisoformat(weekly["first"])
    return {
        (unit, first + timedelta(days=7 * week)): (load, capacity)
        for unit, loads, capacities in zip(weekly["units"], weekly["load_h"], weekly["capacity_h"], strict=True)
        for week, (load, capacity) in enumerate(zip(loads, capacities, strict=True))
    }
