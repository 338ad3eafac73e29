"""Claims about staffing from the terminal."""

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
    """A company of two people and four homes; the commands find it through the environment."""
    monkeypatch.setenv("DATABASE_URL", fresh_database.application)
    monkeypatch.setenv("DATABASE_OWNER_URL", fresh_database.owner)
    monkeypatch.setenv("ROUNDSMAN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ROUNDSMAN_PLANNING_PROCESSES", "1")
    monkeypatch.delenv("ROUNDSMAN_ENV", raising=False)
    container = Container(settings_for(fresh_database, tmp_path))
    made = Town(sessions=container.sessions)
    main(["seed-rules"])
    area = made.unit("area", made.unit("c"))
    for name in ("Ann", "Bob"):
        made.technician(area, name)
    for number in range(4):
        made.customer(area, f"home{number}", at=(120.0 + 0.01 * number, 30.0))
    when = ["--start", "2026-03-02", "--until", "2026-03-30", "--today", "2026-03-02"]
    main(["plan", "month", *when])
    yield made
    container.engine.dispose()


def test_territories_are_proposed_shown_and_listed(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """S8.4 from the terminal, said to be a proposal."""
    capsys.readouterr()
    assert main(["staffing", "propose", "territories"]) == 0
    said = capsys.readouterr().out
    assert "仅为建议" in said
    assert "Ann" in said
    key = str(town.one("SELECT id FROM staffing_proposal"))
    assert main(["staffing", "show"]) == 0
    assert key in capsys.readouterr().out
    assert main(["staffing", "show", key, "--json"]) == 0
    assert '"outline"' in capsys.readouterr().out


def test_scores_come_from_a_list_and_a_bad_line_is_named(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """S8.5: entered or imported, never invented; all lines or none."""
    lists = tmp_path / "scores.csv"
    lists.write_text("technician,month,score,serious_error\nAnn,2026-01,88.5,\nBob,2026-01,120,1\n")
    assert main(["staffing", "scores", str(lists)]) == 1
    assert "第 3 行" in capsys.readouterr().err
    assert town.one("SELECT count(*) FROM monthly_score") == 0
    lists.write_text("technician,month,score,serious_error\nAnn,2026-01,88.5,\nBob,2026-01,58,是\n")
    assert main(["staffing", "scores", str(lists)]) == 0
    assert town.one("SELECT count(*) FROM monthly_score WHERE serious_error") == 1
