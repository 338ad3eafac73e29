"""Send what transactions have promised: each message once in effect, in order, whichever worker comes first (R6)."""

import json
from collections.abc import Callable, Mapping

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.container import Container

CHANNEL = "roundsman_events"
"""Notification channel that live views listen on."""

BATCH = 200

Send = Callable[[Session, str, dict[str, object]], None]

_TAKE = text("""
SELECT id, topic, body FROM outbox WHERE sent_at IS NULL AND topic = ANY(:topics)
ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED
""")
_SENT = text("UPDATE outbox SET sent_at = now(), attempts = attempts + 1 WHERE id = ANY(:ids)")


def notify(session: Session, topic: str, body: dict[str, object]) -> None:
    """Tell whoever listens; the notification goes out with the commit that marks the message as sent."""
    session.execute(text("SELECT pg_notify(:channel, :said)"), {"channel": CHANNEL, "said": _said(topic, body)})


TOLD = (
    "plan.published",
    "visit_started",
    "visit_ended",
    "hazard_found",
    "meter_checked",
    "record_complete",
)
"""Topics that live views are told of."""

SENDERS: Mapping[str, Send] = dict.fromkeys(TOLD, notify)
"""Who sends which topic; a message of another topic waits until somebody can send it."""


def send_outbox(container: Container, senders: Mapping[str, Send] = SENDERS) -> int:
    """Send waiting messages and return how many; one that cannot be sent keeps its batch for the next time."""
    sent = 0
    while True:
        with container.sessions() as session:
            rows = session.execute(_TAKE, {"topics": list(senders), "batch": BATCH}).all()
            for row in rows:
                senders[row.topic](session, row.topic, row.body)
            session.execute(_SENT, {"ids": [row.id for row in rows]})
            session.commit()
        sent += len(rows)
        if len(rows) < BATCH:
            return sent


def _said(topic: str, body: dict[str, object]) -> str:
    """Return the notification: all of it, or the topic alone where PostgreSQL's 8000 bytes do not suffice."""
    whole = json.dumps({"topic": topic, **body})
    return whole if len(whole.encode()) < 7900 else json.dumps({"topic": topic})
