"""The statements of staffing."""

AREAS = """
SELECT unit.id AS unit_id, unit.code, unit.name, ST_AsBinary(unit.territory) AS territory,
    volume.effective_on AS volume_on, volume.units_sold AS sold, volume.units_in_use AS in_use,
    coalesce(volume.failure_prone_share, 0) AS failure_prone_share
FROM unit LEFT JOIN LATERAL (
    SELECT * FROM area_volume WHERE unit_id = unit.id AND effective_on <= :on ORDER BY effective_on DESC LIMIT 1
) AS volume ON true
WHERE unit.path ^@ :below ORDER BY unit.code
"""

_POSTED = """
SELECT person.id AS technician_id, person.external_id, person.name, person.unit_id, (
        SELECT max(from_on) FROM posting WHERE technician_id = person.id AND unit_id = person.unit_id
            AND from_on <= :on AND (until_on IS NULL OR until_on > :on)
    ) AS since
FROM technician AS person JOIN unit ON unit.id = person.unit_id
WHERE unit.path ^@ ANY(:scope) AND (person.active_from IS NULL OR person.active_from <= :on)
    AND (person.active_until IS NULL OR person.active_until > :on)
ORDER BY person.external_id
"""

POSTED = f"""
SELECT found.*, (SELECT coalesce(array_agg(DISTINCT kind), '{{}}') FROM certificate
    WHERE technician_id = found.technician_id AND valid_from <= :on AND (valid_until IS NULL OR valid_until > :on)
) AS held FROM ({_POSTED}) AS found
"""  # noqa: S608 - put together from constants

SCORES = """
SELECT score.technician_id, score.month, score.score, score.serious_error, score.note
FROM monthly_score AS score JOIN technician AS person ON person.id = score.technician_id
JOIN unit ON unit.id = person.unit_id
WHERE unit.path ^@ ANY(:scope) AND score.month >= :since AND score.month < :until
ORDER BY person.external_id, score.month
"""

VISITORS = """
SELECT DISTINCT ON (customer.id) customer.id, coalesce(customer.preferred_technician_id, visit.technician_id)
FROM customer JOIN unit ON unit.id = customer.unit_id
LEFT JOIN visit ON visit.customer_id = customer.id AND (visit.live OR visit.state = 'completed')
WHERE unit.path ^@ :below AND coalesce(customer.preferred_technician_id, visit.technician_id) IS NOT NULL
ORDER BY customer.id, visit.on_date DESC NULLS LAST
"""

MIDDLES = """
SELECT unit.id, ST_X(middle.point) AS lon, ST_Y(middle.point) AS lat FROM unit CROSS JOIN LATERAL (
    SELECT coalesce(ST_Centroid(unit.territory), (
        SELECT ST_Centroid(ST_Collect(base.point)) FROM base WHERE base.unit_id = unit.id)) AS point
) AS middle WHERE unit.id = ANY(:units) AND middle.point IS NOT NULL
"""

OWNERS = """
SELECT customer.id, customer.account_owner_id FROM customer JOIN unit ON unit.id = customer.unit_id
WHERE unit.path ^@ :below AND customer.account_owner_id IS NOT NULL
"""

UNIT = "SELECT id FROM unit WHERE code = :code AND path ^@ ANY(:scope)"
TECHNICIAN = """
SELECT person.id FROM technician AS person JOIN unit ON unit.id = person.unit_id
WHERE person.external_id = :code AND unit.path ^@ ANY(:scope)
"""

ENTER_VOLUME = """
INSERT INTO area_volume (unit_id, effective_on, units_sold, units_in_use, failure_prone_share, origin)
VALUES (:unit, :effective_on, :units_sold, :units_in_use, :failure_prone_share, 'real')
ON CONFLICT (unit_id, effective_on) DO UPDATE SET units_sold = excluded.units_sold,
    units_in_use = excluded.units_in_use, failure_prone_share = excluded.failure_prone_share, updated_at = now()
"""

