"""How a failure leaves the command line: one sentence in each language, never a stack trace."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeGuard

import click

from app.settings import CHECKOUT

REFUSED, DEFECT, INTERRUPTED = 1, 70, 130
UNREACHABLE = (
    "数据库无法连接。请先运行 ./dev roundsman db start,或检查 DATABASE_URL",
    "The database is not reachable. Run ./dev roundsman db start, or check DATABASE_URL",
)
BUSY = (
    "数据库正忙(有其他操作占用),未做任何更改。请稍后重试",
    "The database is busy with something else; nothing was changed. Try again in a moment",
)
# Lock not had in time, deadlock, serialisation failure: all of them pass.
BUSY_STATES = ("55P03", "40P01", "40001")
DISK_FULL = (
    "磁盘空间不足,操作未完成。请清理后重试",
    "The disk is full and nothing was finished. Free some space and try again",
)


class CommandError(Exception):
    """The command line cannot do what was asked; says why and what to do, in both languages."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.message_zh, self.message_en = code, zh, en
        super().__init__(en)


class Said(Protocol):
    """An error that knows its sentences, as `DomainError` and the errors of settings and cluster do."""

    code: str

    @property
    def message_zh(self) -> str: ...
    @property
    def message_en(self) -> str: ...


def report(error: Exception) -> int:
    """Say what happened on standard error and return the exit status."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort):
        return INTERRUPTED
    if os.environ.get("ROUNDSMAN_DEBUG") == "1":
        traceback.print_exception(error)
    if _is_said(error):
        return _say(error.message_zh, error.message_en, REFUSED)
    if _disk_full(error):
        return _say(*DISK_FULL, REFUSED)
    if _state(error) in BUSY_STATES:
        return _say(*BUSY, REFUSED)
    if _unreachable(error):
        return _say(*UNREACHABLE, REFUSED, first_line(error))
    if isinstance(error, BrokenPipeError):
        # The reader (head, less) has gone; Python's last flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, OSError) and error.filename is not None:
        return _say(f"{error.filename}:{error.strerror}", f"{error.filename}: {error.strerror}", REFUSED)
    return _defect(error)


def _is_said(error: Exception) -> TypeGuard[Said]:
    return all(isinstance(getattr(error, name, None), str) for name in ("code", "message_zh", "message_en"))


def _say(zh: str, en: str, status: int, more: str = "") -> int:
    click.echo(f"{zh}\n{en}" + (f"\n  ({more})" if more else ""), err=True)
    return status


def _state(error: Exception) -> str | None:
    """PostgreSQL's five-letter code, also through SQLAlchemy's wrapping; None when the server did not speak."""
    state = getattr(getattr(error, "orig", error), "sqlstate", None)
    return state if isinstance(state, str) else None


def _disk_full(error: Exception) -> bool:
    return _state(error) == "53100" or (isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT))


def _unreachable(error: Exception) -> bool:
    """Whether a database driver says so; by name, for importing the drivers costs more than most commands."""
    state = _state(error)
    return (state is None or state.startswith(("08", "28", "3D", "53", "57P"))) and any(
        kind.__name__ in ("OperationalError", "PoolTimeout", "ConnectorException")
        and kind.__module__.split(".")[0] in ("psycopg", "psycopg_pool", "sqlalchemy", "procrastinate")
        for kind in type(error).__mro__
    )


def first_line(error: Exception) -> str:
    """The first line of an error's text, without the driver's class name."""
    return str(error).strip().split("\n")[0].removeprefix("(psycopg.OperationalError) ")


def _defect(error: Exception) -> int:
    moment = datetime.now(UTC)  # noqa: TID251 (names a log file; decides nothing)
    folder = Path(os.environ.get("ROUNDSMAN_DATA_DIR") or CHECKOUT / "var") / "log"
    path = folder / f"failure-{moment:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        where = str(path)
    except OSError:
        where = "ROUNDSMAN_DEBUG=1"
    return _say(
        f"程序出错({type(error).__name__}),详情见 {where}",
        f"An unexpected failure ({type(error).__name__}); details in {where}",
        DEFECT,
    )
