"""Claims about planning runs on a worker: children that end well, die, hang or are cancelled (R31, R32)."""

import sys
import threading
import time
from collections.abc import Sequence

import pytest

from app.jobs.plans import run_plan
from app.services.planning.runs import begin_run, cancel_run
from tests.app.jobs.conftest import Works


def child(code: str) -> Sequence[str]:
    """A command that marks its run as running, as the real one does, then goes wrong."""
    begin = (
        "import os, sys, time, psycopg\n"
        "with psycopg.connect(os.environ['DATABASE_URL'].replace('+psycopg', '')) as connection:\n"
        "    connection.execute(\"UPDATE plan_run SET state = 'running' WHERE id = %s\", [sys.argv[1]])\n"
    )
    return [sys.executable, "-c", begin + code]


def test_a_run_in_a_child_process_stores_its_draft(works: Works) -> None:
    run_id = works.queued()
    assert run_plan(works.container, run_id)
    run = works.run(run_id)
    assert run.state == "succeeded", run.error
    assert works.company.town.one("SELECT count(*) FROM visit") == run.summary["planned"] > 0
    assert works.company.town.one("SELECT run_id FROM plan_version") == run_id


@pytest.mark.parametrize(
    ("code", "why"),
    [("os.kill(os.getpid(), 9)", "signal 9"), ("os.abort()", "signal 6"), ("raise SystemExit(7)", "exit status 7")],
    ids=["killed", "aborted", "exit"],
)
def test_a_child_that_dies_leaves_a_failed_run_and_no_plan(works: Works, code: str, why: str) -> None:
    """R31: the job's state is right, the last good plan stays."""
    run_id = works.queued()
    run_plan(works.container, run_id, command=child(code))
    run = works.run(run_id)
    assert (run.state, run.error["code"]) == ("failed", "run_broken")
    assert why in run.error["message_en"]
    assert works.company.town.one("SELECT count(*) FROM plan_version") == 0


def test_a_child_that_hangs_is_killed_at_the_limit(works: Works) -> None:
    run_id = works.queued()
    run_plan(works.container, run_id, command=child("time.sleep(60)"), limit_s=3)
    run = works.run(run_id)
    assert (run.state, run.error["code"]) == ("failed", "run_overrun")


def test_a_child_that_hears_nothing_is_cancelled_within_five_seconds(works: Works) -> None:
    """R32."""
    run_id = works.queued()
    worker = threading.Thread(
        target=run_plan, args=(works.container, run_id), kwargs={"command": child("time.sleep(60)")}
    )
    worker.start()
    while works.run(run_id).state != "running":
        time.sleep(0.1)
    since = time.monotonic()
    cancel_run(works.container.begin, works.container.clock, run_id)
    worker.join(timeout=10)
    assert works.run(run_id).state == "cancelled"
    assert time.monotonic() - since < 5


def test_a_worker_that_stops_lets_its_run_wait_again(works: Works) -> None:
    run_id = works.queued()
    assert not run_plan(works.container, run_id, stopping=lambda: True, command=child("time.sleep(60)"))
    assert works.run(run_id).state == "queued"
    assert works.company.town.one("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'run_plan'") == 2
    assert begin_run(works.container.begin, works.container.clock, run_id) is not None
