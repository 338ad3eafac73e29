"""GET /api/v1/customers/{id}: the one file of a customer; who looks is written down (S9.11)."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.reading import customers as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.desk.customers import CustomerBriefSchema
from app.web.languages import english_wanted
from app.web.parts import parts
from app.web.schemas import ProgrammeSchema

blueprint = Blueprint("customer", __name__, url_prefix="/api/v1", description="The customer's file")
DAY: dict[str, Any] = {"required": True, "allow_none": True, "metadata": {"format": "date"}}


class RuleSchema(Schema):
    """Where the interval comes from, and the interval in words."""

    source = fields.String(required=True)
    interval = fields.Function(lambda rule: rule["interval_en" if english_wanted() else "interval_zh"])
    interval_en = fields.String(required=True)
    interval_zh = fields.String(required=True)


class PartnerSchema(Schema):
    """An open visit that comes before or after; names of households keep the surname only."""

    id = fields.UUID(required=True)
    customer_id = fields.UUID(required=True)
    external_id = fields.String(required=True)
    name = fields.String(required=True)
    programme = fields.Nested(ProgrammeSchema, required=True)
    due_by = fields.String(**DAY)


class OwedSchema(Schema):
    """Something owed to the customer, or fulfilled; `after` is what one person makes before it on the same day."""

    id = fields.UUID(required=True)
    after = fields.Nested(PartnerSchema, required=True, allow_none=True)
    followed_by = fields.List(fields.Nested(PartnerSchema), required=True)
    programme = fields.Nested(ProgrammeSchema, required=True)
    state = fields.String(required=True)
    not_before = fields.String(**DAY)
    ideal_on = fields.String(**DAY)
    due_by = fields.String(**DAY)
    hard = fields.Boolean(required=True)
    overdue_since = fields.String(**DAY)
    previous_done_on = fields.String(**DAY)
    rule = fields.Nested(RuleSchema, required=True)


class PastSchema(Schema):
    """A live visit, done or ahead."""

    id = fields.UUID(required=True)
    date = fields.String(**DAY)
    state = fields.String(required=True)
    technician = fields.String(required=True)


class PhotoSchema(Schema):
    """A stored photo; the address works for whoever may see the file."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    url = fields.String(required=True)


class RecordSchema(Schema):
    """What a visit found."""

    id = fields.UUID(required=True)
    on_date = fields.String(**DAY)
    outcome = fields.String(required=True)
    technician = fields.String(required=True)
    meter_checks = fields.List(fields.Dict(), required=True)
    photos = fields.List(fields.Nested(PhotoSchema), required=True)
    flags = fields.List(fields.String(), required=True)


class UnitBriefSchema(Schema):
    """The customer's unit."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class CustomerFileSchema(CustomerBriefSchema):
    """One household, one file. `special_care` tells only whether there is any, to those who may not know which."""

    phone_masked = fields.String(required=True, allow_none=True)
    origin = fields.String(required=True)
    unit = fields.Nested(UnitBriefSchema, required=True)
    meters = fields.List(fields.Dict(), required=True)
    appliances = fields.List(fields.Dict(), required=True)
    shut_offs = fields.List(fields.Dict(), required=True)
    special_care = fields.Raw(required=True)
    certificates = fields.List(fields.String(), required=True)
    obligations = fields.List(fields.Nested(OwedSchema), required=True)
    visits = fields.List(fields.Nested(PastSchema), required=True)
    records = fields.List(fields.Nested(RecordSchema), required=True)
    invented = fields.List(fields.String(), required=True)


@blueprint.route("/customers/<uuid:customer_id>")
@allow(Permission.SEE_CUSTOMERS)
@blueprint.response(200, CustomerFileSchema)
def customer(customer_id: uuid.UUID) -> Any:
    """Show the file of a customer."""
    return reading.file(parts().begin, caller(), customer_id)
