"""The judge of staffing: each area in one post, posts as the rule says, everything in one piece, figures recomputed.

Source: S8.4, S8.5. It takes nothing from the solvers but the answer itself: plain ids, minutes and borders.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.plan import Violation

Borders = Iterable[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedPost:
    """A post as it is claimed: class of its areas is judged by `staffing_rule`."""

    areas: tuple[str, ...]
    people: int
    assistants: int
    work_minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedMove:
    """A move as it is claimed; `serious` and `lowest` are what the monthly scores of the round say."""

    person: str
    source: str
    to: str
    stayed_days: int | None
    serious: bool
    skills: int
    asked: int


def check_staffing(
    posts: Sequence[JudgedPost],
    work: Mapping[str, int],
    area_class: Mapping[str, int],
    borders: Borders,
) -> tuple[Violation, ...]:
    """Return what is wrong with posts over the areas of `work` (minutes by area id) and `area_class` (1, 2 or 3)."""
    near = _near(borders)
    found = [*_each_once(work, [area for post in posts for area in post.areas], "area_once")]
    for number, post in enumerate(posts):
        found += _rule(number, post, area_class)
        found += _one_piece(f"post {number + 1}", post.areas, near)
        known = sum(work.get(area, 0) for area in post.areas)
        if known != post.work_minutes:
            found.append(_wrong("work_figure", f"post {number + 1}: {post.work_minutes} min claimed, {known} found"))
    return tuple(found)


def check_groups(groups: Mapping[str, Sequence[str]], places: Iterable[str], borders: Borders) -> tuple[Violation, ...]:
    """Return what is wrong with groups of `places`: each place in one group, each group in one piece and not empty."""
    near = _near(borders)
    found = [*_each_once(dict.fromkeys(places, 0), [place for own in groups.values() for place in own], "place_once")]
    for name, own in sorted(groups.items()):
        found += _one_piece(name, own, near)
    return tuple(found)


def check_rotation(moves: Sequence[JudgedMove], *, least_days: int) -> tuple[Violation, ...]:
    """Return what is wrong with moves: nobody too soon without a serious error, certificates held, each person once."""
    found = [_wrong("person_once", f"{name} moves {n} times") for name, n in _repeated(move.person for move in moves)]
    for move in moves:
        if not move.serious and (move.stayed_days is None or move.stayed_days < least_days):
            found.append(_wrong("too_soon", f"{move.person} has been there {move.stayed_days} of {least_days} days"))
        if move.asked & ~move.skills:
            found.append(_wrong("certificate", f"{move.person} lacks a certificate that {move.to} asks for"))
        if move.source == move.to:
            found.append(_wrong("no_move", f"{move.person} moves to the area held"))
    return tuple(found)


def quarter_average(scores: Iterable[tuple[date, float]], start: date, until: date) -> float | None:
    """Return the mean score of ``start <= month < until``, None without any."""
    found = [score for month, score in scores if start <= month < until]
    return sum(found) / len(found) if found else None


def _rule(number: int, post: JudgedPost, area_class: Mapping[str, int]) -> Iterator[Violation]:
    classes = {area_class.get(area) for area in post.areas}
    expected = {1: (1, 1), 2: (1, 0), 3: (1, 0)}
    if len(post.areas) > 1 and classes != {3}:
        yield _wrong("staffing_rule", f"post {number + 1} joins areas that are not all of class 3")
    for area in classes:
        if area is None or expected[area] != (post.people, post.assistants):
            yield _wrong("staffing_rule", f"post {number + 1}, class {area}: {post.people} + {post.assistants} people")


def _one_piece(name: str, places: Sequence[str], near: Mapping[str, set[str]]) -> Iterator[Violation]:
    left = set(places)
    if not left:
        yield _wrong("empty", f"{name} has no place")
        return
    waiting = [min(left)]
    left.discard(waiting[0])
    while waiting:
        fresh = near.get(waiting.pop(), set()) & left
        left -= fresh
        waiting += fresh
    if left:
        yield _wrong("one_piece", f"{name} is not in one piece: {', '.join(sorted(left)[:3])} lies apart", len(left))


def _each_once(known: Mapping[str, int], given: Sequence[str], rule: str) -> Iterator[Violation]:
    count = Counter(given)
    for place in sorted(known.keys() | count.keys()):
        if place not in known or count[place] != 1:
            yield _wrong(rule, f"{place} is given {count[place]} times")


def _repeated(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted((name, n) for name, n in Counter(names).items() if n > 1)


def _near(borders: Borders) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for a, b in borders:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    return near


def _wrong(rule: str, message: str, amount: float = 1.0) -> Violation:
    return Violation(rule=rule, message_en=message, message_zh=f"{_ZH[rule]}（{message}）", amount=amount)


_ZH = {
    "area_once": "每个区域须恰好归一个岗位",
    "place_once": "每个地块须恰好归一组",
    "staffing_rule": "不符合定岗规则",
    "one_piece": "片区不连通",
    "empty": "片区为空",
    "work_figure": "工作量数字不符",
    "too_soon": "到岗不满半年且无严重失误，不得调动",
    "certificate": "证书不符",
    "person_once": "同一人被重复调动",
    "no_move": "调入与调出为同一区域",
}
