"""Small problems for tests of the year: one call a person, one call a heap of visits."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from planner.problem import (
    Break,
    CertificateSpan,
    Horizon,
    Obligations,
    Policy,
    Priority,
    Problem,
    Shift,
    Sites,
    Technician,
)

YEAR = Horizon(start=date(2026, 1, 5), until=date(2027, 1, 4))
"""52 whole weeks, Monday to Sunday."""
PLAIN = Policy(reserve_share=0.0, travel_share=0.0)
PAUSE = Break(window_start_s=43_200, window_end_s=46_800, duration_s=3_600)


@dataclass
class Town:
    """A problem under construction; every visit has a site of its own."""

    regions: tuple[str, ...] = ("north",)
    certificates: tuple[str, ...] = ("gas",)
    horizon: Horizon = YEAR
    policy: Policy = PLAIN
    people: list[Technician] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)

    def monday(self, week: int) -> date:
        """First day of a week."""
        return self.horizon.monday(week)

    def person(
        self,
        region: int = 0,
        kinds: tuple[str, ...] = ("gas",),
        until: date | None = None,
        hours: int = 7,
        first: date | None = None,
        last: date | None = None,
        weekdays: tuple[int, ...] = (0, 1, 2, 3, 4),
    ) -> "Town":
        """Add someone who works `hours` on weekdays; certificates end on `until`."""
        span = (self.horizon.start + timedelta(days=day) for day in range(self.horizon.days))
        shifts = tuple(
            Shift(on=day, start_s=28_800, end_s=28_800 + (hours + 1) * 3_600, breaks=(PAUSE,))
            for day in span
            if day.weekday() in weekdays and (first or day) <= day <= (last or day)
        )
        name = f"p{len(self.people)}"
        held = tuple(CertificateSpan(kind=kind, valid_from=date(2020, 1, 1), valid_until=until) for kind in kinds)
        self.people.append(
            Technician(
                id=name, name=name, region=region, start_site=region, end_site=region, certificates=held, shifts=shifts
            )
        )
        return self

    def visits(
        self,
        count: int,
        opens: date,
        due: date,
        *,
        minutes: int = 60,
        region: int = 0,
        skills: int = 1,
        hard: bool = True,
        priority: Priority | None = None,
        ideal: date | None = None,
        building: int = -1,
        setup: int = 0,
        series: int = -1,
        gap: tuple[int, int] = (0, 0),
        pinned_on: date | None = None,
    ) -> "Town":
        """Add `count` equal visits."""
        row = {
            "region": region,
            "skills": skills,
            "not_before": opens,
            "ideal_on": ideal or opens,
            "due_by": due,
            "hard": hard,
            "priority": priority if priority is not None else (Priority.LAW if hard else Priority.C),
            "service_s": minutes * 60,
            "setup_s": setup * 60,
            "building": building,
            "series": series,
            "min_gap_days": gap[0],
            "max_gap_days": gap[1],
            "pinned_on": pinned_on if pinned_on is not None else np.datetime64("NaT", "D"),
        }
        self.rows += [row] * count
        return self

    def in_weeks(self, count: int, week_from: int, week_until: int, **details: object) -> "Town":
        """Add visits due within whole weeks ``week_from <= week < week_until``."""
        return self.visits(count, self.monday(week_from), self.monday(week_until) - timedelta(days=1), **details)

    def made(self) -> Problem:
        """Return the problem."""
        n, bases = len(self.rows), len(self.regions)

        def column(name: str, kind: str) -> np.ndarray:
            return np.array([row[name] for row in self.rows], kind)

        homes = np.arange(bases)
        sites = Sites(
            ids=tuple(f"s{number}" for number in range(bases + n)),
            lonlat=np.zeros((bases + n, 2)) + np.concatenate([homes, column("region", "i8")])[:, None] * 0.1,
            region=np.concatenate([homes, column("region", "i8")]).astype(np.int32),
            building=np.concatenate([np.full(bases, -1), column("building", "i8")]).astype(np.int32),
        )
        same = {name: np.full(n, -1, np.int32) for name in ("preferred", "excluded", "pinned")}
        owed = Obligations(
            ids=tuple(f"o{number}" for number in range(n)),
            site=np.arange(bases, bases + n, dtype=np.int32),
            skills=column("skills", "u8"),
            not_before=column("not_before", "datetime64[D]"),
            ideal_on=column("ideal_on", "datetime64[D]"),
            due_by=column("due_by", "datetime64[D]"),
            hard=column("hard", "?"),
            priority=column("priority", "i1"),
            window_start_s=np.full(n, 28_800, np.int32),
            window_end_s=np.full(n, 64_800, np.int32),
            pinned_on=column("pinned_on", "datetime64[D]"),
            **{name: column(name, "i4") for name in ("service_s", "setup_s", "series", "min_gap_days", "max_gap_days")},
            **same,
        )
        return Problem(
            regions=self.regions,
            certificates=self.certificates,
            sites=sites,
            technicians=tuple(self.people),
            obligations=owed,
            horizon=self.horizon,
            policy=self.policy,
        )
