"""Proposals on their way: computed, submitted by who leads the area, approved or rejected by the manager."""

import uuid
from datetime import date
from zoneinfo import ZoneInfo

from app.domain.kinds import FourEyes, ProposalKind, ProposalState
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.planning.parts import Planning
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_store import Json
from app.services.ports.reading import Row
from app.services.ports.staffing import NewHandover, NewProposal, Proposal, Staffing
from app.services.ports.unit_of_work import Begin, UnitOfWork
from app.services.rules.in_force import four_eyes
from app.services.staffing.make_areas import make_areas
from app.services.staffing.make_rotation import make_rotation
from app.services.staffing.make_territories import make_territories
from app.services.staffing.policies import handover_items, staffing_policy
from app.services.staffing.workload import loaded_year

NEXT = {
    ProposalState.SUBMITTED: {ProposalState.DRAFT},
    ProposalState.APPROVED: {ProposalState.SUBMITTED},
    ProposalState.REJECTED: {ProposalState.DRAFT, ProposalState.SUBMITTED},
}
"""From which states a proposal may come to be in another."""


def propose(
    planning: Planning,
    unit_id: uuid.UUID,
    kind: ProposalKind,
    *,
    today: date,
    seed: int = 1,
    on: date | None = None,
    user_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Compute a proposal for a unit and all below it, store it as a draft, and return its id.

    Parameters
    ----------
    on : first day of a rotation round; by default the next one

    Raises
    ------
    DomainError : ``not_found``, ``invalid_input``, ``too_large``, ``problem_flawed``, ``plan_rejected``
    """
    with planning.begin() as work:
        body, detail, day = _made(work, planning, unit_id, kind, today, seed, on)
        new = NewProposal(unit_id=unit_id, kind=kind, on=day, seed=seed, body=body, detail=detail, made_by=user_id)
        key = work.of(Staffing).add(new)
        work.commit()
    return key


def _made(
    work: UnitOfWork,
    planning: Planning,
    unit_id: uuid.UUID,
    kind: ProposalKind,
    today: date,
    seed: int,
    on: date | None,
) -> tuple[Json, Json, date]:
    if kind is ProposalKind.ROTATION:
        units = work.of(PlanningInputs).units(unit_id)
        if not units:
            raise DomainError("not_found", what=f"unit {unit_id}", what_zh="该单位")
        return make_rotation(work, units[0].path, today, on)
    loaded = loaded_year(work, planning, unit_id, today)
    make = make_areas if kind is ProposalKind.AREAS else make_territories
    policy = staffing_policy(work, loaded.unit.path, today)
    body, detail = make(work.of(Staffing), loaded, policy, today, seed)
    return body, detail, today


def listed(begin: Begin, caller: Caller, unit_id: uuid.UUID | None, kind: ProposalKind | None) -> list[Row]:
    """Return the latest proposals of a unit and below, with their figures in short."""
    with begin() as work:
        return list(work.of(Staffing).listed(scope_of(work, caller, unit_id), kind))


def shown(begin: Begin, caller: Caller, proposal_id: uuid.UUID) -> Row:
    """Return one proposal with all it says."""
    with begin() as work:
        found = work.of(Staffing).shown(scope_of(work, caller), proposal_id)
    if found is None:
        raise _unknown()
    return found


def decide(
    begin: Begin,
    clock: Clock,
    caller: Caller,
    proposal_id: uuid.UUID,
    state: ProposalState,
    note: str | None,
) -> None:
    """Submit, approve or reject; approval puts it in force.

    Approved territories make their holders the preferred technicians of their customers; an approved rotation begins
    a handover for each move; approved posts are kept as what was decided.

    Raises
    ------
    DomainError : ``not_found``; ``conflict`` when its state does not allow it; ``four_eyes`` when whoever made it would
        approve it
    """
    with begin() as work:
        store = work.of(Staffing)
        proposal = store.lock(proposal_id)
        if proposal is None or not scope_of(work, caller).covers(proposal.unit_path):
            raise _unknown()
        if proposal.state not in NEXT[state]:
            raise DomainError(
                "conflict",
                why=f"A proposal that is {proposal.state.value} cannot become {state.value}",
                why_zh=f"方案当前为“{_ZH[proposal.state]}”，不能改为“{_ZH[state]}”",
            )
        if state is ProposalState.APPROVED:
            _check_four_eyes(work, clock, proposal, caller)
        store.set_state(proposal, state, clock.now(), caller.user_id, note)
        if state is ProposalState.APPROVED:
            _put_in_force(work, proposal)
        work.commit()


def _put_in_force(work: UnitOfWork, proposal: Proposal) -> None:
    store = work.of(Staffing)
    holders, moves = proposal.detail.get("holders"), proposal.detail.get("moves")
    if isinstance(holders, dict):
        store.prefer([(uuid.UUID(key), uuid.UUID(holder)) for key, holder in holders.items()])
    if isinstance(moves, list):
        items = handover_items(work, proposal.unit_path, proposal.on)
        store.begin_handovers(
            [
                NewHandover(
                    proposal_id=proposal.id,
                    technician_id=uuid.UUID(move["technician_id"]),
                    from_unit_id=uuid.UUID(move["from_unit_id"]),
                    to_unit_id=uuid.UUID(move["to_unit_id"]),
                    on=proposal.on,
                    reasons={"items": move["reasons"]},
                    items=items,
                )
                for move in moves
            ]
        )


def _check_four_eyes(work: UnitOfWork, clock: Clock, proposal: Proposal, caller: Caller) -> None:
    zone = ZoneInfo(work.of(PlanningInputs).units(proposal.unit_id)[0].time_zone)
    wanted = four_eyes(work, proposal.unit_path, clock.today(zone))
    if proposal.made_by == caller.user_id and wanted is not FourEyes.NEVER:
        raise DomainError("four_eyes")


def _unknown() -> DomainError:
    return DomainError("not_found", what="The proposal", what_zh="该方案")


_ZH = {
    ProposalState.DRAFT: "草案",
    ProposalState.SUBMITTED: "已提交",
    ProposalState.APPROVED: "已批准",
    ProposalState.REJECTED: "已驳回",
    ProposalState.SUPERSEDED: "已被取代",
}
