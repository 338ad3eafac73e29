"""Who can work, when, from where and with which certificates."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from planner.problem.errors import Flaw, ProblemError

DAY_S = 86_400


def _require(path: str, *, holds: bool, en: str, zh: str) -> None:
    if not holds:
        raise ProblemError([Flaw(path=path, message_en=en, message_zh=zh)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """A pause of `duration_s` begun between `window_start_s` and `window_end_s` (seconds after local midnight).

    Attributes
    ----------
    extra_windows : other (start, end) pairs in which it may begin instead, after the first window, in time order
    """

    window_start_s: int
    window_end_s: int
    duration_s: int
    extra_windows: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        ok = all(0 <= start <= end <= DAY_S for start, end in self.windows) and 0 < self.duration_s < DAY_S
        _require("break", holds=ok, en="window or duration impossible", zh="休息时段或时长无效")
        apart = all(one[1] < two[0] for one, two in pairwise(self.windows))
        _require("break", holds=apart, en="windows must be apart and in time order", zh="休息时段须先后有序且不重叠")

    @property
    def windows(self) -> tuple[tuple[int, int], ...]:
        """All (start, end) pairs between which it may begin, both included, in time order."""
        return ((self.window_start_s, self.window_end_s), *self.extra_windows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """Working time on one local date, seconds after midnight, ``start_s <= t <= end_s``."""

    on: date
    start_s: int
    end_s: int
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        ok = 0 <= self.start_s < self.end_s <= 2 * DAY_S
        _require(f"shift {self.on}", holds=ok, en="must end after it starts", zh="班次结束须晚于开始")

    @property
    def work_s(self) -> int:
        """Seconds left for travel and service once the breaks are taken."""
        return max(0, self.end_s - self.start_s - sum(pause.duration_s for pause in self.breaks))


@dataclass(frozen=True, kw_only=True, slots=True)
class CertificateSpan:
    """A certificate held from `valid_from` up to but not including `valid_until` (None: without end)."""

    kind: str
    valid_from: date
    valid_until: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the certificate is valid on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Technician:
    """One person.

    Attributes
    ----------
    region : index into ``Problem.regions`` (the home region; lending is the policy's matter)
    start_site, end_site : index into ``Problem.sites`` where each day begins and ends
    profile : travel profile name (``car``, ``ebike``, ``foot``)
    shifts : at most one per date, in date order
    max_stops : most stops a day, None without limit
    max_work_s : most seconds of travel, entering and service a day, waiting and breaks not counted; None without limit
    """

    id: str
    name: str
    region: int
    start_site: int
    end_site: int
    profile: str = "car"
    certificates: tuple[CertificateSpan, ...] = ()
    shifts: tuple[Shift, ...] = ()
    max_stops: int | None = None
    max_work_s: int | None = None
    _by_day: dict[date, Shift] = field(init=False, repr=False, compare=False, default_factory=dict)

    def work_s(self, shift: Shift) -> int:
        """Return the seconds of `shift` that may be worked: its own, at most `max_work_s`."""
        return shift.work_s if self.max_work_s is None else min(shift.work_s, self.max_work_s)

    def __post_init__(self) -> None:
        days = [shift.on for shift in self.shifts]
        ok = days == sorted(set(days))
        _require(f"technician {self.id}", holds=ok, en="one shift a date, in order", zh="每日至多一个班次且按日期排列")
        some = self.max_stops is None or self.max_stops >= 0
        _require(f"technician {self.id}", holds=some, en="max_stops must not be negative", zh="每日站数不得为负")
        some = self.max_work_s is None or self.max_work_s >= 0
        _require(f"technician {self.id}", holds=some, en="max_work_s must not be negative", zh="每日工时不得为负")
        self._by_day.update({shift.on: shift for shift in self.shifts})

    def shift_on(self, day: date) -> Shift | None:
        """Return the shift worked on `day`, or None."""
        return self._by_day.get(day)

    def skills_on(self, day: date, kinds: tuple[str, ...]) -> int:
        """Return the bit set over `kinds` of certificates valid on `day`."""
        held = {span.kind for span in self.certificates if span.covers(day)}
        return sum(1 << bit for bit, kind in enumerate(kinds) if kind in held)
