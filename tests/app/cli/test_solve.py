"""`roundsman solve` answers with a judged plan, refuses with sentences, and does what docs/solve.md says."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

import planner.serial
from app.cli.main import main
from app.settings import CHECKOUT
from planner.checking import check_plan
from planner.serial import read_day_plan, read_problem

SCHEMA = json.loads((Path(planner.serial.__file__).parent / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
BLOCKS = re.findall(r"```json\n(.*?)```", (CHECKOUT / "docs" / "solve.md").read_text(encoding="utf-8"), re.DOTALL)
EXAMPLE, SAID, VROOM = (json.loads(block) for block in BLOCKS)


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    """The example of the documentation in a file."""
    return saved(tmp_path, EXAMPLE)


def saved(folder: Path, document: Any) -> Path:
    """Write `document` to a file."""
    path = folder / "problem.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def solved(path: Path, *options: str) -> Any:
    """The answer written for the problem at `path`."""
    target = path.with_name("plan.json")
    assert main(["solve", str(path), "-o", str(target), "--iterations", "200", *options]) == 0
    return json.loads(target.read_text(encoding="utf-8"))


def year_of(document: dict[str, Any]) -> dict[str, Any]:
    """The example with a horizon of ten weeks and everything due within two of them."""
    owed = [{**one, "due_by": "2027-03-12"} for one in document["obligations"]]
    return {**document, "horizon": {"start": "2027-03-01", "until": "2027-05-10"}, "obligations": owed}


def test_the_example_of_the_documentation_gives_what_it_says(problem: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One route with the tower as one stop, and the boiler left out for the reason shown."""
    answer = solved(problem)
    VALIDATOR.validate(answer)
    (route,) = answer["routes"]
    visits = [[visit["obligation"] for visit in stop["visits"]] for stop in route["stops"]]
    assert sorted(map(sorted, visits)) == [["inspect 301", "inspect 502"], ["visit restaurant"]]
    assert answer["unplanned"] == [SAID]
    assert answer["violations"] == []
    assert answer["costs"]["planned"]["LAW"] == 2
    assert "planned 3, unplanned 1, violations 0" in capsys.readouterr().err


def test_the_plan_written_passes_the_judge_when_read_again(problem: Path) -> None:
    """What another program reads from the file is a valid plan of the problem (S9.1)."""
    answer = solved(problem)
    document = read_problem(problem.read_bytes())
    plan = read_day_plan(document.problem, json.dumps(answer))
    assert check_plan(document.problem, document.travel, plan) == ()


def test_the_same_seed_gives_the_same_plan(problem: Path) -> None:
    """Seed and iterations decide the plan, not the clock."""
    assert solved(problem, "--seed", "7") == solved(problem, "--seed", "7")


def test_the_law_is_proved_or_its_shortage_named(tmp_path: Path) -> None:
    """A boiler that the law wants serviced and nobody may touch is a shortage."""
    document = year_of(EXAMPLE)
    document["obligations"][3]["priority"] = "LAW"
    answer = solved(saved(tmp_path, document), "--level", "proof")
    VALIDATOR.validate(answer)
    assert answer["fits"] is False
    assert [one["certificates"] for one in answer["shortages"]] == [["boiler"]]
    assert all(cure["message_zh"] for one in answer["shortages"] for cure in one["cures"])


def test_a_long_horizon_is_planned_by_weeks(tmp_path: Path) -> None:
    """Without a level, ten weeks ask for a year plan."""
    answer = solved(saved(tmp_path, year_of(EXAMPLE)))
    VALIDATOR.validate(answer)
    assert answer["kind"] == "year_plan"
    assert [one["monday"] for one in answer["weeks"]] == ["2027-03-01"] * 3
    assert [one["reason"] for one in answer["unplanned"]] == ["no_certificate"]
    assert answer["violations"] == []


def test_a_month_is_planned_by_days_and_people(tmp_path: Path) -> None:
    """Every obligation of the horizon is on a route or named."""
    document = {**year_of(EXAMPLE), "horizon": {"start": "2027-03-01", "until": "2027-03-15"}}
    answer = solved(saved(tmp_path, document))
    VALIDATOR.validate(answer)
    assert answer["kind"] == "day_plan"
    assert answer["violations"] == []
    assert {one["obligation"]: one["reason"] for one in answer["unplanned"]} == {"service boiler": "no_certificate"}


