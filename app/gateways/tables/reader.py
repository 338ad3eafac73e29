"""One door for all kinds of table."""

from dataclasses import dataclass
from pathlib import Path

from app.gateways.tables.delimited import read_delimited
from app.gateways.tables.refusals import refused
from app.gateways.tables.workbook import read_workbook
from app.services.intake.table import Table

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much is taken."""

    most_bytes: int = 200 << 20
    most_rows: int = 1_000_000


def read_table(
    source: Path | bytes,
    name: str | None = None,
    *,
    sheet: str | None = None,
    delimiter: str | None = None,
    limits: Limits | None = None,
) -> Table:
    """Read a CSV or Excel file; what it is shows its content, not its name.

    Raises
    ------
    DomainError : ``import_file``, saying what is wrong and what would be right
    """
    allowed = limits or Limits()
    file = name or (source.name if isinstance(source, Path) else "upload")
    raw = _content(source, file, allowed)
    if raw.startswith(_ZIP):
        return read_workbook(raw, file, allowed.most_rows, sheet)
    if raw.startswith(_OLE):
        raise refused(
            file,
            "an old .xls or an encrypted workbook; save it as .xlsx or CSV",
            "旧版 .xls 或加密的工作簿，请另存为 .xlsx 或 CSV",
        )
    return read_delimited(raw, file, allowed.most_rows, delimiter)


def _content(source: Path | bytes, file: str, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        size = len(source)
    elif source.is_file():
        size = source.stat().st_size
    else:
        raise refused(file, "no such file", "文件不存在")
    if size > limits.most_bytes:
        most = limits.most_bytes >> 20
        raise refused(file, f"larger than {most} MiB; split it", f"超过 {most} MiB，请拆分", limit=limits.most_bytes)
    return source if isinstance(source, bytes) else source.read_bytes()
