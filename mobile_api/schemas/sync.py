"""Operations and their answers."""

from marshmallow import RAISE, Schema, fields, validate
from webargs.fields import DelimitedList

from app.services.field.push import MOST_OPERATIONS
from mobile_api.schemas.strict import Strict

OPERATION = (
    "The JSON text of one operation, exactly as the phone first wrote it down: its sha256 is what makes it the same. "
    "{op_id, device_seq, user_id?, kind, schema_v: 1, entity_id: id of the visit, depends_on?: [op_id], occurred_at: "
    "{device_time, boot_id?, monotonic_ms?, gps_time?}, body}. Bodies by kind: visit_started {}; visit_completed "
    "{record_id, form_key, form_version, answers, started_at?, place?: {lon, lat, accuracy_m?}, expected_photos?: "
    "[sha256]}; no_access {record_id, form_key, form_version, reason, note?, notice_no?, door_gap_ppm?, answers?, "
    "place?, expected_photos?}; meter_check {check_id, meter_id, condition, seal, leak, reading?: decimal as text, "
    "photo_id?}; "
    "hazard_found {hazard_id, kind, grade: 1..3, note?}; photo_added {photo_id, kind, sha256, byte_size, media_type, "
    "place?}. Anything else is kept for the office."
)


class PhoneClockSchema(Strict):
    """The phone's clocks while it sends (R22)."""

    device_time = fields.String(required=True, metadata={"format": "date-time"})
    boot_id = fields.String(allow_none=True, validate=validate.Length(max=200))
    monotonic_ms = fields.Integer(allow_none=True, strict=True)
    gps_time = fields.String(allow_none=True, metadata={"format": "date-time"})


class PushSchema(Schema):
    """At most 100 operations, at most 1 MB in all."""

    class Meta:
        unknown = RAISE

    phone_now = fields.Nested(PhoneClockSchema, load_default=None, allow_none=True)
    operations = fields.List(
        fields.String(metadata={"description": OPERATION}), required=True, validate=validate.Length(max=MOST_OPERATIONS)
    )


class PhoneAnswerSchema(Schema):
    """The answer to one operation; the same one for ever once it is final."""

    op_id = fields.UUID(required=True, allow_none=True, metadata={"description": "Null when it could not be read"})
    result = fields.String(
        required=True,
        validate=validate.OneOf(
            ["applied", "duplicate", "conflict", "needs_office", "waiting", "rejected_id_reuse", "retry"]
        ),
    )
    answer = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={
            "description": "The original result and its facts: visit {id, state, version}, record {id, state}, "
            "next_due {obligation_id, not_before, ideal_on, due_by}, meter_check, hazard, photo, flags, waiting_for, "
            "error {code, message_en, message_zh, phone_action}"
        },
    )


class PushedSchema(Schema):
    """Answers in the order the operations came."""

    server_now = fields.AwareDateTime(required=True)
    results = fields.List(fields.Nested(PhoneAnswerSchema), required=True)


class OperationStatusSchema(Schema):
    """What became of an operation."""

    op_id = fields.UUID(required=True)
    status = fields.String(required=True, metadata={"description": "unknown, stored, or the result"})
    answer = fields.Dict(keys=fields.String(), required=True, allow_none=True)


class OperationStatusesSchema(Schema):
    """In the order asked."""

    items = fields.List(fields.Nested(OperationStatusSchema), required=True)


class IdsQuery(Strict):
    """Ids with commas between them."""

    ids = DelimitedList(fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_OPERATIONS))
