"""The statements of field work."""

LOCK_VISIT = """
SELECT v.id, v.technician_id, v.customer_id, c.kind AS customer_kind, v.obligation_id, v.state, v.live,
    u.time_zone AS zone
FROM visit v JOIN customer c ON c.id = v.customer_id JOIN unit u ON u.id = v.unit_id
WHERE v.id = :id FOR UPDATE OF v
"""

# A visit that somebody has begun is nobody's to move: it is pinned (R34).
MOVE_VISIT = """
UPDATE visit SET state = :state, pinned = true, version = version + 1, updated_at = now(),
    actual_start_at = least(actual_start_at, CAST(:started AS timestamptz)),
    actual_end_at = coalesce(actual_end_at, CAST(:ended AS timestamptz))
WHERE id = :id RETURNING version
"""

ADD_RECORD = """
INSERT INTO record (id, visit_id, technician_id, device_id, on_date, outcome, form_key, form_version, answers,
    started_at, ended_at, point, accuracy_m, state, flags, expected_photos)
VALUES (:id, :visit_id, :technician_id, :device_id, :on_date, :outcome, :form_key, :form_version,
    CAST(:answers AS jsonb), :started_at, :ended_at, CAST(:point AS geometry), :accuracy_m,
    :state, :flags, :expected_photos)
ON CONFLICT (id) DO NOTHING RETURNING id
"""

FINISH_MEDIA = """
UPDATE record r SET state = 'complete', updated_at = now()
WHERE r.visit_id = :visit AND r.state = 'waiting_media' AND NOT EXISTS (
    SELECT FROM unnest(r.expected_photos) AS wanted WHERE NOT EXISTS (
        SELECT FROM photo p WHERE p.visit_id = r.visit_id AND p.sha256 = wanted AND p.stored_at IS NOT NULL))
RETURNING r.id
"""

RECORD_OF = "SELECT id FROM record WHERE visit_id = :visit ORDER BY created_at, id LIMIT 1"

METER = """
SELECT id, digits, last_reading, last_read_on FROM meter WHERE id = :id AND customer_id = :customer FOR UPDATE
"""

_OF_VISIT = "(SELECT r.id FROM record r WHERE r.visit_id = :visit_id ORDER BY r.created_at, r.id LIMIT 1)"

ADD_METER_CHECK = f"""
INSERT INTO meter_check (id, record_id, visit_id, meter_id, checked_at, condition, seal, leak, reading,
    previous_reading, flags, photo_id)
VALUES (:id, {_OF_VISIT}, :visit_id, :meter_id, :checked_at, :condition, :seal, :leak, :reading, :previous_reading,
    :flags, :photo_id)
ON CONFLICT (id) DO NOTHING RETURNING id
"""  # noqa: S608

READ_METER = """
UPDATE meter SET last_reading = :reading, last_read_on = :on, updated_at = now()
WHERE id = :id AND (last_read_on IS NULL OR last_read_on <= :on)
"""

ADD_HAZARD = f"""
INSERT INTO hazard (id, visit_id, record_id, customer_id, kind, grade, note, found_at, rectify_by)
VALUES (:id, :visit_id, {_OF_VISIT}, :customer_id, :kind, :grade, :note, :found_at, :rectify_by)
ON CONFLICT (id) DO NOTHING RETURNING id
"""  # noqa: S608

ADD_PHOTO = f"""
INSERT INTO photo (id, visit_id, record_id, kind, sha256, byte_size, media_type, taken_at, point, flags)
VALUES (:id, :visit_id, {_OF_VISIT}, :kind, :sha256, :byte_size, :media_type, :taken_at, CAST(:point AS geometry),
    :flags)
ON CONFLICT (id) DO NOTHING RETURNING id
"""  # noqa: S608

PHOTO_ELSEWHERE = "SELECT EXISTS (SELECT FROM photo WHERE sha256 = :sha AND visit_id <> :visit) AS there"

_PHOTO = "p.id, p.visit_id, p.sha256, p.byte_size, p.media_type, p.stored_at"

PHOTO_OF = f"""
SELECT {_PHOTO} FROM photo p JOIN visit v ON v.id = p.visit_id WHERE p.id = :id AND v.technician_id = :technician
"""  # noqa: S608

PHOTO_WITHIN = f"""
SELECT {_PHOTO} FROM photo p JOIN visit v ON v.id = p.visit_id JOIN unit u ON u.id = v.unit_id
WHERE p.id = :id AND u.path ^@ ANY(:scope)
"""  # noqa: S608

PHOTO_STORED = """
UPDATE photo SET stored_at = coalesce(stored_at, :at), byte_size = :size, media_type = :type, width = :width,
    height = :height, updated_at = now()
WHERE id = :id
"""

NEXT_WINDOW = """
SELECT n.id AS obligation_id, n.not_before, n.ideal_on, n.due_by
FROM obligation o JOIN obligation n ON n.customer_id = o.customer_id AND n.programme_id = o.programme_id
WHERE o.id = :id AND n.state = 'open' ORDER BY n.due_by LIMIT 1
"""
