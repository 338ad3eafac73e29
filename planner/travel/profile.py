"""How a technician moves."""

from enum import StrEnum


class TravelProfile(StrEnum):
    """A means of travel; the value is the name used in files and the API."""

    CAR = "car"
    EBIKE = "ebike"
    FOOT = "foot"

    @property
    def speed_kmh(self) -> float:
        """Mean door-to-door speed in a city, used only where no road network is given."""
        return _SPEED_KMH[self]


# Own planning assumptions for dense Chinese cities, to be replaced by measured ones: a car loses most of its speed to
# lights and parking; an e-bike stays under the 25 km/h design limit of GB 17761-2018; walking 4.8 km/h is 1.33 m/s.
_SPEED_KMH = {
    TravelProfile.CAR: 25.0,
    TravelProfile.EBIKE: 16.0,
    TravelProfile.FOOT: 4.8,
}
