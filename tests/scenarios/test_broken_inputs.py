"""Whatever is wrong with what comes in: a sentence in both languages, no stack trace, nothing half stored (R54)."""

from pathlib import Path

import pytest

from app.storage.provision import Addresses
from tests.fakes.extracts import grid, write_extract
from tests.scenarios.command_line import Desk, add_company

pytestmark = pytest.mark.slow

HEADER = "户号,名称,用户类型,地址,经度,纬度\n"
GOOD = "0000000001,张家,居民,解放路1号,120.5,30.5\n"
SECOND = GOOD.replace("0001", "0002")
LIST = "id,name,kind,lat,lon,address\n"
SHOP = "C1,Shop,commercial,60.161,24.901,Row 1\n"


@pytest.fixture
def desk(fresh_database: Addresses, tmp_path: Path) -> Desk:
    """A company with one area and nobody in it."""
    add_company(fresh_database)
    return Desk(where=fresh_database, data_dir=tmp_path / "var")


@pytest.fixture
def bare(fresh_database: Addresses, tmp_path: Path) -> Desk:
    """A migrated database with nothing in it."""
    return Desk(where=fresh_database, data_dir=tmp_path / "var")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A small town with streets."""
    return write_extract(tmp_path / "town.osm.pbf", *grid(1, 24.90, 60.16, 5))


LISTS: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty": (b"", ("list.csv", "文件为空", "the file is empty")),
    "header only": (HEADER.encode(), ("list.csv", "没有数据行", "no data row")),
    "wrong delimiter": (
        (HEADER + GOOD).replace(",", "^").encode(),
        ("list.csv", "文件只有一列", "one column only", "户号^名称"),
    ),
    "one comma too many": ((HEADER + GOOD + "1,a,b,c,d,e,f\n").encode(), ("第 3 行有 7 个字段", "line 3 has 7 fields")),
    "broken GB18030": (
        (HEADER + GOOD).encode("gb18030") + b"\xff\xff,x\n",
        ("第 3 行", "GB18030", "line 3 is neither UTF-8 nor GB18030"),
    ),
    "missing column": (
        "户号,名称,地址,经度,纬度\n1,a,b,120.5,30.5\n".encode(),
        ("缺少列：用户类型", "column(s) missing: kind", "户号, 名称"),
    ),
    "duplicate id": (
        (HEADER + GOOD + GOOD).encode(),
        ("list.csv:3 [户号] '0000000001'", "与第 2 行重复", "stands in row 2 already"),
    ),
    "letters for a coordinate": (
        (HEADER + GOOD.replace("120.5", "east")).encode(),
        ("list.csv:2 [经度] 'east'", "须为数字", "must be a number"),
    ),
    "exchanged coordinates": (
        (HEADER + GOOD.replace("120.5,30.5", "30.5,120.5")).encode(),
        ("list.csv:2 [纬度] '120.5'", "经纬度是否填反", "are longitude and latitude exchanged?"),
    ),
    "zero coordinates": (
        (HEADER + GOOD.replace("120.5,30.5", "0,0")).encode(),
        ("list.csv:2 [经度]", "坐标为 (0,0)", "the coordinates are missing"),
    ),
    "outside every area": (
        (HEADER + GOOD.replace("120.5", "119.5")).encode(),
        ("list.csv:2 [经度]", "不在任何片区范围内", "lies in no area's territory"),
    ),
}


@pytest.mark.parametrize("name", list(LISTS))
def test_a_broken_list_is_refused_by_file_row_and_column_and_nothing_is_stored(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    """R54: a good row beside the bad one is not stored either."""
    content, words = LISTS[name]
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    before = desk.rows()
    desk.run("import", "take", "customers", file, "--store").refused(*words)
    assert desk.rows() == before


def test_a_list_that_is_not_there_is_named(desk: Desk, tmp_path: Path) -> None:
    """By its name."""
    desk.run("import", "take", "customers", tmp_path / "none.csv", "--store").refused(
        "none.csv", "文件不存在", "no such file"
    )


def test_gb18030_of_a_chinese_office_is_taken(desk: Desk, tmp_path: Path) -> None:
    """What looks broken and is not."""
    file = tmp_path / "list.csv"
    file.write_bytes((HEADER + GOOD + SECOND).encode("gb18030"))
    before = desk.rows()
    outcome = desk.run("import", "take", "customers", file, "--store")
    assert outcome.status == 0, outcome.said
    assert desk.rows() == before | {"customer": 2, "premises": 2, "import_run": 1, "data_stamp": 1}


DEMO_LISTS: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty": (b"", ("c.csv", "文件为空", "the file is empty")),
    "missing column": (b"id,name,kind,lat,lon\n1,a,commercial,60.1,24.9\n", ("c.csv", "缺少列：address", "address")),
    "duplicate id": ((LIST + SHOP + SHOP).encode(), ("第 3 行 id 列", "row 3, column id", "'C1'")),
    "bad coordinates": (
        (LIST + SHOP.replace("60.161", "160")).encode(),
        ("第 2 行 lat 列", "row 2, column lat", "'160'"),
    ),
}


@pytest.mark.parametrize("name", list(DEMO_LISTS))
def test_a_broken_list_ends_the_demo_before_anything_is_stored(
    bare: Desk, town: Path, tmp_path: Path, name: str
) -> None:
    """The database stays as empty as it was."""
    content, words = DEMO_LISTS[name]
    file = tmp_path / "c.csv"
    file.write_bytes(content)
    before = bare.rows()
    bare.run("demo", "--extract", town, "--customers", file).refused(*words)
    assert bare.rows() == before


def test_a_truncated_extract_is_named(bare: Desk, town: Path) -> None:
    """A download that broke off."""
    town.write_bytes(town.read_bytes()[: town.stat().st_size * 2 // 3])
    before = bare.rows()
    bare.run("demo", "--extract", town).refused(
        "town.osm.pbf", "不是可读取的", "is not a readable OpenStreetMap extract"
    )
    assert bare.rows() == before


def test_a_file_that_is_no_extract_is_named(bare: Desk, tmp_path: Path) -> None:
    """A web page saved as a map."""
    file = tmp_path / "page.osm.pbf"
    file.write_text("<html>404</html>")
    bare.run("demo", "--extract", file).refused("page.osm.pbf", "不是", "is not")


def test_an_extract_without_roads_is_named(bare: Desk, tmp_path: Path) -> None:
    """Nobody could drive there."""
    nodes = {1: (24.9, 60.16), 2: (24.91, 60.16), 3: (24.91, 60.17)}
    file = write_extract(tmp_path / "park.osm.pbf", nodes, {1: ([1, 2, 3, 1], {"leisure": "park"})})
    before = bare.rows()
    bare.run("demo", "--extract", file).refused("park.osm.pbf", "没有道路", "holds no roads")
    assert bare.rows() == before


def test_an_extract_that_is_not_there_is_named(bare: Desk, tmp_path: Path) -> None:
    """By its path."""
    bare.run("demo", "--extract", tmp_path / "none.osm.pbf").refused("none.osm.pbf", "文件不存在", "no such file")
