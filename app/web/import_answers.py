"""What the desk is told about a list: counts, what is wrong by row and column, which points lie off the roads."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields

from app.services.intake.frame import Counts, FrameKind
from app.services.intake.problems import Problem
from app.services.intake.specs import ImportKind
from app.services.intake.table import Table
from app.services.intake.take_file import ImportReport
from app.services.intake.whereabouts import Astray

MAIN = {
    ImportKind.UNITS: FrameKind.UNITS,
    ImportKind.CUSTOMERS: FrameKind.CUSTOMERS,
    ImportKind.PREMISES: FrameKind.PREMISES,
    ImportKind.METERS: FrameKind.METERS,
    ImportKind.TECHNICIANS: FrameKind.TECHNICIANS,
    ImportKind.CERTIFICATES: FrameKind.CERTIFICATES,
    ImportKind.LAST_INSPECTIONS: FrameKind.PAST_VISITS,
    ImportKind.VISIT_ORDER: FrameKind.OBLIGATIONS,
    ImportKind.SLOW_HOURS: FrameKind.COMPANY_RULES,
}
ASTRAY = {
    "off_road": (
        "is far from every road; it is kept where it is and not planned",
        "远离所有道路，保留原位且暂不排入计划",
    ),
    "unreachable": (
        "is on no road that connects; it is kept and not planned",
        "所在道路与路网不连通，保留原位且暂不排入计划",
    ),
}


class TouchedSchema(Schema):
    """Rows of one table that are new, changed or as they were."""

    new = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    same = fields.Integer(required=True)


class ImportCountsSchema(TouchedSchema):
    """Of the list's own kind; `refused` are rows of the file."""

    refused = fields.Integer(required=True)


class ImportProblemSchema(Schema):
    """A cell that cannot be taken; `row` is the file's own number, `column` its header, `field` ours."""

    file = fields.String(required=True)
    sheet = fields.String(required=True, allow_none=True)
    row = fields.Integer(required=True)
    column = fields.String(required=True)
    field = fields.String(required=True)
    value = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    message_en = fields.String(required=True)
    message_zh = fields.String(required=True)


class OutsideSchema(Schema):
    """A point that no road reaches; `distance_m` is null when none is near at all."""

    row = fields.Integer(required=True)
    why = fields.String(required=True)
    distance_m = fields.Integer(required=True, allow_none=True)
    message_en = fields.String(required=True)
    message_zh = fields.String(required=True)


class ImportSchema(Schema):
    """What came of a list; `problems` are the first thousand of `problems_total`, `tables` counts every table."""

    stored = fields.Boolean(required=True)
    rows = fields.Integer(required=True)
    counts = fields.Nested(ImportCountsSchema, required=True)
    tables = fields.Dict(keys=fields.String(), values=fields.Nested(TouchedSchema), required=True)
    problems = fields.List(fields.Nested(ImportProblemSchema), required=True)
    problems_total = fields.Integer(required=True)
    outside = fields.List(fields.Nested(OutsideSchema), required=True)


def answer_of(table: Table, report: ImportReport, kind: ImportKind) -> dict[str, Any]:
    """Return the body for `ImportSchema`."""
    main = report.counts.get(MAIN[kind].value, Counts())
    return {
        "stored": report.stored,
        "rows": report.rows,
        "counts": {**asdict(main), "refused": report.refused_rows},
        "tables": {name: asdict(counts) for name, counts in report.counts.items()},
        "problems": [_problem(one) for one in sorted(report.problems, key=lambda one: one.row)],
        "problems_total": report.refused_cells,
        "outside": [_outside(table, one) for one in report.astray],
    }


def _problem(one: Problem) -> dict[str, Any]:
    return {**asdict(one), "value": None if one.value is None else str(one.value)[:200]}


def _outside(table: Table, one: Astray) -> dict[str, Any]:
    en, zh = ASTRAY[one.why]
    away = None if one.distance_m is None else round(one.distance_m)
    return {"row": table.line[one.row], "why": one.why, "distance_m": away, "message_en": en, "message_zh": zh}
