"""Which class of storage answers which port of the services; add a pair here when you add a port."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from app.services.ports.intake import Intake
from app.storage.repositories.intake import SqlIntake

REPOSITORIES: dict[type, Callable[[Session], Any]] = {
    Intake: SqlIntake,
}
