"""Dates in paths."""

from datetime import date

from werkzeug.routing import BaseConverter, ValidationError


class DateConverter(BaseConverter):
    """``2026-11-23``; anything else is no such address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the date."""
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: object) -> str:
        """Return the path part of a date or of its text."""
        return str(value)


def describe_date(_converter: DateConverter) -> dict[str, str]:
    """Return the OpenAPI type of the converter."""
    return {"type": "string", "format": "date"}
