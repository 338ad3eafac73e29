"""When a halt may begin, and what a pause does to the time: the two steps every timing is made of."""

from planner.kernel.compiled import inlined
from planner.kernel.instance import NEVER, Instance


@inlined
def opens(instance: Instance, stop: int, moment: int) -> int:
    """Return when a halt at `stop` begins if one is there at `moment`; ``NEVER`` when it is too late."""
    for window in range(instance.window_end.shape[1]):
        if moment <= instance.window_end[stop, window]:
            return max(moment, instance.window_start[stop, window])
    return NEVER


@inlined
def last_arrival(instance: Instance, stop: int, moment: int) -> int:
    """Return the latest arrival at `stop` whose halt begins no later than `moment`; -1 when there is none."""
    for window in range(instance.window_end.shape[1] - 1, -1, -1):
        if instance.window_start[stop, window] <= moment:
            return min(instance.window_end[stop, window], moment)
    return -1


@inlined
def paused(instance: Instance, vehicle: int, pause: int, moment: int) -> int:
    """Return when the pause ends if one is free for it from `moment`; ``NEVER`` when its windows have passed."""
    for window in range(instance.break_end.shape[2]):
        if moment <= instance.break_end[vehicle, pause, window]:
            return max(moment, instance.break_start[vehicle, pause, window]) + instance.break_s[vehicle, pause]
    return NEVER


@inlined
def before_pause(instance: Instance, vehicle: int, pause: int, moment: int) -> int:
    """Return the latest moment to be free for the pause so that it ends by `moment`; -1 when it cannot."""
    begin = moment - instance.break_s[vehicle, pause]
    for window in range(instance.break_end.shape[2] - 1, -1, -1):
        if instance.break_start[vehicle, pause, window] <= begin:
            return min(begin, instance.break_end[vehicle, pause, window])
    return -1


@inlined
def last_pause(instance: Instance, vehicle: int, pause: int) -> int:
    """Return the last moment at which the pause may begin: who is home by then needs none on the way."""
    last = -1
    for window in range(instance.break_end.shape[2]):
        last = max(last, instance.break_end[vehicle, pause, window])
    return last
