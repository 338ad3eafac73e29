"""From which zoom on a class of the base map is drawn: fewer features the farther away."""

STREETS = {
    "motorway": 5,
    "trunk": 6,
    "motorway_link": 10,
    "trunk_link": 10,
    "primary": 8,
    "primary_link": 12,
    "secondary": 10,
    "secondary_link": 12,
    "tertiary": 11,
    "tertiary_link": 13,
    "unclassified": 12,
    "residential": 13,
    "road": 13,
    "living_street": 13,
    "pedestrian": 13,
    "service": 14,
}
OTHER_STREETS = 15
PLACES = {"city": 3, "town": 7, "borough": 9, "island": 9, "suburb": 10, "quarter": 11, "village": 11}
OTHER_PLACES = 13
LAYERS = {"water": 4, "park": 9, "rail": 10, "building": 14}


def streets_at(zoom: int) -> list[str]:
    """Classes of streets drawn at `zoom`."""
    return [name for name, least in STREETS.items() if zoom >= least]


def places_at(zoom: int) -> list[str]:
    """Classes of places drawn at `zoom`."""
    return [name for name, least in PLACES.items() if zoom >= least]


def layers_at(zoom: int) -> list[str]:
    """Layers, apart from streets and places, drawn at `zoom`."""
    return [name for name, least in LAYERS.items() if zoom >= least]
