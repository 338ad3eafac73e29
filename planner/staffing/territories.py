"""Territories of the technicians of a region: customers' cells, balanced, compact, each in one piece.

Work that asks for certificates is shared among those who hold them (`planner.staffing.layers`); each layer of work is
divided over the same ground, so that every customer has one person for each kind of work.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from planner.problem.errors import Flaw, ProblemError
from planner.staffing.cells import Cells, gather
from planner.staffing.districts import districting
from planner.staffing.graph import Graph, joined
from planner.staffing.ground import Flat, Floats, Ints, borders, cells_around, flat_around, metres_between
from planner.staffing.layers import Layer, layers
from planner.staffing.outlines import flattened, outline
from planner.staffing.partition import Effort, partition

CELLS_A_PERSON, FEWEST_CELLS, MOST_CELLS = 14, 24, 700
WaysOf = Callable[[Floats], Ints]
"""Metres, int64 (n, n), between (n, 2) places in degrees; or what counts as such."""
BASE_WEIGHT = 0.25
"""What a metre from the base to the middle of a territory counts, relative to one within it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Somebody who may hold a territory: minutes a year for work at the door, certificates as bits, own base."""

    id: str
    minutes: int
    skills: int
    lon: float
    lat: float


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Served:
    """Customers' places with the work of a year.

    Attributes
    ----------
    ids : n ids, all different
    lonlat : float64 (n, 2), WGS-84 degrees
    minutes : skill set -> int64 (n,), minutes a year that ask for exactly these certificates
    """

    ids: tuple[str, ...]
    lonlat: Floats
    minutes: dict[int, Ints]

    def __post_init__(self) -> None:
        n = len(self.ids)
        shapes = self.lonlat.shape == (n, 2) and all(column.shape == (n,) for column in self.minutes.values())
        finite = shapes and bool(np.isfinite(self.lonlat).all())
        if not finite or len(set(self.ids)) != n or any((column < 0).any() for column in self.minutes.values()):
            raise ProblemError(
                [Flaw(path="served", message_en="columns contradict each other", message_zh="客户数据自相矛盾")]
            )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Territory:
    """What one person is to serve of one layer.

    Attributes
    ----------
    holder : id
    needs : skill sets of the work
    rows : int32, ascending rows of `Served`
    minutes, target : work of a year, and the even share of it
    across_m : diagonal of the box around its customers
    outline : ground in degrees
    """

    holder: str
    needs: tuple[int, ...]
    rows: npt.NDArray[np.int32]
    minutes: int
    target: int
    across_m: int
    outline: BaseGeometry


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TerritoryProposal:
    """Territories of a region.

    Attributes
    ----------
    territories : by layer, then by holder
    uncovered : minutes by skill set that nobody may do
    links : number of borders made up across gaps of the ground (islands)
    cells : the small cells that were dealt; `graph` says which of them border
    """

    territories: tuple[Territory, ...]
    uncovered: dict[int, int]
    links: int
    cells: Cells
    graph: Graph


def propose_territories(
    served: Served,
    holders: Sequence[Holder],
    *,
    ground: BaseGeometry | None = None,
    tolerance: float = 0.1,
    seed: int = 1,
    effort: Effort | None = None,
    ways_of: WaysOf | None = None,
) -> TerritoryProposal:
    """Divide the work of `served` among `holders`; the order of either does not matter.

    Parameters
    ----------
    ground : outline of the region in degrees, cut into cells; by default the ground around the customers
    ways_of : asked once, for the middles of the cells and the bases; by default straight lines

    Raises
    ------
    ProblemError : nobody to serve, nobody with time to serve them, or ids used twice
    """
    people = sorted(holders, key=lambda holder: holder.id)
    _check(served, people)
    order = np.array(sorted(range(len(served.ids)), key=served.ids.__getitem__))
    flat = flat_around(served.lonlat)
    points = flat.metres(served.lonlat[order])
    total = np.sum([column[order] for column in served.minutes.values()], axis=0).astype(np.int64)
    wanted = int(np.clip(CELLS_A_PERSON * len(people), FEWEST_CELLS, MOST_CELLS))
    cells = gather(points, total, wanted)
    grounds = cells_around(cells.middle, None if ground is None else flattened(ground, flat))
    ways, from_base = _ways(people, flat, cells.middle, ways_of)
    graph, links = joined(borders(grounds), ways)
    needs = {need: int(column.sum()) for need, column in served.minutes.items() if column.any()}
    dealt, nobody = layers(needs, [one.skills for one in people], np.array([one.minutes for one in people]))
    found: list[Territory] = []
    for layer in dealt:
        work = np.zeros(len(cells), np.int64)
        rows_work = np.sum([served.minutes[need][order] for need in layer.needs], axis=0)
        np.add.at(work, cells.of, rows_work)
        group_of, who = _divided(graph, work, ways, layer, _reach(from_base, layer), tolerance, seed, effort)
        for number, person in enumerate(who):
            mine = np.flatnonzero((group_of == number)[cells.of] & (rows_work > 0))
            if not len(mine):
                continue  # more people than places with such work
            found.append(
                Territory(
                    holder=people[person].id,
                    needs=layer.needs,
                    rows=np.sort(order[mine]).astype(np.int32),
                    minutes=int(work[group_of == number].sum()),
                    target=int(layer.target[layer.people.index(person)]),
                    across_m=_across(points[mine]),
                    outline=outline([grounds[cell] for cell in np.flatnonzero(group_of == number)], flat),
                )
            )
    return TerritoryProposal(
        territories=tuple(found), uncovered=nobody, links=len(links), cells=_unordered(cells, order), graph=graph
    )


def _check(served: Served, people: Sequence[Holder]) -> None:
    flaws = []
    if not len(served.ids) or not any(column.any() for column in served.minutes.values()):
        flaws.append(Flaw(path="served", message_en="there is no work to divide", message_zh="没有可划分的工作量"))
    if not any(one.minutes > 0 for one in people):
        flaws.append(
            Flaw(path="holders", message_en="nobody has working time", message_zh="没有可上岗的人员，无法划分片区")
        )
    if len({one.id for one in people}) != len(people):
        flaws.append(Flaw(path="holders", message_en="ids must be unique", message_zh="人员编号不得重复"))
    if flaws:
        raise ProblemError(flaws)


def _divided(
    graph: Graph,
    work: Ints,
    ways: Ints,
    layer: Layer,
    reach: Ints,
    tolerance: float,
    seed: int,
    effort: Effort | None,
) -> tuple[npt.NDArray[np.int32], tuple[int, ...]]:
    """Return the group of each cell and whose group it is; more people than cells leaves the last without any."""
    chosen = sorted(np.argsort(-layer.target, kind="stable")[: len(work)].tolist())
    target = layer.target[chosen]
    question = districting(graph, work, ways, target, tolerance=tolerance, reach_m=reach[chosen])
    found = partition(question, seed=seed, effort=effort)
    return found.group_of, tuple(layer.people[one] for one in chosen)


def _ways(people: Sequence[Holder], flat: Flat, middles: Floats, ways_of: WaysOf | None) -> tuple[Ints, Floats]:
    """Return metres between the cells, and from each person's base to each cell, people by rows."""
    bases = np.array([[one.lon, one.lat] for one in people])
    if ways_of is None:
        away = np.hypot(*(flat.metres(bases)[:, None, :] - middles[None, :, :]).transpose(2, 0, 1))
        return metres_between(middles), away
    # Bases that several share are asked for once.
    stands, base_of = np.unique(bases, axis=0, return_inverse=True)
    found = ways_of(np.concatenate([flat.degrees(middles), stands]))
    n = len(middles)
    return found[:n, :n], found[n:, :n][base_of.ravel()].astype(np.float64)


def _reach(from_base: Floats, layer: Layer) -> Ints:
    away = from_base[list(layer.people)]
    # A base that all share says nothing about who should hold what: only differences count.
    return np.asarray(np.rint(BASE_WEIGHT * (away - away.min(axis=0))), np.int64)


def _across(points: Floats) -> int:
    return int(np.hypot(*np.ptp(points, axis=0))) if len(points) else 0


def _unordered(cells: Cells, order: Ints) -> Cells:
    """Return the cells with their points in the order they were given in."""
    of = np.empty_like(cells.of)
    of[order] = cells.of
    return Cells(of=of, middle=cells.middle, work=cells.work)
