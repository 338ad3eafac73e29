"""Who may import whom (docs/decisions/0001)."""

import subprocess
import sys
from pathlib import Path

from app.settings import CHECKOUT

FRAMEWORKS = {"flask", "sqlalchemy", "marshmallow", "psycopg", "httpx", "requests", "click", "app", "mobile_api"}


def test_the_contracts_of_imports_are_kept() -> None:
    """Every broken contract is printed with the import that breaks it."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_importing_the_planner_loads_no_framework() -> None:
    """The planner can be used in a notebook, a solver host or another product."""
    code = "import planner, sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & FRAMEWORKS == set()
