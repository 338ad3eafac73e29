"""A PostgreSQL server of the company's own: TCP, passwords, two roles made by the words of docs/settings.md (R43)."""

import json
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql

from app.cli.main import main
from app.settings import CHECKOUT
from app.storage.cluster import APPLICATION, CARELESS, DATABASE, OWNER, SUPERUSER, SYSTEM_USER
from app.storage.provision import Addresses
from app.storage.server_programs import programs
from tests.scenarios.command_line import Desk, Outcome, plain

pytestmark = pytest.mark.slow

UNREACHABLE = ("数据库无法连接", "The database is not reachable")
PAGE = (CHECKOUT / "docs/settings.md").read_text(encoding="utf-8")
STATEMENTS = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]


@dataclass(frozen=True, kw_only=True)
class RealServer:
    """A server on 127.0.0.1 that asks everybody for a password; nothing of it is known to the private cluster."""

    folder: Path
    port: int
    password: str

    def url(self, role: str, database: str = DATABASE, password: str | None = None) -> str:
        """The address an administrator would write down."""
        return f"postgresql://{role}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def run(self, *command: str | Path) -> None:
        """Run a server program as the user PostgreSQL accepts; what it says is shown when it fails."""
        account = pwd.getpwnam(SYSTEM_USER) if os.geteuid() == 0 else None
        with (self.folder.parent / f"{self.folder.name}.said").open("w+") as said:
            done = subprocess.run(
                [programs() / str(command[0]), *map(str, command[1:])], cwd="/", stdin=subprocess.DEVNULL,
                stdout=said, stderr=subprocess.STDOUT, check=False, user=account and account.pw_uid,
                group=account and account.pw_gid, extra_groups=account and [], env={**os.environ, "LC_ALL": "C.UTF-8"},
            )  # fmt: skip
            said.seek(0)
            assert done.returncode == 0, said.read()

    def start(self) -> None:
        """Start it; an administrator's server listens on TCP only here."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories=''"
        self.run("pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once."""
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")


@pytest.fixture(scope="module")
def real_server() -> Iterator[RealServer]:
    """A server of its own, made with initdb as an administrator makes one."""
    # Not below pytest's folder: that is closed to the system user who runs the server.
    folder = Path(tempfile.mkdtemp(prefix="roundsman-real-"))
    made = RealServer(folder=folder, port=free_port(), password=secrets.token_urlsafe(12))
    secret = folder / "password"
    secret.write_text(made.password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, SYSTEM_USER, SYSTEM_USER)
    try:
        made.run(
            "initdb", "-D", folder / "data", "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={secret}",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        with (folder / "data/postgresql.conf").open("a") as configuration:
            configuration.write(CARELESS)
        made.start()
        yield made
    finally:
        if (folder / "data/postmaster.pid").exists():
            made.stop()
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_name(f"{folder.name}.said").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def desk(real_server: RealServer, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The product on that server, after an administrator has typed what the page says and the owner has migrated."""
    prepare(real_server)
    where = Addresses(application=real_server.url(APPLICATION), owner=real_server.url(OWNER))
    made = Desk(where=where, data_dir=tmp_path_factory.mktemp("real"))
    migrated = made.run("db", "migrate")
    assert migrated.status == 0, migrated.said
    return made


def prepare(server: RealServer) -> None:
    """Run the statements of docs/settings.md as the superuser, with a password where the page has an ellipsis."""
    before, after = STATEMENTS.replace("…", server.password).split(f"\\c {DATABASE}\n")
    for database, statements in (("postgres", before), (DATABASE, after)):
        with psycopg.connect(server.url(SUPERUSER, database), autocommit=True) as connection:
            for statement in filter(str.strip, statements.split(";")):
                connection.execute(statement.encode())


Said = pytest.CaptureFixture[str]


def here(desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: Said, *words: str) -> Outcome:
    """Run a command in this process: most of a command's time is loading the solvers."""
    for name, value in desk.environment.items():
        monkeypatch.setenv(name, value)
    status = main(list(words))
    said = capfd.readouterr()
    return Outcome(status=status, said=said.out + said.err)


def test_the_default_rules_and_a_small_demo_are_stored_as_the_application_role(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    """The same commands as on the private cluster: seed-rules, then a real city with few customers."""
    seeded = here(desk, monkeypatch, capfd, "seed-rules")
    assert seeded.status == 0, seeded.said
    assert desk.rows()["programme"] > 0
    shown = desk.run("demo", "--limit", "60", "--technicians", "2", "--seed", "3")
    assert shown.status == 0, shown.said
    summary = json.loads((desk.data_dir / "demo/summary.json").read_text(encoding="utf-8"))
    assert summary["customers"] == desk.rows()["customer"] == 60
    assert desk.rows()["day_route"] > 0


def test_the_application_role_owns_nothing_on_a_real_server(desk: Desk) -> None:
    """R43: everything the migrations made belongs to the other role."""
    with psycopg.connect(plain(desk.where.application)) as connection:
        owned = connection.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole").fetchone()
        owners = connection.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'spatial_ref_sys'"
        ).fetchall()
        powers = "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(powers).fetchone() == (False, False, False, False)
    assert owned == (0,)
    assert owners == [(OWNER,)]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE {} ADD COLUMN loot int",
        "DROP TABLE {} CASCADE",
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} OWNER TO CURRENT_USER",
        "CREATE INDEX ON {} (id)",
    ],
)
@pytest.mark.parametrize("table", ["customer", "audit"])
def test_the_application_role_cannot_change_a_table(desk: Desk, table: str, statement: str) -> None:
    """R43: a server that is broken into cannot alter, drop or empty what is kept."""
    with psycopg.connect(plain(desk.where.application)) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(sql.SQL(statement).format(sql.Identifier(table)))


@pytest.mark.parametrize("role", [APPLICATION, OWNER])
def test_a_wrong_password_is_a_sentence_in_two_languages(
    real_server: RealServer, desk: Desk, role: str, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    """Whichever of the two addresses has it; the password tried is not repeated."""
    wrong = real_server.url(role, password="not-the-password")
    where = replace(desk.where, **{"owner" if role == OWNER else "application": wrong})
    command = ("db", "migrate") if role == OWNER else ("users", "list")
    outcome = here(replace(desk, where=where), monkeypatch, capfd, *command)
    outcome.refused(*UNREACHABLE, "password authentication failed")
    assert "not-the-password" not in outcome.said


def test_a_stopped_server_is_a_sentence_in_two_languages_and_works_again_after_a_start(
    real_server: RealServer, desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    """Also for the command that only asks."""
    real_server.stop()
    try:
        for command in (("db", "status"), ("users", "list"), ("db", "migrate")):
            here(desk, monkeypatch, capfd, *command).refused(*UNREACHABLE, "DATABASE_URL")
    finally:
        real_server.start()
    assert here(desk, monkeypatch, capfd, "db", "status").status == 0


def free_port() -> int:
    """A TCP port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
