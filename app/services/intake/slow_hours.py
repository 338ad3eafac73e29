"""A list of slower hours: all rows of a company and a day together make the rule that holds from that day on."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

import numpy as np

from app.domain.kinds import RuleKind
from app.domain.slow_hours import FACTOR, HOURS, MANY, MOST_PERIODS, OVERLAP, overlapping, wrong_factor, wrong_stretch
from app.services.intake.changes import Asking, Changes
from app.services.intake.frame import Counts, FrameKind
from app.services.intake.parsing import Parsed
from app.services.ports.intake import Intake
from app.services.ports.rules import Company, NewRule, RuleRow, Rules
from app.services.ports.unit_of_work import UnitOfWork

NOT_A_COMPANY = (
    "not_a_company",
    "is no company; slower hours are a whole company's rule",
    "不是公司编码，慢行时段是整个公司的规则",
)
NOT_WHOLE = (
    "not_whole_company",
    "holds for the whole company, which is not yours",
    "规则对整个公司生效，须由管理整个公司的人员导入",
)
BEGUN = (
    "begun",
    "the rule of this day has begun and is kept as it was; enter one from today on",
    "该日起的规则已经生效，须保留原样；请使用今日起的生效日期",
)
BESIDE = (
    "rule_incomplete",
    "another row of the same rule is refused; a rule is stored whole or not at all",
    "同一规则的另一行有误；一条规则须整条保存",
)
Key = tuple[str, date]


def rules_of_slow_hours(work: UnitOfWork, file: Parsed, asking: Asking) -> Changes:
    """Refuse bad rows, and those whose rule they would leave incomplete; return what the others change."""
    for row in np.flatnonzero(file.good).tolist():
        _check_row(file, row)
    groups = _groups(file)
    companies = _companies(work, {code for code, _ in groups})
    for key, rows in groups.items():
        _check_group(work, file, asking, key, rows, companies)
    # Whose rule a row without company or day belongs to, nobody knows.
    astray = sum(map(len, groups.values())) < len(file.good)
    for rows in groups.values():
        if astray or not all(file.good[row] for row in rows):
            for row in (one for one in rows if file.good[one]):
                file.refuse(row, "effective_on", *BESIDE)
    good = {key: rows for key, rows in groups.items() if file.good[rows[0]]}
    return lambda: {FrameKind.COMPANY_RULES.value: _write(work, file, asking, good, companies)}


def _check_row(file: Parsed, row: int) -> None:
    start, end = (cast("int", file.column(name)[row]) for name in ("from", "until"))
    if wrong_stretch(start, end):
        file.refuse(row, "until", "not_hours_of_the_day", HOURS[1], HOURS[0])
    if wrong_factor(cast("float", file.column("factor")[row])):
        file.refuse(row, "factor", "not_a_factor", FACTOR[1], FACTOR[0])


def _groups(file: Parsed) -> dict[Key, list[int]]:
    """Return company and day -> rows, refused ones too."""
    found: dict[Key, list[int]] = defaultdict(list)
    for row, (code, on) in enumerate(zip(file.column("unit"), file.column("effective_on"), strict=True)):
        if code is not None and isinstance(on, date):
            found[str(code), on].append(row)
    return found


def _companies(work: UnitOfWork, codes: set[str]) -> dict[str, Company]:
    """Return code -> company, of codes that are those of companies."""
    paths = work.of(Intake).unit_codes()
    found = {code: work.of(Rules).company_of(paths[code]) for code in codes if code in paths}
    return {code: one for code, one in found.items() if one is not None and one.path == paths[code]}


def _check_group(  # noqa: PLR0913
    work: UnitOfWork, file: Parsed, asking: Asking, key: Key, rows: list[int], companies: Mapping[str, Company]
) -> None:
    company = companies.get(key[0])
    if company is None or (asking.scope is not None and not asking.scope.covers(company.path)):
        for row in (one for one in rows if file.good[one]):
            file.refuse(row, "unit", *(NOT_A_COMPANY if company is None else NOT_WHOLE))
        return
    work.of(Rules).lock(company.id)
    stored = _stored(work, company, key[1])
    if stored is not None and key[1] < _today(asking, company) and stored.numbers != _numbers(file, rows):
        for row in (one for one in rows if file.good[one]):
            file.refuse(row, "effective_on", *BEGUN)
    good = [row for row in rows if file.good[row]]
    if len(good) > MOST_PERIODS:
        file.refuse(good[MOST_PERIODS], "from", "too_many", MANY[1], MANY[0])
    pair = overlapping([_period(file, row) for row in good])
    if pair is not None:
        file.refuse(good[pair[1]], "from", "overlap", OVERLAP[1], OVERLAP[0])


def _today(asking: Asking, company: Company) -> date:
    if asking.clock is None:
        raise TypeError("a list of rules needs to be told the day")
    return asking.clock.today(ZoneInfo(company.time_zone))


def _stored(work: UnitOfWork, company: Company, on: date) -> RuleRow | None:
    rows = work.of(Rules).rows(company.path, RuleKind.TRAVEL)
    return next((one for one in rows if not one.general and one.effective_on == on), None)


def _period(file: Parsed, row: int) -> dict[str, object]:
    names = (("profile", "profile"), ("from_s", "from"), ("until_s", "until"), ("factor", "factor"))
    return {ours: file.column(name)[row] for ours, name in names}


def _numbers(file: Parsed, rows: list[int]) -> dict[str, object]:
    periods = [_period(file, row) for row in rows if file.good[row]]
    return {"periods": sorted(periods, key=lambda one: (str(one["profile"]), int(str(one["from_s"]))))}


def _write(
    work: UnitOfWork, file: Parsed, asking: Asking, groups: Mapping[Key, list[int]], companies: Mapping[str, Company]
) -> Counts:
    """Store a rule for each group; count rules, not rows."""
    new = changed = same = 0
    for (code, on), rows in groups.items():
        company, numbers = companies[code], _numbers(file, rows)
        stored = _stored(work, company, on)
        if stored is not None and stored.numbers == numbers:
            same += 1
            continue
        new, changed = (new + 1, changed) if stored is None else (new, changed + 1)
        source = "; ".join(dict.fromkeys(str(file.column("source")[row]) for row in rows))
        entry = NewRule(
            unit_id=company.id,
            kind=RuleKind.TRAVEL,
            effective_on=on,
            numbers=numbers,
            source=source,
            user_id=asking.user_id,
        )
        work.of(Rules).put(entry, stored)
    return Counts(new=new, changed=changed, same=same)
