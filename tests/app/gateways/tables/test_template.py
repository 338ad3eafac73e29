"""Templates are lists that the importer understands (S9.11)."""

import pytest

from app.gateways.tables import read_table
from app.gateways.tables.template import csv_template, workbook_template
from app.services.intake.mapping import mapped
from app.services.intake.parsing import parsed
from app.services.intake.specs import SPECS, Spec


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda spec: spec.kind.value)
@pytest.mark.parametrize("written", [csv_template, workbook_template], ids=["csv", "xlsx"])
def test_a_template_reads_back_without_a_problem(spec: Spec, written: object) -> None:
    """Every field is found by its header and every example is a good cell."""
    table = read_table(written(spec))  # type: ignore[operator]
    columns = mapped(table, spec)
    assert len(columns) == len(spec.fields)
    assert parsed(table, spec, columns).problems == []
