"""The judge of proofs: a yes must survive counting hours, a no must not be refuted by simply doing the work.

Source: S9.1 (the plan proves that none will lapse, or names which and why). Hard.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from planner.checking.greedy import fits_by_hand
from planner.checking.law import RegionLaw, excess, regions_law, skill_unions, window_days
from planner.plan import Proof, ShortageCertificate, Violation
from planner.problem import Problem

TOLERANCE = 0.01


def check_proof(problem: Problem, proof: Proof) -> tuple[Violation, ...]:
    """Return what is wrong with `proof`.

    A yes is refuted by a hard obligation that lapsed before the horizon, and by any stretch of days in which a region
    has more hard work that must be done inside it than hours of anyone certified for it. A no is refuted by
    contradictory figures, and by fitting the named work into the named region by hand. What neither way decides is
    left to the proof.
    """
    found = [*_consistent(proof)]
    laws = {problem.regions[law.region]: law for law in regions_law(problem)}
    if proof.fits:
        found += [*_lapsed(problem), *(one for law in laws.values() for one in _overfull(problem, law))]
    for shortage in proof.shortages:
        found += _shortage(problem, laws, shortage)
    return tuple(found)


def _consistent(proof: Proof) -> Iterator[Violation]:
    if proof.fits == bool(proof.shortages):
        yield _say(
            "proof_consistent", "a yes names no shortage, a no names at least one", "能满足则无缺口，不能满足须列出缺口"
        )


def _lapsed(problem: Problem) -> Iterator[Violation]:
    _, last = window_days(problem)
    for number in np.flatnonzero(problem.obligations.hard & (last < 0)).tolist():
        name = problem.obligations.ids[number]
        en, zh = f"{name} was due before the horizon begins", f"{name} 在计划期开始前已到期"
        yield _say("proof_yes", en, zh, obligation=number)


def _overfull(problem: Problem, law: RegionLaw) -> Iterator[Violation]:
    """Report the stretch of days that lacks most, if any lacks."""
    need = problem.obligations.skills[law.rows]
    start = problem.horizon.start
    worst, where = 0, (0, 0)
    for kinds in skill_unions(need) if len(law.rows) else ():
        table = excess(law, need, kinds, start.weekday())
        if table.max() > worst:
            worst = int(table.max())
            a, b = np.unravel_index(int(np.argmax(table)), table.shape)
            where = int(a), int(b)
    if worst > 0:
        first, last = (start + timedelta(days=day) for day in where)
        hours, region = round(worst / 3600, 2), problem.regions[law.region]
        en = f"{region}: {hours} h more hard work than certified hours from {first} to {last}"
        zh = f"{region}：{first} 至 {last} 法定工作比持证工时多 {hours} 小时"
        yield _say("proof_yes", en, zh, amount=worst / 3600)


def _shortage(problem: Problem, laws: dict[str, RegionLaw], said: ShortageCertificate) -> Iterator[Violation]:
    law = laws.get(said.region)
    if law is None or set(said.certificates) - set(problem.certificates):
        yield _say("proof_no", f"{said.region}: no such region or certificate", f"{said.region}：区域或证书不存在")
        return
    wrong = abs(said.demand_h - said.capacity_h - said.missing_h) > TOLERANCE * max(1.0, said.demand_h)
    if wrong or said.missing_h <= 0 or said.obligations < 1 or not 0 <= said.week_from < said.week_until:
        yield _say("proof_no", f"{said.region}: figures contradict each other", f"{said.region}：数字自相矛盾")
    elif _refuted(problem, law, said):
        en = f"{said.region}: all of it fits from {said.starts_on} to {said.ends_on}"
        yield _say(
            "proof_no", en, f"{said.region}：{said.starts_on} 至 {said.ends_on} 其实都排得下", amount=said.missing_h
        )


def _refuted(problem: Problem, law: RegionLaw, said: ShortageCertificate) -> bool:
    """Tell whether everything the certificate can mean was done by hand, with all setups paid and none impossible.

    A region that lends its people is not tried: it may be short because it lent them.
    """
    if any(loan.giver == law.region for loan in problem.policy.lending):
        return False
    start, owed = problem.horizon.start, problem.obligations
    kinds = {kind: bit for bit, kind in enumerate(problem.certificates)}
    asked = np.uint64(sum(1 << kinds[kind] for kind in said.certificates))
    need = owed.skills[law.rows]
    inside = (law.first >= (said.starts_on - start).days) & (law.last <= (said.ends_on - start).days)
    inside &= (need & ~asked) == 0
    whole = owed.service_s[law.rows].astype(np.int64) + owed.setup_s[law.rows]
    if _has_hopeless(problem, law, asked) or (whole[inside] > _shortest_shift(law)).any():
        return False
    paid = RegionLaw(
        region=law.region,
        rows=law.rows,
        first=law.first,
        last=law.last,
        work_s=whole,
        net_s=law.net_s,
        skills=law.skills,
        lent_s=0,
    )
    return fits_by_hand(paid, need, inside)


def _has_hopeless(problem: Problem, law: RegionLaw, asked: np.uint64) -> bool:
    """Tell whether something that lapsed before the horizon may be what is meant."""
    owed = problem.obligations
    _, last = window_days(problem)
    meant = owed.hard & (last < 0) & (problem.region_of() == law.region) & ((owed.skills & ~asked) == 0)
    return bool(meant.any())


def _shortest_shift(law: RegionLaw) -> int:
    """Return the shortest shift's net seconds: anything longer than that might be longer than its shifts."""
    working = law.net_s[law.net_s > 0]
    return int(working.min()) if len(working) else 0


def _say(rule: str, en: str, zh: str, *, amount: float = 0.0, obligation: int | None = None) -> Violation:
    return Violation(rule=rule, message_en=en, message_zh=zh, amount=amount, obligation=obligation)
