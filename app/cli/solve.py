"""Plan a problem from a JSON file: prove, plan a year or a month, or route a day."""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import click

from app.cli.failures import REFUSED, CommandError

if TYPE_CHECKING:
    from app.cli.solve_levels import Answer
    from planner.problem import ProblemError

LARGEST_BYTES = 2**30
MOST_FLAWS = 50
LEVELS = ("proof", "year", "month", "day")


@click.command()
@click.argument("problem", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--level", type=click.Choice(LEVELS), help="How far to plan; by default what the horizon's length asks for."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day to route; by default the first of the horizon.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Same seed, same plan.")
@click.option(
    "--iterations", default=20_000, show_default=True, type=click.IntRange(0, 10_000_000), help="Work of each search."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="File to write; by default standard output.")
@click.option("--format", "shape", default="roundsman", show_default=True, type=click.Choice(["roundsman", "vroom"]))
@click.option(
    "--timeout", default=3600, show_default=True, type=click.IntRange(1, 86_400), help="Seconds after which to give up."
)
def command(
    problem: str,
    level: str | None,
    on: datetime | None,
    seed: int,
    iterations: int,
    output: str | None,
    shape: str,
    timeout: int,
) -> int:
    """Plan the PROBLEM in a JSON file ("-": standard input) and write the plan as JSON.

    What cannot be planned is listed with its reason; that is an answer, not a failure. docs/solve.md has the format.
    """
    watch = Timer(timeout, _give_up, [timeout])
    watch.daemon = True
    watch.start()
    try:
        written, answer = _solved(read_input(problem), level, on.date() if on else None, seed, iterations, shape)
        write_answer(written, output)
        _say(answer)
    finally:
        watch.cancel()
    return 0


def _solved(
    text: bytes, level: str | None, on: date | None, seed: int, iterations: int, shape: str
) -> tuple[dict[str, Any], Answer]:
    """Read, plan, judge; the imports are here because ``--help`` must not load the solvers."""
    from app.cli.solve_levels import Level, solve, usual_level
    from planner.kernel import SearchLimits
    from planner.problem import ProblemError
    from planner.serial import read_problem

    search = SearchLimits(iterations=iterations, seed=seed)
    try:
        if shape == "vroom":
            return _solved_vroom(text, level, search)
        document = read_problem(text)
    except ProblemError as error:
        raise refusal(error) from error
    answer = solve(document, Level(level) if level else usual_level(document.problem.horizon), on, search)
    return answer.document, answer


def _solved_vroom(text: bytes, level: str | None, search: Any) -> tuple[dict[str, Any], Answer]:
    from app.cli.solve_levels import day
    from app.domain.sentences import words
    from planner.serial.vroom import read_vroom, write_vroom

    if level not in (None, "day"):
        raise CommandError("vroom_is_a_day", "VROOM 格式只能用 --level day", "the VROOM format is one day: --level day")
    document = read_vroom(text)
    answer = day(document.problem, document.travel, document.problem.horizon.start, search)
    assert answer.plan is not None  # noqa: S101 (a day always makes routes)
    return write_vroom(document, answer.plan, words), answer


def read_input(name: str) -> bytes:
    """Return what is in a file, or on standard input for "-"."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST_BYTES)
    path = Path(name)
    if path.stat().st_size > LARGEST_BYTES:
        raise CommandError("too_large", f"{name} 超过 1 GB", f"{name} is larger than 1 GB")
    return path.read_bytes()


def write_answer(written: dict[str, Any], output: str | None) -> None:
    """Write an answer, whole or not at all."""
    text = json.dumps(written, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    target = Path(output)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    # A reader never meets half a plan: the file appears whole or not at all.
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _say(answer: Answer) -> None:
    hard = [one for one in answer.violations if one.hard]
    click.echo(
        f"已排 {answer.planned},未排 {answer.unplanned},违规 {len(hard)} / "
        f"planned {answer.planned}, unplanned {answer.unplanned}, violations {len(hard)}",
        err=True,
    )
    for one in hard[:MOST_FLAWS]:
        click.echo(f"[{one.rule}] {one.message_zh} / {one.message_en}", err=True)


def refusal(error: ProblemError) -> CommandError:
    """Return the refusal that names every flaw on a line of its own, in both languages."""
    shown, more = error.flaws[:MOST_FLAWS], len(error.flaws) - MOST_FLAWS
    rest = ([f"……另有 {more} 处"], [f"... and {more} more"]) if more > 0 else ([], [])
    zh = [f"问题文件有 {len(error.flaws)} 处错误:", *(f"  {flaw.path}: {flaw.message_zh}" for flaw in shown), *rest[0]]
    en = [
        f"{len(error.flaws)} flaw(s) in the problem:",
        *(f"  {flaw.path}: {flaw.message_en}" for flaw in shown),
        *rest[1],
    ]
    return CommandError("bad_problem", "\n".join(zh), "\n".join(en))


def _give_up(timeout: int) -> None:
    """End the process from outside the search, which may be deep in compiled code."""
    sys.stderr.write(f"{timeout} 秒内未完成,已停止\nNot finished within {timeout} s; stopped\n")
    sys.stderr.flush()
    os._exit(REFUSED)
