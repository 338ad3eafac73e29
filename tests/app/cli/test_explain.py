"""`roundsman explain` answers about a plan by the judge alone, as docs/solve.md says (S9.1)."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

import planner.serial
from app.cli.main import main
from app.settings import CHECKOUT

TEXT = (CHECKOUT / "docs" / "solve.md").read_text(encoding="utf-8")
EXAMPLE = json.loads(re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)[0])
SCHEMA = json.loads((Path(planner.serial.__file__).parent / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
ASKS = json.loads(re.findall(r"```text\n(.*?)```", TEXT, re.DOTALL)[0])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The problem of the documentation, and its plan."""
    folder = tmp_path_factory.mktemp("explain")
    problem, plan = folder / "problem.json", folder / "plan.json"
    problem.write_text(json.dumps(EXAMPLE), encoding="utf-8")
    assert main(["solve", str(problem), "-o", str(plan), "--iterations", "200"]) == 0
    return str(problem), str(plan)


def asked(files: tuple[str, str], folder: Path, *options: str) -> Any:
    """The answer to a question about the example."""
    target = folder / "answer.json"
    assert main(["explain", *files, *options, "-o", str(target)]) == 0
    answer = json.loads(target.read_text(encoding="utf-8"))
    VALIDATOR.validate(answer)
    return answer


def test_a_planned_visit_is_explained_with_the_seconds_it_adds(files: tuple[str, str], tmp_path: Path) -> None:
    """Where it stands is the best place on its own day too: there is nobody else."""
    answer = asked(files, tmp_path, "--obligation", "visit restaurant")
    assert answer["here"]["technician"] == "ann"
    assert [place["added_s"] for place in answer["places"]] == [answer["here"]["added_s"]]


def test_what_is_left_out_has_a_reason_and_a_way_out_in_both_languages(files: tuple[str, str], tmp_path: Path) -> None:
    """Nobody holds the boiler's certificate: it is named, and what would help."""
    answer = asked(files, tmp_path, "--obligation", "service boiler")
    assert answer["here"] is None
    assert (answer["reason"]["code"], answer["cure"]["kind"]) == ("no_certificate", "one_more_person")
    (obstacle,) = answer["places"][0]["obstacles"]
    assert (obstacle["message_en"], obstacle["message_zh"]) == (
        "安 holds no boiler on that day",
        "安 当日没有证书 boiler",
    )


def test_why_not_says_what_would_break(files: tuple[str, str], tmp_path: Path) -> None:
    """The judge objects to the certificate."""
    answer = asked(files, tmp_path, "--obligation", "service boiler", "--technician", "ann", "--on", "2027-03-01")
    assert "certificate" in {one["rule"] for one in answer["broken"]}


def test_the_questions_of_the_documentation_are_answered(files: tuple[str, str], tmp_path: Path) -> None:
    """Each by itself, and all together."""
    kinds = []
    for ask in ASKS["asks"]:
        path = tmp_path / "asks.json"
        path.write_text(json.dumps({"asks": [ask]}), encoding="utf-8")
        answer = asked(files, tmp_path, "--what-if", str(path))
        kinds.append((ask["kind"], answer["allowed"], len(answer["dropped"])))
    assert kinds == [("move", True, 0), ("reorder", True, 0), ("ill", False, 3), ("one_more", True, 0)]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--what-if"),
        (("--obligation", "nothing"), "nothing"),
        (("--obligation", "visit restaurant", "--technician", "ann"), "--on"),
    ],
)
def test_a_wrong_question_is_refused_in_both_languages(
    files: tuple[str, str], options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence, no trace."""
    assert main(["explain", *files, *options]) != 0
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert any("\u4e00" <= letter <= "\u9fff" for letter in told)
