"""Is a file a whole .osm.pbf? Its blocks are walked without unpacking, so a broken file is named before it is read.

A file is a row of blocks: 4 bytes big-endian header length, a protobuf header with the block's kind and length, the
block. Kind and length limits: wiki.openstreetmap.org/wiki/PBF_Format.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.services.ports.roads import ExtractMissing, ExtractUnreadable

_MAX_HEADER = 64 * 1024
_MAX_BLOCK = 32 * 1024 * 1024
_FIRST_KIND = b"OSMHeader"
_LOOKS = (
    (b"<!DOCTYPE", "it is a web page; the download probably failed", "这是网页，可能下载失败"),
    (b"<html", "it is a web page; the download probably failed", "这是网页，可能下载失败"),
    (b"<?xml", "it is OSM XML; convert it to .osm.pbf first", "这是 OSM XML，请先转换为 .osm.pbf"),
    (b"<osm", "it is OSM XML; convert it to .osm.pbf first", "这是 OSM XML，请先转换为 .osm.pbf"),
    (b"PK\x03\x04", "it is a zip archive; unpack it first", "这是 zip 压缩包，请先解压"),
    (b"\x1f\x8b", "it is gzip-compressed; unpack it first", "这是 gzip 压缩文件，请先解压"),
    (b"BZh", "it is bzip2-compressed; unpack it first", "这是 bzip2 压缩文件，请先解压"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    kind: bytes
    length: int


def require_whole(path: Path) -> int:
    """Number of blocks of the file.

    Raises
    ------
    ExtractMissing
        If there is no such file.
    ExtractUnreadable
        If it is a folder, empty, something else than .osm.pbf, or breaks off; the details then say after how many
        whole blocks and at which byte.
    """
    if not path.exists():
        raise ExtractMissing(path=path.name)
    if not path.is_file():
        raise ExtractUnreadable(path=path.name, why="it is a folder", why_zh="这是文件夹")
    size = path.stat().st_size
    if size == 0:
        raise ExtractUnreadable(path=path.name, why="the file is empty", why_zh="文件为空")
    try:
        with path.open("rb") as stream:
            _refuse_other_formats(path, stream.read(16))
            stream.seek(0)
            return _walk(path, stream, size)
    except OSError as error:
        raise ExtractUnreadable(
            path=path.name, why=f"it cannot be opened ({error.strerror})", why_zh="文件无法打开"
        ) from error


def _refuse_other_formats(path: Path, start: bytes) -> None:
    for look, why, why_zh in _LOOKS:
        if start.lower().startswith(look.lower()):
            raise ExtractUnreadable(path=path.name, why=why, why_zh=why_zh)


def _walk(path: Path, stream: BinaryIO, size: int) -> int:
    blocks = at = 0
    while at < size:
        block = _header(stream)
        if block is None or (blocks == 0 and block.kind != _FIRST_KIND):
            if blocks == 0:
                raise ExtractUnreadable(path=path.name, why="it is not in .osm.pbf format", why_zh="不是 .osm.pbf 格式")
            raise _broken(path, blocks, at, size)
        end = stream.tell() + block.length
        if end > size:
            raise _broken(path, blocks, at, size)
        stream.seek(end)
        at = end
        blocks += 1
    if blocks < 2:
        raise _broken(path, blocks, at, size)
    return blocks


def _broken(path: Path, blocks: int, at: int, size: int) -> ExtractUnreadable:
    why = f"it breaks off: {blocks} whole block(s) up to byte {at:,}, then {size - at:,} byte(s) of an incomplete one"
    why_zh = f"文件不完整：前 {blocks} 个数据块完整（至第 {at:,} 字节），其后 {size - at:,} 字节残缺"
    return ExtractUnreadable(
        path=path.name, why=why + "; fetch it again", why_zh=why_zh + "，请重新下载", blocks=blocks, byte=at, size=size
    )


def _header(stream: BinaryIO) -> _Block | None:
    prefix = stream.read(4)
    length = int.from_bytes(prefix, "big")
    if len(prefix) < 4 or not 0 < length <= _MAX_HEADER:
        return None
    raw = stream.read(length)
    return _fields(raw) if len(raw) == length else None


def _fields(raw: bytes) -> _Block | None:
    kind, length, at = b"", -1, 0
    try:
        while at < len(raw):
            tag, at = _varint(raw, at)
            value, at = _varint(raw, at)
            if tag & 7 == 2:  # a run of bytes: what was read is its length
                kind = raw[at : at + value] if tag >> 3 == 1 else kind
                at += value
            elif tag >> 3 == 3:
                length = value
    except IndexError:
        return None
    return _Block(kind=kind, length=length) if kind and 0 <= length <= _MAX_BLOCK else None


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = raw[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
