"""One JSON line a request, with an id that also stands in error answers; never a query, a body or a name."""

import logging
import re
import sys
import time
import uuid

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()
GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
QUIET = ("/healthz", "/tiles/", "/assets/")


def configure(level: str) -> None:
    """Write the process's log as JSON lines on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        # Looked up at each line: whoever replaces standard error later gets the lines.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def register(app: Flask) -> None:
    """Give each request an id and write its line when it is answered."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if GIVEN.fullmatch(given) else uuid.uuid4().hex[:16]
        g.started = time.monotonic()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def finish(response: Response) -> Response:
        identity = g.get("request_id", "-")
        response.headers["X-Request-ID"] = identity
        took_ms = round((time.monotonic() - g.get("started", time.monotonic())) * 1000, 1)
        write = log.debug if request.path.startswith(QUIET) and response.status_code < 400 else log.info
        write("request", method=request.method, path=request.path, status=response.status_code, took_ms=took_ms)
        return response
