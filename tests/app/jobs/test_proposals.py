"""Claims about staffing proposals on a worker: children that end well, die or are cancelled (R31, R32)."""

import sys
import uuid
from collections.abc import Sequence

from app.domain.kinds import ProposalKind, ProposalState
from app.jobs.proposals import run_proposal
from app.services.ports.proposing import AskedProposal, Proposing
from app.services.staffing.compute import end
from tests.app.jobs.conftest import Works
from tests.app.services.planning.conftest import TODAY

BEGIN = (
    "import os, sys, time, psycopg\n"
    "with psycopg.connect(os.environ['DATABASE_URL'].replace('+psycopg', '')) as connection:\n"
    "    connection.execute(\"UPDATE staffing_proposal SET state = 'running' WHERE id = %s AND state = 'queued'\","
    " [sys.argv[1]])\n"
)


def child(code: str) -> Sequence[str]:
    """A command that marks its proposal as running, as the real one does, then goes wrong."""
    return [sys.executable, "-c", BEGIN + code]


def queued(works: Works) -> uuid.UUID:
    """A proposal of posts that waits."""
    asked = AskedProposal(
        unit_id=works.company.ask().unit_id, kind=ProposalKind.AREAS, seed=1, today=TODAY, on=None, made_by=None
    )
    with works.container.begin() as work:
        key = work.of(Proposing).ask(asked)
        work.commit()
    return key


def stored(works: Works, key: uuid.UUID) -> object:
    """The proposal as it is."""
    return works.company.town.rows("SELECT * FROM staffing_proposal WHERE id = :id", id=key)[0]


def test_a_proposal_in_a_child_process_becomes_a_draft(works: Works) -> None:
    key = queued(works)
    assert run_proposal(works.container, key)
    found = stored(works, key)
    assert found.state == "draft", found.error
    assert found.body["summary"]["posts"] > 0
    assert found.inputs
    assert found.body["ways"]["by_road"] is False
    assert found.started_at <= found.ended_at


def test_a_child_that_dies_leaves_a_failed_proposal(works: Works) -> None:
    """R31."""
    key = queued(works)
    assert run_proposal(works.container, key, command=child("os.kill(os.getpid(), 9)"))
    found = stored(works, key)
    assert (found.state, found.error["code"]) == ("failed", "proposal_broken")
    assert "signal 9" in found.error["message_en"]


def test_a_cancelled_proposal_has_its_child_killed(works: Works) -> None:
    """R32: what hears nothing is ended from outside."""
    key = queued(works)
    end(works.container.begin, works.container.clock, key, ProposalState.CANCELLED)
    assert run_proposal(works.container, key, command=child("time.sleep(60)"), limit_s=30)
    assert stored(works, key).state == "cancelled"


def test_a_worker_that_stops_lets_its_proposal_wait_again(works: Works) -> None:
    key = queued(works)
    assert not run_proposal(works.container, key, stopping=lambda: True, command=child("time.sleep(60)"))
    assert stored(works, key).state == "queued"
    assert works.company.town.one("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'propose_staffing'") == 2
