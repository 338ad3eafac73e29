"""GET /api/v1/customers: find customers."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from app.domain.kinds import Tier
from app.domain.permissions import Permission
from app.services.reading import customers as reading
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import PageQuery, Text

blueprint = Blueprint("customers", __name__, url_prefix="/api/v1", description="Customers")


class CustomersQuery(PageQuery):
    """`q` is looked for in name and address, as the beginning of the account and as a whole meter number."""

    q = Text(load_default=None, most=100)
    tier = fields.String(load_default=None, validate=validate.OneOf([tier.value for tier in Tier]))


class CustomerBriefSchema(Schema):
    """A customer in a list; names of households keep the surname only."""

    id = fields.UUID(required=True)
    external_id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    tier = fields.String(required=True, allow_none=True)
    address = fields.String(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)


class CustomersSchema(Schema):
    """One page, by account."""

    items = fields.List(fields.Nested(CustomerBriefSchema), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.route("/customers")
@allow(Permission.SEE_CUSTOMERS)
@blueprint.arguments(CustomersQuery, location="query")
@blueprint.response(200, CustomersSchema)
def customers(asked: dict[str, Any]) -> Any:
    """Find customers by words."""
    return reading.search(parts().begin, caller(), reading.CustomerQuestion(**asked))
