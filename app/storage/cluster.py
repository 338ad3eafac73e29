"""The private PostGIS cluster of one checkout: no port, no password, one command to start.

PostgreSQL refuses to run as root. As root the cluster therefore belongs to the system user ``postgres`` and lives in
``/var/lib/roundsman/<hash of the checkout>``, since a checkout of root's need not be readable for others; as an
ordinary user it lives in ``var/pg``. Who may enter is decided by the operating system (peer) and a map of users.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from app.storage.cluster_errors import ClusterError
from app.storage.server_programs import programs, programs_of

SUPERUSER, OWNER, APPLICATION = "postgres", "roundsman_owner", "roundsman_app"
DATABASE = "roundsman"
SYSTEM_USER = "postgres"
SYSTEM_DIR = Path("/var/lib/roundsman")
# struct sockaddr_un holds 107 bytes and a terminator.
SOCKET_PATH_LIMIT = 107
SOCKET_FILE = ".s.PGSQL.5432"

# For a machine with two cores and 24 GB that also runs the solvers.
CONFIGURATION = """\
# Written at every start by app/storage/cluster.py; changes belong into postgresql.auto.conf (ALTER SYSTEM).
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
effective_cache_size = 4GB
random_page_cost = 1.1
max_wal_size = 2GB
max_parallel_workers_per_gather = 1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
"""
# Only for databases that a test run throws away: survives a killed server, not a power cut.
CARELESS = "fsync = off\nfull_page_writes = off\nmax_wal_size = 4GB\n"


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """One cluster; making the value touches nothing, `ensure` creates and starts it.

    ``base`` holds ``data/``, ``log`` and the socket; ``durable=False`` trades safety for the speed of tests.
    """

    base: Path
    system_user: str
    durable: bool = True

    @classmethod
    def of(cls, checkout: Path, name: str = "pg", *, durable: bool = True) -> Cluster:
        """The cluster called ``name`` of the checkout, for the user who asks."""
        checkout = checkout.resolve()
        if os.geteuid() == 0:
            mark = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12]
            suffix = "" if name == "pg" else f"-{name}"
            return cls(base=SYSTEM_DIR / f"{mark}{suffix}", system_user=SYSTEM_USER, durable=durable)
        user = pwd.getpwuid(os.geteuid()).pw_name
        return cls(base=checkout / "var" / name, system_user=user, durable=durable)

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.base / "data"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.base / "log"

    @property
    def socket_dir(self) -> Path:
        """Where the socket is; in the temporary folder when the path would not fit into a socket address."""
        near = self.base / "sock"
        if len(os.fsencode(near / SOCKET_FILE)) <= SOCKET_PATH_LIMIT - len(".lock"):
            return near
        mark = hashlib.sha256(os.fsencode(self.base)).hexdigest()[:12]
        far = f"roundsman-{os.geteuid()}-{mark}"
        for folder in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 (made 0700 and checked to be ours)
            if len(os.fsencode(folder / far / SOCKET_FILE)) <= SOCKET_PATH_LIMIT - len(".lock"):
                return folder / far
        raise ClusterError.path_too_long(near)

    def url(self, database: str = DATABASE, role: str = APPLICATION) -> str:
        """SQLAlchemy's address of a database, as a role."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.socket_dir}"

    def connect(self, database: str = "postgres", role: str = SUPERUSER) -> psycopg.Connection:
        """A connection that commits each statement."""
        return psycopg.connect(host=str(self.socket_dir), user=role, dbname=database, autocommit=True)

    def ensure(self) -> Cluster:
        """Create the cluster and its roles when missing, start it when stopped. Safe to call from many processes."""
        server = programs() if self._version() is None else programs_of(self._version() or "")
        self._folders()
        with self._locked():
            if self._version() is None:
                self._create(server)
            if not self.running():
                self._configure()
                self._start(server)
            self._roles()
        return self

    def stop(self) -> bool:
        """Stop the server; False when it was not running."""
        if not self.running():
            return False
        server = programs_of(self._version() or "")
        failure = self._run(server / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "60", "stop")
        if failure is not None:
            raise ClusterError.not_stopped(failure)
        return True

    def kill(self) -> None:
        """End the server as a power cut would (immediate shutdown); for tests of durability."""
        pid = self._pid()
        if pid is not None:
            os.kill(pid, signal.SIGQUIT)
            while self.running():
                time.sleep(0.02)

    def drop(self) -> None:
        """Stop the server and delete all of its data."""
        self.stop()
        for folder in {self.base, self.socket_dir}:
            shutil.rmtree(folder, ignore_errors=True)

    def running(self) -> bool:
        """Whether the server of this data directory is alive and ready."""
        return self._pid() is not None and (self.socket_dir / SOCKET_FILE).exists()

    def _pid(self) -> int | None:
        """The server's process, None when there is none: a number left by a crash may belong to a stranger now."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            os.kill(pid, 0)
            # The server's working directory is its data directory.
            cwd = Path("/proc") / str(pid) / "cwd"
            return pid if not Path("/proc/self").exists() or cwd.readlink() == self.data.resolve() else None
        except (OSError, ValueError, IndexError):
            return None

    def _version(self) -> str | None:
        try:
            return (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return None
        except PermissionError as error:
            raise ClusterError.not_ours(self.base) from error

    def _folders(self) -> None:
        try:
            account = pwd.getpwnam(self.system_user)
            if os.geteuid() == 0:
                SYSTEM_DIR.mkdir(mode=0o711, parents=True, exist_ok=True)
            self.base.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self.base, self.socket_dir):
                folder.mkdir(mode=0o700, exist_ok=True)
                if os.geteuid() == 0:
                    os.chown(folder, account.pw_uid, account.pw_gid, follow_symlinks=False)
                if folder.lstat().st_uid != account.pw_uid:
                    raise ClusterError.not_ours(folder)
        except KeyError as error:
            raise ClusterError.no_postgis() from error
        except PermissionError as error:
            raise ClusterError.not_ours(self.base) from error

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.base / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _create(self, server: Path) -> None:
        """Build aside and rename: a power cut or full disk half way leaves nothing that looks finished."""
        fresh = self.base / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        failure = self._run(
            server / "initdb", "-D", fresh, "-U", SUPERUSER, "-k", "--auth=peer", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-instructions", *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        if failure is not None:
            raise ClusterError.not_created(failure)
        roles = (SUPERUSER, OWNER, APPLICATION)
        people = sorted({"root", self.system_user})
        (fresh / "pg_hba.conf").write_text("local all all peer map=roundsman\n")
        (fresh / "pg_ident.conf").write_text("".join(f"roundsman {who} {role}\n" for who in people for role in roles))
        with (fresh / "postgresql.conf").open("a") as file:
            file.write("include = 'roundsman.conf'\n")
        (fresh / "roundsman.conf").touch()
        fresh.rename(self.data)

    def _configure(self) -> None:
        (self.data / "roundsman.conf").write_text(
            CONFIGURATION + f"unix_socket_directories = '{self.socket_dir}'\n" + ("" if self.durable else CARELESS)
        )

    def _start(self, server: Path) -> None:
        if self._pid() is None:
            for stale in (
                self.data / "postmaster.pid",
                self.socket_dir / SOCKET_FILE,
                self.socket_dir / f"{SOCKET_FILE}.lock",
            ):
                stale.unlink(missing_ok=True)
        failure = self._run(server / "pg_ctl", "-D", self.data, "-l", self.log, "-w", "-t", "120", "start")
        if failure is not None:
            raise ClusterError.not_started(_last_line(self.log) or failure, self.log)

    def _roles(self) -> None:
        with self.connect() as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role in (OWNER, APPLICATION):
                if role not in known:
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER").format(sql.Identifier(role)))

    def _run(self, *command: str | Path) -> str | None:
        """Run a server program as the cluster's user; None when it succeeded, else the last line it said."""
        account = pwd.getpwnam(self.system_user) if os.geteuid() == 0 else None
        # A file, not a pipe: the server keeps what it inherits open, and reading a pipe would wait for its end.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [str(part) for part in command], cwd="/", stdin=subprocess.DEVNULL, stdout=said,
                stderr=subprocess.STDOUT, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
                user=account and account.pw_uid, group=account and account.pw_gid, extra_groups=account and [],
            )  # fmt: skip
            said.seek(0)
            lines = [line for line in said.read().splitlines() if line.strip()]
        return None if done.returncode == 0 else (lines[-1] if lines else f"exit status {done.returncode}")


def _last_line(path: Path) -> str:
    try:
        lines = path.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    telling = [line for line in lines[-20:] if "FATAL" in line or "PANIC" in line or "ERROR" in line]
    return (telling or lines[-1:] or [""])[-1]
