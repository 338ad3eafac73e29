"""Passwords: what is long enough, and how it is kept."""

import unicodedata

from argon2 import PasswordHasher

from app.services.errors import DomainError

LEAST, MOST = 12, 128
FEWEST_DIFFERENT = 5


def hashed(password: str) -> str:
    """Return the Argon2id hash of an acceptable password; refuse others with `invalid_input`."""
    normal = unicodedata.normalize("NFKD", password)
    if not LEAST <= len(normal) <= MOST or len(set(normal)) < FEWEST_DIFFERENT:
        raise DomainError(
            "invalid_input",
            why=f"a password has {LEAST} to {MOST} characters, not all alike",
            why_zh=f"密码需要 {LEAST} 到 {MOST} 个字符，且不能过于重复",
        )
    return PasswordHasher().hash(normal)
