"""Lists from the desk: GET /api/v1/imports/templates/{kind}.{csv|xlsx}, POST /api/v1/imports."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from flask_smorest.fields import Upload as UploadField
from marshmallow import ValidationError, fields, validate

from app.domain.datum import Datum
from app.domain.permissions import Permission
from app.services.errors import DomainError
from app.services.intake.specs import SPECS, ImportKind
from app.services.intake.upload import MOST_BYTES, Upload, take_upload
from app.services.ports.tables import TemplateFormat
from app.web.access import allow, caller
from app.web.import_answers import ImportSchema, answer_of
from app.web.parts import parts
from app.web.schemas import Strict, Text

blueprint = Blueprint("imports", __name__, url_prefix="/api/v1", description="Lists taken in")
KINDS, ENDINGS = ",".join(ImportKind), ",".join(TemplateFormat)
MEDIA = {
    TemplateFormat.CSV: "text/csv; charset=utf-8",
    TemplateFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What surrounds the file in the body: boundaries and the other fields.
AROUND = 256 << 10


class ColumnsField(fields.Field[dict[str, str]]):
    """JSON: field -> name of the column it stands in."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        try:
            found = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError("不是 JSON / is not JSON") from error
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            raise ValidationError("须为 字段 → 列名 的对象 / must be an object of field to column")
        return found


class TemplateQuery(Strict):
    """The language of the header; both when not said."""

    lang = fields.String(load_default=None, validate=validate.OneOf(["zh", "en"]))


class ImportFileSchema(Strict):
    """The file, CSV or .xlsx."""

    file = UploadField(required=True)


class ImportFormSchema(Strict):
    """How the file is to be taken; nothing is stored unless `dry_run` is false."""

    kind = fields.Enum(ImportKind, by_value=True, required=True)
    datum = fields.Enum(Datum, by_value=True, load_default=Datum.WGS84)
    mapping = ColumnsField(load_default=None)
    sheet = Text(load_default=None, most=100)
    dry_run = fields.Boolean(load_default=True)
    rows = fields.String(load_default="all", validate=validate.OneOf(["all", "valid"]))
    unit_id = fields.UUID(load_default=None)


def bounded(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a body that is too large before any of it is read."""

    @wraps(view)
    def limited(*args: Any, **kwargs: Any) -> Any:
        request.max_content_length = MOST_BYTES + AROUND
        return view(*args, **kwargs)

    return limited


@blueprint.route(f"/imports/templates/<any({KINDS}):kind>.<any({ENDINGS}):ending>")
@allow(Permission.IMPORT)
@blueprint.arguments(TemplateQuery, location="query")
@blueprint.response(200, content_type=MEDIA[TemplateFormat.CSV])
def import_template(asked: Mapping[str, Any], kind: str, ending: str) -> Response:
    """Give an empty list with one row of examples."""
    made = TemplateFormat(ending)
    content = parts().tables.template(SPECS[ImportKind(kind)], made, asked["lang"])
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{ending}"', "Cache-Control": "no-store"}
    return Response(content, content_type=MEDIA[made], headers=headers)


@blueprint.route("/imports", methods=["POST"])
@allow(Permission.IMPORT)
@bounded
@blueprint.arguments(ImportFileSchema, location="files")
@blueprint.arguments(ImportFormSchema, location="form")
@blueprint.response(200, ImportSchema)
@blueprint.alt_response(413, description="The file is larger than 20 MB")
@blueprint.alt_response(422, description="The file or some of its rows cannot be taken; nothing was stored")
def import_list(files: Mapping[str, Any], asked: Mapping[str, Any]) -> Any:
    """Check a list and, when `dry_run` is false, store all of it (`rows=all`) or its good rows (`rows=valid`)."""
    sent = files["file"]
    how = {name: asked[name] for name in ("kind", "datum", "mapping", "sheet", "dry_run", "unit_id")}
    upload = Upload(name=sent.filename or "", raw=sent.read(), only_good=asked["rows"] == "valid", **how)
    table, report = take_upload(parts().begin, parts().tables, parts().roads, parts().clock, caller(), upload)
    answer = answer_of(table, report, upload.kind)
    if not upload.dry_run and not report.stored:
        raise DomainError("import_rows", file=table.file, count=report.refused_rows, **ImportSchema().dump(answer))
    return answer
