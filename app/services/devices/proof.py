"""Proof that a phone holds its key: a JWT over the refresh token's hash and a nonce of ours (never the phone's clock).

Header ``{"alg": "ES256", "typ": "device-proof+jwt"}``, claims ``{"sub": device id, "rth": sha256 of the refresh token
(hex), "nonce": ...}``. The nonce is a time under our own signature, so no process has to remember it.
"""

import base64
import hmac
import uuid
from datetime import datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from app.services.devices.secrets import digest
from app.services.errors import DomainError
from app.services.ports.devices import Jwk

NONCE_LIFE = timedelta(minutes=5)
TYPE = "device-proof+jwt"
_MAC_BYTES = 16


def new_nonce(secret: str, now: datetime) -> str:
    """Return a nonce that is good for five minutes."""
    stamp = int(now.timestamp()).to_bytes(8, "big")
    return base64.urlsafe_b64encode(stamp + _mac(secret, stamp)).decode().rstrip("=")


def public_key(jwk: Jwk) -> Jwk:
    """Return the public part of a P-256 key; refuse any other with ``invalid_input``."""
    try:
        key = ECKey.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y")})
        shown: Jwk = dict(key.as_dict(private=False))
    except (JoseError, KeyError, ValueError, TypeError) as error:
        raise _not_a_key() from error
    if shown.get("crv") != "P-256":
        raise _not_a_key()
    return {name: shown[name] for name in ("kty", "crv", "x", "y")}


def proves(proof: str, jwk: Jwk, device_id: uuid.UUID, refresh_token: str) -> str | None:
    """Return the nonce of a proof made with the key of `jwk` for this token; None when it was not."""
    try:
        token = jwt.decode(proof, ECKey.import_key(jwk), algorithms=["ES256"])
    except (JoseError, ValueError, TypeError):
        return None
    said = token.claims
    fits = token.header.get("typ") == TYPE and said.get("sub") == str(device_id)
    if not fits or not hmac.compare_digest(str(said.get("rth", "")), digest(refresh_token)):
        return None
    return str(said.get("nonce", ""))


def must_be_fresh(nonce: str, secrets: tuple[str, ...], now: datetime) -> None:
    """Refuse a nonce that is not ours or too old with ``proof_nonce``: the phone fetches another and tries again."""
    try:
        raw = base64.urlsafe_b64decode(nonce + "=" * (-len(nonce) % 4))
    except ValueError as error:
        raise DomainError("proof_nonce") from error
    stamp, mac = raw[:8], raw[8:]
    ours = any(hmac.compare_digest(mac, _mac(secret, stamp)) for secret in secrets)
    age_s = now.timestamp() - int.from_bytes(stamp, "big")
    if not ours or not -60 <= age_s <= NONCE_LIFE.total_seconds():
        raise DomainError("proof_nonce")


def _mac(secret: str, stamp: bytes) -> bytes:
    return hmac.digest(secret.encode(), b"roundsman nonce" + stamp, "sha256")[:_MAC_BYTES]


def _not_a_key() -> DomainError:
    return DomainError(
        "invalid_input",
        why="public_jwk must be a P-256 public key",
        why_zh="public_jwk 必须是 P-256 公钥",
        fields={"public_jwk": "P-256"},
    )
