"""``roundsman users``: accounts from the command line."""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from app.cli.main import main
from app.storage.provision import Addresses

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def rows(fresh_database: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Ask]:
    """Asks the database that the commands use, which has one unit."""
    monkeypatch.setenv("DATABASE_URL", fresh_database.application)
    monkeypatch.setenv("DATABASE_OWNER_URL", fresh_database.owner)
    monkeypatch.setenv("ROUNDSMAN_DATA_DIR", str(tmp_path))
    engine = create_engine(fresh_database.application)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO unit (kind, code, name, path) VALUES ('company', 'C', 'Company', '/C/')"))

    def ask(query: str) -> list[tuple[object, ...]]:
        with engine.begin() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    yield ask
    engine.dispose()


ADD = ["users", "add", "Ann@Example.com", "--name", "Ann", "--role", "dispatcher", "--role", "manager", "--unit", "C"]


def test_an_added_person_is_listed_with_roles_and_units(rows: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """The password is printed once and kept as an Argon2id hash."""
    assert main(ADD) == 0
    password = re.search(r"password: (\S+)", capsys.readouterr().out)
    assert password is not None
    assert main(["users", "list"]) == 0
    assert capsys.readouterr().out.strip() == "ann@example.com\tAnn\tdispatcher,manager\tC"
    ((kept,),) = rows("SELECT password FROM app_user")
    assert kept.startswith("$argon2id$")
    assert password.group(1) not in kept


def test_an_e_mail_has_one_account(rows: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever its letter case."""
    assert rows("SELECT count(*) FROM app_user") == [(0,)]
    assert main(ADD) == 0
    assert main(ADD) == 1
    assert "已有账号" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "said"),
    [({"C": "X"}, "Unit X was not found"), ({"Ann@Example.com": "ann"}, "needs an e-mail address")],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    rows: Ask, capsys: pytest.CaptureFixture[str], change: dict[str, str], said: str
) -> None:
    """And nothing is stored."""
    assert main([change.get(word, word) for word in ADD]) == 1
    assert said in capsys.readouterr().err
    assert rows("SELECT count(*) FROM app_user") == [(0,)]


def test_a_new_password_ends_the_sessions(rows: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """The cookie carries the uniquifier, which changes."""
    main(ADD)
    before = rows("SELECT password, fs_uniquifier FROM app_user")[0]
    assert main(["users", "reset-password", "ann@example.com"]) == 0
    after = rows("SELECT password, fs_uniquifier FROM app_user")[0]
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "new password" in capsys.readouterr().out


def test_a_lost_authenticator_is_forgotten(rows: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """R49: who has the password alone still gets no further than setting one up, and old sessions end."""
    main(ADD)
    (before,) = rows("SELECT fs_uniquifier FROM app_user")
    rows("UPDATE app_user SET tf_primary_method = 'authenticator', tf_totp_secret = 's' RETURNING 1")
    assert main(["users", "reset-codes", "ann@example.com"]) == 0
    (after,) = rows("SELECT tf_primary_method, tf_totp_secret, fs_uniquifier FROM app_user")
    assert (after[:2], after[2] != before[0]) == ((None, None), True)
    assert rows("SELECT action FROM audit WHERE entity = 'user' ORDER BY id") == [("add",), ("reset_codes",)]
    assert "authenticator" in capsys.readouterr().out


def test_a_code_for_a_phone_is_kept_as_a_digest_and_voids_the_one_before(
    rows: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reliability 3.2: one use, ten minutes."""
    main(ADD)
    for _ in range(2):
        assert main(["users", "enrol", "ann@example.com"]) == 0
    code = re.findall(r"code: ([0-9A-Z-]{14})", capsys.readouterr().out)[-1]
    ((digest, minutes),) = rows(
        "SELECT code_sha256, round(extract(epoch FROM expires_at - now()) / 60) FROM enrolment_code"
    )
    assert digest == hashlib.sha256(code.replace("-", "").encode()).hexdigest()
    assert minutes == 10


def test_a_closed_account_is_shown_as_closed(rows: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """R45; who did what stands in the journal."""
    main(ADD)
    assert main(["users", "close", "ann@example.com"]) == 0
    main(["users", "list"])
    assert "closed" in capsys.readouterr().out
    assert rows("SELECT action FROM audit WHERE entity = 'user' ORDER BY id") == [("add",), ("close",)]
