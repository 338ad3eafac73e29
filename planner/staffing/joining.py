"""How many people each area gets, and which areas of class 3 one person looks after together.

Source: S8.4: class 1 one person with an assistant, class 2 one person, several neighbouring class 3 areas one person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from planner.problem.errors import Flaw, ProblemError
from planner.staffing.areas import Area, AreaClass
from planner.staffing.classes import Classed, classify
from planner.staffing.districts import districting
from planner.staffing.fewest import fewest_groups
from planner.staffing.graph import Graph, components, graph_of
from planner.staffing.ground import Ints, flat_around, metres_between
from planner.staffing.partition import Effort
from planner.staffing.policy import StaffingPolicy


class PostKind(StrEnum):
    """What a post is made of."""

    WITH_ASSISTANT = "with_assistant"
    SINGLE = "single"
    JOINED = "joined"


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """One person's work (and an assistant's): `areas` are ids, ascending; `share` is work over what people can do.

    `across_m` is the largest distance between the middles of two of its areas.
    """

    kind: PostKind
    areas: tuple[str, ...]
    people: int
    assistants: int
    work_minutes: int
    share: float
    across_m: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffingProposal:
    """Posts for all areas.

    Attributes
    ----------
    classed : class and reason of each area, by id
    posts : by class, then by their first area; each area is in exactly one
    proven : whether no way of joining is cheaper
    fits : no joined post has more work than one person can do
    """

    policy: StaffingPolicy
    classed: dict[str, Classed]
    posts: tuple[Post, ...]
    proven: bool
    fits: bool

    @property
    def people(self) -> int:
        """People in all, assistants included."""
        return sum(post.people + post.assistants for post in self.posts)


def propose_staffing(
    areas: Sequence[Area],
    borders: Sequence[tuple[str, str]],
    policy: StaffingPolicy,
    *,
    ways: Ints | None = None,
    seed: int = 1,
    effort: Effort | None = None,
) -> StaffingProposal:
    """Return posts for `areas`; the order of `areas` and `borders` (pairs of ids) does not matter.

    Parameters
    ----------
    ways : int64 (n, n), metres between the middles of `areas` in their order, or what counts as such; by default
        straight lines

    Raises
    ------
    ProblemError : an id is used twice, or a border names an unknown area
    """
    rows_by_id = sorted(range(len(areas)), key=lambda row: areas[row].id)
    ordered = [areas[row] for row in rows_by_id]
    between = middles_m(ordered) if ways is None else ways[np.ix_(rows_by_id, rows_by_id)]
    graph = _graph(ordered, borders)
    classed = {area.id: classify(area, policy) for area in ordered}
    single = [area for area in ordered if classed[area.id].area_class is not AreaClass.THIRD]
    posts = [_alone(area, classed[area.id].area_class, policy) for area in single]
    third = [row for row, area in enumerate(ordered) if classed[area.id].area_class is AreaClass.THIRD]
    proven = True
    for rows in components(graph, third):
        mine = [ordered[row] for row in rows]
        groups, sure = _grouped(mine, graph.part(rows), between[np.ix_(rows, rows)], policy, seed, effort)
        proven &= sure
        posts += [_joined([ordered[rows[one]] for one in group], policy) for group in groups]
    order = {PostKind.WITH_ASSISTANT: 0, PostKind.SINGLE: 1, PostKind.JOINED: 2}
    return StaffingProposal(
        policy=policy,
        classed=classed,
        posts=tuple(sorted(posts, key=lambda post: (order[post.kind], post.areas))),
        proven=proven,
        fits=all(post.share <= 1 + policy.tolerance for post in posts if post.kind is PostKind.JOINED),
    )


def _graph(areas: Sequence[Area], borders: Sequence[tuple[str, str]]) -> Graph:
    row = {area.id: number for number, area in enumerate(areas)}
    if len(row) != len(areas):
        raise ProblemError([Flaw(path="areas", message_en="ids must be unique", message_zh="区域编号不得重复")])
    for pair in borders:
        for name in pair:
            if name not in row:
                raise ProblemError([Flaw(path="borders", message_en=f"unknown area {name}", message_zh="区域不存在")])
    return graph_of(len(areas), [(row[a], row[b]) for a, b in borders])


def _alone(area: Area, area_class: AreaClass, policy: StaffingPolicy) -> Post:
    first = area_class is AreaClass.FIRST
    return Post(
        kind=PostKind.WITH_ASSISTANT if first else PostKind.SINGLE,
        areas=(area.id,),
        people=1,
        assistants=int(first),
        work_minutes=area.work_minutes,
        share=area.work_minutes / policy.person_minutes / (1 + first),
        across_m=0,
    )


def _grouped(
    areas: list[Area], graph: Graph, metres: Ints, policy: StaffingPolicy, seed: int, effort: Effort | None
) -> tuple[list[list[int]], bool]:
    """Return rows of `areas` (connected) that are joined: as few groups as the work allows; whether that is proven."""
    work = np.array([area.work_minutes for area in areas], np.int64)
    fewest = max(1, -(-int(work.sum()) // policy.person_minutes))
    if policy.most_areas is not None:
        fewest = max(fewest, -(-len(areas) // policy.most_areas))
    groups, sure = fewest_groups(
        lambda count: districting(graph, work, metres, _even(work, count), tolerance=policy.tolerance),
        lambda group: _bearable(group, work, policy),
        min(fewest, len(areas)),
        seed=seed,
        effort=effort,
    )
    return sorted(groups), sure


def _even(work: Ints, count: int) -> Ints:
    return np.full(count, -(-int(work.sum()) // count), np.int64)


def _bearable(group: list[int], work: Ints, policy: StaffingPolicy) -> bool:
    heavy = work[group].sum() > policy.person_minutes * (1 + policy.tolerance)
    crowded = policy.most_areas is not None and len(group) > policy.most_areas
    return not (crowded or (heavy and len(group) > 1))


def _joined(areas: list[Area], policy: StaffingPolicy) -> Post:
    work = sum(area.work_minutes for area in areas)
    return Post(
        kind=PostKind.JOINED,
        areas=tuple(area.id for area in areas),
        people=1,
        assistants=0,
        work_minutes=work,
        share=work / policy.person_minutes,
        across_m=int(middles_m(areas).max()),
    )


def middles_m(areas: Sequence[Area]) -> Ints:
    """Return metres between the middles of areas, int64 (n, n)."""
    if not areas:
        return np.zeros((0, 0), np.int64)
    lonlat = np.array([[area.lon, area.lat] for area in areas])
    return metres_between(flat_around(lonlat).metres(lonlat))
