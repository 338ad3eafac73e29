"""The parts of one process, put together from its settings: the only place that knows which adapter serves a port."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.gateways.blobs import ObjectBlobs
from app.gateways.clock import SystemClock
from app.gateways.images import PillowPictures
from app.services.field.photos import Shelf
from app.services.ports.stamps import Stamps
from app.services.ports.zones import Zones
from app.services.reading.kept import Kept
from app.storage.attempts import TableAttempts
from app.storage.engine import make_engine, make_sessions
from app.storage.provision import addresses
from app.storage.repositories.devices_pace import TablePace
from app.storage.unit_of_work import begin_with

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session, sessionmaker

    from app.services.planning.parts import Planning
    from app.services.ports.attempts import Attempts
    from app.services.ports.clock import Clock
    from app.services.ports.devices import Pace
    from app.services.ports.roads import Roads
    from app.services.ports.tables import Tables
    from app.services.ports.unit_of_work import Begin
    from app.settings import Settings


@dataclass
class Container:
    """Adapters of a process, each made when first asked for."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    database_url: str | None = None

    @cached_property
    def engine(self) -> Engine:
        """The pool of connections as the application role."""
        return make_engine(self.database_url or addresses(self.settings).application)

    @cached_property
    def sessions(self) -> sessionmaker[Session]:
        """Sessions over the pool."""
        return make_sessions(self.engine)

    @cached_property
    def begin(self) -> Begin:
        """Opens units of work."""
        return begin_with(self.sessions)

    @cached_property
    def roads(self) -> Roads:
        """The road network plans travel on; loaded late, with the libraries of geometry and search behind it."""
        from app.gateways.roads.choice import EXTRACT_STAMP, chosen_roads

        with self.begin() as work:
            stamp = work.of(Stamps).read(EXTRACT_STAMP)
        return chosen_roads(self.settings, stamp[0] if stamp else None)

    def today(self) -> date:
        """Return the local date where the company is, else in the zone of the settings."""
        with self.begin() as work:
            zone = work.of(Zones).of_company()
        return self.clock.today(ZoneInfo(zone or self.settings.timezone))

    @cached_property
    def tables(self) -> Tables:
        """Reads lists and writes their templates; loaded late, for most processes take no list in."""
        from app.gateways.tables.files import TableFiles

        return TableFiles()

    @cached_property
    def planning(self) -> Planning:
        """What the planning services need; loaded late, for most processes never plan."""
        from app.gateways.executors import executors
        from app.gateways.zone_calendars import zone_calendar
        from app.services.planning.parts import Planning

        return Planning(
            begin=self.begin,
            clock=self.clock,
            roads=self.roads,
            calendars=zone_calendar,
            month_approval=self.settings.month_approval,
            executors=executors(self.settings.planning_processes, self.settings.dask_scheduler_address),
        )

    @cached_property
    def kept_tiles(self) -> Kept:
        """The map tiles this process was asked for last."""
        return Kept()

    @cached_property
    def attempts(self) -> Attempts:
        """Counts tries at signing in."""
        return TableAttempts(self.sessions)

    @cached_property
    def pace(self) -> Pace:
        """Counts what phones ask for."""
        return TablePace(self.sessions, self.clock)

    @cached_property
    def shelf(self) -> Shelf:
        """Keeps photos."""
        return Shelf(blobs=ObjectBlobs(self.settings.blob_url), pictures=PillowPictures())
