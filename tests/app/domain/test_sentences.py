"""No code of the planner reaches a person without a sentence in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import planner
from app.domain.sentences import CURES, OBSTACLES, REASONS, obstacle, sentence, words
from planner.checking.bars import Bar
from planner.checking.cures import CureKind, cures
from planner.checking.places import why
from planner.daily import route_day
from planner.kernel import SearchLimits
from planner.plan import Cure, DayPlan, Reason
from tests.planner.daily.town import MONDAY, Town, random_town


def cures_of(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Kinds of all cures made in a module, with the names of their details where they are written out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Cure":
            given = {one.arg: one.value for one in node.keywords}
            kind, details = given.get("kind"), given.get("details")
            kind = known.get(kind.id) if isinstance(kind, ast.Name) else kind
            if isinstance(kind, ast.Call | ast.Attribute):
                continue  # one of `CureKind`, all of which are looked at below
            assert isinstance(kind, ast.Constant), f"{path.name}: a cure's kind must be written out"
            keys = details.keys if isinstance(details, ast.Dict) else []
            yield str(kind.value), {str(key.value) for key in keys if isinstance(key, ast.Constant)}


def made() -> list[tuple[str, set[str]]]:
    """All cures the planner makes."""
    folder = Path(planner.__file__).parent
    paths = [path for path in folder.rglob("*.py") if "serial" not in path.parts]
    return [found for path in paths for found in cures_of(path)]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_in_both_languages(reason: Reason) -> None:
    """A reason is never shown as a bare code."""
    said = REASONS[reason]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said.zh)
    assert said.en[0].isupper()


def test_every_cure_of_the_planner_has_a_sentence() -> None:
    """Whatever kind of cure the planner names, somebody has put it into words; no sentence is left over."""
    assert {kind for kind, _ in made()} | {str(kind) for kind in CureKind} == set(CURES)


def test_every_obstacle_has_a_sentence_that_needs_only_what_is_known() -> None:
    """Each rule of a place, as the judge names it, can be said even with the fewest details (S9.1)."""
    assert set(OBSTACLES) == {code for bar in Bar for code in bar.codes}
    town = random_town(5, visits=60, people=4, days=3, regions=2)
    problem, travel = town.problem(), town.travel()
    for row in range(len(problem.obligations)):
        for place in why(problem, travel, DayPlan(routes=(), unplanned=()), row).places:
            for one in place.obstacles:
                assert obstacle(one).zh != one.code, one


def test_every_cure_finds_a_sentence_for_the_details_it_gives() -> None:
    """No sentence asks for a detail that the planner does not write."""
    for kind, details in made():
        if details:
            shown = sentence(Cure(kind=kind, minutes=1.0, details=dict.fromkeys(details, 7)))
            assert not shown.en.startswith("A way out"), kind


def test_cures_of_most_work_and_of_order_are_said_with_their_minutes() -> None:
    """S8: who is asked for what, on which day; nobody reads an id."""
    town = Town().person(breaks=(), max_work_s=7_200).person(breaks=(), base=0, max_work_s=7_200)
    town.visit(0, service_s=7_200, pinned=0).visit(0, service_s=9_000).visit(town.place(1), service_s=1_800, after=0)
    problem, travel = town.problem(), town.travel()
    plan = route_day(problem, travel, on=MONDAY, rows=np.array([0], dtype=np.int32), search=SearchLimits(iterations=20))
    found = cures(problem, travel, plan, [1, 2])
    assert sentence(found[1]).zh == "Technician 1 2027年3月1日 多做 30 分钟（每日最多 120 分钟的作业与行程）"
    assert sentence(found[1]).en.startswith("Technician 1 does 30 min more than the 120 min of work and travel allowed")
    assert sentence(found[2]).zh == "不守先后次序，由 Technician 1 于 2027年3月1日 上门，多行 3.3 分钟"
    assert sentence(found[2]).en.startswith("Give up the order of visits: Technician 1 on 1 Mar 2027, 3.3 min more")


def test_a_cure_nobody_has_words_for_still_says_something() -> None:
    """A person sees the kind and the minutes rather than a failure."""
    said = sentence(Cure(kind="teleport", minutes=90.0, details={}))
    assert said.en == "A way out: teleport (about 90 min)"
    assert "teleport" in said.zh


def test_words_are_the_two_fields_of_a_message() -> None:
    """Files and the API carry the same two fields."""
    lend = Cure(kind="lend", minutes=90.0, details={"from": "north", "hours": 1.5, "hours_per_week": 1})
    assert words(lend) == {
        "message_zh": "从 north 借用 1.5 小时（每周至多 1 小时）",
        "message_en": "Borrow 1.5 h from north (at most 1 h a week)",
    }
    assert words(Reason.UNREACHABLE)["message_en"] == "No road leads there"
