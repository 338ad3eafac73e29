"""What is owed, as columns: one row an obligation, so that a million of them fit."""

from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

from planner.problem.errors import Flaw, ProblemError
from planner.problem.priority import Priority
from planner.problem.technicians import DAY_S

NONE = -1
"""The index that means "nothing" in every index column."""

Ints = npt.NDArray[np.int32]
Days = npt.NDArray[np.datetime64]

UNSET: Ints = np.zeros(0, dtype=np.int32)
"""Stands for a column that is left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Obligations:
    """`n` obligations; row order is their index everywhere else.

    Attributes
    ----------
    ids : tuple of n str
    site : int32, index into ``Problem.sites``
    skills : uint64, bit set over ``Problem.certificates``; a technician needs all of them on the day
    not_before, ideal_on, due_by : datetime64[D], the due window; `due_by` is inclusive
    hard : bool, the law (or a promise) forbids a later date
    priority : int8, a `Priority`
    service_s : int32, seconds at the premises
    setup_s : int32, seconds to enter the building, paid once a stop
    window_start_s, window_end_s : int32, seconds after midnight between which service may start
    series : int32, equal numbers are visits of one customer under one programme; NONE stands alone
    min_gap_days, max_gap_days : int32, days allowed since the previous of the series (0: no bound)
    preferred, excluded : int32, index of the technician wanted, or barred by the separation rule; NONE
    pinned : int32, index of the technician it must stay with; NONE
    pinned_on : datetime64[D], the date in its due window that it must stay on; NaT when free
    after : int32, index of the obligation that comes before it on the same route, when both are planned; NONE
    extra_windows_s : int32 (n, k, 2), other hours (start, end) between which service may start, after the first and in
        time order; spare rows end before they start
    """

    ids: tuple[str, ...]
    site: Ints
    skills: npt.NDArray[np.uint64]
    not_before: Days
    ideal_on: Days
    due_by: Days
    hard: npt.NDArray[np.bool_]
    priority: npt.NDArray[np.int8]
    service_s: Ints
    setup_s: Ints
    window_start_s: Ints
    window_end_s: Ints
    series: Ints
    min_gap_days: Ints
    max_gap_days: Ints
    preferred: Ints
    excluded: Ints
    pinned: Ints
    pinned_on: Days
    after: Ints = field(default_factory=lambda: UNSET)
    extra_windows_s: Ints = field(default_factory=lambda: UNSET)

    def __post_init__(self) -> None:
        n = len(self.ids)
        if self.after is UNSET:
            object.__setattr__(self, "after", np.full(n, NONE, dtype=np.int32))
        if self.extra_windows_s is UNSET:
            object.__setattr__(self, "extra_windows_s", np.zeros((n, 0, 2), dtype=np.int32))
        bad = [name for name in COLUMNS if getattr(self, name).shape != (n,)]
        if self.extra_windows_s.ndim != 3 or self.extra_windows_s.shape[::2] != (n, 2):
            bad.append("extra_windows_s")
        if bad:
            raise ProblemError(
                [
                    Flaw(path=f"obligations.{name}", message_en=f"must have {n} rows", message_zh=f"须为 {n} 行")
                    for name in bad
                ]
            )
        flaws = [
            flaw
            for check in (
                self._windows,
                self._pins,
                self._amounts,
                self._hours,
                self._gaps,
                self._order,
                self._identity,
            )
            if (flaw := check()) is not None
        ]
        if flaws:
            raise ProblemError(flaws)

    def __len__(self) -> int:
        return len(self.ids)

    def _first(self, wrong: npt.NDArray[np.bool_], column: str, en: str, zh: str) -> Flaw | None:
        if not wrong.any():
            return None
        row = int(np.flatnonzero(wrong)[0])
        count = int(wrong.sum())
        return Flaw(
            path=f"obligations[{row}].{column}",
            message_en=f"{self.ids[row]}: {en} ({count} row(s))",
            message_zh=f"{self.ids[row]}: {zh}（共 {count} 行）",
        )

    def _windows(self) -> Flaw | None:
        late = ~((self.not_before <= self.ideal_on) & (self.ideal_on <= self.due_by))
        return self._first(
            late, "due_by", "needs not_before <= ideal_on <= due_by", "须满足 最早日 <= 理想日 <= 到期日"
        )

    def _pins(self) -> Flaw | None:
        # NaT compares false with everything: what is free passes.
        wrong = (self.pinned_on < self.not_before) | (self.pinned_on > self.due_by)
        zh = "锁定日期须在 最早日 至 到期日 之内"
        return self._first(wrong, "pinned_on", "needs not_before <= pinned_on <= due_by", zh)

    def _amounts(self) -> Flaw | None:
        wrong = (self.service_s < 0) | (self.setup_s < 0) | (self.window_start_s < 0)
        wrong |= (self.window_end_s < self.window_start_s) | (self.window_end_s > 2 * DAY_S)
        wrong |= (self.priority < min(Priority)) | (self.priority > max(Priority))
        return self._first(wrong, "service_s", "negative duration or impossible window", "时长为负或时间窗无效")

    def _hours(self) -> Flaw | None:
        starts, ends = self.all_windows()
        given = starts <= ends
        latest = np.maximum.accumulate(np.where(given, ends, -1), axis=1)
        bad = given & ((starts < 0) | (ends > 2 * DAY_S))
        bad[:, 1:] |= given[:, 1:] & (starts[:, 1:] <= latest[:, :-1])
        wrong: npt.NDArray[np.bool_] = np.logical_or.reduce(bad, axis=1)
        zh = "服务时段须先后有序且不重叠"
        return self._first(wrong, "extra_windows_s", "hours of service must be apart and in time order", zh)

    def _order(self) -> Flaw | None:
        n = len(self.ids)
        wrong = (self.after < NONE) | (self.after >= n) | (self.after == np.arange(n))
        if not wrong.any():
            # Whoever follows the chain of what comes before for more steps than there are rows goes in a circle.
            reached = self.after.copy()
            for _ in range(max(1, n).bit_length()):
                reached = np.where(reached == NONE, NONE, reached[reached])
            wrong = reached != NONE
        zh = "先后顺序引用无效或成环"
        return self._first(wrong, "after", "must be after another obligation, and not in a circle", zh)

    def _gaps(self) -> Flaw | None:
        wrong = (self.min_gap_days < 0) | (self.max_gap_days < 0)
        wrong |= (self.max_gap_days > 0) & (self.min_gap_days > self.max_gap_days)
        return self._first(wrong, "min_gap_days", "needs 0 <= min_gap_days <= max_gap_days", "间隔上下限矛盾")

    def _identity(self) -> Flaw | None:
        if len(set(self.ids)) == len(self.ids):
            return None
        return Flaw(path="obligations.ids", message_en="must be unique", message_zh="编号不得重复")

    def take(self, rows: Ints) -> "Obligations":
        """Return the obligations at `rows`, in that order."""
        columns = {name: getattr(self, name)[rows] for name in (*COLUMNS, "extra_windows_s")}
        columns["after"] = self._after_among(np.asarray(rows, dtype=np.int32))
        return Obligations(ids=tuple(self.ids[int(row)] for row in rows), **columns)

    def _after_among(self, rows: Ints) -> Ints:
        """Return `after` of `rows` as places among them; what comes before but is not among them is forgotten."""
        first = self.after[rows]
        if not (first != NONE).any():
            return first
        place = np.full(len(self.ids) + 1, NONE, dtype=np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        return place[first]

    def all_windows(self) -> tuple[Ints, Ints]:
        """Return first and last moments of all hours of service, int32 (n, 1 + k) each; spare ones end too early."""
        first = np.stack([self.window_start_s, self.window_end_s], axis=1)[:, None, :]
        every = np.concatenate([first, self.extra_windows_s], axis=1)
        return every[:, :, 0], every[:, :, 1]

    def windows_of(self, row: int) -> tuple[tuple[int, int], ...]:
        """Return the (start, end) pairs between which service of obligation `row` may start, in time order."""
        more = ((int(start), int(end)) for start, end in self.extra_windows_s[row].tolist() if start <= end)
        return ((int(self.window_start_s[row]), int(self.window_end_s[row])), *more)


COLUMNS = tuple(one.name for one in fields(Obligations)[1:] if one.name != "extra_windows_s")
"""Names of the columns with one number a row."""
