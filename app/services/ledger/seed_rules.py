"""Store the programmes and rules a new company starts with; what is there already stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.programmes import DefaultProgramme, DefaultRule, interval_values
from app.services.ports.ledger import Ledger, ProgrammeSeed, RuleSeed
from app.services.ports.unit_of_work import Begin


@dataclass(frozen=True, kw_only=True, slots=True)
class Seeded:
    """How many rows were new."""

    programmes: int
    rules: int


def seed_rules(begin: Begin, defaults: Sequence[DefaultProgramme]) -> Seeded:
    """Store `defaults`; a second time it stores nothing. A rule the company has changed is never put back."""
    with begin() as work:
        ledger = work.of(Ledger)
        programmes = sum(ledger.store_programme(_programme(each)) for each in defaults)
        rules = sum(ledger.store_rule(_rule(each.code, rule)) for each in defaults for rule in each.rules)
        work.commit()
    return Seeded(programmes=programmes, rules=rules)


def _programme(default: DefaultProgramme) -> ProgrammeSeed:
    return ProgrammeSeed(
        code=default.code,
        kind=default.kind,
        name_en=default.name_en,
        name_zh=default.name_zh,
        certificate=default.certificate,
    )


def _rule(programme: str, default: DefaultRule) -> RuleSeed:
    return RuleSeed(
        programme=programme,
        unit=None,
        customer_kind=default.customer_kind,
        tier=default.tier,
        interval=dict(interval_values(default.interval)),
        hard=default.hard,
        priority=int(default.priority),
        service_s=default.service_s,
        setup_s=default.setup_s,
        window_start_s=default.window_start_s,
        window_end_s=default.window_end_s,
        effective_from=default.effective_from,
        effective_until=default.effective_until,
        source=default.source,
    )
