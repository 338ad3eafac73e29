"""Enrolment and tokens."""

from marshmallow import Schema, fields

from mobile_api.schemas.strict import Strict, Words


class PublicJwkSchema(Strict):
    """The public half of the P-256 key made on the phone (RFC 7517)."""

    kty = Words(required=True, most=10)
    crv = Words(required=True, most=10)
    x = Words(required=True, most=100)
    y = Words(required=True, most=100)
    ext = fields.Boolean(metadata={"description": "As browsers export it; not used"})
    key_ops = fields.List(Words(most=20), metadata={"description": "As browsers export it; not used"})


class EnrolmentSchema(Strict):
    """A one-use code, and the phone that takes it."""

    enrolment_code = Words(required=True, most=40)
    device_name = Words(required=True, most=100)
    public_jwk = fields.Nested(PublicJwkSchema, required=True)


class RefreshSchema(Strict):
    """The refresh token, and the proof that the phone holds its key."""

    refresh_token = Words(required=True, most=200)
    proof = Words(
        required=True,
        most=2000,
        metadata={
            "description": 'JWT, header {"alg": "ES256", "typ": "device-proof+jwt"}, claims {"sub": device_id, '
            '"rth": sha256 of the refresh token (hex), "nonce": from GET /api/mobile/v1/tokens/nonce}'
        },
    )


class TokensSchema(Schema):
    """What the phone keeps; times are by the server's clock."""

    device_id = fields.UUID(required=True)
    access_token = fields.String(required=True)
    refresh_token = fields.String(required=True)
    access_until = fields.AwareDateTime(required=True)
    refresh_until = fields.AwareDateTime(required=True)


class NonceSchema(Schema):
    """Good for five minutes."""

    nonce = fields.String(required=True)
    server_now = fields.AwareDateTime(required=True)
