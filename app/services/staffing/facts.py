"""What people enter: volumes of areas, first days in an area, monthly scores; and the ranking made of the scores."""

import uuid
from collections.abc import Sequence
from datetime import date

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.ports.reading import Row
from app.services.ports.staffing import PostingEntry, ScoreEntry, Staffing, VolumeEntry
from app.services.ports.unit_of_work import Begin
from planner.staffing import MonthScore, quarter_of, rank


def enter(
    begin: Begin,
    caller: Caller,
    volumes: Sequence[VolumeEntry] = (),
    postings: Sequence[PostingEntry] = (),
    scores: Sequence[ScoreEntry] = (),
) -> None:
    """Store all of it or nothing.

    Raises
    ------
    DomainError : ``not_found`` for a code that is not of the caller's units
    """
    with begin() as work:
        work.of(Staffing).enter(scope_of(work, caller), volumes, postings, scores, caller.user_id)
        work.commit()


def entered(begin: Begin, caller: Caller, unit_id: uuid.UUID | None, day: date) -> Row:
    """Return what is entered, with the scores and the ranking of the quarter of `day`.

    Without a score nobody has a rank (S8.5): nothing is invented.
    """
    since, until = quarter_of(day)
    with begin() as work:
        found = work.of(Staffing).entered(scope_of(work, caller, unit_id), since, until)
    names = {str(one["technician_id"]): one for one in found["people"]}
    scores = [
        MonthScore(
            person=str(one["technician_id"]),
            month=one["month"],
            score=one["score"],
            serious_error=one["serious_error"],
        )
        for one in found["scores"]
        if str(one["technician_id"]) in names
    ]
    ranking = [
        {
            "technician_id": one.person,
            "name": names[one.person]["name"],
            "rank": one.rank,
            "average": round(one.average, 2),
            "lowest": one.lowest,
            "months": one.months,
        }
        for one in rank(scores, since, until)
    ]
    codes = {str(one["unit_id"]): one["unit_code"] for one in found["people"]}
    return {"since": since, "until": until, **found, "unit_codes": codes, "ranking": ranking}
