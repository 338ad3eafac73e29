"""What ``./dev`` says when it is called wrongly or with nobody there."""

import subprocess

import pytest

from app.settings import CHECKOUT


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["./dev", *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("command", ["bogus", "setup_database", "cmd_setup", "--version"])
def test_an_unknown_command_shows_the_usage_and_exits_with_two(command: str) -> None:
    done = dev(command)
    assert done.returncode == 2
    assert command in done.stderr
    assert "./dev COMMAND" in done.stderr


def test_without_a_command_it_lists_what_it_can_do() -> None:
    done = dev()
    assert done.returncode == 0
    assert "demo" in done.stdout


def test_nothing_is_deleted_when_nobody_can_be_asked() -> None:
    """A pipe must not answer yes."""
    done = dev("reset")
    assert done.returncode == 1
    assert "--yes" in done.stderr


def test_a_benchmark_that_is_not_there_is_named() -> None:
    done = dev("bench")
    assert done.returncode == 1
    assert "tests/benchmarks" in done.stderr
