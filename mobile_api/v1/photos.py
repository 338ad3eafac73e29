"""PUT /api/mobile/v1/photos/{id}: the bytes of a photo that an operation has announced.

Whole photos up to 15 MB; an upload that is cut is sent again from its beginning. Resumable uploads (tus) are not
offered by this version.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import request
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from app.services.errors import DomainError
from app.services.field.facts import is_sha256
from app.services.field.kinds.photo_added import LARGEST
from app.services.field.photos import store_photo
from mobile_api.auth import caller, phone
from mobile_api.bodies import body_within
from mobile_api.parts import parts
from mobile_api.problems import SIGNED_IN, may_answer

blueprint = Blueprint("phone_photos", __name__, url_prefix="/api/mobile/v1", description="Phone: sync")
HASH = "X-Content-SHA256"
BINARY = {"schema": {"type": "string", "format": "binary"}}


class PhotoStoredSchema(Schema):
    """The photo is stored and verified; the phone may let its copy go after its time."""

    id = fields.UUID(required=True)
    sha256 = fields.String(required=True)
    byte_size = fields.Integer(required=True)
    media_type = fields.String(required=True)
    stored_at = fields.AwareDateTime(required=True)
    completed_records = fields.List(fields.UUID(), required=True)


@blueprint.route("/photos/<uuid:photo_id>", methods=["PUT"])
@phone()
@blueprint.doc(
    security=[{"phone": []}],
    parameters=[
        {"in": "header", "name": HASH, "required": True, "schema": {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}}
    ],
    requestBody={"required": True, "content": {"image/jpeg": BINARY, "image/png": BINARY}},
)
@may_answer(
    blueprint, *SIGNED_IN, "photo_unknown", "hash_mismatch", "photo_rejected", "invalid_input", "too_large", "disk_full"
)
@blueprint.response(200, PhotoStoredSchema)
def store(photo_id: uuid.UUID) -> Any:
    """Store a photo; the same content again is answered alike."""
    content = body_within(LARGEST)
    sha256 = request.headers.get(HASH, "").strip().lower()
    if not is_sha256(sha256):
        raise DomainError(
            "invalid_input", why=f"{HASH} must be 64 hexadecimal digits", why_zh=f"{HASH} 需为 64 位十六进制"
        )
    stored = store_photo(parts().begin, parts().clock, parts().shelf, caller(), photo_id, content, sha256)
    photo = stored.photo
    return {
        "id": photo.id,
        "sha256": photo.sha256,
        "byte_size": photo.byte_size,
        "media_type": photo.media_type,
        "stored_at": photo.stored_at,
        "completed_records": stored.completed_records,
    }
