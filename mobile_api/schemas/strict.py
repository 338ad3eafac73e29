"""Input: fields nobody declared are refused (R44), and text is such as the database can hold."""

from marshmallow import RAISE, Schema, ValidationError, fields, validate


def _clean(value: str) -> None:
    if "\0" in value or any("\ud800" <= each <= "\udfff" for each in value):
        raise ValidationError("不能包含空字符 / must not hold a NUL character")


class Strict(Schema):
    """Refuses unknown fields."""

    class Meta:
        unknown = RAISE


class Words(fields.String):
    """Text of at least one character."""

    def __init__(self, *, most: int = 200, **kwargs: object) -> None:
        super().__init__(validate=[validate.Length(min=1, max=most), _clean], **kwargs)  # type: ignore[arg-type]
