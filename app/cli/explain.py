"""Ask about a plan: why a visit stands where it does, why not there, what if."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.failures import CommandError
from app.cli.solve import read_input, refusal, write_answer

if TYPE_CHECKING:
    from planner.problem import Problem


@click.command()
@click.argument("problem", type=click.Path(dir_okay=False))
@click.argument("plan", type=click.Path(dir_okay=False))
@click.option("--obligation", help="Why is this one planned where it is, or not at all?")
@click.option("--technician", help="With --obligation and --on: why not by this technician?")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="With --technician: on this day.")
@click.option("--what-if", "asks", type=click.Path(dir_okay=False), help="A file of questions.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="File to write; by default standard output.")
def command(
    problem: str,
    plan: str,
    obligation: str | None,
    technician: str | None,
    on: datetime | None,
    asks: str | None,
    output: str | None,
) -> int:
    """Ask about the PLAN (as `roundsman solve` writes it for days and months) of the PROBLEM; both stay as they are.

    Answers come from the judge, in minutes; no search is made. docs/solve.md has the formats.
    """
    if (obligation is None) == (asks is None):
        raise CommandError(
            "one_question", "请给出 --obligation 或 --what-if 之一", "give either --obligation or --what-if"
        )
    if (technician is None) != (on is None):
        raise CommandError("who_and_when", "--technician 与 --on 须同时给出", "--technician and --on go together")
    write_answer(_answered(problem, plan, obligation, technician, on, asks), output)
    return 0


def _answered(
    problem: str, plan: str, obligation: str | None, technician: str | None, on: datetime | None, asks: str | None
) -> dict[str, Any]:
    """Read and answer; the imports are here because ``--help`` must not load the solvers."""
    from app.domain.sentences import words
    from planner.checking.places import why
    from planner.checking.why_not import why_not
    from planner.problem import ProblemError
    from planner.serial import (
        read_asks,
        read_day_plan,
        read_problem,
        write_outcome,
        write_why,
        write_why_not,
    )
    from planner.whatif import what_if

    try:
        document = read_problem(read_input(problem))
        asked, travel = document.problem, document.travel
        stands = read_day_plan(asked, read_input(plan))
        if asks is not None:
            questions = read_asks(asked, Path(asks).read_bytes())
            return write_outcome(asked, what_if(asked, travel, stands, questions), words)
    except ProblemError as error:
        raise refusal(error) from error
    row = _place(asked.obligations.ids, str(obligation), "--obligation")
    if technician is None or on is None:
        return write_why(asked, why(asked, travel, stands, row), words)
    who = _place(_people(asked), technician, "--technician")
    return write_why_not(asked, why_not(asked, travel, stands, row, who, on.date()), words)


def _people(problem: Problem) -> tuple[str, ...]:
    return tuple(person.id for person in problem.technicians)


def _place(names: tuple[str, ...], name: str, option: str) -> int:
    if name not in names:
        raise CommandError("unknown_id", f"{option}：没有编号 {name}", f"{option}: there is no {name}")
    return names.index(name)
