"""A company in a database of the test's own, and the container of a worker on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from app.container import Container
from app.domain.kinds import PlanLevel
from app.services.planning.runs import start_run
from app.storage.provision import Addresses
from tests.app.services.planning.conftest import TODAY, Company, found
from tests.app.services.town import Town
from tests.conftest import settings_for


@dataclass(kw_only=True)
class Works:
    """A container whose children find the same database through the environment."""

    container: Container
    company: Company

    def queued(self) -> UUID:
        """A month's run on the queue, planned as of the day the company was founded."""
        ask = self.company.ask()
        with self.container.begin() as work:
            run_id = start_run(work, PlanLevel.MONTHLY, type(ask)(**{**_fields(ask), "today": TODAY}))
            work.commit()
        return run_id

    def run(self, run_id: UUID) -> object:
        """The stored run."""
        return self.company.town.rows("SELECT * FROM plan_run WHERE id = :id", id=run_id)[0]


@pytest.fixture
def works(fresh_database: Addresses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Works]:
    """A worker's parts."""
    monkeypatch.setenv("DATABASE_URL", fresh_database.application)
    monkeypatch.setenv("DATABASE_OWNER_URL", fresh_database.owner)
    monkeypatch.setenv("ROUNDSMAN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ROUNDSMAN_PLANNING_PROCESSES", "1")
    monkeypatch.delenv("ROUNDSMAN_ENV", raising=False)
    container = Container(settings_for(fresh_database, tmp_path))
    yield Works(container=container, company=found(Town(sessions=container.sessions)))
    container.engine.dispose()


def _fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]
