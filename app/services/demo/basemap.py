"""The base map of an extract as features; the more important ones first, so that they show when zoomed out."""

from collections.abc import Iterator, Sequence

from app.services.ports.basemap import MapFeature

_RANKS = {
    "motorway": 0,
    "trunk": 1,
    "primary": 2,
    "secondary": 3,
    "tertiary": 4,
    "residential": 6,
    "unclassified": 6,
    "living_street": 6,
    "sea": 0,
    "city": 0,
    "town": 1,
    "suburb": 2,
    "quarter": 3,
    "neighbourhood": 4,
}
_OTHERS = 8


def map_features(
    layer: Sequence[str], feature_class: Sequence[str], name: Sequence[str], wkb: Sequence[bytes]
) -> Iterator[MapFeature]:
    """Return the features of equally long columns; `wkb` in EPSG:4326."""
    for row, geometry in enumerate(wkb):
        yield MapFeature(
            layer=str(layer[row]),
            feature_class=feature_class[row],
            rank=_RANKS.get(feature_class[row].removesuffix("_link"), _OTHERS),
            name=name[row] or None,
            wkb=geometry,
        )
