"""Codes that bind a phone to a person: read aloud over a desk, typed once (reliability 3.2)."""

import hashlib
import secrets

# Without the letters and digits that are taken for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4


def new_code() -> str:
    """Return a code like ``7QFM-2KXP-94TA``: about 58 bits, for ten minutes."""
    letters = [secrets.choice(ALPHABET) for _ in range(LENGTH)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, LENGTH, GROUP))


def code_digest(code: str) -> str:
    """Return what is kept of a code; spaces, dashes and letter case do not matter."""
    plain = "".join(code.split()).replace("-", "").upper()
    return hashlib.sha256(plain.encode()).hexdigest()
