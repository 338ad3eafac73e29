"""Look for what is wrong with this set-up and say how to mend it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.metadata import version

import click

from app.cli.failures import first_line
from app.settings import CHECKOUT, Environment, RoadsSource, Settings
from app.storage import provision
from app.storage.server_programs import programs

LOW_DISK_BYTES = 2 * 2**30


class Verdict(StrEnum):
    """How a thing looks."""

    FINE = "好 ok"
    NOTE = "注意 note"
    WRONG = "错 wrong"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at; ``zh`` and ``en`` say what was seen and, unless it is fine, the remedy."""

    verdict: Verdict
    zh: str
    en: str


@click.command()
def command() -> int:
    """Look at the whole set-up; exit 1 when something is wrong."""
    settings = Settings.from_env()
    wrong = False
    for look in LOOKS:
        for finding in _safely(look, settings):
            wrong |= finding.verdict is Verdict.WRONG
            click.echo(f"[{finding.verdict}] {finding.zh} / {finding.en}")
    return 1 if wrong else 0


def _safely(look: Callable[[Settings], Iterator[Finding]], settings: Settings) -> list[Finding]:
    try:
        return list(look(settings))
    except Exception as error:  # noqa: BLE001 (a doctor reports, it does not fall ill)
        name, said = look.__name__.removeprefix("look_at_"), getattr(error, "message_zh", first_line(error))
        return [Finding(verdict=Verdict.WRONG, zh=f"{name}:{said}", en=f"{name}: {first_line(error)}")]


def look_at_python(_settings: Settings) -> Iterator[Finding]:
    """The interpreter."""
    running = ".".join(map(str, sys.version_info[:3]))
    yield Finding(verdict=Verdict.FINE, zh=f"Python {running}", en=sys.prefix)


def look_at_disk(settings: Settings) -> Iterator[Finding]:
    """Free space where data goes."""
    folder = settings.data_dir
    folder.mkdir(parents=True, exist_ok=True)
    places = {folder, provision.embedded_cluster().base if settings.embedded else folder}
    for place in sorted(each for each in places if each.exists()):
        free = shutil.disk_usage(place).free
        verdict = Verdict.FINE if free > LOW_DISK_BYTES else Verdict.WRONG
        yield Finding(verdict=verdict, zh=f"{place} 剩余 {free / 2**30:.1f} GiB", en=f"{free / 2**30:.1f} GiB free")
    if not os.access(folder, os.W_OK):
        yield Finding(verdict=Verdict.WRONG, zh=f"{folder} 不可写", en=f"{folder} is not writable")


def look_at_server_programs(settings: Settings) -> Iterator[Finding]:
    """The programs of the private cluster."""
    if settings.embedded:
        yield Finding(verdict=Verdict.FINE, zh=f"数据库程序 {programs()}", en="PostgreSQL with PostGIS")


def look_at_database(settings: Settings) -> Iterator[Finding]:
    """Whether the database answers and is at the right revision, and as whom the server connects."""
    if settings.embedded and not provision.embedded_cluster().running():
        yield Finding(
            verdict=Verdict.WRONG,
            zh="数据库未运行:./dev roundsman db start",
            en="the database does not run: ./dev roundsman db start",
        )
        return
    where = provision.addresses(settings)
    found, newest = provision.revision_of(where.owner), provision.newest_revision()
    verdict = Verdict.FINE if found == newest else Verdict.WRONG
    remedy = "" if found == newest else ":./dev roundsman db migrate"
    yield Finding(verdict=verdict, zh=f"数据库 {where.shown}", en=f"revision {found}, newest {newest}{remedy}")
    if settings.one_role:
        yield Finding(
            verdict=Verdict.NOTE,
            zh="服务器以数据库所有者身份连接;建议另建应用角色并设置 DATABASE_OWNER_URL",
            en="the server connects as the owner of the schema; make an application role and set DATABASE_OWNER_URL",
        )


def look_at_solvers(_settings: Settings) -> Iterator[Finding]:
    """The compiled libraries load on this processor."""
    for library, module in (("ortools", "ortools.sat.python.cp_model"), ("numba", "numba")):
        import_module(module)
        yield Finding(verdict=Verdict.FINE, zh=library, en=version(library))


def look_at_roads(settings: Settings) -> Iterator[Finding]:
    """Where travel times come from."""
    if settings.roads is RoadsSource.STRAIGHT:
        yield Finding(
            verdict=Verdict.NOTE,
            zh="未配置道路数据,行程按直线距离估算(ROUNDSMAN_ROADS_EXTRACT)",
            en="no road data: travel is estimated from straight lines (ROUNDSMAN_ROADS_EXTRACT)",
        )
    else:
        yield Finding(
            verdict=Verdict.FINE, zh=f"道路 {settings.roads}", en=str(settings.osrm_url or settings.roads_extract)
        )


def look_at_front_end(_settings: Settings) -> Iterator[Finding]:
    """Whether the front ends there are have been built."""
    for name in ("desk", "phone"):
        if not (CHECKOUT / "app" / "frontend" / name / "package.json").exists():
            continue
        built = (CHECKOUT / "app" / "frontend" / name / "dist" / "index.html").exists()
        verdict = Verdict.FINE if built else Verdict.WRONG
        remedy = "" if built else " (./dev setup)"
        yield Finding(verdict=verdict, zh=f"前端 {name}", en=f"{'built' if built else 'not built'}{remedy}")


def look_at_secrets(settings: Settings) -> Iterator[Finding]:
    """Secrets that others on this machine could read."""
    kept = settings.data_dir / "secret"
    if kept.exists() and kept.stat().st_mode & 0o077:
        yield Finding(verdict=Verdict.WRONG, zh=f"{kept} 权限过宽:chmod 600", en=f"others can read {kept}: chmod 600")
    if settings.environment is not Environment.PRODUCTION:
        yield Finding(
            verdict=Verdict.NOTE,
            zh="开发环境;正式使用请设置 ROUNDSMAN_ENV=production",
            en="development; set ROUNDSMAN_ENV=production for real use",
        )


LOOKS = (
    look_at_python,
    look_at_disk,
    look_at_server_programs,
    look_at_database,
    look_at_solvers,
    look_at_roads,
    look_at_front_end,
    look_at_secrets,
)
