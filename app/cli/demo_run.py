"""The demo, stage by stage: read, take in, plan, judge, publish, sum up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cli import demo_inputs as inputs
from app.gateways.roads.built_in import BuiltInRoads
from app.gateways.roads.choice import EXTRACT_STAMP
from app.services.demo.agenda import set_agenda
from app.services.demo.basemap import map_features
from app.services.demo.frames import ROOT, City
from app.services.demo.people_log_in import log_ins
from app.services.demo.prepare import Wishes, city_of
from app.services.demo.request import STAMP
from app.services.demo.take_in import TakenIn, take_in
from app.services.errors import DomainError
from app.services.ledger.seed_rules import seed_rules
from app.services.planning.parts import Ask, Made
from app.services.planning.publish import publish
from app.services.planning.run_annual import run_annual
from app.services.planning.run_days import run_month
from app.services.planning.versions import approve
from app.services.ports.basemap import BasemapStore
from app.services.ports.intake import Intake
from app.services.ports.stamps import CUSTOMERS_STAMP, Stamps

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from app.cli.stages import Stages
    from app.container import Container
    from app.domain.demo.places import CityPlaces
    from app.gateways.osm.extract import Extract
    from app.services.planning.stages import Stage

MONTH_DAYS = 28
CERTIFICATE = "gas_inspection"
NOTICE_ZH = "街道与场所来自 OpenStreetMap；客户等级、表具、历史上门、电话、技术员与片区均为虚构。"
NOTICE_EN = (
    "Streets and places are OpenStreetMap's; tiers, meters, past visits, phones, technicians and areas are invented."
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the stages made."""

    city: City
    taken: TakenIn
    year: Made
    month: Made
    log_ins: list[dict[str, str]]


class DemoRun:
    """One run of the demo on a migrated database."""

    def __init__(self, container: Container, stages: Stages, options: inputs.Options, start: date) -> None:
        self._container, self._stages, self._options, self._start = container, stages, options, start
        self._request = inputs.request_of(options)

    def run(self, extract: Extract, places: CityPlaces) -> Outcome:
        """Go through all stages; every stage is stored whole or not at all."""
        stage = self._stages.stage
        with stage("city", "划分片区并虚构缺失数据", "Drawing areas, inventing what the map does not say"):
            wishes = Wishes(
                name=self._request.city,
                start=self._start,
                seed=self._options.seed,
                technicians=self._options.technicians,
                limit=self._options.limit,
            )
            city = city_of(places, extract.bounds, wishes)
        with stage("import", "保存客户、人员与底图", "Storing customers, people and base map"):
            taken, accounts = self._store(city, extract)
        year = self._year()
        month = self._month()
        self._proposals()
        return Outcome(city=city, taken=taken, year=year, month=month, log_ins=accounts)

    def _store(self, city: City, extract: Extract) -> tuple[TakenIn, list[dict[str, str]]]:
        from app.domain.programmes import default_programmes

        container = self._container
        seed_rules(container.begin, default_programmes())
        roads = BuiltInRoads(extract.graph)
        container.roads = roads
        snap = roads.snap(city.places.lonlat)
        with container.begin() as work:
            stamps = work.of(Stamps)
            earlier = stamps.read(STAMP)
            taken = take_in(work, city, snap, CERTIFICATE)
            known = earlier[1].get("log_ins", []) if earlier else []
            accounts = log_ins(work, city, "tech-01", known if isinstance(known, list) else [])
            stamps.write(STAMP, self._request.fingerprint(), self._facts(city, accounts))
            stamps.write(EXTRACT_STAMP, extract.graph.content)
            stamps.write(CUSTOMERS_STAMP, f"{self._request.fingerprint()}-{city.start}")
            base = work.of(BasemapStore)
            if base.version() != extract.graph.content:
                drawn = extract.basemap
                features = map_features(drawn.layer, drawn.map_class, drawn.name, drawn.wkb)
                base.replace(
                    features, extract.graph.content, {"attribution": roads.attribution, "bounds": extract.bounds}
                )
            work.commit()
        return taken, accounts

    def _facts(self, city: City, accounts: list[dict[str, str]]) -> dict[str, object]:
        return {
            "city": city.name,
            "seed": city.seed,
            "start": city.start.isoformat(),
            "notice_zh": NOTICE_ZH,
            "notice_en": NOTICE_EN,
            "log_ins": accounts,
        }

    def _year(self) -> Made:
        planning = self._container.planning
        with self._stages.stage("year", "法定可行性证明与年度计划", "Proof of law and the year's plan"):
            made = run_annual(planning, self._ask(), _Watching(self._stages))
            if not made.hard_violations:
                publish(planning, made.version_id)
        return made

    def _month(self) -> Made:
        planning = self._container.planning
        with self._stages.stage("month", "首月每日路线", "The first month's routes, day by day"):
            made = run_month(planning, self._ask(month=True), _Watching(self._stages))
        with self._stages.stage("publish", "发布", "Publishing"):
            with self._container.begin() as work:
                set_agenda(work, made.version_id)
                work.commit()
            if not made.hard_violations:
                # Somebody who tries the demo may have approved a quarter: its months then want an approval too.
                approve(planning.begin, planning.clock, made.version_id)
                publish(planning, made.version_id)
        return made

    def _proposals(self) -> None:
        """Propose posts and territories from the city's own customers, once: somebody may have decided on them."""
        from app.domain.kinds import ProposalKind
        from app.domain.scope import Scope
        from app.services.ports.proposing import AskedProposal
        from app.services.ports.staffing import Staffing
        from app.services.staffing.compute import propose

        planning = self._container.planning
        with self._stages.stage("staffing", "定岗与片区方案（仅为建议）", "Posts and territories, as proposals"):
            with self._container.begin() as work:
                if work.of(Staffing).listed(Scope(paths=("/",)), None):
                    return
            for kind in (ProposalKind.AREAS, ProposalKind.TERRITORIES):
                asked = AskedProposal(
                    unit_id=self._root(),
                    kind=kind,
                    seed=self._options.seed,
                    today=self._start,
                    on=None,
                    made_by=None,
                )
                # A city in which there is nothing to divide, or too much to wait for, is planned all the same.
                with suppress(DomainError):
                    propose(planning, asked)

    def _ask(self, *, month: bool = False) -> Ask:
        from datetime import timedelta

        until = self._start + timedelta(days=MONTH_DAYS) if month else None
        return Ask(
            unit_id=self._root(),
            period_start=self._start,
            period_until=until,
            seed=self._options.seed,
            today=self._start,
        )

    def _root(self) -> uuid.UUID:
        with self._container.begin() as work:
            return work.of(Intake).unit_id(ROOT)


class _Watching:
    """Shows a run's progress in the stage's line."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages

    def report(self, stage: Stage, progress: float) -> None:
        """Show the share done."""
        del stage
        self._stages.progress(progress)

    def cancelled(self) -> bool:
        """Go on; Ctrl-C ends the command."""
        return False
