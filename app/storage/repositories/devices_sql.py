"""The statements about phones."""

_ACCOUNT = """
    u.id AS user_id, u.name AS user_name, u.active, u.technician_id,
    ARRAY(
        SELECT r.name FROM user_role ur JOIN role r ON r.id = ur.role_id WHERE ur.user_id = u.id ORDER BY r.name
    ) AS roles
"""
_PHONE = f"d.id, d.public_jwk, d.revoked_at, d.last_seen_at, {_ACCOUNT}"

LOCK_CODE = f"""
SELECT c.id, c.created_at, c.expires_at, c.used_at, {_ACCOUNT}
FROM enrolment_code c JOIN app_user u ON u.id = c.user_id WHERE c.code_sha256 = :sha FOR UPDATE OF c
"""  # noqa: S608

ADD_PHONE = "INSERT INTO device (user_id, name, public_jwk) VALUES (:user, :name, CAST(:jwk AS jsonb)) RETURNING id"

ENROLLED_SINCE = """
SELECT d.id FROM device d
WHERE d.user_id = :user AND d.public_jwk = CAST(:jwk AS jsonb) AND d.created_at >= :since AND d.revoked_at IS NULL
    AND NOT EXISTS (SELECT FROM device_token t WHERE t.device_id = d.id AND t.used_at IS NOT NULL)
ORDER BY d.created_at DESC LIMIT 1
"""

LOCK_PHONE = f"SELECT {_PHONE} FROM device d JOIN app_user u ON u.id = d.user_id WHERE d.id = :id FOR UPDATE OF d"  # noqa: S608

ADD_GENERATION = """
INSERT INTO device_token (device_id, family, generation, access_sha256, refresh_sha256, sealed, issued_at, access_until,
    refresh_until, used_at, revoked_at)
VALUES (:device_id, :family, :number, :access_sha256, :refresh_sha256, :sealed, :issued_at, :access_until,
    :refresh_until, :used_at, :revoked_at)
"""

BY_ACCESS = f"""
SELECT {_PHONE}, t.device_id AS t_device_id, t.family AS t_family, t.generation AS t_generation,
    t.access_sha256 AS t_access_sha256, t.refresh_sha256 AS t_refresh_sha256, t.sealed AS t_sealed,
    t.issued_at AS t_issued_at, t.access_until AS t_access_until, t.refresh_until AS t_refresh_until,
    t.used_at AS t_used_at, t.revoked_at AS t_revoked_at
FROM device_token t JOIN device d ON d.id = t.device_id JOIN app_user u ON u.id = d.user_id
WHERE t.access_sha256 = :sha
"""  # noqa: S608

NEWEST = """
SELECT * FROM device_token WHERE device_id = :device AND family = :family ORDER BY generation DESC LIMIT 1
"""

BEGAN_AT = "SELECT min(issued_at) AS began_at FROM device_token WHERE device_id = :device AND family = :family"

# Tokens sealed for the generation before are of no use once this one was used.
USED = """
UPDATE device_token SET used_at = coalesce(used_at, :at), sealed = NULL
WHERE device_id = :device AND family = :family AND generation = :number
"""

REVOKE_FAMILY = """
UPDATE device_token SET revoked_at = coalesce(revoked_at, :at), sealed = NULL
WHERE device_id = :device AND family = :family
"""
