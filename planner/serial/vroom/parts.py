"""Jobs, vehicles and breaks of a VROOM problem."""

from dataclasses import dataclass
from datetime import date

from planner.problem import Break, CertificateSpan, Shift, Technician
from planner.serial.fields import Fields

DAY_S = 86_400
MOST_S = 10**11
Window = tuple[int, int]
Point = tuple[float, float]
NO_AMOUNTS = ("delivery", "pickup", "amount")
NO_RULES = ("costs", "max_travel_time", "max_distance", "steps")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Coordinates, row of the matrices, or both."""

    point: Point | None
    row: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """A job: seconds as given, `windows` in time order, none when any time will do."""

    id: int
    place: Place
    setup: int
    service: int
    skills: tuple[int, ...]
    priority: int
    windows: tuple[Window, ...]
    description: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """A vehicle's break."""

    id: int
    windows: tuple[Window, ...]
    service: int

    def as_break(self, offset_s: int) -> Break:
        """Return the break, its moments counted from `offset_s`."""
        every = [(start - offset_s, min(end - offset_s, DAY_S)) for start, end in self.windows]
        first, *more = [one for one in every if one[0] <= DAY_S] or every
        return Break(window_start_s=first[0], window_end_s=first[1], duration_s=self.service, extra_windows=tuple(more))


@dataclass(frozen=True, kw_only=True, slots=True)
class Vehicle:
    """A vehicle; a missing `start` or `end` means the route begins or ends anywhere."""

    id: int
    profile: str
    start: Place | None
    end: Place | None
    skills: tuple[int, ...]
    window: Window | None
    breaks: tuple[Pause, ...]
    max_tasks: int | None
    description: str | None

    def technician(self, on: date, offset_s: int, start: int, end: int) -> Technician:
        """Return the person who drives this vehicle on `on` between the sites `start` and `end`."""
        opens, closes = self.window or (offset_s, offset_s + 2 * DAY_S)
        return Technician(
            id=str(self.id),
            name=self.description or str(self.id),
            region=0,
            start_site=start,
            end_site=end,
            profile=self.profile,
            certificates=tuple(
                CertificateSpan(kind=f"skill-{skill}", valid_from=on, valid_until=None) for skill in self.skills
            ),
            shifts=(
                Shift(
                    on=on,
                    start_s=opens - offset_s,
                    end_s=min(closes - offset_s, 2 * DAY_S),
                    breaks=tuple(pause.as_break(offset_s) for pause in self.breaks if pause.service > 0),
                ),
            ),
            max_stops=self.max_tasks,
        )


def read_job(one: Fields) -> Job:
    """Read a job."""
    for key in NO_AMOUNTS:
        if any(one.items(key)):
            one.note(key, "amounts are not planned here", "不支持载货量")
    _refuse(one, ("time_windows_costs",))
    place = _place(one, "location")
    if place is None:
        one.note(
            "location",
            "missing; must be [lon, lat], or give location_index",
            "缺少；须为 [lon, lat] 或给出 location_index",
        )
    return Job(
        id=one.whole("id"),
        place=place or Place(point=None, row=None),
        setup=one.whole("setup", 0, most=DAY_S),
        service=one.whole("service", 0, most=2 * DAY_S),
        skills=_skills(one),
        priority=one.whole("priority", 0, most=100),
        windows=_windows(one, "time_windows"),
        description=one.text("description") if one.has("description") else None,
    )


def read_vehicle(one: Fields) -> Vehicle:
    """Read a vehicle."""
    _refuse(one, NO_RULES)
    one.take("capacity")
    if one.number("speed_factor", 1, least=0, most=5) != 1:
        one.note("speed_factor", "must be 1", "须为 1")
    start, end = _place(one, "start"), _place(one, "end")
    if start is None and end is None:
        one.note("start", "a vehicle needs a start or an end", "车辆须有起点或终点")
    window = _span(one, one.take("time_window"), "time_window") if one.has("time_window") else None
    return Vehicle(
        id=one.whole("id"),
        profile=one.text("profile", "car"),
        start=start,
        end=end,
        skills=_skills(one),
        window=window,
        breaks=tuple(_pause(pause) for pause in one.objects("breaks")),
        max_tasks=one.whole("max_tasks", most=10_000) if one.has("max_tasks") else None,
        description=one.text("description") if one.has("description") else None,
    )


def _pause(one: Fields) -> Pause:
    _refuse(one, ("max_load",))
    one.take("description")
    windows = _windows(one, "time_windows")
    if not windows:
        one.note("time_windows", "missing; must be [[start, end]]", "缺少；须为 [[start, end]]")
    return Pause(
        id=one.whole("id"),
        windows=windows or ((0, 0),),
        service=one.whole("service", 0, most=DAY_S - 1),
    )


def _refuse(one: Fields, keys: tuple[str, ...]) -> None:
    for key in keys:
        if one.has(key):
            one.note(key, "is not supported", "不支持")


def _place(one: Fields, key: str) -> Place | None:
    row = one.whole(f"{key}_index") if one.has(f"{key}_index") else None
    point = _point(one, key) if one.has(key) else None
    return None if row is None and point is None else Place(point=point, row=row)


def _point(one: Fields, key: str) -> Point:
    value = one.take(key)
    right = isinstance(value, list) and len(value) == 2 and all(type(each) in (int, float) for each in value)
    if not right or not (-180 <= value[0] <= 180 and -90 <= value[1] <= 90):
        one.note(key, f"must be [lon, lat] in degrees, is {value!r}"[:200], "须为 [经度, 纬度]")
        return 0.0, 0.0
    return float(value[0]), float(value[1])


def _skills(one: Fields) -> tuple[int, ...]:
    found = one.items("skills")
    if any(type(each) is not int or each < 0 for each in found):
        one.note("skills", "must be whole numbers", "须为非负整数")
        return ()
    return tuple(found)


def _windows(one: Fields, key: str) -> tuple[Window, ...]:
    """Read windows, put in time order; those that touch become one."""
    joined: list[Window] = []
    for start, end in sorted(_span(one, value, f"{key}[{place}]") for place, value in enumerate(one.items(key))):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return tuple(joined)


def _span(one: Fields, value: object, key: str) -> Window:
    if isinstance(value, list) and len(value) == 2 and all(type(each) is int for each in value):
        start, end = value
        if 0 <= start <= end <= MOST_S:
            return start, end
    one.note(key, "must be [start, end] in whole seconds, start not after end", "须为 [start, end]（秒），且先后有序")
    return 0, 0
