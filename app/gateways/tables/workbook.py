"""Excel workbooks into a table, guarded against archives that explode."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.gateways.tables.refusals import empty, no_rows, refused
from app.services.intake.table import Cell, Table

MOST_UNPACKED = 1 << 30
MOST_RATIO = 200


def read_workbook(raw: bytes, file: str, most_rows: int, sheet: str | None = None) -> Table:
    """Read one sheet (the first unless named) of an .xlsx.

    Raises
    ------
    DomainError : ``import_file`` when it is no workbook, unpacks to too much, is encrypted, empty or has no rows
    """
    _guard(raw, file)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise _broken(file) from error
    if sheet is not None and sheet not in book.sheetnames:
        names = ", ".join(book.sheetnames)
        raise refused(file, f"no sheet {sheet!r}; there are: {names}", f"没有工作表“{sheet}”，现有：{names}")
    page = book[sheet] if sheet is not None else book.worksheets[0]
    try:
        return _table(page.iter_rows(values_only=True), file, str(page.title), most_rows)
    except (SyntaxError, zipfile.BadZipFile, EOFError) as error:
        raise _broken(file) from error
    finally:
        book.close()


def _guard(raw: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _broken(file) from error
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(raw), 100_000):
        raise refused(
            file,
            f"the workbook unpacks to {unpacked >> 20} MiB; that is too much to be a list",
            f"工作簿解压后有 {unpacked >> 20} MiB，超出允许范围",
        )


def _broken(file: str) -> Exception:
    return refused(
        file,
        "not a readable .xlsx workbook (damaged, encrypted or another format); save it again as .xlsx or CSV",
        "不是可读取的 .xlsx 工作簿（损坏、加密或其他格式），请另存为 .xlsx 或 CSV",
    )


def _table(rows: Iterable[tuple[object, ...]], file: str, sheet: str, most_rows: int) -> Table:
    names: list[str] = []
    kept: list[list[Cell]] = []
    lines: list[int] = []
    for number, row in enumerate(rows, 1):
        cells = [_cell(value) for value in row]
        if not any(value is not None for value in cells):
            continue
        if not names:
            names = [str(value).strip() if value is not None else "" for value in cells]
            while names and not names[-1]:
                names.pop()
            continue
        kept.append((cells + [None] * len(names))[: len(names)])
        lines.append(number)
        if len(kept) > most_rows:
            raise refused(
                file, f"more than {most_rows} rows; split it", f"超过 {most_rows} 行，请拆分", limit=most_rows
            )
    if not names:
        raise empty(file)
    if not kept:
        raise no_rows(file)
    return Table(file=file, sheet=sheet, header=tuple(names), columns=tuple(zip(*kept, strict=True)), line=lines)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, datetime):
        return value.date() if value.time().isoformat() == "00:00:00" else value.isoformat()
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)
