"""The tokens a phone gets, and the row that is kept of them."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.services.devices.secrets import digest, new_token, sealed, unsealed
from app.services.ports.devices import Generation

ACCESS_LIFE = timedelta(minutes=15)
IDLE_LIFE = timedelta(days=30)
WHOLE_LIFE = timedelta(days=90)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """What the phone keeps; `access_until` and `refresh_until` are by the server's clock."""

    device_id: uuid.UUID
    access_token: str
    refresh_token: str
    access_until: datetime
    refresh_until: datetime


def first(device_id: uuid.UUID, now: datetime) -> tuple[Tokens, Generation]:
    """Return the tokens of a new family."""
    return _issue(device_id, uuid.uuid4(), 0, now, began_at=now, under=None)


def next_after(
    generation: Generation, refresh_token: str, now: datetime, began_at: datetime
) -> tuple[Tokens, Generation]:
    """Return the tokens that follow `generation`, whose refresh token was shown."""
    return _issue(generation.device_id, generation.family, generation.number + 1, now, began_at, refresh_token)


def again(generation: Generation, refresh_token: str) -> Tokens | None:
    """Return the very tokens of `generation`, which were sealed under `refresh_token`; None when it is another."""
    opened = unsealed(generation.sealed or "", refresh_token)
    if opened is None:
        return None
    return Tokens(
        device_id=generation.device_id,
        access_token=opened["access"],
        refresh_token=opened["refresh"],
        access_until=generation.access_until,
        refresh_until=generation.refresh_until,
    )


def _issue(  # noqa: PLR0913
    device_id: uuid.UUID, family: uuid.UUID, number: int, now: datetime, began_at: datetime, under: str | None
) -> tuple[Tokens, Generation]:
    access, refresh = new_token(), new_token()
    tokens = Tokens(
        device_id=device_id,
        access_token=access,
        refresh_token=refresh,
        access_until=now + ACCESS_LIFE,
        refresh_until=min(now + IDLE_LIFE, began_at + WHOLE_LIFE),
    )
    return tokens, Generation(
        device_id=device_id,
        family=family,
        number=number,
        access_sha256=digest(access),
        refresh_sha256=digest(refresh),
        sealed=None if under is None else sealed({"access": access, "refresh": refresh}, under),
        issued_at=now,
        access_until=tokens.access_until,
        refresh_until=tokens.refresh_until,
    )
