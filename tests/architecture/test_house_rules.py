"""Rules of the house that no linter knows."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import CHECKOUT

SOURCES = ("app", "planner", "mobile_api", "migrations", "tests")
NOT_OURS = {"node_modules", "dist", "versions", "__pycache__", "generated", "test-results", "fixtures", "data"}
CEILING = 400
DRAWERS = re.compile(r"(^|_)(utils?|helpers?|commons?|managers?|misc)$")


def sources(*suffixes: str) -> Iterator[Path]:
    for top in SOURCES:
        for folder, inner, names in os.walk(CHECKOUT / top):
            inner[:] = [name for name in inner if name not in NOT_OURS]
            yield from (Path(folder) / name for name in names if name.endswith(suffixes))


def test_no_file_is_longer_than_the_ceiling() -> None:
    """A god file begins as one that was a little too long; what a generator wrote (``.d.ts``) nobody reads."""
    written = (path for path in sources(".py", ".ts", ".vue") if not path.name.endswith(".d.ts"))
    lengths = {path: len(path.read_text().splitlines()) for path in written}
    assert {str(path.relative_to(CHECKOUT)): n for path, n in lengths.items() if n > CEILING} == {}
    assert lengths


def test_no_module_is_a_drawer() -> None:
    """A module is named after what it knows."""
    drawers = [path for path in sources(".py", ".ts", ".vue") if DRAWERS.search(path.stem.lower())]
    assert drawers == []


def test_every_package_says_what_it_is_for() -> None:
    """The first line of a package is what a newcomer reads."""
    silent = [
        str(path.relative_to(CHECKOUT))
        for path in sources("__init__.py")
        if path.relative_to(CHECKOUT).parts[0] != "tests" and not path.read_text().lstrip().startswith('"""')
    ]
    assert silent == []


def test_every_folder_of_modules_is_a_package() -> None:
    """Without ``__init__.py`` a folder escapes the contracts of imports."""
    bare = {
        str(path.parent.relative_to(CHECKOUT))
        for path in sources(".py")
        if path.relative_to(CHECKOUT).parts[0] in ("app", "planner", "mobile_api")
        and not (path.parent / "__init__.py").exists()
    }
    assert bare == set()


def test_the_python_lock_names_no_address_and_has_hashes() -> None:
    """A lock must install from whatever index or mirror is configured, and take nothing that was changed."""
    lock = (CHECKOUT / "requirements.lock").read_text()
    assert "://" not in lock
    pinned = re.findall(r"^[a-z0-9][^\s=]*==", lock, re.MULTILINE)
    blocks = re.split(r"\n(?=[a-z0-9])", lock)
    assert len(pinned) == len(blocks)
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_front_end_lock_names_no_address() -> None:
    """The same for npm: ``omit-lockfile-registry-resolved``."""
    text = (CHECKOUT / "app" / "frontend" / "package-lock.json").read_text()
    assert '"resolved": "http' not in text
    assert '"integrity"' in text


@pytest.mark.parametrize("command", ["./dev demo", "./dev serve", "./dev test"])
def test_the_readme_shows_how_to_begin(command: str) -> None:
    """Whoever finds the repository must see the commands without searching."""
    assert command in (CHECKOUT / "README.md").read_text()


def test_the_script_is_plain_sh_and_lists_what_it_can_do() -> None:
    """A bare Debian has dash and nothing else."""
    script = (CHECKOUT / "dev").read_text()
    assert script.startswith("#!/bin/sh\n")
    assert "[[" not in script
    assert os.access(CHECKOUT / "dev", os.X_OK)
    offered = set(re.findall(r"^  ([a-z]+) .*[^\x00-\x7f]", script, re.MULTILINE))
    handled = re.search(r"^(setup \| .+)\) \"cmd_", script, re.MULTILINE)
    assert handled is not None
    assert offered == set(handled.group(1).split(" | "))
