"""Delimited text into a table."""

import csv
import io

from app.gateways.tables.refusals import empty, no_rows, refused
from app.gateways.tables.text import decoded
from app.services.intake.table import Cell, Table

DELIMITERS = {",": ("comma", "逗号"), ";": ("semicolon", "分号"), "\t": ("tab", "制表符"), "|": ("bar", "竖线")}
FIELD_LIMIT = 100_000


def read_delimited(raw: bytes, file: str, most_rows: int, delimiter: str | None = None) -> Table:
    """Read CSV or its cousins; the delimiter is found unless given.

    Raises
    ------
    DomainError : ``import_file`` when it is empty, undecodable, has no rows, too many rows, or rows of uneven length
    """
    if not raw.strip():
        raise empty(file)
    text, encoding = decoded(raw, file)
    separator = delimiter or _found(text)
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        header = tuple(name.strip() for name in next(reader))
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                raise _uneven(file, reader.line_num, len(row), header, separator)
            rows.append(row)
            lines.append(reader.line_num)
            if len(rows) > most_rows:
                raise refused(
                    file, f"more than {most_rows} rows; split it", f"超过 {most_rows} 行，请拆分", limit=most_rows
                )
    except csv.Error as error:
        raise refused(
            file,
            f"line {reader.line_num}: {error}",
            f"第 {reader.line_num} 行格式错误（引号或换行）：{error}",
            line=reader.line_num,
        ) from error
    if not rows:
        raise no_rows(file)
    columns: tuple[list[Cell], ...] = tuple(
        [cell.strip() or None for cell in column] for column in zip(*rows, strict=True)
    )
    return Table(
        file=file, sheet=None, header=header, columns=columns, line=lines, encoding=encoding, delimiter=separator
    )


def _found(text: str) -> str:
    """Return the delimiter that cuts the first lines into the most and evenest parts."""
    head = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    if len(text) > 20_000 and len(head) > 1:
        head = head[:-1]
    return max(DELIMITERS, key=lambda one: _score(head, one))


def _score(lines: list[str], delimiter: str) -> tuple[int, int]:
    parts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
    if not parts or parts[0] < 2:
        return (0, 0)
    return (sum(count == parts[0] for count in parts), parts[0])


def _uneven(file: str, line: int, got: int, header: tuple[str, ...], separator: str) -> Exception:
    en, zh = DELIMITERS.get(separator, (repr(separator), repr(separator)))
    wanted = len(header)
    return refused(
        file,
        f"line {line} has {got} fields, the header has {wanted} (delimiter: {en}); quote cells that hold the delimiter",
        f"第 {line} 行有 {got} 个字段，表头有 {wanted} 个（分隔符：{zh}）；含分隔符的单元格请加引号",
        line=line,
    )
