"""From ways to a graph of junctions."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.gateways.osm import RoadGraph, read_extract
from planner.travel import great_circle_m

STREET = {"highway": "residential", "name": "Main Street"}
# A cross: 1 - 2 - 3 west to east with 2 in the middle, 4 and 5 north and south of 2; 6 is a bend between 2 and 3.
CROSS = {
    1: (24.90, 60.0),
    2: (24.92, 60.0),
    3: (24.94, 60.0),
    4: (24.92, 60.01),
    5: (24.92, 59.99),
    6: (24.93, 60.002),
}


def graph_of(write: Callable[..., Path], nodes: object, ways: object) -> RoadGraph:
    return read_extract(write(nodes, ways)).graph


def test_only_meetings_and_ends_are_nodes_and_bends_stay_in_the_shape(write_extract: Callable[..., Path]) -> None:
    graph = graph_of(write_extract, CROSS, {1: ([1, 2, 6, 3], STREET), 2: ([4, 2, 5], STREET)})
    assert graph.nodes == 5
    assert graph.edges == 4
    assert sorted(len(graph.shape(edge)) for edge in range(4)) == [2, 2, 2, 3]
    assert graph.names == ("", "Main Street")


def test_an_edge_is_as_long_as_its_bends(write_extract: Callable[..., Path]) -> None:
    graph = graph_of(write_extract, CROSS, {1: ([2, 6, 3], STREET)})
    bend = [np.array(CROSS[ref]) for ref in (2, 6, 3)]
    way = great_circle_m(bend[0], bend[1]) + great_circle_m(bend[1], bend[2])
    assert graph.length_m[0] == pytest.approx(float(way), rel=1e-5)
    assert graph.seconds[0, 0, 0] == pytest.approx(float(way) * 3.6 / 25, rel=1e-5)


def test_an_edge_starts_and_ends_at_its_nodes(write_extract: Callable[..., Path]) -> None:
    graph = graph_of(write_extract, CROSS, {1: ([1, 2, 6, 3], STREET), 2: ([4, 2, 5], STREET)})
    for edge in range(graph.edges):
        shape = graph.shape(edge)
        assert (shape[0] == graph.node_lonlat[graph.u[edge]]).all()
        assert (shape[-1] == graph.node_lonlat[graph.v[edge]]).all()


def test_a_one_way_street_is_closed_against_its_direction(write_extract: Callable[..., Path]) -> None:
    graph = graph_of(write_extract, CROSS, {1: ([1, 2], {**STREET, "oneway": "yes"})})
    assert np.isfinite(graph.seconds[:, 0, 0]).all()
    assert np.isinf(graph.seconds[:2, 1, 0]).all()
    assert np.isfinite(graph.seconds[2, 1, 0])


def test_a_node_the_extract_lacks_cuts_the_way(write_extract: Callable[..., Path]) -> None:
    graph = graph_of(write_extract, CROSS, {1: ([1, 2, 99, 6, 3], STREET)})
    assert graph.nodes == 4
    assert graph.edges == 2


def test_a_signal_between_two_edges_costs_each_half_and_walkers_nothing(write_extract: Callable[..., Path]) -> None:
    plain = graph_of(write_extract, CROSS, {1: ([1, 2], STREET), 2: ([2, 4], STREET)})
    signal = {**CROSS, 2: (*CROSS[2], {"highway": "traffic_signals"})}
    held = graph_of(write_extract, signal, {1: ([1, 2], STREET), 2: ([2, 4], STREET)})
    added = held.seconds[:, 0, :] - plain.seconds[:, 0, :]
    assert added[:2] == pytest.approx(1.0, abs=1e-3)
    assert added[2] == pytest.approx(0.0)


def test_a_bollard_makes_a_node_that_is_barred_for_cars(write_extract: Callable[..., Path]) -> None:
    barred = {**CROSS, 6: (*CROSS[6], {"barrier": "bollard"})}
    graph = graph_of(write_extract, barred, {1: ([2, 6, 3], STREET)})
    assert graph.edges == 2
    assert graph.car_blocked.sum() == 1
    assert graph.node_lonlat[graph.car_blocked].tolist() == [list(CROSS[6])]


def test_a_ring_without_a_side_street_is_one_edge_back_to_itself(write_extract: Callable[..., Path]) -> None:
    graph = graph_of(write_extract, CROSS, {1: ([2, 6, 3, 2], STREET)})
    assert graph.edges == 1
    assert graph.u[0] == graph.v[0]


def test_repeated_points_do_not_make_edges_without_length(write_extract: Callable[..., Path]) -> None:
    doubled = {**CROSS, 7: CROSS[2]}
    graph = graph_of(write_extract, doubled, {1: ([1, 2], STREET), 2: ([2, 7], STREET), 3: ([7, 3], STREET)})
    assert (graph.length_m > 0).all()