def test_a_day_of_a_longer_horizon_can_be_routed(tmp_path: Path) -> None:
    """Without a shift on that day what is due is named, and what may wait says so."""
    path = saved(tmp_path, year_of(EXAMPLE))
    answer = solved(path, "--level", "day", "--on", "2027-03-02")
    assert answer["routes"] == []
    assert {one["reason"] for one in answer["unplanned"]} == {"no_shift_in_window", "no_certificate"}


def test_the_vroom_example_is_answered_in_vrooms_shape(tmp_path: Path) -> None:
    """Job 7 is on the route, job 8 unassigned with our reason."""
    answer = solved(saved(tmp_path, VROOM), "--format", "vroom")
    assert answer["summary"]["unassigned"] == 1
    assert [step["type"] for step in answer["routes"][0]["steps"]] == ["start", "job", "end"]
    assert (answer["unassigned"][0]["id"], answer["unassigned"][0]["reason"]) == (8, "no_certificate")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ('{"format": NaN}', "NaN"),
        ("[1, 2]", "must be an object"),
        ('{"format": "roundsman/1"}', "horizon: must be an object"),
        ("\u0000", "not JSON"),
    ],
)
def test_malformed_input_is_refused_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    """Exit 1, every flaw at its place, no stack trace, no plan."""
    path = tmp_path / "problem.json"
    path.write_text(text, encoding="utf-8")
    assert main(["solve", str(path), "-o", str(tmp_path / "plan.json")]) == 1
    shown = capsys.readouterr()
    assert said in shown.err
    assert "处错误" in shown.err
    assert "Traceback" not in shown.err
    assert not (tmp_path / "plan.json").exists()


def test_every_flaw_is_listed_with_its_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has to run the command once for every mistake."""
    document = json.loads(json.dumps(EXAMPLE))
    document["sites"][0]["lat"] = 99
    document["obligations"][1]["site"] = "flat 999"
    assert main(["solve", str(saved(tmp_path, document))]) == 1
    shown = capsys.readouterr().err
    assert "sites[0].lat" in shown
    assert "obligations[1].site" in shown


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--level", "decade"], 2, "decade"),
        (["--on", "tomorrow"], 2, "tomorrow"),
        (["--iterations", "-1"], 2, "-1"),
        (["--level", "day", "--on", "2030-01-01"], 1, "2030-01-01 is not in"),
        (["--format", "vroom", "--level", "year"], 1, "one day"),
    ],
)
def test_wrong_options_are_explained(
    problem: Path, capsys: pytest.CaptureFixture[str], options: list[str], status: int, said: str
) -> None:
    """Usage errors exit with 2, refusals with 1."""
    assert main(["solve", str(problem), *options]) == status
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file and a folder that cannot be written to are sentences too."""
    assert main(["solve", str(tmp_path / "none.json")]) != 0
    assert "none.json" in capsys.readouterr().err
    path = saved(tmp_path, EXAMPLE)
    assert main(["solve", str(path), "--iterations", "1", "-o", str(tmp_path / "no" / "plan.json")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_standard_input_and_output_carry_a_problem_and_its_plan(problem: Path) -> None:
    """A pipe is enough: only the plan is on standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "app.cli.main", "solve", "-", "--iterations", "50"],
        input=problem.read_bytes(),
        capture_output=True,
        check=True,
        cwd=CHECKOUT,
    )
    VALIDATOR.validate(json.loads(done.stdout))


def test_a_search_that_takes_too_long_is_ended(problem: Path) -> None:
    """No run outlives its timeout, however deep in compiled code."""
    code = (
        "import time, app.cli.solve as solve; solve._solved = lambda *_: time.sleep(60); "
        f"from app.cli.main import main; main(['solve', {str(problem)!r}, '--timeout', '1'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30, cwd=CHECKOUT
    )
    assert done.returncode == 1
    assert "Not finished within 1 s" in done.stderr
