"""What the environment may say, and what is refused."""

import stat
from pathlib import Path

import pytest

from app.settings import Environment, RoadsSource, Settings, SettingsError

SECRET = "0123456789abcdef0123456789abcdef"


def settings(tmp_path: Path, **env: str) -> Settings:
    return Settings.from_env({"ROUNDSMAN_DATA_DIR": str(tmp_path), **env})


def test_nothing_set_is_a_development_set_up_of_one_machine(tmp_path: Path) -> None:
    made = settings(tmp_path)
    assert made.embedded
    assert made.environment is Environment.DEVELOPMENT
    assert made.roads is RoadsSource.STRAIGHT
    assert made.blob_url == (tmp_path / "blobs").as_uri()


def test_the_secret_is_made_once_and_only_its_user_can_read_it(tmp_path: Path) -> None:
    """R58: secrets only from environment or files."""
    first, second = settings(tmp_path), settings(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_secrets_and_addresses_do_not_show_in_a_log_of_the_settings(tmp_path: Path) -> None:
    """R58: no secret in a log."""
    made = settings(
        tmp_path,
        ROUNDSMAN_SECRET_KEY=SECRET,
        ROUNDSMAN_SECRET_KEY_PREVIOUS=SECRET,
        DATABASE_URL="postgresql://a:canary@h/d",
    )
    assert SECRET not in repr(made)
    assert "canary" not in repr(made)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_address_is_taken(tmp_path: Path, scheme: str) -> None:
    made = settings(tmp_path, DATABASE_URL=f"{scheme}://u:p%40@h/d")
    assert made.database_url == "postgresql+psycopg://u:p%40@h/d"
    assert made.database_owner_url == made.database_url
    assert made.one_role


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "sqlite:///x.db"),
        ("ROUNDSMAN_ENV", "staging"),
        ("ROUNDSMAN_DEBUG", "perhaps"),
        ("ROUNDSMAN_TIMEZONE", "Asia/Nowhere"),
        ("ROUNDSMAN_TIMEZONE", "../etc/passwd"),
        ("ROUNDSMAN_LANGUAGE", "fr"),
        ("ROUNDSMAN_PUBLIC_URL", "example.org"),
        ("ROUNDSMAN_TRUSTED_PROXIES", "-1"),
        ("ROUNDSMAN_PLANNING_PROCESSES", "0"),
        ("ROUNDSMAN_LOG_LEVEL", "LOUD"),
        ("ROUNDSMAN_ROADS", "teleport"),
        ("ROUNDSMAN_ROADS_EXTRACT", "/nowhere.osm.pbf"),
        ("ROUNDSMAN_SECRET_KEY", "short"),
    ],
)
def test_a_wrong_value_is_refused_by_name_in_both_languages(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, **{name: value})
    assert name in caught.value.message_en
    assert name in caught.value.message_zh


@pytest.mark.parametrize(
    "given",
    [
        {"ROUNDSMAN_PUBLIC_URL": "https://rounds.example"},
        {"ROUNDSMAN_SECRET_KEY": SECRET},
        {"ROUNDSMAN_SECRET_KEY": SECRET, "ROUNDSMAN_PUBLIC_URL": "http://rounds.example"},
    ],
)
def test_production_insists_on_a_secret_and_a_secure_address(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        settings(tmp_path, ROUNDSMAN_ENV="production", **given)
    assert not (tmp_path / "secret").exists()


def test_the_road_source_follows_from_what_is_given(tmp_path: Path) -> None:
    extract = tmp_path / "city.osm.pbf"
    extract.touch()
    by_file = settings(tmp_path, ROUNDSMAN_ROADS_EXTRACT=str(extract))
    by_server = settings(tmp_path, ROUNDSMAN_OSRM_URL="http://osrm:5000/")
    assert (by_file.roads, by_file.roads_extract) == (RoadsSource.EXTRACT, extract)
    assert (by_server.roads, by_server.osrm_url) == (RoadsSource.OSRM, "http://osrm:5000")
