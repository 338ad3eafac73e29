"""Claims about the outbox (R6)."""

import threading

import psycopg
import pytest

from app.jobs.outbox import CHANNEL, send_outbox
from tests.app.jobs.conftest import Works


def promised(works: Works, topic: str, number: int) -> None:
    with works.container.begin() as work:
        work.promise(topic, {"number": number})
        work.commit()


def test_each_message_is_sent_once_though_two_workers_try(works: Works) -> None:
    for number in range(30):
        promised(works, "count", number)
    sent: list[object] = []
    senders = {"count": lambda session, topic, body: sent.append(body["number"])}  # noqa: ARG005
    threads = [threading.Thread(target=send_outbox, args=(works.container, senders)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    send_outbox(works.container, senders)
    assert sorted(sent) == list(range(30))  # type: ignore[type-var]


def test_a_message_that_fails_stays_for_the_next_time(works: Works) -> None:
    promised(works, "count", 1)

    def broken(*_: object) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        send_outbox(works.container, {"count": broken})
    assert send_outbox(works.container, {"count": lambda *_: None}) == 1


def test_a_message_nobody_can_send_waits(works: Works) -> None:
    promised(works, "unheard of", 1)
    assert send_outbox(works.container) == 0
    assert works.company.town.one("SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 1


def test_a_published_plan_is_heard_by_whoever_listens(works: Works) -> None:
    address = works.container.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        promised(works, "plan.published", 7)
        send_outbox(works.container)
        (heard,) = listener.notifies(timeout=5, stop_after=1)
    assert heard.payload == '{"topic": "plan.published", "number": 7}'
