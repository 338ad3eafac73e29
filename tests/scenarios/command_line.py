"""The real command line in a process of its own, and what the database held before and after."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from app.settings import CHECKOUT
from app.storage.provision import Addresses

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")
SECRET = "a secret that only the tests know, 0123456789"
Rows = dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a command ended and what it said on both streams."""

    status: int
    said: str

    def refused(self, *words: str) -> None:
        """Claim a refusal in both languages that holds `words`, and no stack trace."""
        assert self.status == 1, self.said
        assert "Traceback" not in self.said, self.said
        assert 'File "' not in self.said, self.said
        assert HAN.search(self.said), self.said
        assert LATIN.search(self.said), self.said
        for word in words:
            assert word in self.said, self.said


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A database and a data folder that commands are run on."""

    where: Addresses
    data_dir: Path

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a command."""
        own = {"DATABASE_URL": self.where.application, "DATABASE_OWNER_URL": self.where.owner}
        own |= {"ROUNDSMAN_DATA_DIR": str(self.data_dir), "ROUNDSMAN_SECRET_KEY": SECRET, "PYTHONUTF8": "1"}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ROUNDSMAN_")}
        return kept | own

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [sys.executable, "-m", "app.cli.main", *map(str, arguments)],
            cwd=CHECKOUT, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, *arguments: str | Path) -> Outcome:
        """Run a command to its end."""
        with self.start(*arguments) as process:
            return ended(process)

    def rows(self) -> Rows:
        """Count the rows of every table."""
        with psycopg.connect(plain(self.where.owner)) as connection:
            named = connection.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user ORDER BY 1")
            tables = [row[0] for row in named]
            count = sql.SQL("SELECT count(*) FROM {}")
            found = {name: connection.execute(count.format(sql.Identifier(name))).fetchone() for name in tables}
        return {name: row[0] for name, row in found.items() if row is not None}


def ended(process: subprocess.Popen[str], seconds: float = 240) -> Outcome:
    """Wait for a command and return its outcome."""
    said, _ = process.communicate(timeout=seconds)
    return Outcome(status=process.returncode, said=said)


def plain(address: str) -> str:
    """Return an address as libpq spells it."""
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)


def add_company(where: Addresses) -> None:
    """Store a company with one area to import into."""
    square = "SRID=4326;MULTIPOLYGON(((120 30,121 30,121 31,120 31,120 30)))"
    with psycopg.connect(plain(where.application)) as connection:
        made = connection.execute(
            "INSERT INTO unit (kind, code, name, path) VALUES ('company', 'C', 'Company', '/C/') RETURNING id"
        ).fetchone()
        connection.execute(
            "INSERT INTO unit (kind, code, name, path, parent_id, territory)"
            " VALUES ('area', 'A-1', 'Area', '/C/A-1/', %s, %s::geometry)",
            [made[0] if made else None, square],
        )
