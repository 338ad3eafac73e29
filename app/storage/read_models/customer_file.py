"""The statement behind a customer's file: one row, its lists gathered as JSON."""

from sqlalchemy import text

_PARTNER = """json_build_object('id', f.id, 'customer_id', fc.id, 'external_id', fc.external_id, 'name', fc.name,
            'kind', fc.kind, 'due_by', f.due_by,
            'programme', json_build_object('code', fg.code, 'name_en', fg.name_en, 'name_zh', fg.name_zh))"""
_PARTNERS = """FROM obligation f JOIN customer fc ON fc.id = f.customer_id JOIN programme fg ON fg.id = f.programme_id
            JOIN unit fu ON fu.id = f.unit_id WHERE f.state = 'open' AND fu.path ^@ ANY(:scope)"""

FILE = text(f"""
SELECT c.id, c.external_id, c.name, c.kind, c.tier, c.phone, p.address, ST_X(p.point) AS lon,
    ST_Y(p.point) AS lat, c.origin,
    json_build_object('id', u.id, 'name', u.name) AS unit,
    (SELECT coalesce(json_agg(json_build_object('id', m.id, 'meter_no', m.meter_no, 'make', m.make, 'size', m.size,
        'digits', m.digits, 'made_on', m.made_on, 'scrap_on', m.scrap_on, 'last_reading', m.last_reading,
        'last_read_on', m.last_read_on) ORDER BY m.meter_no), '[]')
     FROM meter m WHERE m.customer_id = c.id) AS meters,
    (SELECT coalesce(json_agg(json_build_object('id', a.id, 'kind', a.kind, 'make', a.make, 'model', a.model,
        'installed_on', a.installed_on, 'scrap_on', a.scrap_on) ORDER BY a.kind, a.id), '[]')
     FROM appliance a WHERE a.customer_id = c.id) AS appliances,
    (SELECT coalesce(json_agg(json_build_object('id', s.id, 'medium', s.medium, 'place', s.place,
        'direction', s.direction, 'procedure', s.procedure) ORDER BY s.medium, s.id), '[]')
     FROM shut_off s WHERE s.premises_id = c.premises_id) AS shut_offs,
    (SELECT coalesce(json_agg(json_build_object('kind', k.kind, 'note', k.note, 'consented_on', k.consented_on,
        'valid_until', k.valid_until) ORDER BY k.kind), '[]')
     FROM special_care k WHERE k.customer_id = c.id AND (k.valid_until IS NULL OR k.valid_until > current_date))
        AS special_care,
    (SELECT coalesce(json_agg(DISTINCT g.certificate), '[]')
     FROM obligation o JOIN programme g ON g.id = o.programme_id
     WHERE o.customer_id = c.id AND o.state = 'open' AND g.certificate IS NOT NULL) AS certificates,
    (SELECT coalesce(json_agg(json_build_object(
        'id', o.id,
        'programme', json_build_object('code', g.code, 'name_en', g.name_en, 'name_zh', g.name_zh), 'state', o.state,
        'after', (SELECT {_PARTNER} {_PARTNERS} AND o.state = 'open' AND f.id = o.after_id),
        'followed_by', (SELECT coalesce(json_agg({_PARTNER} ORDER BY fc.external_id), '[]')
            {_PARTNERS} AND o.state = 'open' AND f.after_id = o.id),
        'not_before', o.not_before, 'ideal_on', o.ideal_on, 'due_by', o.due_by, 'hard', o.hard,
        'overdue_since', o.overdue_since, 'previous_done_on', o.previous_done_on,
        'rule', json_build_object('source', r.source, 'interval', r.interval)) ORDER BY o.due_by DESC), '[]')
     FROM obligation o JOIN programme g ON g.id = o.programme_id JOIN programme_rule r ON r.id = o.rule_id
     WHERE o.customer_id = c.id) AS obligations,
    (SELECT coalesce(json_agg(json_build_object('id', v.id, 'date', v.on_date, 'state', v.state, 'technician', t.name)
        ORDER BY v.on_date DESC), '[]')
     FROM visit v JOIN technician t ON t.id = v.technician_id WHERE v.customer_id = c.id AND v.live) AS visits,
    (SELECT coalesce(json_agg(json_build_object('id', d.id, 'on_date', d.on_date, 'outcome', d.outcome,
        'technician', t.name, 'flags', d.flags,
        'meter_checks', (SELECT coalesce(json_agg(json_build_object('meter_id', q.meter_id, 'checked_at', q.checked_at,
            'condition', q.condition, 'seal', q.seal, 'leak', q.leak, 'reading', q.reading,
            'previous_reading', q.previous_reading, 'flags', q.flags) ORDER BY q.checked_at), '[]')
            FROM meter_check q WHERE q.record_id = d.id),
        'photos', (SELECT coalesce(json_agg(json_build_object('id', h.id, 'kind', h.kind,
            'url', '/api/v1/photos/' || h.id) ORDER BY h.taken_at, h.id), '[]')
            FROM photo h WHERE h.record_id = d.id AND h.stored_at IS NOT NULL))
        ORDER BY d.on_date DESC, d.ended_at DESC), '[]')
     FROM record d JOIN visit v ON v.id = d.visit_id JOIN technician t ON t.id = d.technician_id
     WHERE v.customer_id = c.id) AS records,
    array_remove(ARRAY[
        CASE WHEN c.origin = 'invented' THEN 'name' END,
        CASE WHEN c.origin = 'invented' AND c.phone IS NOT NULL THEN 'phone' END,
        CASE WHEN c.origin = 'invented' THEN 'kind' END,
        CASE WHEN c.tier_origin = 'invented' AND c.tier IS NOT NULL THEN 'tier' END,
        CASE WHEN p.origin = 'invented' THEN 'address' END,
        CASE WHEN EXISTS (SELECT FROM meter m WHERE m.customer_id = c.id AND m.origin = 'invented') THEN 'meters' END,
        CASE WHEN c.origin = 'invented' AND EXISTS (SELECT FROM appliance a WHERE a.customer_id = c.id)
            THEN 'appliances' END,
        CASE WHEN EXISTS (SELECT FROM past_visit h WHERE h.customer_id = c.id AND h.origin = 'invented')
            THEN 'history' END
    ], NULL) AS invented
FROM customer c JOIN premises p ON p.id = c.premises_id JOIN unit u ON u.id = c.unit_id
WHERE c.id = :customer AND u.path ^@ ANY(:scope)
""")  # noqa: S608 - put together from constants
