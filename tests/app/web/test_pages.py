"""The built front ends and what stands in for them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("address", "folder"),
    [("/", "DESK"), ("/plans/2026", "DESK"), ("/login", "DESK"), ("/m/", "PHONE"), ("/m/today/3", "PHONE")],
)
def test_a_deep_link_opens_the_page_of_its_front_end(client: FlaskClient, address: str, folder: str) -> None:
    """A reload anywhere works."""
    with client.get(address) as answer:
        assert answer.status_code == 200
        assert folder in answer.text
        assert answer.headers["Cache-Control"] == "no-cache"


def test_hashed_files_are_kept_for_good(client: FlaskClient) -> None:
    """Their name changes with their content."""
    with client.get("/assets/app-1a2b.js") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.mimetype == "text/javascript"


@pytest.mark.parametrize(
    "address", ["/..%2f..%2fetc/passwd", "/assets/../../index.html", "/m/..%2f..%2f..%2fpyproject.toml"]
)
def test_nothing_outside_the_built_folder_is_sent(client: FlaskClient, address: str) -> None:
    """A path that climbs gets the page or nothing."""
    with client.get(address) as answer:
        assert "root:" not in answer.text
        assert "[project]" not in answer.text


def test_an_unbuilt_front_end_says_how_to_build_it(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    """In both languages, not as an error of the server."""
    built = app.config["DESK_FOLDER"]
    app.config["DESK_FOLDER"] = tmp_path
    try:
        text = client.get("/").text
    finally:
        app.config["DESK_FOLDER"] = built
    assert "./dev setup" in text
    assert "尚未构建" in text


def test_the_documentation_shows_every_path_without_anything_from_elsewhere(client: FlaskClient) -> None:
    """No script, no content delivery network."""
    page = client.get("/api/docs").text
    paths = client.get("/api/openapi.json").get_json()["paths"]
    assert len(paths) > 10
    assert all(path in page for path in paths)
    assert "<script" not in page
    assert "http" not in page.replace("https_", "")
