"""How the command line finds its commands and leaves in every kind of trouble."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import psycopg
import pytest
import sqlalchemy.exc

from app.cli import main as cli
from app.cli.failures import CommandError, report
from app.services.errors import DomainError
from app.settings import SettingsError


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli.main", *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_help_lists_commands_without_loading_what_they_need() -> None:
    """Help must not wait for solvers, drivers or the web framework."""
    code = (
        "import sys; from app.cli.main import main; main(['--help']); "
        "print({'ortools', 'numba', 'sqlalchemy', 'flask'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "db " in said
    assert said.endswith("set()\n")


def test_every_command_module_loads_and_says_what_it_does() -> None:
    """A command that only breaks when called is found here."""
    with click.Context(cli.group) as context:
        for name in cli.group.list_commands(context):
            found = cli.group.get_command(context, name)
            assert found is not None, name
            assert found.get_short_help_str(), name


def test_an_unknown_command_is_a_usage_error() -> None:
    """Wrong usage exits with 2."""
    done = run("teleport")
    assert done.returncode == 2
    assert "teleport" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "error",
    [
        DomainError("not_found", what="客户 17"),
        SettingsError("ROUNDSMAN_ROADS", "中文", "english"),
        CommandError("code", "中文", "english"),
    ],
)
def test_an_error_that_knows_its_sentences_is_said_in_both_languages(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bad input gets a clear error in Chinese and English."""
    assert report(error) == 1
    zh, en = capsys.readouterr().err.splitlines()
    assert zh == error.message_zh  # type: ignore[attr-defined]
    assert en == error.message_en  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError("connection refused"),
        sqlalchemy.exc.OperationalError("SELECT 1", {}, psycopg.OperationalError("connection refused")),
    ],
)
def test_a_database_that_is_away_is_named_with_its_remedy(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    """No driver's class names reach a person."""
    assert report(error) == 1
    said = capsys.readouterr().err
    assert "db start" in said
    assert "数据库无法连接" in said
    assert "psycopg" not in said


def test_a_busy_database_is_not_called_unreachable(capsys: pytest.CaptureFixture[str]) -> None:
    """R37: a migration that does not get its lock in three seconds says so."""
    busy = psycopg.errors.LockNotAvailable("canceling statement due to lock timeout")
    assert report(sqlalchemy.exc.OperationalError("ALTER", {}, busy)) == 1
    said = capsys.readouterr().err
    assert "数据库正忙" in said
    assert "db start" not in said


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), psycopg.errors.DiskFull("full")])
def test_a_full_disk_is_named(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    """R7."""
    assert report(error) == 1
    assert "磁盘空间不足" in capsys.readouterr().err


def test_a_defect_leaves_a_log_and_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Never a stack trace on the screen; always one in a file."""
    monkeypatch.setenv("ROUNDSMAN_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("ROUNDSMAN_DEBUG", raising=False)
    assert report(ZeroDivisionError("secret detail")) == 70
    said = capsys.readouterr().err
    (log,) = (tmp_path / "log").iterdir()
    assert str(log) in said
    assert "Traceback" not in said
    assert "secret detail" in log.read_text()


def test_a_wrong_setting_is_refused_before_anything_happens() -> None:
    """The process that is told nonsense says so and stops."""
    done = run("db", "status", DATABASE_URL="mysql://somewhere/else")
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
