"""When everything on one route happens: the earliest times, with each pause at the best moment its window leaves.

The same rules as in `planner.kernel.timing`, but keeping the way by which each moment was reached.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.kernel import Instance
from planner.kernel.pace import arrival, departure

Pauses = tuple[tuple[int, int], ...]
Line = tuple[int, Pauses, tuple[tuple[int, int], ...], tuple[int, ...]]
"""A way to be somewhere: moment, pauses taken so far, (arrival, begin) of each halt and seconds of each leg so far."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Timetable:
    """Times of one route in seconds; `arrivals` and `begins` of its halts in order, `legs` of the way home too."""

    start_s: int
    end_s: int
    arrivals: tuple[int, ...]
    begins: tuple[int, ...]
    legs: tuple[int, ...]
    pauses: Pauses


def timetable(instance: Instance, vehicle: int, stops: npt.NDArray[np.int32]) -> Timetable:
    """Return the times of the vehicle's route over `stops`, or straight home.

    Raises
    ------
    ValueError
        If the route cannot be driven.
    """
    breaks = int(instance.breaks[vehicle])
    lines: list[Line | None] = [(int(instance.shift_start[vehicle]), (), (), ())] + [None] * breaks
    _pause(instance, vehicle, lines)
    here = int(instance.start_node[vehicle])
    for stop in (*(int(one) for one in stops), int(instance.end_node[vehicle])):
        leg = int(instance.duration[instance.profile[vehicle], here, stop])
        lines = [None if line is None else _drive(instance, vehicle, leg, line) for line in lines]
        if stop < len(instance.halt_s):
            arrived = list(lines)
            lines = [_reach(line) for line in arrived]
            _pause(instance, vehicle, lines)
            lines = [_serve(instance, stop, line) for line in lines]
            _pause(instance, vehicle, lines)
        here = stop
    return _written(instance, vehicle, lines, stops)


def _drive(instance: Instance, vehicle: int, leg: int, line: Line) -> Line:
    there = arrival(instance, int(instance.profile[vehicle]), line[0], leg)
    return there, line[1], line[2], (*line[3], there - line[0])


def _reach(line: Line | None) -> Line | None:
    return None if line is None else (line[0], line[1], (*line[2], (line[0], -1)), line[3])


def _serve(instance: Instance, stop: int, line: Line | None) -> Line | None:
    if line is None:
        return None
    begin = _opens(instance, stop, line[0])
    if begin is None:
        return None
    reached = line[2][-1][0]
    return begin + int(instance.halt_s[stop]), line[1], (*line[2][:-1], (reached, begin)), line[3]


def _pause(instance: Instance, vehicle: int, lines: list[Line | None]) -> None:
    for level in range(int(instance.breaks[vehicle])):
        line, other = lines[level], lines[level + 1]
        if line is None:
            continue
        end = _paused(instance, vehicle, level, line[0])
        if end is not None and (other is None or end < other[0]):
            begin = end - int(instance.break_s[vehicle, level])
            lines[level + 1] = (end, (*line[1], (begin, end)), line[2], line[3])


def _written(instance: Instance, vehicle: int, lines: list[Line | None], stops: npt.NDArray[np.int32]) -> Timetable:
    breaks = int(instance.breaks[vehicle])
    homes = [line for level, line in enumerate(lines) if line and _may_end(instance, vehicle, level, breaks, line[0])]
    if not homes:
        raise ValueError("this route cannot be driven")
    end, pauses, halts, driven = min(homes, key=lambda line: line[0])
    arrivals, begins, legs = [one for one, _ in halts], [one for _, one in halts], list(driven)
    # Whoever would wait at the first door leaves later instead, unless the pause fills the wait.
    if halts and not any(arrivals[0] <= pause[0] < begins[0] for pause in pauses):
        profile = int(instance.profile[vehicle])
        leg = int(instance.duration[profile, instance.start_node[vehicle], int(stops[0])])
        leave = departure(instance, profile, begins[0], leg)
        # Where the pace changes under way, who leaves a second later may be later by more: that second is waited.
        arrivals[0] = arrival(instance, profile, leave, leg)
        legs[0] = arrivals[0] - leave
    return Timetable(
        start_s=arrivals[0] - legs[0] if halts else int(instance.shift_start[vehicle]),
        end_s=end,
        arrivals=tuple(arrivals),
        begins=tuple(begins),
        legs=tuple(legs),
        pauses=pauses,
    )


def _may_end(instance: Instance, vehicle: int, level: int, breaks: int, moment: int) -> bool:
    """Tell whether who comes home at `moment` with `level` pauses taken is there in time for the others."""
    lasts: list[int] = instance.break_end[vehicle, level:breaks].max(axis=1).tolist()
    return moment <= min([int(instance.shift_end[vehicle]), *lasts])


def _opens(instance: Instance, stop: int, moment: int) -> int | None:
    for start, end in zip(instance.window_start[stop].tolist(), instance.window_end[stop].tolist(), strict=True):
        if moment <= end:
            return max(moment, int(start))
    return None


def _paused(instance: Instance, vehicle: int, pause: int, moment: int) -> int | None:
    windows = zip(
        instance.break_start[vehicle, pause].tolist(), instance.break_end[vehicle, pause].tolist(), strict=True
    )
    for start, end in windows:
        if moment <= end:
            return max(moment, int(start)) + int(instance.break_s[vehicle, pause])
    return None
