"""Empty lists to fill in: a header in both languages and one row of examples."""

import csv
import io

import xlsxwriter

from app.services.intake.fields import Field, FieldKind
from app.services.intake.specs import Spec


def csv_template(spec: Spec, language: str | None = None) -> bytes:
    """Return the template as CSV with a mark, so that every spreadsheet sees the Chinese; the header in one or both."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_title(one, language) for one in spec.fields])
    writer.writerow([one.example for one in spec.fields])
    return text.getvalue().encode("utf-8-sig")


def workbook_template(spec: Spec, language: str | None = None) -> bytes:
    """Return the template as a workbook whose code columns are text, so that no digit is lost."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, must = book.add_format({"bold": True}), book.add_format({"bold": True, "font_color": "#b91c1c"})
        plain = book.add_format({"num_format": "@"})
        page = book.add_worksheet(spec.en)
        for number, one in enumerate(spec.fields):
            page.set_column(number, number, 18, plain if one.kind is not FieldKind.NUMBER else None)
            page.write_string(0, number, _title(one, language), must if one.required else bold)
            page.write_string(1, number, one.example)
        page.freeze_panes(1, 0)
    return stream.getvalue()


def _title(field: Field, language: str | None) -> str:
    return {"zh": field.zh, "en": field.en}.get(language or "", f"{field.zh} {field.en}")
