"""What docs/import.md shows is what happens: its commands run, its output comes, its columns are all there are."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.intake.specs import SPECS, ImportKind
from app.settings import CHECKOUT
from app.storage.provision import Addresses
from tests.scenarios.command_line import Desk, add_company

PAGE = (CHECKOUT / "docs/import.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHIM = '#!/bin/sh\n[ "$1" = roundsman ] || exit 99\nshift\nexec "{python}" -m app.cli.main "$@"\n'


@pytest.mark.slow
def test_the_commands_of_the_page_say_what_the_page_shows(fresh_database: Addresses, tmp_path: Path) -> None:
    """One after the other, as a reader would type them."""
    add_company(fresh_database)
    desk = Desk(where=fresh_database, data_dir=tmp_path / "var")
    dev = tmp_path / "dev"
    dev.write_text(SHIM.format(python=sys.executable))
    dev.chmod(0o755)
    said = ""
    for language, block in BLOCK.findall(PAGE):
        if language == "sh":
            said = shell(block, tmp_path, desk)
            continue
        for line in block.splitlines():
            assert line in said, f"{line!r} is not in:\n{said}"


def shell(block: str, folder: Path, desk: Desk) -> str:
    """Run a block and return what it says."""
    environment = os.environ | desk.environment | {"PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        ["sh", "-e", "-c", block], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("kind", list(ImportKind))
def test_every_column_of_a_kind_is_on_the_page(kind: ImportKind) -> None:
    """With both headers and whether it must be there; and no other."""
    section = PAGE.partition(f"### `{kind.value}`")[2].partition("\n### ")[0]
    shown = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (✓?) ?\| .+ \|$", section, re.MULTILINE)
    assert shown == [(one.name, one.zh, one.en, "✓" if one.required else "") for one in SPECS[kind].fields]
