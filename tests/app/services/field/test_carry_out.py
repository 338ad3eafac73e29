"""A failure that passes is tried again; one that would come back is written down (R8)."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.permissions import Permission
from app.services.devices.caller import PhoneCaller
from app.services.field import carry_out as module
from app.services.field.operation import Circumstances, Operation, read_operation
from app.services.field.results import Outcome, Result
from app.services.ports.field import Operations, Sent
from app.services.ports.unit_of_work import UnitOfWork
from tests.app.services.town import Town

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
RAW = (
    b'{"op_id": "%s", "device_seq": 1, "kind": "test", "schema_v": 1, "occurred_at": {"device_time": "%s"}, "body": {}}'
)


class OperationalError(Exception):
    """Named as the drivers name what passes."""


@pytest.fixture
def around(town: Town) -> Circumstances:
    """A phone in the database."""
    user = town.insert("app_user", email="w@example.com", name="w", fs_uniquifier="w")
    device = town.insert("device", user_id=user, name="phone", public_jwk={})
    caller = PhoneCaller(
        user_id=user, device_id=device, technician_id=uuid.uuid4(), permissions=frozenset({Permission.FIELD_WORK})
    )
    return Circumstances(caller=caller, received_at=NOW, phone_now=None)


@pytest.fixture
def operation(town: Town, around: Circumstances) -> Operation:
    """An operation that is stored."""
    op_id = uuid.uuid4()
    raw = RAW % (str(op_id).encode(), NOW.isoformat().encode())
    sent = Sent(
        op_id=op_id, device_id=around.caller.device_id, user_id=around.caller.user_id, device_seq=1, kind="test",
        entity_id=None, sha256="0" * 64, raw=raw,
    )  # fmt: skip
    with town.begin() as work:
        work.of(Operations).store([sent])
        work.commit()
    return read_operation(raw)


Does = Callable[[UnitOfWork, Circumstances, Operation], Outcome]


@contextmanager
def kind(does: Does) -> Iterator[None]:
    """Let operations of kind "test" do something."""
    module.KINDS["test"] = does
    try:
        yield
    finally:
        del module.KINDS["test"]


def result_of(town: Town, operation: Operation) -> Any:
    return town.one("SELECT result FROM sync_operation WHERE op_id = :id", id=operation.op_id)


def test_effects_and_answer_are_stored_together(town: Town, around: Circumstances, operation: Operation) -> None:
    def does(work: UnitOfWork, _around: Circumstances, _operation: Operation) -> Outcome:
        work.promise("done", {})
        return Outcome(facts={"n": 1})

    with kind(does):
        first = module.carry_out(town.begin, around, operation)
        again = module.carry_out(town.begin, around, operation)
    assert first == (Result.APPLIED, {"result": "applied", "n": 1})
    assert again == (Result.DUPLICATE, {"result": "applied", "n": 1})
    assert town.one("SELECT count(*) FROM outbox WHERE topic = 'done'") == 1


def test_a_defect_is_written_down_and_leaves_no_effect(town: Town, around: Circumstances, operation: Operation) -> None:
    def does(work: UnitOfWork, _around: Circumstances, _operation: Operation) -> Outcome:
        work.promise("half done", {})
        raise KeyError("a defect")

    with kind(does):
        result, answer = module.carry_out(town.begin, around, operation)
    assert (result, answer["error"]["code"]) == (Result.NEEDS_OFFICE, "internal")  # type: ignore[index]
    assert result_of(town, operation) == "needs_office"
    assert town.one("SELECT count(*) FROM outbox WHERE topic = 'half done'") == 0


def test_what_passes_is_tried_again(town: Town, around: Circumstances, operation: Operation) -> None:
    tries: list[int] = []

    def does(_work: UnitOfWork, _around: Circumstances, _operation: Operation) -> Outcome:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError
        return Outcome()

    with kind(does):
        assert module.carry_out(town.begin, around, operation)[0] is Result.APPLIED


def test_what_does_not_pass_in_time_stays_stored_for_the_next_sync(
    town: Town, around: Circumstances, operation: Operation
) -> None:
    def does(_work: UnitOfWork, _around: Circumstances, _operation: Operation) -> Outcome:
        raise OperationalError

    with kind(does):
        result, answer = module.carry_out(town.begin, around, operation)
    assert (result, answer["error"]["phone_action"]) == (Result.RETRY, "retry")  # type: ignore[index]
    assert result_of(town, operation) is None