END_POSTING = """
UPDATE posting SET until_on = :from_on, updated_at = now()
WHERE technician_id = :technician AND from_on < :from_on AND (until_on IS NULL OR until_on > :from_on)
"""
ENTER_POSTING = """
INSERT INTO posting (technician_id, unit_id, from_on) VALUES (:technician, :unit, :from_on)
ON CONFLICT (technician_id, from_on) DO UPDATE SET unit_id = excluded.unit_id, updated_at = now()
"""

ENTER_SCORE = """
INSERT INTO monthly_score (technician_id, month, score, serious_error, note, entered_by_id)
VALUES (:technician, :month, :score, :serious_error, :note, :user)
ON CONFLICT (technician_id, month) DO UPDATE SET score = excluded.score, serious_error = excluded.serious_error,
    note = excluded.note, entered_by_id = excluded.entered_by_id, updated_at = now()
"""

ENTERED_AREAS = """
SELECT unit.id AS unit_id, unit.code, unit.name, volume.effective_on, volume.units_sold, volume.units_in_use,
    coalesce(volume.failure_prone_share, 0) AS failure_prone_share
FROM unit LEFT JOIN LATERAL (
    SELECT * FROM area_volume WHERE unit_id = unit.id AND effective_on < :until ORDER BY effective_on DESC LIMIT 1
) AS volume ON true
WHERE unit.path ^@ ANY(:scope) AND unit.kind = 'area' ORDER BY unit.code
"""

ENTERED_PEOPLE = f"""
SELECT found.*, unit.name AS unit_name, unit.code AS unit_code
FROM ({_POSTED}) AS found JOIN unit ON unit.id = found.unit_id
ORDER BY found.external_id
"""  # noqa: S608 - put together from constants

ADD = """
INSERT INTO staffing_proposal (unit_id, kind, on_date, seed, body, detail, inputs, progress, made_by_id, ended_at)
VALUES (:unit, :kind, :on, :seed, CAST(:body AS jsonb), CAST(:detail AS jsonb), :inputs, 1, :user, now()) RETURNING id
"""

_SHOWN = """
SELECT proposal.id, proposal.unit_id, unit.name AS unit_name, proposal.kind, proposal.state, proposal.on_date,
    proposal.seed, proposal.created_at, proposal.progress, proposal.started_at, proposal.ended_at, proposal.error,
    proposal.decided_at, proposal.note, maker.name AS made_by,
    decider.name AS decided_by, {body} AS body, unit.path AS unit_path, proposal.inputs
FROM staffing_proposal AS proposal JOIN unit ON unit.id = proposal.unit_id
LEFT JOIN app_user AS maker ON maker.id = proposal.made_by_id
LEFT JOIN app_user AS decider ON decider.id = proposal.decided_by_id
WHERE unit.path ^@ ANY(:scope)"""
LISTED = (
    _SHOWN.format(body="proposal.body -> 'summary'")
    + """ AND (CAST(:kind AS text) IS NULL OR proposal.kind = :kind) AND proposal.state <> 'cancelled'
    AND NOT (proposal.state = 'failed' AND EXISTS (SELECT FROM staffing_proposal AS later
        WHERE later.unit_id = proposal.unit_id AND later.kind = proposal.kind
            AND later.created_at > proposal.created_at AND later.state NOT IN ('failed', 'cancelled')))
ORDER BY proposal.created_at DESC LIMIT 50"""
)
SHOWN = _SHOWN.format(body="proposal.body") + " AND proposal.id = :proposal"

LOCK = """
SELECT proposal.id, proposal.unit_id, unit.path AS unit_path, proposal.kind, proposal.state, proposal.on_date AS on,
    proposal.body, proposal.detail, proposal.made_by_id AS made_by
FROM staffing_proposal AS proposal JOIN unit ON unit.id = proposal.unit_id
WHERE proposal.id = :proposal FOR UPDATE OF proposal
"""

