"""Can the law be kept over a period, and if not, where, when and by how much not (S9.1)."""

from app.domain.kinds import PlanLevel
from app.services.planning.loaded import Loaded
from app.services.planning.parts import Ask, Planning
from app.services.planning.scoping import scope_of
from planner.annual import prove_law
from planner.plan import Proof


def prove(planning: Planning, ask: Ask) -> tuple[Loaded, Proof]:
    """Return the proof over the period of `ask`, from the ledger as it stands; stores nothing.

    Raises
    ------
    DomainError : ``not_found``, ``invalid_input``, ``problem_flawed``
    """
    with planning.begin() as work:
        loaded = planning.loader.load(work, scope_of(work, planning, PlanLevel.ANNUAL, ask))
    return loaded, prove_law(loaded.problem)
