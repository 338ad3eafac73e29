"""What a reading found, kept in one .npz file without any pickled object."""

import os
import tempfile
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypedDict, TypeVar
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from app.gateways.osm.basemap import Basemap, MapLayer
from app.gateways.osm.places import AddressSource, PlaceKind, Places
from app.gateways.osm.road_graph import RoadGraph

_GRAPH_ARRAYS = (
    *("node_lonlat", "car_blocked", "u", "v", "length_m", "seconds", "stoppable"),
    *("class_id", "name_id", "shape_start", "shape_lonlat"),
)
_PLACE_TEXTS = ("external_id", "name", "kind", "osm_class", "address", "address_source", "building_id")
_PLACE_ARRAYS = ("lonlat", "levels", "flats")
_Member = TypeVar("_Member", bound=StrEnum)
_Arrays = dict[str, npt.NDArray[Any]]


class Parts(TypedDict):
    """Fields of an `Extract`."""

    graph: RoadGraph
    places: Places
    basemap: Basemap
    bounds: tuple[float, float, float, float]
    area_wkb: bytes


def save(
    path: Path,
    graph: RoadGraph,
    places: Places,
    basemap: Basemap,
    bounds: tuple[float, float, float, float],
    area_wkb: bytes,
) -> None:
    """Write all columns; the file appears under its name only when it is whole."""
    arrays: _Arrays = {f"graph.{name}": getattr(graph, name) for name in _GRAPH_ARRAYS}
    arrays |= {f"places.{name}": getattr(places, name) for name in _PLACE_ARRAYS}
    for name in _PLACE_TEXTS:
        arrays |= _packed(f"places.{name}", _bytes(getattr(places, name)))
    for name in ("layer", "map_class", "name"):
        arrays |= _packed(f"basemap.{name}", _bytes(getattr(basemap, name)))
    arrays |= _packed("basemap.wkb", basemap.wkb)
    arrays |= _packed("graph.classes", _bytes(graph.classes)) | _packed("graph.names", _bytes(graph.names))
    arrays |= _packed("rest", [graph.content.encode(), area_wkb]) | {"bounds": np.array(bounds)}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, allow_pickle=False, **arrays)
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)


def load(path: Path) -> Parts | None:
    """What `save` wrote, None if there is no such file or it is damaged."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            return _parts({name: stored[name] for name in stored.files})
    except (OSError, BadZipFile, KeyError, ValueError, EOFError):
        return None


def _parts(arrays: _Arrays) -> Parts:
    content, area_wkb = _unpacked(arrays, "rest")
    graph = RoadGraph(
        **{name: arrays[f"graph.{name}"] for name in _GRAPH_ARRAYS},
        classes=_texts(arrays, "graph.classes"),
        names=_texts(arrays, "graph.names"),
        content=content.decode(),
    )
    texts = {name: _texts(arrays, f"places.{name}") for name in _PLACE_TEXTS}
    places = Places(
        **{name: arrays[f"places.{name}"] for name in _PLACE_ARRAYS},
        external_id=texts["external_id"],
        name=texts["name"],
        kind=_members(PlaceKind, texts["kind"]),
        osm_class=texts["osm_class"],
        address=texts["address"],
        address_source=_members(AddressSource, texts["address_source"]),
        building_id=texts["building_id"],
    )
    basemap = Basemap(
        layer=_members(MapLayer, _texts(arrays, "basemap.layer")),
        map_class=_texts(arrays, "basemap.map_class"),
        name=_texts(arrays, "basemap.name"),
        wkb=tuple(_unpacked(arrays, "basemap.wkb")),
    )
    west, south, east, north = arrays["bounds"].tolist()
    return Parts(graph=graph, places=places, basemap=basemap, bounds=(west, south, east, north), area_wkb=area_wkb)


def _members(kind: type[_Member], texts: Iterable[str]) -> tuple[_Member, ...]:
    known = {member.value: member for member in kind}
    return tuple(known[text] for text in texts)


def _bytes(texts: Iterable[str]) -> list[bytes]:
    return [text.encode() for text in texts]


def _texts(arrays: _Arrays, name: str) -> tuple[str, ...]:
    return tuple(piece.decode() for piece in _unpacked(arrays, name))


def _packed(name: str, pieces: Iterable[bytes]) -> _Arrays:
    kept = list(pieces)
    ends = np.cumsum([0, *map(len, kept)])
    return {f"{name}.bytes": np.frombuffer(b"".join(kept), dtype=np.uint8), f"{name}.start": ends}


def _unpacked(arrays: _Arrays, name: str) -> list[bytes]:
    whole = arrays[f"{name}.bytes"].tobytes()
    start = arrays[f"{name}.start"].tolist()
    return [whole[a:b] for a, b in zip(start[:-1], start[1:], strict=True)]
