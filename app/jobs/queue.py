"""The queue of a process and the tasks it knows."""

import asyncio
import uuid
from collections.abc import Sequence

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Status

from app.container import Container
from app.jobs.daily import refresh_ledgers
from app.jobs.outbox import send_outbox
from app.jobs.plans import TRIES, give_up, run_plan
from app.jobs.proposals import give_up_proposal, run_proposal
from app.storage.repositories import proposing
from app.storage.repositories.planning_runs import QUEUE, TASK

STALLED_S = 30
"""Seconds without a sign of life after which a worker counts as dead."""

EVERY_15_S, EVERY_5_S, HOURLY = "* * * * * */15", "* * * * * */5", "7 * * * *"


def make_queue(container: Container) -> App:
    """Return the queue of this process's database with all tasks; open it before use."""
    address = container.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    queue = App(connector=PsycopgConnector(conninfo=address))

    @queue.task(name=TASK, queue=QUEUE, pass_context=True)
    def plan(context: JobContext, run_id: str) -> None:
        if not run_plan(container, uuid.UUID(run_id), stopping=context.should_abort):
            raise JobAborted

    @queue.task(name=proposing.TASK, queue=QUEUE, pass_context=True)
    def proposal(context: JobContext, proposal_id: str) -> None:
        if not run_proposal(container, uuid.UUID(proposal_id), stopping=context.should_abort):
            raise JobAborted

    @queue.periodic(cron=EVERY_15_S)
    @queue.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
    async def stalled(context: JobContext, timestamp: int) -> None:
        del timestamp
        await retry_stalled(context.app, container)

    @queue.periodic(cron=EVERY_5_S)
    @queue.task(name="send_outbox", queueing_lock="send_outbox")
    def outbox(timestamp: int) -> None:
        del timestamp
        send_outbox(container)

    @queue.periodic(cron=HOURLY)
    @queue.task(name="refresh_ledgers", queueing_lock="refresh_ledgers")
    def ledgers(timestamp: int) -> None:
        del timestamp
        refresh_ledgers(container)

    return queue


async def retry_stalled(queue: App, container: Container, after_s: float = STALLED_S) -> Sequence[int]:
    """Let the jobs of dead workers wait again, at most `TRIES` times each; return their numbers (R33)."""
    found = []
    for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=after_s):
        if job.id is None:
            continue
        found.append(job.id)
        if job.attempts + 1 < TRIES:
            await queue.job_manager.retry_job(job)
            continue
        if job.task_name == TASK:
            await asyncio.to_thread(give_up, container, uuid.UUID(str(job.task_kwargs["run_id"])))
        elif job.task_name == proposing.TASK:
            key = uuid.UUID(str(job.task_kwargs["proposal_id"]))
            await asyncio.to_thread(give_up_proposal, container, key, TRIES)
        await queue.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    return found