SUPERSEDE = """
UPDATE staffing_proposal SET state = 'superseded', updated_at = :at
WHERE unit_id = :unit AND kind = :kind AND state = 'approved' AND id <> :proposal
"""
SET_STATE = """
UPDATE staffing_proposal SET state = :state, updated_at = :at, note = coalesce(:note, note),
    decided_by_id = CASE WHEN :decided THEN CAST(:user AS uuid) ELSE decided_by_id END,
    decided_at = CASE WHEN :decided THEN CAST(:at AS timestamptz) ELSE decided_at END
WHERE id = :proposal
"""
AUDIT = """
INSERT INTO audit (action, entity, entity_id, user_id, details)
VALUES (:action, :entity, :id, :user, CAST(:details AS jsonb))
"""

PREFER = """
UPDATE customer SET preferred_technician_id = chosen.technician, updated_at = now()
FROM unnest(CAST(:customers AS uuid[]), CAST(:technicians AS uuid[])) AS chosen (customer, technician)
WHERE customer.id = chosen.customer AND customer.preferred_technician_id IS DISTINCT FROM chosen.technician
    AND customer.account_owner_id IS DISTINCT FROM chosen.technician
"""

ADD_HANDOVER = """
INSERT INTO handover (proposal_id, technician_id, from_unit_id, to_unit_id, on_date, reasons)
VALUES (:proposal, :technician, :source, :to, :on, CAST(:reasons AS jsonb)) RETURNING id
"""
ADD_ITEM = """
INSERT INTO handover_item (handover_id, seq, code, title_zh, title_en) VALUES (:handover, :seq, :code, :zh, :en)
"""

_TOUCHED = "(source.path ^@ ANY(:scope) OR target.path ^@ ANY(:scope))"
HANDOVERS = f"""
SELECT handover.id, handover.technician_id, person.name AS technician_name, handover.from_unit_id,
    source.name AS from_unit_name, handover.to_unit_id, target.name AS to_unit_name, handover.on_date,
    handover.state, handover.reasons, handover.effective_at, (
        SELECT coalesce(json_agg(json_build_object('seq', item.seq, 'code', item.code, 'title_zh', item.title_zh,
            'title_en', item.title_en, 'done_at', item.done_at, 'done_by', done.name) ORDER BY item.seq), '[]')
        FROM handover_item AS item LEFT JOIN app_user AS done ON done.id = item.done_by_id
        WHERE item.handover_id = handover.id
    ) AS items
FROM handover JOIN technician AS person ON person.id = handover.technician_id
JOIN unit AS source ON source.id = handover.from_unit_id JOIN unit AS target ON target.id = handover.to_unit_id
WHERE {_TOUCHED} ORDER BY handover.state = 'open' DESC, handover.on_date DESC, person.name LIMIT 100
"""  # noqa: S608 - put together from constants

LOCK_HANDOVER = f"""
SELECT handover.id, handover.technician_id, handover.from_unit_id, handover.to_unit_id, handover.on_date AS on,
    handover.state,
    (SELECT count(*) FROM handover_item WHERE handover_id = handover.id AND done_at IS NULL) AS open_items
FROM handover JOIN unit AS source ON source.id = handover.from_unit_id JOIN unit AS target
    ON target.id = handover.to_unit_id
WHERE handover.id = :handover AND {_TOUCHED} FOR UPDATE OF handover
"""  # noqa: S608 - put together from constants

TICK = """
UPDATE handover_item SET done_at = :at, done_by_id = CASE WHEN CAST(:at AS timestamptz) IS NULL THEN NULL
    ELSE CAST(:user AS uuid) END
WHERE handover_id = :handover AND seq = :seq
"""
MOVE_PERSON = "UPDATE technician SET unit_id = :to, updated_at = :at WHERE id = :technician"
END_HANDOVER = "UPDATE handover SET state = :state, effective_at = :at, updated_at = now() WHERE id = :handover"
