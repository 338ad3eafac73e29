"""Commands of the pages that are quick and harmless are really run, on a database of their own; examples are solved."""

import json
import re
from pathlib import Path

import psycopg
import pytest

from app.cli.main import main
from app.settings import CHECKOUT
from app.storage.provision import Addresses
from tests.docs import BLOCK, PAGES, CommandLine, command_lines
from tests.scenarios.command_line import Desk, Outcome, add_company, plain

pytestmark = pytest.mark.slow

QUICK = (
    "db status",
    "db migrate",
    "seed-rules",
    "plan status",
    "users list",
    "users add",
    "users close",
    "users reset-password",
    "users reset-codes",
    "import template",
)
"""In the sequence in which they are run; import.md's other commands run in test_import_doc.py."""

SOLVE = (CHECKOUT / "docs/solve.md").read_text(encoding="utf-8")
WALK = (CHECKOUT / "docs/walkthrough.md").read_text(encoding="utf-8")


def typed(start: str) -> list[list[str]]:
    """The words after ``roundsman`` of every command line that begins so, each once."""
    lines = [line.words for page in PAGES for line in command_lines(page)]
    words = [line[1 + (line[0] == "./dev") :] for line in lines if "roundsman" in line[:2]]
    found = [each for each in words if each[: len(start.split())] == start.split()]
    return [list(each) for each in dict.fromkeys(map(tuple, found))]


@pytest.fixture
def desk(fresh_database: Addresses, tmp_path: Path) -> Desk:
    """A company with the units the pages name."""
    add_company(fresh_database)
    with psycopg.connect(plain(fresh_database.application)) as connection:
        connection.execute(
            "INSERT INTO unit (kind, code, name, path, parent_id)"
            " SELECT 'branch', 'BRANCH-1', 'Branch', '/C/B/', id FROM unit WHERE code = 'C'"
        )
    return Desk(where=fresh_database, data_dir=tmp_path / "var")


@pytest.mark.parametrize("start", QUICK)
def test_the_pages_show_each_of_the_quick_commands(start: str) -> None:
    """So that the test below does not run nothing."""
    assert typed(start)


def test_every_quick_command_of_the_pages_does_its_work(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """One database, one command after the other, in one process: loading the solvers a dozen times takes a minute."""
    for name, value in desk.environment.items():
        monkeypatch.setenv(name, value)
    for start in QUICK:
        for words in typed(start):
            given = [str(tmp_path / word) if word.endswith((".csv", ".xlsx")) else word for word in words]
            assert main(given) == 0, f"{words}: {capfd.readouterr()}"
    capfd.readouterr()
    assert main(["users", "list"]) == 0
    assert "li@example.com" in capfd.readouterr().out
    assert (tmp_path / "units.csv").stat().st_size > 0
    assert desk.rows()["programme_rule"] > 0


def test_the_doctor_finds_the_database_of_the_pages_well(desk: Desk) -> None:
    """What it says of the front end depends on what is built here, so only its words about the database count."""
    said = desk.run("doctor").said
    assert "Traceback" not in said
    assert re.search(r"^\[好 ok\] 数据库 \S+ / revision (\S+), newest \1$", said, re.MULTILINE), said


def solved(folder: Path, problem: str, *options: str) -> tuple[Outcome, dict[str, object]]:
    """Save a problem and plan it as the page says."""
    (folder / "problem.json").write_text(problem, encoding="utf-8")
    desk = Desk(where=Addresses(application="postgresql://x@127.0.0.1:1/x", owner="x"), data_dir=folder)
    outcome = desk.run("solve", folder / "problem.json", "-o", folder / "plan.json", *options)
    assert outcome.status == 0, outcome.said
    return outcome, json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def test_the_first_problem_of_the_page_is_answered_as_the_page_says(tmp_path: Path) -> None:
    """Without a database; the boiler is left out word for word."""
    problem, left_out, _ = [body for language, body in BLOCK.findall(SOLVE) if language == "json"]
    _, plan = solved(tmp_path, problem)
    assert plan["unplanned"] == [json.loads(left_out)]
    assert isinstance(plan["routes"], list)
    assert len(plan["routes"]) == 1


def test_the_vroom_problem_of_the_page_is_answered_in_its_shape(tmp_path: Path) -> None:
    """Job 8 asks for a skill nobody has."""
    problem = [body for language, body in BLOCK.findall(SOLVE) if language == "json"][2]
    _, plan = solved(tmp_path, problem, "--format", "vroom")
    assert {"summary", "routes", "unassigned"} <= plan.keys()
    assert [row["id"] for row in plan["unassigned"]] == [8]  # type: ignore[attr-defined]


def queries() -> list[str]:
    """The statements the walkthrough asks the database."""
    lines = [line for line in command_lines(CHECKOUT / "docs/walkthrough.md") if "db psql" in line.text]
    return [line.words[-1] for line in lines]


def test_the_questions_of_the_walkthrough_fit_the_schema(fresh_database: Addresses) -> None:
    """As the application role, which may read all of it."""
    assert len(queries()) == WALK.count("db psql") > 0
    with psycopg.connect(plain(fresh_database.application)) as connection:
        for query in queries():
            connection.execute(query.encode())


def test_what_is_typed_is_read_as_the_shell_reads_it() -> None:
    """Up to a pipe, a second command or a comment."""
    line = CommandLine(page=PAGES[0], text="./dev roundsman import take customers a.csv || echo no")
    assert line.words == ["./dev", "roundsman", "import", "take", "customers", "a.csv"]
