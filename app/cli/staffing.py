"""Propose posts, territories or moves; show proposals; take scores in from a list."""

from __future__ import annotations

import csv
import json
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.failures import CommandError

if TYPE_CHECKING:
    from app.container import Container

KINDS = ("areas", "territories", "rotation")
DAY = click.DateTime(["%Y-%m-%d"])
HEADER = ("technician", "month", "score", "serious_error", "note")


@click.group()
def command() -> None:
    """Propose posts, territories or moves; show proposals; take scores in from a list."""


def _container() -> Container:
    from app.container import Container
    from app.settings import Settings
    from app.storage import provision

    settings = Settings.from_env()
    provision.ready(settings)
    container = Container(settings)
    click.get_current_context().call_on_close(container.engine.dispose)
    return container


@command.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--unit", help="Code of the unit; the company by default.")
@click.option("--seed", default=1, show_default=True, help="Where chance begins.")
@click.option("--on", type=DAY, help="First day of a rotation round; the next one by default.")
def propose(kind: str, unit: str | None, seed: int, on: datetime | None) -> None:
    """Compute a proposal and keep it as a draft; the desk submits and approves it."""
    from app.domain.kinds import ProposalKind
    from app.services.planning.find import unit_by_code
    from app.services.ports.proposing import AskedProposal
    from app.services.staffing.compute import propose as compute

    container = _container()
    chosen = unit_by_code(container.begin, unit)
    asked = AskedProposal(
        unit_id=chosen,
        kind=ProposalKind(kind),
        seed=seed,
        today=container.today(),
        on=None if on is None else on.date(),
        made_by=None,
    )
    key = compute(container.planning, asked)
    _say(container, key)


@command.command()
@click.argument("proposal", type=click.UUID, required=False)
@click.option("--unit", help="Code of the unit; the company by default.")
@click.option("--json", "as_json", is_flag=True, help="The whole proposal as JSON, outlines included.")
def show(proposal: uuid.UUID | None, unit: str | None, as_json: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Show a proposal, or list the latest ones."""
    container = _container()
    if proposal is None:
        _list(container, unit)
    elif as_json:
        click.echo(json.dumps(_read(container, proposal)["body"], ensure_ascii=False, indent=1))
    else:
        _say(container, proposal)


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def scores(file: Path) -> None:
    """Take monthly scores in: a CSV with the columns technician, month (YYYY-MM), score, serious_error, note."""
    from app.domain.scope import Scope
    from app.services.ports.staffing import Staffing

    rows = _scores(file)
    container = _container()
    with container.begin() as work:
        work.of(Staffing).enter(Scope(paths=("/",)), (), (), rows, None)
        work.commit()
    click.echo(f"已录入 {len(rows)} 条月度考核 · {len(rows)} monthly scores stored")


def _scores(file: Path) -> list[Any]:
    from app.services.ports.staffing import ScoreEntry

    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = set(HEADER[:3]) - set(reader.fieldnames or ())
        if missing:
            names = ", ".join(sorted(missing))
            raise _bad(file, 1, f"缺少列 {names}", f"columns missing: {names}")
        found = []
        for number, row in enumerate(reader, start=2):
            try:
                month = date.fromisoformat(f"{row['month'].strip()[:7]}-01")
                score = float(row["score"])
            except (ValueError, AttributeError, TypeError) as error:
                raise _bad(file, number, "月份或分数无法识别", "month or score cannot be read") from error
            if not 0 <= score <= 100:  # noqa: PLR2004
                raise _bad(file, number, "分数须在 0 至 100 之间", "a score lies between 0 and 100")
            found.append(
                ScoreEntry(
                    technician=(row["technician"] or "").strip(),
                    month=month,
                    score=score,
                    serious_error=(row.get("serious_error") or "").strip().lower() in {"1", "true", "yes", "是"},
                    note=(row.get("note") or "").strip() or None,
                )
            )
    return found


def _bad(file: Path, line: int, zh: str, en: str) -> CommandError:
    return CommandError("import_file", f"{file.name} 第 {line} 行：{zh}", f"{file.name}, line {line}: {en}")


def _read(container: Container, key: uuid.UUID) -> Any:
    from app.domain.scope import Scope
    from app.services.errors import DomainError
    from app.services.ports.staffing import Staffing

    with container.begin() as work:
        found = work.of(Staffing).shown(Scope(paths=("/",)), key)
    if found is None:
        raise DomainError("not_found", what="The proposal", what_zh="该方案")
    return found


def _list(container: Container, unit: str | None) -> None:
    from app.domain.scope import Scope
    from app.services.planning.find import unit_by_code
    from app.services.ports.planning_inputs import PlanningInputs
    from app.services.ports.staffing import Staffing

    with container.begin() as work:
        top = work.of(PlanningInputs).units(unit_by_code(container.begin, unit))[0]
        rows = work.of(Staffing).listed(Scope(paths=(top.path,)), None)
    if not rows:
        click.echo("还没有方案 · there are no proposals yet")
    for row in rows:
        click.echo(f"{row['id']}  {row['kind']:<12} {row['state']:<11} {row['on_date']}  {row['unit_name']}")


def _say(container: Container, key: uuid.UUID) -> None:
    found = _read(container, key)
    click.echo(f"方案（仅为建议） · proposal {found['id']}  {found['kind']}  {found['state']}  {found['unit_name']}")
    for line in _LINES[found["kind"]](found["body"]):
        click.echo(f"  {line}")


def _areas(body: Any) -> list[str]:
    lines = [f"{one['code']:<12} {one['class']} 类 class {one['class']}: {one['reason_zh']}" for one in body["areas"]]
    for post in body["posts"]:
        people = f"{post['people']} + {post['assistants']}"
        lines.append(f"岗位 post {post['number']}: {', '.join(post['areas'])} · {people} · {post['share']:.0%}")
    return lines


def _territories(body: Any) -> list[str]:
    lines = []
    for region in body["regions"]:
        lines.append(f"{region['name']}" + (f": {region['problem_zh']}" if region["problem_zh"] else ""))
        lines += [
            f"  {one['name']:<16} {one['customers']:>6} 户 customers {one['minutes'] / 60:>8.0f} h"
            f"  {one['across_m'] / 1000:>5.1f} km  {','.join(one['certificates'])}"
            for one in region["territories"]
        ]
    return lines


def _rotation(body: Any) -> list[str]:
    moves = [
        f"{move['name']}: {move['from']} → {move['to']}  {move['reasons'][0]['sentence_zh']}" for move in body["moves"]
    ]
    return moves or ["没有需要调动的人员 · nobody is proposed for a move"]


_LINES = {"areas": _areas, "territories": _territories, "rotation": _rotation}
