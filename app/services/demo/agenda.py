"""The demo's plan focus: what visits of the month should bring up (S4.3). Invented, and says so."""

import uuid

from app.services.ports.agenda import Agenda, AgendaLine
from app.services.ports.unit_of_work import UnitOfWork

LINES = (
    AgendaLine(kind="product", title="演示：燃气报警器换新 · Demo: replace old gas alarms"),
    AgendaLine(kind="survey", title="演示：用气设备更换意向 · Demo: plans to replace appliances"),
    AgendaLine(kind="special_survey", title="演示：瓶装气与管道气混用 · Demo: bottled gas beside piped gas"),
)


def set_agenda(work: UnitOfWork, version_id: uuid.UUID) -> None:
    """Give the plan of a version the demo's focus items."""
    work.of(Agenda).replace(version_id, LINES)
