"""What is left out of a plan, as rows: never dropped, always with its reason."""

from collections.abc import Sequence

from app.services.ledger.keys import uuids
from app.services.planning.judgement import cure_json
from app.services.planning.loaded import Loaded
from app.services.ports.planning_store import LeftOut
from planner.plan import Unplanned


def left_out_rows(loaded: Loaded, unplanned: Sequence[Unplanned]) -> list[LeftOut]:
    """Return the stored obligations that the planner left out; an expected occurrence has no row of its own."""
    projected = loaded.owed.projected
    stored = [one for one in unplanned if not projected[one.obligation]]
    ids = loaded.obligation_ids_of([one.obligation for one in stored])
    return [
        LeftOut(obligation_id=key, reason=one.reason.value, cure=cure_json(one.cure))
        for key, one in zip(ids, stored, strict=True)
    ]


def aside_rows(loaded: Loaded) -> list[LeftOut]:
    """Return the obligations that were not given to the planner."""
    aside = loaded.set_aside
    return [
        LeftOut(obligation_id=key, reason=reason.value, cure=None)
        for key, reason in zip(uuids(aside.id), aside.reason, strict=True)
    ]
