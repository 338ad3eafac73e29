"""GET and POST /api/v1/rules: a company's rules of planning and staffing, each from a day on (S8.4, S8.5, S4.2)."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields

from app.domain.kinds import RuleKind
from app.domain.permissions import Permission
from app.services.rules import desk
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts
from app.web.schemas import Strict, Text

blueprint = Blueprint("rules", __name__, url_prefix="/api/v1", description="Rules of the company")


class RulesQuery(Strict):
    """Any unit of the company."""

    unit_id = fields.UUID(required=True)


class RuleEntrySchema(RulesQuery):
    """All numbers of one kind, the day they begin, and where they come from."""

    kind = fields.Enum(RuleKind, by_value=True, required=True)
    effective_on = fields.Date(required=True)
    numbers = fields.Dict(keys=fields.String(), required=True)
    source = Text(required=True, least=1)


class RuleFieldSchema(Schema):
    """One value of a rule: ``least <= value <= most``."""

    name = fields.String(required=True)
    name_zh = fields.String(required=True)
    name_en = fields.String(required=True)
    shape = fields.String(required=True)
    least = fields.Float(required=True)
    most = fields.Float(required=True)
    optional = fields.Boolean(required=True)
    choices = fields.List(fields.String(), required=True)


class RuleRowSchema(Schema):
    """A row; `general` ones come with the product, an `open` one may still be replaced or withdrawn."""

    id = fields.UUID(required=True)
    effective_on = fields.Date(required=True)
    numbers = fields.Dict(required=True)
    source = fields.String(required=True)
    general = fields.Boolean(required=True)
    entered_by = fields.String(required=True, allow_none=True)
    updated_at = fields.AwareDateTime(required=True, format="iso")
    open = fields.Boolean(required=True)


class RuleKindSchema(Schema):
    """One kind of rule: what it is made of, and its rows, the latest first."""

    kind = fields.Enum(RuleKind, by_value=True, required=True)
    fields_ = fields.List(fields.Nested(RuleFieldSchema), required=True, data_key="fields", attribute="fields")
    in_force_id = fields.UUID(required=True, allow_none=True)
    rows = fields.List(fields.Nested(RuleRowSchema), required=True)


class RuleUnitSchema(Schema):
    """A company."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class RuleAreaSchema(Schema):
    """An area that hours may be lent from and to."""

    code = fields.String(required=True)
    name = fields.String(required=True)


class RulesSchema(Schema):
    """The rules of a company; `editable`: the caller has all of it."""

    company = fields.Nested(RuleUnitSchema, required=True)
    today = fields.Date(required=True)
    editable = fields.Boolean(required=True)
    areas = fields.List(fields.Nested(RuleAreaSchema), required=True)
    kinds = fields.List(fields.Nested(RuleKindSchema), required=True)


@blueprint.route("/rules")
@allow(Permission.SEE_RULES)
@blueprint.arguments(RulesQuery, location="query")
@blueprint.response(200, RulesSchema)
def rules(asked: dict[str, Any]) -> Any:
    """Show the rules of a unit's company."""
    return desk.shown(parts().begin, parts().clock, caller(), asked["unit_id"])


@blueprint.route("/rules", methods=["POST"])
@allow(Permission.SET_RULES)
@blueprint.arguments(RuleEntrySchema)
@blueprint.response(200, RulesSchema)
@blueprint.alt_response(403, description="The caller does not have the whole company")
@blueprint.alt_response(409, description="The company's rule of that day has begun: it stays as it was")
def enter(asked: dict[str, Any]) -> Any:
    """Enter numbers that hold from a day on."""
    desk.enter(parts().begin, parts().clock, caller(), **asked)
    return desk.shown(parts().begin, parts().clock, caller(), asked["unit_id"])


@blueprint.route("/rules/<uuid:rule_id>/withdraw", methods=["POST"])
@allow(Permission.SET_RULES)
@blueprint.arguments(RulesQuery)
@blueprint.response(200, RulesSchema)
@blueprint.alt_response(409, description="It has begun")
def withdraw(asked: dict[str, Any], rule_id: uuid.UUID) -> Any:
    """Take back a rule that has not begun before today."""
    desk.withdraw(parts().begin, parts().clock, caller(), asked["unit_id"], rule_id)
    return desk.shown(parts().begin, parts().clock, caller(), asked["unit_id"])
