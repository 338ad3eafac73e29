"""Propose the posts of areas: classes by volume, class 3 areas joined (S8.4)."""

import math
import uuid
from collections.abc import Sequence
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from app.services.errors import DomainError
from app.services.planning.loaded import Loaded
from app.services.ports.planning_store import Json
from app.services.ports.roads import Roads
from app.services.ports.staffing import AreaFacts, Staffing
from app.services.staffing.policies import numbers_of
from app.services.staffing.ways import Ways, ways_of
from app.services.staffing.workload import minutes_by_region
from planner.checking.staffing import JudgedPost, check_staffing
from planner.staffing import Area, Post, StaffingPolicy, StaffingProposal, area_borders, propose_staffing
from planner.staffing.outlines import label_at


def make_areas(
    store: Staffing, roads: Roads, loaded: Loaded, policy: StaffingPolicy, on: date, seed: int
) -> tuple[Json, Json]:
    """Return body and detail of a proposal for the regions of `loaded`.

    Raises
    ------
    DomainError : ``invalid_input`` without any area; ``plan_rejected`` should the judge object
    """
    minutes = minutes_by_region(loaded)
    facts = [one for one in store.areas(loaded.unit.path, on) if one.unit_id in minutes]
    if not facts:
        raise DomainError("invalid_input", why="there are no areas", why_zh="没有可定岗的区域")
    outlines = [None if one.territory is None else shapely.from_wkb(one.territory) for one in facts]
    areas = [_area(loaded, one, outline, minutes[one.unit_id]) for one, outline in zip(facts, outlines, strict=True)]
    borders = area_borders(areas, outlines)
    finder = ways_of(roads, loaded)
    ways = finder.between(np.array([[one.lon, one.lat] for one in areas]))
    found = propose_staffing(areas, borders, policy, ways=ways.metres, seed=seed)
    _judge(found, areas, borders)
    return {**_body(found, areas, facts, outlines, loaded, ways), "ways": finder.said()}, {}


def _area(loaded: Loaded, one: AreaFacts, outline: BaseGeometry | None, minutes: int) -> Area:
    lon, lat = _middle(loaded, one.unit_id, outline)
    return Area(
        id=one.code,
        name=one.name,
        work_minutes=minutes,
        lon=lon,
        lat=lat,
        sold=one.sold,
        in_use=one.in_use,
        failure_prone_share=one.failure_prone_share,
    )


def _middle(loaded: Loaded, unit_id: uuid.UUID, outline: BaseGeometry | None) -> tuple[float, float]:
    number = [unit.id for unit in loaded.regions].index(unit_id)
    mine = loaded.problem.sites.lonlat[loaded.problem.sites.region == number]
    if len(mine):
        lon, lat = mine.mean(axis=0).tolist()
        return float(lon), float(lat)
    point = None if outline is None else outline.representative_point()
    return (0.0, 0.0) if point is None else (float(point.x), float(point.y))


def _judge(found: StaffingProposal, areas: Sequence[Area], borders: Sequence[tuple[str, str]]) -> None:
    posts = [
        JudgedPost(areas=one.areas, people=one.people, assistants=one.assistants, work_minutes=one.work_minutes)
        for one in found.posts
    ]
    classes = {name: int(one.area_class) for name, one in found.classed.items()}
    wrong = check_staffing(posts, {area.id: area.work_minutes for area in areas}, classes, borders)
    if wrong:
        raise DomainError("plan_rejected", count=len(wrong))


def _body(
    found: StaffingProposal,
    areas: Sequence[Area],
    facts: Sequence[AreaFacts],
    outlines: Sequence[BaseGeometry | None],
    loaded: Loaded,
    ways: Ways,
) -> Json:
    index = {area.id: number for number, area in enumerate(areas)}
    people = _people(loaded)
    posts = [
        _post(number, post, index, facts, outlines, people, ways) for number, post in enumerate(found.posts, start=1)
    ]
    classes = [
        {
            "unit_id": str(one.unit_id),
            "code": one.code,
            "name": one.name,
            "class": int(found.classed[one.code].area_class),
            "reason_en": found.classed[one.code].reason_en,
            "reason_zh": found.classed[one.code].reason_zh,
            "volume_known": area.volume_known,
            "minutes": area.work_minutes,
        }
        for one, area in zip(facts, areas, strict=True)
    ]
    summary = {
        "areas": len(areas),
        "posts": len(found.posts),
        "people": found.people,
        "people_now": sum(people.values()),
        "people_by_work": sum(int(str(post["people_by_work"])) for post in posts),
        "proven": found.proven,
        "fits": found.fits,
        "without_volume": sum(not area.volume_known for area in areas),
    }
    return {"summary": summary, "policy": numbers_of(found.policy), "areas": classes, "posts": posts}


def _people(loaded: Loaded) -> dict[str, int]:
    names = [unit.code for unit in loaded.regions]
    count = dict.fromkeys(names, 0)
    for person in loaded.problem.technicians:
        count[names[person.region]] += 1
    return count


def _post(
    number: int,
    post: Post,
    index: dict[str, int],
    facts: Sequence[AreaFacts],
    outlines: Sequence[BaseGeometry | None],
    people: dict[str, int],
    ways: Ways,
) -> Json:
    drawn = [shape for name in post.areas if (shape := outlines[index[name]]) is not None]
    outline = shapely.union_all(drawn).simplify(2e-5) if drawn else None
    return {
        "number": number,
        "kind": post.kind.value,
        "areas": [facts[index[name]].name for name in post.areas],
        "codes": list(post.areas),
        "people": post.people,
        "assistants": post.assistants,
        "people_now": sum(people.get(name, 0) for name in post.areas),
        "minutes": post.work_minutes,
        "share": round(post.share, 4),
        "people_by_work": max(1, math.ceil(round(post.share * (post.people + post.assistants), 4))),
        "across_m": post.across_m,
        "across_s": ways.across_s([index[name] for name in post.areas]),
        "label_at": None if outline is None else label_at(outline),
        "outline": None if outline is None else shapely.geometry.mapping(shapely.set_precision(outline, 1e-6)),
    }
