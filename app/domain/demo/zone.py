"""Which IANA zone a city keeps: that of the nearest zone city in the tz database's own table."""

import re
from importlib.resources import files

_ISO6709 = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?$")


def nearest_zone(lon: float, lat: float) -> str:
    """Return the zone whose principal place is nearest; good for a demo, a company sets its own."""
    best, best_away = "UTC", float("inf")
    for line in files("tzdata").joinpath("zoneinfo", "zone1970.tab").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        _, place, name, *_ = line.split("\t")
        there = _degrees(place)
        east = (lon - there[0] + 180.0) % 360.0 - 180.0
        away = east**2 * 0.6 + (lat - there[1]) ** 2
        if away < best_away:
            best, best_away = name, away
    return best


def _degrees(place: str) -> tuple[float, float]:
    found = _ISO6709.match(place)
    if found is None:
        return (0.0, -90.0)
    south, lat_d, lat_m, _, west, lon_d, lon_m, _ = found.groups()
    lat = (int(lat_d) + int(lat_m) / 60) * (-1 if south == "-" else 1)
    lon = (int(lon_d) + int(lon_m) / 60) * (-1 if west == "-" else 1)
    return (lon, lat)
