"""Propose the moves of a rotation round from what is entered: postings, scores, certificates (S8.5)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from app.services.errors import DomainError
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_store import Json
from app.services.ports.roads import Roads
from app.services.ports.staffing import AreaFacts, PostedPerson, Staffing
from app.services.ports.unit_of_work import UnitOfWork
from app.services.staffing.policies import numbers_of, rotation_policy
from app.services.staffing.ways import Ways, WaysFinder
from planner.checking.staffing import JudgedMove, check_rotation
from planner.staffing import (
    Finding,
    MonthScore,
    Posted,
    RotationPolicy,
    RotationProposal,
    Seat,
    propose_rotation,
    sentence,
)


def next_round(today: date, months: int) -> date:
    """Return the first day of the next round: rounds begin with the year, every `months` months."""
    month = ((today.month - 1) // months + 1) * months
    return date(today.year + month // 12, month % 12 + 1, 1)


def make_rotation(work: UnitOfWork, roads: Roads, path: str, today: date, on: date | None) -> tuple[Json, Json, date]:
    """Return body and detail of a proposal, and its round's first day.

    Raises
    ------
    DomainError : ``invalid_input`` when there is nobody, or when the round is past
    """
    store = work.of(Staffing)
    day = on or next_round(today, rotation_policy(work, path, today).round_months)
    policy = rotation_policy(work, path, day)
    if day < today:
        raise DomainError("invalid_input", why="the round lies in the past", why_zh="轮岗日期已过")
    since = _months_before(day, policy.round_months)
    people = store.posted(path, day)
    if not people:
        raise DomainError("invalid_input", why="there is nobody to rotate", why_zh="没有可轮岗的人员")
    areas = store.areas(path, day)
    kinds = sorted(set(work.of(PlanningInputs).certificates().values()))
    skills = {one.technician_id: sum(1 << kinds.index(kind) for kind in one.held if kind in kinds) for one in people}
    code = {area.unit_id: area.code for area in areas}
    seats = [Seat(post=one.external_id, area=code[one.unit_id], skills=skills[one.technician_id]) for one in people]
    posted = [
        Posted(person=one.external_id, post=one.external_id, since=one.since, skills=skills[one.technician_id])
        for one in people
    ]
    named = {one.technician_id: one.external_id for one in people}
    scores = [
        MonthScore(person=named[row.technician_id], month=row.month, score=row.score, serious_error=row.serious_error)
        for row in store.scores(path, since, day)
        if row.technician_id in named
    ]
    finder = WaysFinder(roads=roads)
    ways, row_of = _ways(work, finder, people)
    rows = [row_of[one.unit_id] for one in people]
    found = propose_rotation(posted, seats, ways.road_m[np.ix_(rows, rows)], scores, policy, on=day, scored_from=since)
    _judge(found, posted, seats, scores, policy)
    by_code = {area.code: row_of[area.unit_id] for area in areas if area.unit_id in row_of}
    seconds = [ways.seconds_between(by_code[move.source], by_code[move.to]) for move in found.moves]
    body = {**_body(found, people, areas, scores, since, seconds), "ways": finder.said()}
    return body, _detail(found, people, areas), day


def _months_before(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


def _ways(work: UnitOfWork, finder: WaysFinder, people: Sequence[PostedPerson]) -> tuple[Ways, Mapping[uuid.UUID, int]]:
    """Return the ways between the middles of people's areas, each asked for once, and the row of each area."""
    units = sorted({one.unit_id for one in people})
    middles = work.of(Staffing).middles(units)
    fallback = tuple(np.mean(list(middles.values()), axis=0).tolist()) if middles else (0.0, 0.0)
    lonlat = np.array([middles.get(unit, fallback) for unit in units])
    return finder.between(lonlat), {unit: row for row, unit in enumerate(units)}


def _judge(
    found: RotationProposal,
    posted: Sequence[Posted],
    seats: Sequence[Seat],
    scores: Sequence[MonthScore],
    policy: RotationPolicy,
) -> None:
    by = {one.person: one for one in posted}
    asked = {seat.post: seat.skills for seat in seats}
    serious = {one.person for one in scores if one.serious_error}
    moves = [
        JudgedMove(
            person=move.person,
            source=move.source,
            to=move.to,
            stayed_days=None if (since := by[move.person].since) is None else (found.on - since).days,
            serious=move.person in serious,
            skills=by[move.person].skills,
            asked=asked[move.post],
        )
        for move in found.moves
    ]
    wrong = check_rotation(moves, least_days=policy.least_days)
    if wrong:
        raise DomainError("plan_rejected", count=len(wrong))


def _body(
    found: RotationProposal,
    people: Sequence[PostedPerson],
    areas: Sequence[AreaFacts],
    scores: Sequence[MonthScore],
    since: date,
    seconds: Sequence[int | None],
) -> Json:
    who = {one.external_id: one for one in people}
    name = {area.code: area.name for area in areas}
    at = {area.unit_id: area.name for area in areas}
    moves = [
        {
            "technician_id": str(who[move.person].technician_id),
            "name": who[move.person].name,
            "from": name[move.source],
            "to": name[move.to],
            "metres": move.metres,
            "seconds": way_s,
            "reasons": _said(move.reasons, found.policy),
        }
        for move, way_s in zip(found.moves, seconds, strict=True)
    ]
    staying = [
        {
            "technician_id": str(who[person].technician_id),
            "name": who[person].name,
            "area": at[who[person].unit_id],
            "reasons": _said(reasons, found.policy),
        }
        for person, reasons in sorted(found.staying.items())
    ]
    summary = {
        "people": len(people),
        "moves": len(moves),
        "scores": len(scores),
        "without_since": sum(one.since is None for one in people),
    }
    return {
        "summary": summary,
        "policy": numbers_of(found.policy),
        "on": found.on.isoformat(),
        "scored_from": since.isoformat(),
        "moves": moves,
        "staying": staying,
    }


def _detail(found: RotationProposal, people: Sequence[PostedPerson], areas: Sequence[AreaFacts]) -> Json:
    key: Mapping[str, uuid.UUID] = {one.external_id: one.technician_id for one in people}
    unit = {area.code: area.unit_id for area in areas}
    return {
        "moves": [
            {
                "technician_id": str(key[move.person]),
                "from_unit_id": str(unit[move.source]),
                "to_unit_id": str(unit[move.to]),
                "reasons": _said(move.reasons, found.policy),
            }
            for move in found.moves
        ]
    }


def _said(reasons: Sequence[Finding], policy: RotationPolicy) -> list[Json]:
    said: list[Json] = []
    for finding in reasons:
        en, zh = sentence(finding, policy)
        said.append({"why": finding.why.value, "sentence_en": en, "sentence_zh": zh})
    return said
