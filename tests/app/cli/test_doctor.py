"""The doctor reports; it never falls ill itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.cli.doctor import Finding, Verdict, _safely, look_at_database, look_at_secrets, look_at_solvers
from app.settings import Settings


def test_a_look_that_fails_is_a_finding(settings: Settings) -> None:
    def look_at_nothing(_settings: Settings) -> Iterator[Finding]:
        raise RuntimeError("the machine is on fire")
        yield

    (finding,) = _safely(look_at_nothing, settings)
    assert finding.verdict is Verdict.WRONG
    assert "on fire" in finding.en


def test_a_migrated_database_is_fine(settings: Settings) -> None:
    (finding,) = look_at_database(settings)
    assert finding.verdict is Verdict.FINE


def test_one_role_for_both_is_noted(settings: Settings) -> None:
    """R43: a real server should have two roles."""
    findings = list(look_at_database(replace(settings, database_url=settings.database_owner_url)))
    assert [finding.verdict for finding in findings] == [Verdict.FINE, Verdict.NOTE]
    assert "DATABASE_OWNER_URL" in findings[1].zh


def test_a_database_that_is_away_is_wrong_and_does_not_show_the_password(settings: Settings) -> None:
    away = "postgresql+psycopg://u:canary@127.0.0.1:1/d"
    (finding,) = _safely(look_at_database, replace(settings, database_url=away, database_owner_url=away))
    assert finding.verdict is Verdict.WRONG
    assert "canary" not in finding.zh + finding.en


def test_a_secret_that_others_can_read_is_wrong(settings: Settings, tmp_path: Path) -> None:
    """R58."""
    kept = tmp_path / "secret"
    kept.write_text("x")
    kept.chmod(0o644)
    assert Verdict.WRONG in {finding.verdict for finding in look_at_secrets(settings)}
    kept.chmod(0o600)
    assert Verdict.WRONG not in {finding.verdict for finding in look_at_secrets(settings)}


def test_the_solvers_load(settings: Settings) -> None:
    assert {finding.verdict for finding in look_at_solvers(settings)} == {Verdict.FINE}
