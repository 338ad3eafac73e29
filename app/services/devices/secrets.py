"""Tokens: random, kept as hashes only, and tokens that wait for a phone that did not hear them."""

import hashlib
import hmac
import json
import secrets

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_SEAL = b"roundsman: tokens sealed under the refresh token before them"


def new_token() -> str:
    """Return 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def sealed(tokens: dict[str, str], refresh_token: str) -> str:
    """Return `tokens` so that only the holder of `refresh_token` can read them."""
    header = {"alg": "dir", "enc": "A256GCM"}
    return str(jwe.encrypt_compact(header, json.dumps(tokens).encode(), _key(refresh_token)))


def unsealed(text: str, refresh_token: str) -> dict[str, str] | None:
    """Return the tokens again; None when `refresh_token` is another."""
    try:
        plain = jwe.decrypt_compact(text, _key(refresh_token)).plaintext
    except (JoseError, ValueError):
        return None
    opened: dict[str, str] = json.loads(plain or b"{}")
    return opened


def _key(refresh_token: str) -> OctKey:
    return OctKey.import_key(hmac.digest(refresh_token.encode(), _SEAL, "sha256"))
