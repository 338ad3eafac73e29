"""Why a file cannot be read as a table, said so that its owner can mend it."""

from app.services.errors import DomainError


def refused(file: str, en: str, zh: str, **facts: object) -> DomainError:
    """Return the error for `file`."""
    return DomainError("import_file", file=file, why=en, why_zh=zh, **facts)


def empty(file: str) -> DomainError:
    """Return the error for a file without anything in it."""
    return refused(file, "the file is empty; it needs a header row and data", "文件为空，需要表头和数据行")


def no_rows(file: str) -> DomainError:
    """Return the error for a header with nothing below it."""
    return refused(file, "there is a header but no data row below it", "只有表头，没有数据行")
