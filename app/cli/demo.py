"""Plan a real city from a map: set everything up, plan a year and a month, say how to look at it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app.cli.demo_inputs import Options, earlier_demo, extract_of, places_of, request_of
from app.cli.demo_reading import summary_of
from app.cli.demo_run import DemoRun
from app.cli.demo_summary import show, write
from app.cli.failures import CommandError
from app.cli.stages import Stages
from app.container import Container
from app.domain.demo.zone import nearest_zone
from app.gateways.roads.choice import extract_cache
from app.services.demo.request import start_of
from app.services.ports.intake import Intake
from app.settings import Settings
from app.storage import provision

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--extract", type=_FILE, help="An OpenStreetMap extract (.osm.pbf); central Helsinki by default.")
@click.option("--customers", type=_FILE, help="A list of customers (CSV or Excel) instead of the map's own places.")
@click.option("--technicians", type=click.IntRange(1, 10_000), help="How many people; as many as needed by default.")
@click.option("--limit", type=click.IntRange(1), help="At most so many customers.")
@click.option("--seed", type=int, default=1, show_default=True, help="Where the inventions begin.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the plan; today by default.")
@click.option("--city", help="Name of the city; from the file's name by default.")
@click.option("--fresh", is_flag=True, help="Forget an earlier demo and start anew.")
def command(start: datetime | None, **chosen: object) -> None:
    """Plan a real city from a map: set everything up, plan a year and a month, say how to look at it."""
    options = Options(start=start.date() if start else None, **chosen)  # type: ignore[arg-type]
    settings = Settings.from_env()
    container = Container(settings=settings)
    click.echo("Roundsman · 演示 demo")
    stages = Stages()
    with stages.stage("extract", "读取地图与客户清单", "Reading the map and the customers"):
        extract = extract_of(options, extract_cache(settings))
        places = places_of(options, extract)
    with stages.stage("database", "数据库", "Database"):
        provision.migrate(provision.prepare(settings).owner)
        first_day = _prepared(container, options, _zone(extract.bounds))
    outcome = DemoRun(container, stages, options, first_day).run(extract, places)
    summary = summary_of(container, outcome, stages.seconds)
    folder = settings.data_dir / "demo"
    path = write(summary, folder)
    show(summary)
    _how_to_look(path, outcome.log_ins)
    container.engine.dispose()


def _prepared(container: Container, options: Options, zone: ZoneInfo) -> date:
    """Make room: an equal demo is taken up again, another one is forgotten, real data is never touched."""
    earlier = earlier_demo(container.begin)
    with container.begin() as work:
        units = work.of(Intake).unit_codes()
    if earlier is None and units:
        raise CommandError(
            "not_a_demo",
            "数据库中已有真实数据，演示不会改动它；请为演示另设 DATABASE_URL 或另取一份代码目录",
            "The database holds real data; the demo leaves it alone. Set another DATABASE_URL or use another checkout",
        )
    today = container.clock.today(zone)
    same = earlier is not None and earlier[0] == request_of(options).fingerprint()
    start = start_of(options.start, earlier[1] if earlier and same else None, today)
    if earlier is not None and (options.fresh or not same or start != earlier[1]):
        container.engine.dispose()
        provision.empty(provision.addresses(container.settings).owner)
        start = start_of(options.start, None, today)
    return start


def _zone(bounds: tuple[float, float, float, float]) -> ZoneInfo:
    west, south, east, north = bounds
    return ZoneInfo(nearest_zone((west + east) / 2, (south + north) / 2))


def _how_to_look(path: Path, accounts: list[dict[str, str]]) -> None:
    click.echo()
    click.echo(f"  摘要已写入 · summary written to {path}")
    click.echo("  查看 · look at it:  ./dev serve   →  http://127.0.0.1:8080")
    for one in accounts:
        click.echo(f"    {one['email']:<28} {one['password']}")
