"""``python -m app.worker``: does the background work of this host until it is told to stop."""

import logging
import sys

from app.container import Container
from app.jobs.queue import STALLED_S, make_queue
from app.settings import Settings

CONCURRENCY = 3
"""Tasks side by side: a long planning run must not keep the outbox waiting."""


def main() -> int:
    """Work until SIGTERM or SIGINT; plans under way then wait for another worker."""
    settings = Settings.from_env()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    queue = make_queue(Container(settings))
    with queue.open():
        queue.run_worker(
            concurrency=CONCURRENCY,
            shutdown_graceful_timeout=1.0,
            stalled_worker_timeout=STALLED_S,
            abort_job_polling_interval=1.0,
            delete_jobs="successful",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
