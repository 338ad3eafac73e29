"""GET /api/v1/photos/{id}: a photo or signature of a record, for whoever may see the customer's file."""

from __future__ import annotations

import uuid

from flask import Response

from app.domain.permissions import Permission
from app.services.access.journal import note
from app.services.field.photos import open_photo
from app.web.access import allow, caller
from app.web.blueprints import Blueprint
from app.web.parts import parts

blueprint = Blueprint("photos", __name__, url_prefix="/api/v1", description="Photos")
SHOWN = frozenset({"image/jpeg", "image/png"})


@blueprint.route("/photos/<uuid:photo_id>")
@allow(Permission.SEE_CUSTOMERS)
@blueprint.response(200, content_type="image/jpeg")
def photo(photo_id: uuid.UUID) -> Response:
    """Send a photo; that it was seen is written down like a look at the file."""
    opened = open_photo(parts().begin, parts().shelf.blobs, caller(), photo_id)
    note(parts().begin, "view", "photo", str(photo_id), user_id=caller().user_id)
    media_type = opened.media_type if opened.media_type in SHOWN else "application/octet-stream"
    response = Response(opened.content, mimetype=media_type)
    # Shown in a page as an image; opened by itself it is saved, never run (R52).
    response.headers["Content-Disposition"] = f'attachment; filename="{photo_id}"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(opened.sha256)
    return response
