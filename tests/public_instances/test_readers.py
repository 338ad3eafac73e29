"""Public instances are read as their families mean them, and what is broken is named by file and line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.routing.case import UNLIMITED, Kind
from tests.benchmarks.routing.errors import BadFileError
from tests.benchmarks.routing.find import find_cases, read_case
from tests.public_instances.samples import prizes, sites, solomon, vrp, write


def test_both_forms_of_an_instance_are_the_same_instance(tmp_path: Path) -> None:
    one, other = read_case(write(tmp_path / "a.vrp", vrp())), read_case(write(tmp_path / "b.txt", solomon()))
    for column in ("distance", "demand", "service", "opens", "closes", "prize", "optional"):
        assert np.array_equal(getattr(one, column), getattr(other, column)), column
    assert [(fleet.count, fleet.capacity) for fleet in one.fleets] == [(2, 100)]
    assert [(fleet.count, fleet.capacity) for fleet in other.fleets] == [(2, 100)]


def test_the_dimacs_rule_floors_tenths(tmp_path: Path) -> None:
    case = read_case(write(tmp_path / "a.vrp", vrp()))
    assert (case.distance[0, 1], case.distance[0, 4]) == (50, 70)  # 5 and 7.0710...
    assert (case.opens[1], case.closes[1], case.service[0], case.service[1]) == (100, 600, 0, 50)
    assert case.shown(827) == 82.7


def test_site_dependent_instances_are_rounded_thousandths_with_two_fleets(tmp_path: Path) -> None:
    case = read_case(write(tmp_path / "a.vrp", sites()))
    assert case.kind is Kind.SITES
    assert case.distance[0, 4] == 7071
    assert [(fleet.count, fleet.capacity, fleet.longest) for fleet in case.fleets] == [
        (1, 14_000, 100_000),
        (1, 8_000, 100_000),
    ]
    assert [fleet.serves[1:].tolist() for fleet in case.fleets] == [[True] * 4, [True, True, False, False]]


def test_a_prize_makes_a_customer_optional(tmp_path: Path) -> None:
    case = read_case(write(tmp_path / "a.vrp", prizes()))
    assert case.kind is Kind.PRIZES
    assert case.prize.tolist() == [0, 0, 300, 20, 90]
    assert case.optional.tolist() == [False, False, True, True, True]
    assert case.fleets[0].longest == UNLIMITED


BROKEN = {
    "not a number": (vrp().replace("3 6 8", "3 six 8"), 11, "'six'"),
    "not finite": (vrp().replace("3 6 8", "3 nan 8"), 11, "out of range"),
    "a row is missing": (vrp().replace("3 6 8\n", ""), 11, "row 3 wanted"),
    "a section ends early": (vrp().replace("5 0 150\n", ""), 24, "4 rows"),
    "a number too many": (vrp().replace("3 6 8", "3 6 8 9"), 11, "3 numbers wanted, found 4"),
    "a window that ends before it begins": (vrp().replace("3 0 80", "3 90 80"), 23, "ends before it begins"),
    "no such type": (vrp("VRPB"), 2, "TYPE VRPB"),
    "a section nobody planned for": (vrp(more="BACKHAUL_SECTION\n1 0\n"), 26, "not supported"),
    "more than a vehicle carries": (vrp().replace("5 6\n", "5 60\n"), 19, "fits no vehicle"),
    "no dimension": (vrp().replace("DIMENSION : 5\n", ""), None, "DIMENSION is missing"),
    "distances of another kind": (vrp().replace("EUC_2D", "GEO"), 7, "only EUC_2D"),
    "another depot": (vrp().replace("DEPOT_SECTION\n1", "DEPOT_SECTION\n2"), 27, "must be number 1"),
    "nothing": ("\n\n", None, "empty"),
    "something else": ("hello world\n", 1, "KEY : VALUE"),
}


@pytest.mark.parametrize(("text", "line", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_by_file_and_line_in_two_languages(
    tmp_path: Path, text: str, line: int | None, told: str
) -> None:
    path = write(tmp_path / "a.vrp", text)
    with pytest.raises(BadFileError) as caught:
        read_case(path)
    assert caught.value.line == line
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}:" if line else f"{path}:")
    assert any("一" <= letter <= "鿿" for letter in str(caught.value))


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("    2     6     8", "    2     6     x", 12, "'x'"),
        ("  2         10", "  0         10", 5, "number of vehicles"),
        ("CUSTOMER", "CUSTOMERS", None, "there is no line CUSTOMER"),
        ("    3     0", "    7     0", 13, "row 3 wanted"),
    ],
)
def test_a_broken_text_file_too(tmp_path: Path, old: str, new: str, line: int | None, told: str) -> None:
    with pytest.raises(BadFileError, match=told) as caught:
        read_case(write(tmp_path / "a.txt", solomon().replace(old, new)))
    assert caught.value.line == line


def test_of_a_folder_the_instances_of_one_kind_are_found_and_broken_ones_named(tmp_path: Path) -> None:
    write(tmp_path / "b/one.vrp", vrp())
    write(tmp_path / "a/two.txt", solomon())
    write(tmp_path / "other.vrp", sites())
    write(tmp_path / "notes.txt", "not an instance\n")
    write(tmp_path / "bad.vrp", vrp("VRPB"))
    found = list(find_cases([tmp_path], Kind.WINDOWS))
    assert [one.name for one in found if not isinstance(one, BadFileError)] == ["two", "one"]
    assert [one.path.name for one in found if isinstance(one, BadFileError)] == ["bad.vrp"]


def test_a_named_file_of_another_kind_names_its_command(tmp_path: Path) -> None:
    (found,) = find_cases([write(tmp_path / "a.vrp", sites())], Kind.WINDOWS)
    assert isinstance(found, BadFileError)
    assert "./dev bench sdvrptw" in str(found)


def test_paths_without_instances_are_told(tmp_path: Path) -> None:
    found = list(find_cases([tmp_path, tmp_path / "nowhere"], Kind.WINDOWS))
    assert ["no vrptw instances" in str(found[0]), "no such file" in str(found[1])] == [True, True]
