"""Codes and tokens: random, kept as hashes only, and tokens that wait for a phone that did not hear them."""

import hashlib
import hmac
import json
import secrets

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

# Without letters and digits that are mistaken for each other when a code is read aloud or typed.
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_CODE_LENGTH = 10
_SEAL = b"roundsman: tokens sealed under the refresh token before them"


def new_code() -> str:
    """Return an enrolment code such as ``K7QWE-2M9XA`` (49 random bits, valid for ten minutes, tries are limited)."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return f"{drawn[:5]}-{drawn[5:]}"


def digest_of_code(code: str) -> str:
    """Return the hash of a code, however it was typed."""
    return digest("".join(each for each in code.upper() if each.isalnum()))


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
