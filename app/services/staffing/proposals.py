"""Proposals on their way: shown, submitted by who leads the area, approved or rejected by the manager."""

import uuid
from zoneinfo import ZoneInfo

from app.domain.kinds import FourEyes, ProposalKind, ProposalState
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.proposing import Proposing
from app.services.ports.reading import Row
from app.services.ports.staffing import NewHandover, Proposal, Staffing
from app.services.ports.unit_of_work import Begin, UnitOfWork
from app.services.rules.in_force import four_eyes
from app.services.staffing.policies import handover_items

NEXT = {
    ProposalState.SUBMITTED: {ProposalState.DRAFT},
    ProposalState.APPROVED: {ProposalState.SUBMITTED},
    ProposalState.REJECTED: {ProposalState.DRAFT, ProposalState.SUBMITTED},
}
"""From which states a proposal may come to be in another."""
OPEN = {ProposalState.DRAFT.value, ProposalState.SUBMITTED.value}
"""States in which it matters whether a proposal still says what is so."""


def listed(begin: Begin, caller: Caller, unit_id: uuid.UUID | None, kind: ProposalKind | None) -> list[Row]:
    """Return the latest proposals of a unit and below, with their figures in short."""
    with begin() as work:
        return list(work.of(Staffing).listed(scope_of(work, caller, unit_id), kind))


def shown(begin: Begin, caller: Caller, proposal_id: uuid.UUID) -> Row:
    """Return one proposal with all it says, and whether what it was made from has changed since (`stale`)."""
    with begin() as work:
        found = work.of(Staffing).shown(scope_of(work, caller), proposal_id)
        if found is None:
            raise _unknown()
        open_ = found["state"] in OPEN and found["inputs"] is not None
        stale = open_ and work.of(Proposing).inputs(found["unit_path"]) != found["inputs"]
    return {**found, "stale": stale}


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
    ProposalState.QUEUED: "排队中",
    ProposalState.RUNNING: "测算中",
    ProposalState.FAILED: "测算失败",
    ProposalState.CANCELLED: "已取消",
    ProposalState.DRAFT: "草案",
    ProposalState.SUBMITTED: "已提交",
    ProposalState.APPROVED: "已批准",
    ProposalState.REJECTED: "已驳回",
    ProposalState.SUPERSEDED: "已被取代",
}
