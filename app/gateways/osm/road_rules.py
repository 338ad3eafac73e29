"""Who may travel a street, in which direction, how fast: from its tags."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.gateways.osm import road_classes as classes

Tags = Mapping[str, str]

_YES = frozenset({"yes", "true", "1"})
_BACK = frozenset({"-1", "reverse"})
_RIDE = frozenset({"yes", "designated", "permissive", "official"})
_LIMIT = re.compile(r"(\d+(?:\.\d+)?)\s*(mph|knots)?", re.IGNORECASE)
_KMH_PER_MILE = 1.609344


@dataclass(frozen=True, kw_only=True, slots=True)
class StreetRule:
    """What a street allows: `kmh` of car, e-bike, foot, each in drawn direction and against it, 0 = closed."""

    kmh: tuple[float, float, float, float, float, float]
    stoppable: bool


def street_rule(tags: Tags) -> StreetRule | None:
    """The rule of a way, None if nobody can travel it."""
    kind = tags.get("highway", "")
    if kind not in classes.FOOT_KMH and kind not in classes.CAR_KMH:
        return None
    kmh = (*_car(tags, kind), *_ebike(tags, kind), *_foot(tags, kind))
    if not any(kmh):
        return None
    off_ground = tags.get("tunnel", "no") not in {"no", "building_passage"} or tags.get("bridge", "no") != "no"
    doorless = kind in classes.NO_STOPPING or tags.get("motorroad") == "yes"
    return StreetRule(kmh=kmh, stoppable=not (off_ground or doorless))


def blocks_cars(tags: Tags) -> bool:
    """Whether a barrier node stops a car."""
    barrier = tags.get("barrier", "")
    access = _first(tags, "motorcar", "motor_vehicle", "vehicle", "access")
    if access is not None:
        return bool(barrier) and access in classes.CLOSED_VALUES
    return barrier in classes.BLOCKS_CARS


def signed_limit_kmh(value: str | None) -> float | None:
    """A `maxspeed` value in km/h, None if it says nothing usable."""
    if value is None:
        return None
    found = _LIMIT.match(value)
    if found:
        factor = {"mph": _KMH_PER_MILE, "knots": 1.852}.get((found[2] or "").lower(), 1.0)
        return float(found[1]) * factor or None
    return classes.SIGNED_ZONES_KMH.get(value.rsplit(":", 1)[-1].lower())


def _car(tags: Tags, kind: str) -> tuple[float, float]:
    by_class = classes.CAR_KMH.get(kind, 0.0)
    if not by_class or _closed(tags, "motorcar", "motor_vehicle", "vehicle", "access"):
        return 0.0, 0.0
    if tags.get("service") == "emergency_access" or tags.get("oneway") == "reversible":
        return 0.0, 0.0
    both = tags.get("maxspeed")
    ahead = signed_limit_kmh(tags.get("maxspeed:forward", both))
    back = signed_limit_kmh(tags.get("maxspeed:backward", both))
    speeds = [limit * classes.LIMIT_SHARE if limit else by_class for limit in (ahead, back)]
    may_ahead, may_back = _directions(tags, kind)
    return speeds[0] * may_ahead, speeds[1] * may_back


def _ebike(tags: Tags, kind: str) -> tuple[float, float]:
    speed = classes.EBIKE_KMH.get(kind, 0.0)
    bicycle = tags.get("bicycle")
    if bicycle in _RIDE and kind != "steps":
        speed = max(speed, 12.0)
    elif bicycle in {"no", "dismount"} and not _closed(tags, "foot", "access"):
        # Pushed on foot, so one-way signs do not bind.
        pushed = classes.PUSHED_KMH if kind in classes.EBIKE_KMH and kind != "trunk" else 0.0
        return pushed, pushed
    if not speed or tags.get("motorroad") == "yes" or _closed(tags, "bicycle", "vehicle", "access"):
        return 0.0, 0.0
    if speed == classes.PUSHED_KMH:
        return speed, speed
    against = tags.get("oneway:bicycle") == "no" or any(
        tags.get(key, "").startswith("opposite") for key in ("cycleway", "cycleway:left", "cycleway:right")
    )
    may_ahead, may_back = (True, True) if against else _directions(tags, kind)
    return speed * may_ahead, speed * may_back


def _foot(tags: Tags, kind: str) -> tuple[float, float]:
    speed = classes.FOOT_KMH.get(kind, 0.0)
    if tags.get("foot") in _RIDE:
        speed = speed or classes.WALKING_KMH
    elif kind.startswith("motorway") or tags.get("motorroad") == "yes":
        speed = 0.0
    if _closed(tags, "foot", "access"):
        speed = 0.0
    return speed, speed


def _directions(tags: Tags, kind: str) -> tuple[bool, bool]:
    oneway = tags.get("oneway", "")
    if oneway in _BACK:
        return False, True
    implied = kind in classes.ONE_WAY_BY_CLASS or tags.get("junction") in {"roundabout", "circular"}
    return True, not (oneway in _YES or (implied and oneway != "no"))


def _closed(tags: Tags, *keys: str) -> bool:
    return _first(tags, *keys) in classes.CLOSED_VALUES


def _first(tags: Tags, *keys: str) -> str | None:
    return next((tags[key] for key in keys if key in tags), None)
