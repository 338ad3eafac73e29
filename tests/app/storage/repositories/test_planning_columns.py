"""Claims about whole result sets as numpy columns."""

import uuid

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.ledger.keys import ABSENT, keys, position, uuids
from app.storage.repositories.planning_columns import Kind, read, write

LAYOUT = {"id": Kind.KEY, "day": Kind.DATE, "number": Kind.INT, "big": Kind.BIG, "share": Kind.REAL, "flag": Kind.BOOL}


@pytest.fixture
def table(session: Session) -> str:
    session.execute(
        text(
            "CREATE TEMPORARY TABLE thing (id uuid, day date, number integer, big bigint, share double precision,"
            " flag boolean) ON COMMIT DROP"
        )
    )
    return "thing"


def test_what_is_written_is_read_again(session: Session, table: str) -> None:
    n = 1000
    columns = {
        "id": keys(uuid.UUID(int=number << 64) for number in range(n)),
        "day": np.datetime64("1999-12-30", "D") + np.arange(n),
        "number": np.arange(n) - 500,
        "big": np.arange(n) * 10**15,
        "share": np.arange(n) / 7,
        "flag": np.arange(n) % 3 == 0,
    }
    columns["day"][7] = np.datetime64("NaT", "D")
    assert write(session, table, LAYOUT, columns) == n
    found = read(session, "SELECT * FROM thing WHERE number < %(most)s ORDER BY number", {"most": 10**6}, LAYOUT)
    for name, column in columns.items():
        np.testing.assert_array_equal(found[name], column)


def test_no_rows_are_empty_columns(session: Session, table: str) -> None:
    found = read(session, f"SELECT * FROM {table}", {}, LAYOUT)  # noqa: S608
    assert {len(column) for column in found.values()} == {0}


@pytest.mark.parametrize(
    "query",
    ["SELECT NULL::uuid", "SELECT 1::bigint", "SELECT gen_random_uuid(), 1", "SELECT 'a rather long text'"],
    ids=["null", "other size", "other columns", "text"],
)
def test_a_result_of_another_layout_is_refused(session: Session, query: str) -> None:
    with pytest.raises(TypeError, match="layout"):
        read(session, query, {}, {"id": Kind.KEY})


def test_keys_keep_the_zero_bytes_at_their_end() -> None:
    ids = [uuid.UUID(int=1 << 120), uuid.UUID(int=0), uuid.uuid4()]
    assert uuids(keys(ids)) == ids


def test_positions_are_those_of_equal_keys_only() -> None:
    ids = [uuid.uuid4() for _ in range(50)]
    wanted = [ids[3], uuid.uuid4(), ids[49], ids[0]]
    assert position(keys(wanted), keys(ids)).tolist() == [3, ABSENT, 49, 0]
    assert position(keys(wanted), keys([])).tolist() == [ABSENT] * 4
