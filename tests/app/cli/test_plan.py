"""Claims about planning from the terminal."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.main import main
from app.container import Container
from app.storage.provision import Addresses
from tests.app.services.town import Town
from tests.conftest import settings_for


@pytest.fixture
def town(fresh_database: Addresses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """An empty database that the commands find through the environment."""
    monkeypatch.setenv("DATABASE_URL", fresh_database.application)
    monkeypatch.setenv("DATABASE_OWNER_URL", fresh_database.owner)
    monkeypatch.setenv("ROUNDSMAN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ROUNDSMAN_PLANNING_PROCESSES", "1")
    monkeypatch.delenv("ROUNDSMAN_ENV", raising=False)
    container = Container(settings_for(fresh_database, tmp_path))
    yield Town(sessions=container.sessions)
    container.engine.dispose()


def test_rules_are_seeded_once(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seed-rules"]) == 0
    stored = town.one("SELECT count(*) FROM programme_rule")
    assert f"{stored} rules are new" in capsys.readouterr().out
    assert main(["seed-rules"]) == 0
    assert "0 rules are new" in capsys.readouterr().out


def test_a_month_is_planned_listed_and_published(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    main(["seed-rules"])
    company = town.unit("c")
    town.technician(company, "Ann")
    town.customer(company, "home", at=(120.003, 30.002))
    when = ["--start", "2026-03-02", "--until", "2026-03-30", "--today", "2026-03-02"]
    assert main(["plan", "month", *when]) == 0
    assert "planned: 1" in capsys.readouterr().out
    assert main(["plan", "status"]) == 0
    version = capsys.readouterr().out.split()[0]
    assert main(["plan", "publish", version]) == 0
    assert town.one("SELECT count(*) FROM visit WHERE live") == 1
    assert main(["plan", "publish", version]) == 1
    assert "不能执行" in capsys.readouterr().err


def test_the_proof_names_a_shortage_and_fails(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """S9.1."""
    main(["seed-rules"])
    company = town.unit("c")
    town.customer(company, "home")
    when = ["--start", "2026-03-02", "--until", "2026-08-02", "--today", "2026-03-02"]
    assert main(["plan", "annual", *when]) == 0
    assert main(["plan", "proof", *when]) == 1
    said = capsys.readouterr().out
    assert "法定检查无法全部按期完成" in said
    assert "1 次 visits" in said
    assert "最迟自 2026年" in said
    assert "at the latest, to add" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "--unit", "nowhere"], "未找到单位 nowhere"),
        (["publish", str(uuid.uuid4())], "was not found"),
        (["month", "--start", "2020-01-01"], "未找到单位"),
    ],
    ids=["unit", "version", "no company"],
)
def test_what_is_not_there_is_named_without_a_stack_trace(
    town: Town, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    del town
    assert main(["plan", *arguments]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
