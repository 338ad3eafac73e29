"""Tables of any office are read, and what cannot be read says where and why (S9.11, R54)."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from app.gateways.tables import Limits, read_table
from app.services.errors import DomainError

ROWS = "户号,名称\n0001,用户甲\n0002,用户乙\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_finds_the_encoding(encoding: str) -> None:
    """Chinese text arrives whole from each usual encoding."""
    table = read_table(ROWS.encode(encoding))
    assert table.column("名称") == ["用户甲", "用户乙"]
    assert table.encoding == encoding


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_finds_the_delimiter(delimiter: str) -> None:
    """The header and the rows are cut where the writer cut them."""
    table = read_table(ROWS.replace(",", delimiter).encode())
    assert table.header == ("户号", "名称")
    assert table.delimiter == delimiter


def test_keeps_leading_zeros_and_long_numbers() -> None:
    """A code is text and stays as it was written."""
    table = read_table(b"id,card\n0007,110101199003070018\n")
    assert (table.column("id")[0], table.column("card")[0]) == ("0007", "110101199003070018")


def test_counts_rows_as_the_file_does() -> None:
    """A blank line and a quoted line break do not shift the row numbers that errors name."""
    table = read_table(b'a,b\n\n1,"x\ny"\n2,z\n')
    assert list(table.line) == [4, 5]


def _workbook(rows: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(stream)
    return stream.getvalue()


def test_reads_a_workbook_with_the_cells_own_types() -> None:
    """Numbers stay numbers, text stays text; trailing empty columns do not count."""
    table = read_table(_workbook([["id", "n", None], ["0007", 5, None], [None, None, None], ["x", 1.5, None]]))
    assert table.columns == (("0007", "x"), (5, 1.5))
    assert list(table.line) == [2, 4]


def _exploding() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet()
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * (40 << 20))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "zh", "en"),
    [
        (b"", "文件为空", "empty"),
        (b"  \n \n", "文件为空", "empty"),
        (b"a,b\n", "没有数据行", "no data row"),
        (b"a,b\n1,2\n1,2,3\n", "第 3 行有 3 个字段", "line 3 has 3 fields"),
        (b"a,b\n\x00,1\n", "空字符", "NUL"),
        (b'a,b\n"x"y,1\n', "第 2 行", "line 2"),
        (b"\xff\xfea\x00,\x00b", "第 1 行", "line 1"),
        (b"a,b\n\xff\xff,1\n", "第 2 行既不是", "line 2 is neither"),
        (b"PK\x03\x04broken", ".xlsx", "not a readable .xlsx"),
        (b"\xd0\xcf\x11\xe0old", ".xls", "old .xls"),
        (_exploding(), "解压", "unpacks"),
    ],
)
def test_refuses_what_cannot_be_read(raw: bytes, zh: str, en: str) -> None:
    """Each kind of broken file gets a sentence in both languages, never a stack trace."""
    with pytest.raises(DomainError) as refused:
        read_table(raw, "list.csv")
    assert refused.value.code == "import_file"
    assert zh in refused.value.message_zh
    assert en in refused.value.message_en


def test_refuses_more_rows_than_allowed() -> None:
    """The bound on rows is said."""
    with pytest.raises(DomainError, match="more than 1 rows"):
        read_table(b"a,b\n1,2\n3,4\n", limits=Limits(most_rows=1))


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A path without a file is a sentence too."""
    with pytest.raises(DomainError, match="no such file"):
        read_table(tmp_path / "none.csv")
