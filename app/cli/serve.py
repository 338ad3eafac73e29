"""Serve the desk, the phones and the background work on this host."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from app.cli.failures import CommandError
from app.cli.supervisor import Process, Supervisor
from app.settings import Settings
from app.storage import provision

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64), help="Web server processes.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256), help="Threads of each process.")
@click.option("--without-worker", is_flag=True, help="Serve the web only; background work runs on other hosts.")
def command(host: str, port: int, processes: int, threads: int, without_worker: bool) -> int:  # noqa: FBT001
    """Serve the desk, the phones and the background work on this host until Ctrl-C."""
    settings = Settings.from_env()
    check_port(host, port)
    check_schema(provision.ready(settings))
    parts = [Process(name="web", command=web_command(host, port, processes, threads), vital=True)]
    if not without_worker:
        parts.append(Process(name="worker", command=[sys.executable, "-m", "app.worker"]))
    mark = settings.data_dir / "serve.pid"
    mark.write_text(f"{os.getpid()}\n")
    try:
        supervisor = Supervisor(processes=parts, say=lambda line: click.echo(line, err=True))
        return supervisor.run(lambda: answers(host, port), lambda: click.echo(welcome(host, port)))
    finally:
        mark.unlink(missing_ok=True)


def web_command(host: str, port: int, processes: int, threads: int) -> list[str]:
    """Gunicorn with threads: a slow phone holds a thread, not a process."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    heartbeat = ["--worker-tmp-dir", "/dev/shm"] if Path("/dev/shm").is_dir() else []  # noqa: S108 (gunicorn unlinks)
    return [
        sys.executable, "-m", "gunicorn", "app.wsgi:app", "--bind", bind, "--worker-class", "gthread",
        "--workers", str(processes), "--threads", str(threads), "--timeout", "60", "--graceful-timeout", "30",
        "--keep-alive", "15", "--log-level", "warning", "--max-requests", "20000", "--max-requests-jitter", "2000",
        *heartbeat,
    ]  # fmt: skip


def welcome(host: str, port: int) -> str:
    """The lines printed once the server answers."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 (compared, not bound)
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    lines = f"Roundsman 已启动 / is running: {address}   (Ctrl-C 停止 / stops)"
    if host in LOOPBACK:
        return lines
    return lines + (
        "\n手机离线功能需要 https 或 127.0.0.1;局域网请在前面放置 https 代理 / "
        "Phones work offline only over https (or 127.0.0.1): put an https proxy in front"
    )


def answers(host: str, port: int) -> bool:
    """Whether the application there answers HTTP; the port alone is open before the program is loaded."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not bound)
    try:
        with socket.create_connection((target, port), timeout=0.5) as connection:
            connection.sendall(b"HEAD / HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return connection.recv(5) == b"HTTP/"
    except OSError:
        return False


def check_port(host: str, port: int) -> None:
    """Refuse clearly when the address cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        why = error.strerror or str(error)
        raise CommandError(
            "address_unavailable",
            f"无法使用 {host}:{port}({why})。请用 --port 换一个端口,或运行 ./dev stop 停止已有的服务",
            f"{host}:{port} cannot be used ({why}). Choose another with --port, or stop the old server with ./dev stop",
        ) from error


def check_schema(where: provision.Addresses) -> None:
    """Refuse to serve on a database that this code does not fit."""
    found, newest = provision.revision_of(where.owner), provision.newest_revision()
    if found != newest:
        raise CommandError(
            "schema_outdated",
            f"数据库版本为 {found or '空'},程序需要 {newest}。请先运行 ./dev roundsman db migrate",
            f"The database is at revision {found}, the program needs {newest}. Run ./dev roundsman db migrate",
        )
