"""Start, stop, prepare and migrate the database."""

from __future__ import annotations

import os

import click

from app.settings import Settings
from app.storage import provision
from app.storage.cluster import APPLICATION, DATABASE, OWNER, SUPERUSER
from app.storage.server_programs import programs_of

ROLES = {"application": APPLICATION, "owner": OWNER, "superuser": SUPERUSER}


@click.group()
def command() -> None:
    """Start, stop, prepare and migrate the database."""


@command.command()
def start() -> None:
    """Start the private cluster (nothing to do for a real server)."""
    where = provision.ready(Settings.from_env())
    click.echo(f"数据库已就绪 database ready: {where.shown}")


@command.command()
def stop() -> None:
    """Stop the private cluster, and the one of the tests."""
    stopped = [cluster.stop() for cluster in provision.clusters()]
    click.echo("数据库已停止 database stopped" if any(stopped) else "数据库未在运行 database was not running")


@command.command()
def init() -> None:
    """Create roles, database, extensions and grants where they are missing."""
    click.echo(f"数据库已建立 database prepared: {provision.prepare(Settings.from_env()).database}")


@command.command()
@click.argument("revision", default="head")
def migrate(revision: str) -> None:
    """Prepare the database and bring its schema to REVISION (newest by default)."""
    where = provision.prepare(Settings.from_env())
    provision.migrate(where.owner, revision)
    click.echo(f"数据库版本 schema revision: {provision.revision_of(where.owner)}")


@command.command()
def status() -> None:
    """Say which database serves, whether it runs, and its revision; exit 1 when it does not run."""
    settings = Settings.from_env()
    if settings.embedded and not provision.embedded_cluster().running():
        click.echo(f"未运行 stopped: {provision.embedded_cluster().base}")
        raise click.exceptions.Exit(1)
    where = provision.addresses(settings)
    click.echo(f"运行中 running: {where.database}, revision {provision.revision_of(where.owner)}")


@command.command()
@click.option("--role", type=click.Choice(list(ROLES)), default="application", show_default=True)
def url(role: str) -> None:
    """Print the address of the database, for other tools."""
    settings = Settings.from_env()
    if settings.embedded:
        click.echo(provision.embedded_cluster().url(role=ROLES[role]))
    else:
        where = provision.addresses(settings)
        click.echo(where.application if role == "application" else where.owner)


@command.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def drop(yes: bool) -> None:  # noqa: FBT001 (a command-line flag)
    """Stop the private cluster and delete all of its data, and the one of the tests."""
    if not yes:
        base = provision.embedded_cluster().base
        click.confirm(f"删除全部数据? Delete all data in {base}?", abort=True)
    for cluster in provision.clusters():
        cluster.drop()
    click.echo("数据库已删除 database deleted")


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(arguments: tuple[str, ...]) -> None:
    """Open psql on the private cluster as its superuser."""
    cluster = provision.embedded_cluster().ensure()
    version = (cluster.data / "PG_VERSION").read_text().strip()
    program = str(programs_of(version) / "psql")
    os.execv(program, [program, "-h", str(cluster.socket_dir), "-U", SUPERUSER, "-d", DATABASE, *arguments])  # noqa: S606
