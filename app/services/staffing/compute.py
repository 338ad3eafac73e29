"""Compute a proposal: at once for whoever waits at a terminal, in the background for the desk."""

import uuid
from collections.abc import Callable
from datetime import date

from app.domain.kinds import ProposalKind, ProposalState
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.planning.parts import Planning
from app.services.planning.progress import RunCancelled
from app.services.planning.runs import error_json
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs, UnitFacts
from app.services.ports.planning_store import Json
from app.services.ports.proposing import UNDER_WAY, AskedProposal, Proposing
from app.services.ports.staffing import NewProposal, Staffing
from app.services.ports.unit_of_work import Begin, UnitOfWork
from app.services.staffing.make_areas import make_areas
from app.services.staffing.make_rotation import make_rotation
from app.services.staffing.make_territories import make_territories
from app.services.staffing.policies import staffing_policy
from app.services.staffing.workload import loaded_year

LOADED = 0.5
"""Share of a proposal that is done when the year's work is loaded."""

Told = Callable[[float], None]


def ask(begin: Begin, caller: Caller, asked: AskedProposal) -> uuid.UUID:
    """Put a proposal on the queue and return its id; of the one that is under way, where there is one.

    Raises
    ------
    DomainError : ``not_found`` or ``forbidden`` for a unit elsewhere
    """
    with begin() as work:
        scope_of(work, caller, asked.unit_id)
        key = work.of(Proposing).ask(asked)
        work.commit()
    return key


def compute(planning: Planning, proposal_id: uuid.UUID) -> None:
    """Compute what was asked for and store it as a draft, or why it could not be."""
    asked = _begun(planning, proposal_id)
    if asked is None:
        return

    def told(share: float) -> None:
        with planning.begin() as work:
            wanted = work.of(Proposing).tell(proposal_id, share)
            work.commit()
        if not wanted:
            raise RunCancelled

    try:
        with planning.begin() as work:
            # Before the inputs are read: what changes meanwhile makes the proposal stale, not the other way round.
            inputs = work.of(Proposing).inputs(_unit(work, asked.unit_id).path)
            body, detail, day = _made(work, planning, asked, told)
            work.of(Proposing).finish(proposal_id, day, body, detail, inputs, planning.clock.now())
            work.commit()
    except RunCancelled:
        return
    except DomainError as error:
        end(planning.begin, planning.clock, proposal_id, ProposalState.FAILED, error)


def propose(planning: Planning, asked: AskedProposal) -> uuid.UUID:
    """Compute a proposal here and now, store it as a draft, and return its id.

    Raises
    ------
    DomainError : ``not_found``, ``invalid_input``, ``too_large``, ``problem_flawed``, ``plan_rejected``
    """
    with planning.begin() as work:
        inputs = work.of(Proposing).inputs(_unit(work, asked.unit_id).path)
        body, detail, day = _made(work, planning, asked, lambda _: None)
        new = NewProposal(
            unit_id=asked.unit_id,
            kind=asked.kind,
            on=day,
            seed=asked.seed,
            body=body,
            detail=detail,
            made_by=asked.made_by,
            inputs=inputs,
        )
        key = work.of(Staffing).add(new)
        work.commit()
    return key


def cancel(begin: Begin, clock: Clock, caller: Caller, proposal_id: uuid.UUID) -> None:
    """Give up a proposal that has no answer yet; whoever computes it is stopped within seconds.

    Raises
    ------
    DomainError : ``not_found``; ``conflict`` when it is computed already
    """
    with begin() as work:
        proposal = work.of(Staffing).lock(proposal_id)
        if proposal is None or not scope_of(work, caller).covers(proposal.unit_path):
            raise DomainError("not_found", what="The proposal", what_zh="该方案")
        if proposal.state not in UNDER_WAY:
            raise DomainError("conflict", why="The proposal is computed already", why_zh="该方案已测算完毕")
        work.of(Proposing).stop(proposal_id, ProposalState.CANCELLED, clock.now())
        work.commit()


def end(
    begin: Begin, clock: Clock, proposal_id: uuid.UUID, state: ProposalState, error: DomainError | None = None
) -> None:
    """Store that a proposal ended without an answer, unless it is over already."""
    with begin() as work:
        work.of(Proposing).stop(proposal_id, state, clock.now(), None if error is None else error_json(error))
        work.commit()


def _begun(planning: Planning, proposal_id: uuid.UUID) -> AskedProposal | None:
    with planning.begin() as work:
        asked = work.of(Proposing).begin(proposal_id, planning.clock.now())
        work.commit()
    return asked


def _made(work: UnitOfWork, planning: Planning, asked: AskedProposal, told: Told) -> tuple[Json, Json, date]:
    if asked.kind is ProposalKind.ROTATION:
        return make_rotation(work, planning.roads, _unit(work, asked.unit_id).path, asked.today, asked.on)
    loaded = loaded_year(work, planning, asked.unit_id, asked.today)
    told(LOADED)
    policy = staffing_policy(work, loaded.unit.path, asked.today)
    store, today, seed = work.of(Staffing), asked.today, asked.seed
    if asked.kind is ProposalKind.AREAS:
        body, detail = make_areas(store, planning.roads, loaded, policy, today, seed)
    else:
        rest = 1 - LOADED
        body, detail = make_territories(
            store, planning.roads, loaded, policy, today, seed, lambda share: told(LOADED + rest * share)
        )
    return body, detail, today


def _unit(work: UnitOfWork, unit_id: uuid.UUID) -> UnitFacts:
    units = work.of(PlanningInputs).units(unit_id)
    if not units:
        raise DomainError("not_found", what=f"unit {unit_id}", what_zh="该单位")
    return units[0]
