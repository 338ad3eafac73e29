"""Phones, enrolment codes and tokens in PostgreSQL."""

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.ports.devices import Account, Code, Generation, Jwk, Phone
from app.storage.repositories import devices_sql as sql

_TOKEN = (
    "device_id", "family", "access_sha256", "refresh_sha256", "sealed", "issued_at", "access_until", "refresh_until",
    "used_at", "revoked_at",
)  # fmt: skip


class SqlDevices:
    """Answers `app.services.ports.devices.DeviceStore`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_code(self, code_sha256: str) -> Code | None:
        """Select for update."""
        row = self._row(sql.LOCK_CODE, sha=code_sha256)
        if row is None:
            return None
        times = {name: row[name] for name in ("created_at", "expires_at", "used_at")}
        return Code(id=row["id"], account=_account(row), **times)

    def use_code(self, code_id: uuid.UUID, at: datetime) -> None:
        """Mark as used."""
        self._run("UPDATE enrolment_code SET used_at = :at, updated_at = now() WHERE id = :id", id=code_id, at=at)

    def add_phone(self, user_id: uuid.UUID, name: str, public_jwk: Jwk) -> uuid.UUID:
        """Insert."""
        row = self._row(sql.ADD_PHONE, user=user_id, name=name, jwk=json.dumps(public_jwk))
        return uuid.UUID(str(row["id"]))

    def enrolled_since(self, user_id: uuid.UUID, public_jwk: Jwk, since: datetime) -> uuid.UUID | None:
        """Find by key."""
        row = self._row(sql.ENROLLED_SINCE, user=user_id, jwk=json.dumps(public_jwk), since=since)
        return None if row is None else row["id"]

    def lock_phone(self, device_id: uuid.UUID) -> Phone | None:
        """Select for update."""
        row = self._row(sql.LOCK_PHONE, id=device_id)
        return None if row is None else _phone(row)

    def revoke(self, device_id: uuid.UUID, at: datetime) -> None:
        """Mark as revoked."""
        self._run("UPDATE device SET revoked_at = :at, updated_at = now() WHERE id = :id", id=device_id, at=at)

    def add_generation(self, generation: Generation) -> None:
        """Insert."""
        facts = {name: getattr(generation, name) for name in _TOKEN}
        self._run(sql.ADD_GENERATION, **facts, number=generation.number)

    def by_access(self, access_sha256: str) -> tuple[Phone, Generation] | None:
        """Find the token with device, account and roles in one statement."""
        row = self._row(sql.BY_ACCESS, sha=access_sha256)
        return None if row is None else (_phone(row), _generation(row, prefix="t_"))

    def by_refresh(self, refresh_sha256: str) -> Generation | None:
        """Find by hash."""
        row = self._row("SELECT * FROM device_token WHERE refresh_sha256 = :sha", sha=refresh_sha256)
        return None if row is None else _generation(row)

    def newest(self, device_id: uuid.UUID, family: uuid.UUID) -> Generation:
        """Find the highest number."""
        return _generation(self._row(sql.NEWEST, device=device_id, family=family))

    def began_at(self, device_id: uuid.UUID, family: uuid.UUID) -> datetime:
        """Find the first instant."""
        began: datetime = self._row(sql.BEGAN_AT, device=device_id, family=family)["began_at"]
        return began

    def seen(self, generation: Generation, at: datetime) -> None:
        """Mark token and device."""
        facts = {"device": generation.device_id, "family": generation.family, "number": generation.number, "at": at}
        self._run(sql.USED, **facts)
        self._run("UPDATE device SET last_seen_at = :at WHERE id = :id", id=generation.device_id, at=at)

    def revoke_family(self, device_id: uuid.UUID, family: uuid.UUID, at: datetime) -> None:
        """Mark all of them."""
        self._run(sql.REVOKE_FAMILY, device=device_id, family=family, at=at)

    def _run(self, statement: str, **facts: object) -> None:
        self._session.execute(text(statement), facts)

    def _row(self, statement: str, **facts: object) -> Any:
        return self._session.execute(text(statement), facts).mappings().one_or_none()


def _account(row: Any) -> Account:
    return Account(
        user_id=row["user_id"],
        name=row["user_name"],
        active=row["active"],
        roles=tuple(row["roles"]),
        technician_id=row["technician_id"],
    )


def _phone(row: Any) -> Phone:
    facts = {name: row[name] for name in ("id", "public_jwk", "revoked_at", "last_seen_at")}
    return Phone(account=_account(row), **facts)


def _generation(row: Any, prefix: str = "") -> Generation:
    facts = {name: row[prefix + name] for name in _TOKEN}
    return Generation(number=row[prefix + "generation"], **facts)
