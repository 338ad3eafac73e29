"""The port of lists, over the readers and the templates."""

from app.gateways.tables.reader import Limits, read_table
from app.gateways.tables.template import csv_template, workbook_template
from app.services.intake.specs import Spec
from app.services.intake.table import Table
from app.services.ports.tables import TemplateFormat

_WRITERS = {TemplateFormat.CSV: csv_template, TemplateFormat.XLSX: workbook_template}


class TableFiles:
    """Implements `Tables`."""

    def read(self, raw: bytes, name: str, *, sheet: str | None, most_bytes: int, most_rows: int) -> Table:
        """Return what the bytes of a CSV or Excel file hold; see the port."""
        return read_table(raw, name, sheet=sheet, limits=Limits(most_bytes=most_bytes, most_rows=most_rows))

    def template(self, spec: Spec, made: TemplateFormat, language: str | None = None) -> bytes:
        """Return an empty list; see the port."""
        return _WRITERS[made](spec, language)
