"""Shapes that many endpoints share: problems, pages, text without control characters."""

from marshmallow import RAISE, Schema, ValidationError, fields, validate


def _clean(value: str) -> None:
    if "\0" in value:
        raise ValidationError("不能包含空字符 / must not hold a NUL character")


class Text(fields.String):
    """A string that PostgreSQL can hold."""

    def __init__(self, *, most: int = 200, least: int = 0, **kwargs: object) -> None:
        super().__init__(validate=[validate.Length(min=least, max=most), _clean], **kwargs)  # type: ignore[arg-type]


class Strict(Schema):
    """Input: fields nobody declared are refused (R44)."""

    class Meta:
        unknown = RAISE


class ProblemSchema(Schema):
    """The body of every error."""

    code = fields.String(required=True, metadata={"description": "Stable code of the catalogue"})
    message = fields.String(required=True, metadata={"description": "The sentence, by Accept-Language"})
    message_en = fields.String(required=True)
    message_zh = fields.String(required=True)
    details = fields.Dict(keys=fields.String(), required=True)
    phone_action = fields.String(required=True)


class UnitQuery(Strict):
    """Narrows an answer to a unit and below."""

    unit_id = fields.UUID(load_default=None)


class PageQuery(UnitQuery):
    """Narrows to a unit, one page at a time."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))
    cursor = Text(load_default=None, most=400)


class ProgrammeSchema(Schema):
    """A programme by its code and names."""

    code = fields.String(required=True)
    name_en = fields.String(required=True)
    name_zh = fields.String(required=True)


class CureSchema(Schema):
    """The cheapest thing that would help."""

    kind = fields.String(required=True)
    minutes = fields.Float(required=True, allow_none=True)
    hours = fields.Float(required=True, allow_none=True)
    sentence_en = fields.String(required=True)
    sentence_zh = fields.String(required=True)
