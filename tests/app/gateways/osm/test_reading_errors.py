"""Every broken extract is refused with a sentence in two languages, never a stack trace."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.gateways.osm import helsinki_extract, read_extract
from app.services.ports.roads import ExtractMissing, ExtractUnreadable, ExtractWithoutRoads


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractMissing, match="nowhere.osm.pbf: no such file") as caught:
        read_extract(tmp_path / "nowhere.osm.pbf")
    assert "文件不存在" in caught.value.message_zh


@pytest.mark.parametrize(
    ("content", "why", "why_zh"),
    [
        (b"", "file is empty", "文件为空"),
        (b"<!doctype html><p>not found", "web page", "网页"),
        (b"<?xml version='1.0'?><osm/>", "OSM XML", "OSM XML"),
        (b"\x1f\x8b\x08\x00", "gzip", "gzip"),
        (b"PK\x03\x04....", "zip archive", "zip"),
        (b"id,name\n1,shop\n", "not in .osm.pbf format", "不是 .osm.pbf 格式"),
        (b"\x00\x00\x00\x0d\x0a\x07OSMData\x18\x05hello", "not in .osm.pbf format", "不是 .osm.pbf 格式"),
    ],
)
def test_something_else_than_an_extract_is_told_apart(tmp_path: Path, content: bytes, why: str, why_zh: str) -> None:
    path = tmp_path / "other.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(ExtractUnreadable, match=why) as caught:
        read_extract(path)
    assert why_zh in caught.value.message_zh


def test_a_folder_is_no_extract(tmp_path: Path) -> None:
    with pytest.raises(ExtractUnreadable, match="folder"):
        read_extract(tmp_path)


@pytest.mark.parametrize("kept", [30, 500, 100_000, 400_000, 684_000])
def test_a_truncated_extract_says_where_it_breaks(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(helsinki_extract().read_bytes()[:kept])
    with pytest.raises(ExtractUnreadable, match="breaks off") as caught:
        read_extract(path)
    details = caught.value.details
    assert details["size"] == kept
    assert isinstance(details["byte"], int)
    assert details["byte"] < kept
    assert "不完整" in caught.value.message_zh


def test_an_extract_damaged_inside_a_block_is_refused(tmp_path: Path) -> None:
    content = bytearray(helsinki_extract().read_bytes())
    content[300_000:300_100] = b"\x55" * 100
    path = tmp_path / "damaged.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(ExtractUnreadable, match="damaged inside") as caught:
        read_extract(path)
    assert "损坏" in caught.value.message_zh


def test_an_extract_without_streets_is_refused(write_extract: Callable[..., Path]) -> None:
    path = write_extract({1: (25.0, 60.0), 2: (25.1, 60.0)}, {1: ([1, 2], {"waterway": "river"})})
    with pytest.raises(ExtractWithoutRoads, match="holds no roads") as caught:
        read_extract(path)
    assert "没有道路" in caught.value.message_zh
