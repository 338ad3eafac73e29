"""The whole problem, with the references between its parts checked."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from planner.problem.errors import Flaw, ProblemError
from planner.problem.horizon import Horizon
from planner.problem.obligations import NONE, Obligations
from planner.problem.policy import Policy
from planner.problem.sites import Sites
from planner.problem.technicians import Technician


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Everything a planner may know.

    Attributes
    ----------
    regions : names; a region is planned by itself, in parallel with the others
    certificates : kinds, at most 64; bit `i` of a skill set is ``certificates[i]``
    sites, technicians, obligations, horizon, policy : see their classes
    """

    regions: tuple[str, ...]
    certificates: tuple[str, ...]
    sites: Sites
    technicians: tuple[Technician, ...]
    obligations: Obligations
    horizon: Horizon
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        flaws = [*self._site_flaws(), *self._technician_flaws(), *self._obligation_flaws(), *self._lending_flaws()]
        if len(self.certificates) > 64:
            flaws.append(Flaw(path="certificates", message_en="at most 64 kinds", message_zh="证书种类至多 64 种"))
        if flaws:
            raise ProblemError(flaws)

    def region_of(self) -> npt.NDArray[np.int32]:
        """Return the region index of every obligation, int32 (n,)."""
        return self.sites.region[self.obligations.site]

    def _site_flaws(self) -> list[Flaw]:
        return _range_flaws("sites.region", self.sites.region, len(self.regions), none_allowed=False)

    def _technician_flaws(self) -> list[Flaw]:
        flaws = []
        for number, person in enumerate(self.technicians):
            outside = not (0 <= person.start_site < len(self.sites) and 0 <= person.end_site < len(self.sites))
            if outside or not 0 <= person.region < len(self.regions):
                flaws.append(
                    Flaw(
                        path=f"technicians[{number}]",
                        message_en=f"{person.id}: unknown base or region",
                        message_zh=f"{person.id}：基地或区域不存在",
                    )
                )
        if len({person.id for person in self.technicians}) != len(self.technicians):
            flaws.append(Flaw(path="technicians", message_en="ids must be unique", message_zh="人员编号不得重复"))
        return flaws

    def _obligation_flaws(self) -> list[Flaw]:
        owed, people = self.obligations, len(self.technicians)
        flaws = _range_flaws("obligations.site", owed.site, len(self.sites), none_allowed=False)
        for name in ("preferred", "excluded", "pinned"):
            flaws += _range_flaws(f"obligations.{name}", getattr(owed, name), people, none_allowed=True)
        first = np.where(owed.after == NONE, np.arange(len(owed)), owed.after)
        apart = np.flatnonzero(self._region_at(owed.site) != self._region_at(owed.site[first]))
        for row in apart[:1].tolist():
            en, zh = "must lie in the region of what comes before it", "须与其前置事项位于同一区域"
            flaws.append(Flaw(path=f"obligations[{row}].after", message_en=f"{owed.ids[row]}: {en}", message_zh=zh))
        bits = len(self.certificates)
        if len(owed) and bits < 64 and int(owed.skills.max()) >= 1 << bits:
            flaws.append(Flaw(path="obligations.skills", message_en="unknown certificate", message_zh="证书种类不存在"))
        return flaws

    def _region_at(self, site: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """Return the region of each site; of a site that does not exist, any."""
        if not len(self.sites):
            return np.zeros(len(site), dtype=np.int32)
        return self.sites.region[np.clip(site, 0, len(self.sites) - 1)]

    def _lending_flaws(self) -> list[Flaw]:
        known = range(len(self.regions))
        return [
            Flaw(
                path=f"policy.lending[{number}]",
                message_en="must lend hours between two different known regions",
                message_zh="须在两个不同的已知区域之间借用工时",
            )
            for number, loan in enumerate(self.policy.lending)
            if loan.giver not in known or loan.taker not in known or loan.giver == loan.taker
        ]


def _range_flaws(path: str, index: npt.NDArray[np.int32], size: int, *, none_allowed: bool) -> list[Flaw]:
    lowest = NONE if none_allowed else 0
    wrong = (index < lowest) | (index >= size)
    if not wrong.any():
        return []
    row = int(np.flatnonzero(wrong)[0])
    return [
        Flaw(
            path=f"{path}[{row}]",
            message_en=f"{index[row]} is not in 0..{size - 1}",
            message_zh=f"{index[row]} 超出范围",
        )
    ]
