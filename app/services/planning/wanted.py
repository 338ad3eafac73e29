"""What calls say, put into a problem: their own length, hours and skill instead of the rule's (S9.4, S9.9)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from app.services.ledger.keys import Ints, keys, position
from app.services.ports.planning_inputs import OwedColumns, Wanted
from planner.problem import NONE, Obligations


def certificates_of(asked: Mapping[uuid.UUID, str], calls: Sequence[Wanted]) -> tuple[str, ...]:
    """Return the kinds of certificate that programmes and calls ask for, in order."""
    return tuple(sorted({*asked.values(), *(one.certificate for one in calls if one.certificate)}))


def with_calls(
    obligations: Obligations,
    owed: OwedColumns,
    row: Ints,
    calls: Sequence[Wanted],
    kinds: tuple[str, ...],
    on: date,
) -> Obligations:
    """Return `obligations`, of which `row` are the stored ones they stand for, as their calls ask for them.

    A call stands alone: it is no visit of a series. One that was not made in time stays owed from day to day, then
    without the hours it was about.
    """
    place = position(owed.id[row], keys(one.obligation_id for one in calls))
    known = np.flatnonzero(place >= 0)
    if not len(known):
        return obligations
    columns = {
        name: getattr(obligations, name).copy()
        for name in (
            "service_s", "skills", "window_start_s", "window_end_s", "extra_windows_s", "due_by", "series",
            "min_gap_days", "max_gap_days",
        )
    }  # fmt: skip
    for number in known.tolist():
        call = calls[int(place[number])]
        columns["service_s"][number] = call.service_s
        columns["skills"][number] = 0 if call.certificate is None else 1 << kinds.index(call.certificate)
        columns["series"][number] = NONE
        columns["min_gap_days"][number] = columns["max_gap_days"][number] = 0
        columns["due_by"][number] = max(call.due_by, on)
        if call.due_by >= on:
            columns["window_start_s"][number] = call.window_start_s
            columns["window_end_s"][number] = call.window_end_s
            columns["extra_windows_s"][number] = 1, 0
    return replace(obligations, **columns)
