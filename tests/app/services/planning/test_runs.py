"""Claims about runs in the background, without a worker (R32)."""

import pytest

from app.domain.kinds import PlanLevel, RunState
from app.services.errors import DomainError
from app.services.planning.carry_out import carry_out
from app.services.planning.progress import RunCancelled
from app.services.planning.run_days import run_month
from app.services.planning.runs import begin_run, cancel_run, start_run
from app.services.planning.stages import Stage
from app.services.ports.planning_runs import PlanRuns
from tests.app.services.planning.conftest import Company


class Recorder:
    """Writes down what it is told, and cancels when a stage begins."""

    def __init__(self, cancel_at: Stage | None = None) -> None:
        self.told: list[tuple[Stage, float]] = []
        self.cancel_at = cancel_at

    def report(self, stage: Stage, progress: float) -> None:
        self.told.append((stage, progress))

    def cancelled(self) -> bool:
        return any(stage is self.cancel_at for stage, _ in self.told)


def queued(company: Company) -> object:
    with company.planning.begin() as work:
        run_id = start_run(work, PlanLevel.MONTHLY, company.ask())
        work.commit()
    return run_id


def test_progress_never_goes_back_and_ends_at_one(company: Company) -> None:
    watch = Recorder()
    run_month(company.planning, company.ask(), watch)
    shares = [share for _, share in watch.told]
    assert shares == sorted(shares)
    assert watch.told[-1] == (Stage.DONE, 1.0)


@pytest.mark.parametrize("stage", [Stage.LOADING, Stage.TRAVEL, Stage.PLANNING, Stage.JUDGING, Stage.STORING])
def test_a_run_cancelled_in_any_stage_stores_no_plan(company: Company, stage: Stage) -> None:
    """R32: no partial plan."""
    with pytest.raises(RunCancelled):
        run_month(company.planning, company.ask(), Recorder(cancel_at=stage))
    assert company.town.one("SELECT count(*) FROM plan_version") == 0
    assert company.town.one("SELECT count(*) FROM visit") == 0


def test_a_run_and_its_place_in_the_queue_are_stored_together(company: Company) -> None:
    with company.planning.begin() as work:
        start_run(work, PlanLevel.MONTHLY, company.ask())
    assert company.town.one("SELECT count(*) FROM procrastinate_jobs") == 0
    run_id = queued(company)
    args = company.town.one("SELECT args FROM procrastinate_jobs WHERE task_name = 'run_plan'")
    assert args == {"run_id": str(run_id)}


def test_a_run_tells_how_it_ended(company: Company) -> None:
    run_id = queued(company)
    run = begin_run(company.planning.begin, company.clock, run_id)  # type: ignore[arg-type]
    assert run is not None
    made = carry_out(company.planning, run)
    assert made is not None
    row = company.town.rows("SELECT * FROM plan_run WHERE id = :id", id=run_id)[0]
    assert (row.state, row.progress, row.stage) == ("succeeded", 1.0, "done")
    assert row.summary["version_id"] == str(made.version_id)
    assert begin_run(company.planning.begin, company.clock, run.id) is None


def test_a_run_that_cannot_plan_keeps_the_reason_in_both_languages(company: Company) -> None:
    company.town.run('UPDATE programme_rule SET interval = \'{"kind": "weekly"}\'')
    run = begin_run(company.planning.begin, company.clock, queued(company))  # type: ignore[arg-type]
    assert run is not None
    with pytest.raises(DomainError):
        carry_out(company.planning, run)
    error = company.town.one("SELECT error FROM plan_run WHERE id = :id", id=run.id)
    assert error["code"] == "problem_flawed"
    assert error["message_zh"] != error["message_en"]


def test_a_waiting_run_is_cancelled_at_once_and_never_begins(company: Company) -> None:
    run_id = queued(company)
    assert cancel_run(company.planning.begin, company.clock, run_id) is RunState.CANCELLED  # type: ignore[arg-type]
    assert begin_run(company.planning.begin, company.clock, run_id) is None  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="already ended"):
        cancel_run(company.planning.begin, company.clock, run_id)  # type: ignore[arg-type]


def test_the_wish_to_cancel_reaches_a_run_at_work(company: Company) -> None:
    run_id = queued(company)
    run = begin_run(company.planning.begin, company.clock, run_id)  # type: ignore[arg-type]
    assert run is not None
    cancel_run(company.planning.begin, company.clock, run.id)
    assert carry_out(company.planning, run) is None
    assert company.town.one("SELECT state FROM plan_run WHERE id = :id", id=run.id) == "cancelled"
    assert company.town.one("SELECT count(*) FROM plan_version") == 0


def test_a_run_whose_version_is_stored_is_not_made_twice(company: Company) -> None:
    """R33: whoever ran it died before saying so."""
    run = begin_run(company.planning.begin, company.clock, queued(company))  # type: ignore[arg-type]
    assert run is not None
    carry_out(company.planning, run)
    company.town.run("UPDATE plan_run SET state = 'running', summary = NULL")
    assert begin_run(company.planning.begin, company.clock, run.id) is None
    with company.planning.begin() as work:
        again = work.of(PlanRuns).get(run.id)
    assert again is not None
    assert again.state is RunState.SUCCEEDED
    assert company.town.one("SELECT count(*) FROM plan_version") == 1
