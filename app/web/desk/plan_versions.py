"""POST /api/v1/plan-versions/{id}/approve, /publish, /discard: what becomes of a version (S4.2)."""

from __future__ import annotations

import uuid
from typing import Any

from marshmallow import Schema, fields

from app.domain.permissions import Permission
from app.services.planning import publish as publishing
from app.services.planning import renewal, versions
from app.services.reading.plans import check_version, run
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.desk.plan_runs import RunSchema
from app.web.parts import parts

blueprint = Blueprint("plan_versions", __name__, url_prefix="/api/v1", description="Approving and publishing")


class DecidedSchema(Schema):
    """The version and its state now."""

    id = fields.UUID(required=True)
    state = fields.String(required=True)


@blueprint.route("/plan-versions/<uuid:version_id>/approve", methods=["POST"])
@allow(Permission.APPROVE_PLANS)
@blueprint.response(200, DecidedSchema)
@blueprint.alt_response(409, description="It is no draft, the judge objects, or the caller drafted it")
def approve(version_id: uuid.UUID) -> Any:
    """Approve a draft."""
    check_version(parts().begin, caller(), version_id)
    may = caller().may(Permission.APPROVE_QUARTERS)
    asked = parts().settings.month_approval
    state = versions.approve(parts().begin, parts().clock, version_id, caller().user_id, quarters=may, months=asked)
    return {"id": version_id, "state": state}


@blueprint.route("/plan-versions/<uuid:version_id>/renew", methods=["POST"])
@allow(Permission.RUN_PLANS)
@blueprint.response(202, RunSchema)
@blueprint.alt_response(409, description="It is no draft")
def renew(version_id: uuid.UUID) -> Any:
    """Run it again from what is true now, as close to this draft as that allows; what is done drops out."""
    check_version(parts().begin, caller(), version_id)
    return run(parts().begin, caller(), renewal.renew(parts().begin, version_id, caller().user_id))


@blueprint.route("/plan-versions/<uuid:version_id>/publish", methods=["POST"])
@allow(Permission.PUBLISH_PLANS)
@blueprint.response(200, DecidedSchema)
@blueprint.alt_response(409, description="Published or put away before, stale, not approved yet, or the judge objects")
def publish(version_id: uuid.UUID) -> Any:
    """Put a version in force; its visits reach the phones."""
    check_version(parts().begin, caller(), version_id)
    done = publishing.publish(parts().planning, version_id, caller().user_id)
    return {"id": version_id, "state": done.state}


@blueprint.route("/plan-versions/<uuid:version_id>/discard", methods=["POST"])
@allow(Permission.DISCARD_PLANS)
@blueprint.response(200, DecidedSchema)
@blueprint.alt_response(409, description="It is in force or was")
def discard(version_id: uuid.UUID) -> Any:
    """Put a draft away for good."""
    check_version(parts().begin, caller(), version_id)
    state = versions.discard(parts().begin, parts().clock, version_id, caller().user_id)
    return {"id": version_id, "state": state}
