"""A problem document (``"format": "roundsman/1"``) to a problem and its travel."""

from dataclasses import asdict, dataclass

from planner.problem import Access, CurePrices, Flaw, Horizon, Lending, Policy, Problem, ProblemError, TravelPeriod
from planner.serial.fields import Fields
from planner.serial.read_obligations import read_obligations
from planner.serial.read_people import DAY_S, Names, read_sites, read_technicians
from planner.serial.read_travel import read_travel
from planner.serial.text import parse
from planner.travel.travel_of import TravelOf

Chances = tuple[tuple[float, ...], ...]

FORMAT = "roundsman/1"
LONGEST = 1100
"""Most days of a horizon: three years, so that a mistyped year does not fill the memory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A problem as read, with the travel its document gives or asks to be estimated."""

    problem: Problem
    travel: TravelOf


def read_problem(text: str | bytes) -> Document:
    """Read a problem document.

    Raises
    ------
    ProblemError
        With every flaw found, each at its JSON path (``$`` is the document itself), in two languages.
    """
    flaws: list[Flaw] = []
    root = Fields(parse(text), "", flaws)
    root.choice("format", (FORMAT,))
    regions, certificates = _names(root, "regions", required=True), _names(root, "certificates", required=False)
    names = Names(regions=_rows(regions), certificates=_rows(certificates))
    sites, names = read_sites(root, names)
    technicians, names = read_technicians(root, names)
    horizon = _horizon(root)
    obligations = read_obligations(root, names, horizon)
    policy = _policy(root, names)
    travel = read_travel(root, sites, technicians, policy)
    root.take("note")
    root.close()
    _refuse(flaws)
    if sites is None or obligations is None or horizon is None or travel is None:
        raise ProblemError([Flaw(path="$", message_en="could not be read", message_zh="无法读取")])
    problem = Problem(
        regions=regions,
        certificates=certificates,
        sites=sites,
        technicians=technicians,
        obligations=obligations,
        horizon=horizon,
        policy=policy,
    )
    return Document(problem=problem, travel=travel)


def _refuse(flaws: list[Flaw]) -> None:
    if flaws:
        raise ProblemError(flaws)


def _names(root: Fields, key: str, *, required: bool) -> tuple[str, ...]:
    found: list[str] = []
    for number, value in enumerate(root.items(key, required=required)):
        if not isinstance(value, str) or not value.strip() or len(value) > 500 or value in found:
            root.note(f"{key}[{number}]", "must be a text that stands only once", "须为不重复的文本")
        else:
            found.append(value)
    return tuple(found)


def _rows(names: tuple[str, ...]) -> dict[str, int]:
    return {name: row for row, name in enumerate(names)}


def _horizon(root: Fields) -> Horizon | None:
    with root.part("horizon") as part:
        start, until = part.day("start"), part.day("until")
        frozen = part.day_or_none("frozen_until")
        if (until - start).days > LONGEST:
            part.note("until", f"at most {LONGEST} days after start", f"计划期至多 {LONGEST} 天")
        return part.made(lambda: Horizon(start=start, until=until, frozen_until=frozen))


def _policy(root: Fields, names: Names) -> Policy:
    usual = Policy()
    with root.part("policy", required=False) as part:
        return Policy(
            reserve_share=part.number("reserve_share", usual.reserve_share, least=0, most=0.99),
            travel_share=part.number("travel_share", usual.travel_share, least=0, most=0.99),
            overtime_s=part.whole("overtime_s", usual.overtime_s, most=86_400),
            overtime_price=part.number("overtime_price", usual.overtime_price, least=0, most=1e6),
            familiarity_s=part.whole("familiarity_s", usual.familiarity_s),
            lending=tuple(_loan(loan, names) for loan in part.objects("lending")),
            cures=_prices(part),
            access=_access(part),
            travel_periods=_periods(part),
        )


def _prices(part: Fields) -> CurePrices:
    usual = asdict(CurePrices())
    with part.part("cures", required=False) as prices:
        return CurePrices(**{name: prices.number(name, price, least=0, most=1e6) for name, price in usual.items()})


def _access(part: Fields) -> Access:
    usual = Access()
    with part.part("access", required=False) as access:
        return Access(
            attempts=access.whole("attempts", usual.attempts, least=1, most=50),
            apart_days=access.whole("apart_days", usual.apart_days, most=366),
            again_s=access.whole("again_s", usual.again_s),
            closed=_closed(access, usual.closed),
        )


def _closed(access: Fields, usual: Chances) -> Chances:
    given = access.items("closed")
    sound = not given or (len(given) == len(usual) and all(_is_day(day) for day in given))
    if not sound:
        access.note("closed", "must be 7 days of 3 chances in 0..1", "须为 7 天、每天 3 个 0 至 1 的概率")
    return tuple(tuple(float(chance) for chance in day) for day in given) if given and sound else usual


def _is_day(day: object) -> bool:
    return (
        isinstance(day, list)
        and len(day) == 3
        and all(type(chance) in (int, float) and 0 <= chance <= 1 for chance in day)
    )


def _periods(part: Fields) -> tuple[TravelPeriod, ...]:
    found = tuple(period for one in part.objects("travel_periods") if (period := _period(one)) is not None)
    return found if part.made(lambda: Policy(travel_periods=found)) else ()


def _period(one: Fields) -> TravelPeriod | None:
    profile, factor = one.text("profile", "car"), one.number("factor", least=0.1, most=10)
    from_s, until_s = one.whole("from_s", most=2 * DAY_S), one.whole("until_s", most=2 * DAY_S)
    return one.made(lambda: TravelPeriod(profile=profile, from_s=from_s, until_s=until_s, factor=factor))


def _loan(loan: Fields, names: Names) -> Lending:
    giver = loan.reference("giver", names.regions, "regions")
    taker = loan.reference("taker", names.regions, "regions")
    if giver == taker:
        loan.note("taker", "must be another region than giver", "不得与 giver 相同")
    return Lending(
        giver=giver,
        taker=taker,
        hours_per_week=loan.number("hours_per_week", least=0, most=100_000),
    )
