"""Speeds per class of street, as data.

Car: the class speeds, the 0.8 of a signed limit and the 2 s at a signal are those of OSRM's public car profile
(Project-OSRM/osrm-backend, profiles/car.lua). E-bike: 18 km/h riding, under the 25 km/h design limit of GB 17761-2018,
pushed at walking pace where riding is not allowed. Foot: 4.8 km/h, half of it on stairs. The last two are planning
assumptions of our own; replace them by measured ones. Not modelled: turn bans, ferries, congestion by time of day.
"""

LIMIT_SHARE = 0.8
SIGNAL_S = 2.0
PUSHED_KMH = 4.0
RIDING_KMH = 18.0
WALKING_KMH = 4.8

CAR_KMH = {
    "motorway": 90.0,
    "motorway_link": 45.0,
    "trunk": 85.0,
    "trunk_link": 40.0,
    "primary": 65.0,
    "primary_link": 30.0,
    "secondary": 55.0,
    "secondary_link": 25.0,
    "tertiary": 40.0,
    "tertiary_link": 20.0,
    "unclassified": 25.0,
    "residential": 25.0,
    "road": 25.0,
    "living_street": 10.0,
    "service": 15.0,
    "track": 10.0,
}

EBIKE_KMH = {
    **dict.fromkeys(CAR_KMH, RIDING_KMH),
    "living_street": 12.0,
    "service": 14.0,
    "track": 12.0,
    "cycleway": RIDING_KMH,
    "path": 12.0,
    "bridleway": 8.0,
    "pedestrian": PUSHED_KMH,
    "footway": PUSHED_KMH,
    "crossing": PUSHED_KMH,
    "trail": PUSHED_KMH,
}
for _closed in ("motorway", "motorway_link"):
    del EBIKE_KMH[_closed]
# Trunk roads stay: inside Chinese towns most carry a lane for non-motor traffic, and a sign against it is bicycle=no.

FOOT_KMH = {
    **dict.fromkeys([*EBIKE_KMH, "corridor"], WALKING_KMH),
    "steps": WALKING_KMH / 2,
}

ONE_WAY_BY_CLASS = frozenset({"motorway", "motorway_link"})
NO_STOPPING = frozenset({"motorway", "motorway_link"})
"""Nobody's door is on these: points are not snapped to them."""

SIGNED_ZONES_KMH = {"urban": 50.0, "rural": 80.0, "trunk": 100.0, "motorway": 120.0, "walk": 7.0, "none": 130.0}

CLOSED_VALUES = frozenset(
    {"no", "private", "agricultural", "forestry", "emergency", "psv", "bus", "military", "use_sidepath", "restricted"}
)
BLOCKS_CARS = frozenset(
    {
        *("block", "bollard", "chain", "cycle_barrier", "debris", "fence", "jersey_barrier", "kissing_gate", "log"),
        *("motorcycle_barrier", "planter", "rope", "stile", "turnstile", "wall"),
    }
)
"""Barriers on a street that stop a car unless tagged otherwise; gates stop it only where access is denied."""
