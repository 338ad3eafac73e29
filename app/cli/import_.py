"""Import customers, premises, meters, technicians, certificates or last inspections from CSV or Excel."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import click

from app.cli.failures import CommandError
from app.container import Container
from app.domain.datum import Datum
from app.gateways.tables import read_table
from app.gateways.tables.template import csv_template, workbook_template
from app.services.intake.specs import SPECS, ImportKind
from app.services.intake.take_file import ImportReport, ImportRequest, take_file
from app.settings import Settings

_KINDS = click.Choice([kind.value for kind in ImportKind])
_SHOWN = 50


@click.group()
def command() -> None:
    """Import customers, premises, meters, technicians, certificates or last inspections from CSV or Excel."""


@command.command()
@click.argument("kind", type=_KINDS)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def template(kind: str, target: Path) -> None:
    """Write an empty list of KIND to TARGET (.csv or .xlsx)."""
    spec = SPECS[ImportKind(kind)]
    target.write_bytes(workbook_template(spec) if target.suffix == ".xlsx" else csv_template(spec))
    click.echo(f"模板已写入 template written: {target}")


@command.command()
@click.argument("kind", type=_KINDS)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--datum", type=click.Choice([one.value for one in Datum]), default="wgs84", show_default=True)
@click.option("--store", is_flag=True, help="Store; without it the file is only checked.")
@click.option("--only-good", is_flag=True, help="Store the good rows although others are refused.")
@click.option("--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help="Which column a field stands in.")
@click.option("--sheet", help="Sheet of a workbook (first by default).")
def take(
    *, kind: str, file: Path, datum: str, store: bool, only_good: bool, pairs: tuple[str, ...], sheet: str | None
) -> None:
    """Check FILE as a list of KIND, and store it with --store."""
    table = read_table(file, sheet=sheet)
    request = ImportRequest(
        kind=ImportKind(kind),
        datum=Datum(datum),
        mapping=_mapping(pairs),
        dry_run=not store,
        only_good=only_good,
        file_sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
    )
    container = Container(settings=Settings.from_env())
    report = take_file(container.begin, table, replace(request, clock=container.clock), container.roads)
    _show(report, file.name)
    if report.refused_rows and not (store and only_good):
        raise click.exceptions.Exit(1)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, separator, column = pair.partition("=")
        if not separator:
            raise CommandError("mapping", f"--map 需要 字段=列名，收到 {pair}", f"--map takes FIELD=COLUMN, not {pair}")
        mapping[field.strip()] = column.strip()
    return mapping


def _show(report: ImportReport, file: str) -> None:
    for one in report.problems[:_SHOWN]:
        place = f"{one.sheet}!" if one.sheet else ""
        click.echo(f"{file}:{place}{one.row} [{one.column}] {one.value!r}: {one.message_zh} · {one.message_en}")
    if report.refused_cells > _SHOWN:
        click.echo(f"… 共 {report.refused_cells} 处 · {report.refused_cells} in all")
    for lost in report.astray[:_SHOWN]:
        away = "" if lost.distance_m is None else f" {lost.distance_m:.0f} m"
        click.echo(
            f"{file}: 第 {lost.row + 1} 条数据远离道路或不连通，保留原位 · "
            f"data row {lost.row + 1} {lost.why}{away}, kept as it is"
        )
    for name, count in report.counts.items():
        click.echo(f"{name}: 新增 new {count.new}, 变更 changed {count.changed}, 相同 same {count.same}")
    done = ("已保存", "stored") if report.stored else ("未保存（仅检查）", "nothing stored (checked only)")
    click.echo(f"{report.rows} 行 rows, {report.refused_rows} 行有误 refused; {done[0]} · {done[1]}")
