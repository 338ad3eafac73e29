"""Accounts in their tables."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from app.services.errors import DomainError
from app.services.ports.people import Account
from app.storage.tables import Device, EnrolmentCode, RoleRow, Technician, Unit, User, user_role, user_unit

ACCOUNTS = text("""
SELECT a.id, a.email, a.name, a.active,
    ARRAY(SELECT r.name FROM user_role h JOIN role r ON r.id = h.role_id WHERE h.user_id = a.id ORDER BY 1) AS roles,
    ARRAY(SELECT u.code FROM user_unit h JOIN unit u ON u.id = h.unit_id WHERE h.user_id = a.id ORDER BY 1) AS units
FROM app_user a WHERE CAST(:email AS text) IS NULL OR lower(a.email) = lower(:email) ORDER BY a.email
""")


class SqlPeople:
    """Implements `People`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, email: str) -> Account | None:
        """Return the account of an e-mail address."""
        return next(iter(self._accounts(email.strip())), None)

    def everybody(self) -> Sequence[Account]:
        """Return all accounts by e-mail."""
        return self._accounts(None)

    def add(  # noqa: PLR0913
        self,
        *,
        email: str,
        name: str,
        password_hash: str,
        roles: Sequence[str],
        units: Sequence[str],
        technician: str | None,
        locale: str,
    ) -> Account:
        """Store an account."""
        user_id = uuid.uuid4()
        values = {"id": user_id, "email": email, "name": name, "password": password_hash, "locale": locale}
        values |= {"fs_uniquifier": uuid.uuid4().hex, "technician_id": self._technician(technician)}
        self._session.execute(insert(User).values(**values))
        for role_id in self._roles(roles):
            self._session.execute(insert(user_role).values(user_id=user_id, role_id=role_id))
        for unit_id in self._units(units):
            self._session.execute(insert(user_unit).values(user_id=user_id, unit_id=unit_id))
        return self._accounts(email)[0]

    def set_password(self, user_id: uuid.UUID, password_hash: str) -> None:
        """Replace the password and end all sessions, which carry the uniquifier."""
        changed = {"password": password_hash, "fs_uniquifier": uuid.uuid4().hex}
        self._session.execute(update(User).where(User.id == user_id).values(**changed))

    def forget_authenticator(self, user_id: uuid.UUID) -> None:
        """Let the next log-in set up an authenticator app anew; end all sessions."""
        changed = {"tf_primary_method": None, "tf_totp_secret": None, "mf_recovery_codes": None}
        self._session.execute(update(User).where(User.id == user_id).values(**changed, fs_uniquifier=uuid.uuid4().hex))

    def close(self, user_id: uuid.UUID) -> None:
        """Make the account inactive and revoke its phones."""
        self._session.execute(update(User).where(User.id == user_id).values(active=False))
        phones = update(Device).where(Device.user_id == user_id, Device.revoked_at.is_(None))
        self._session.execute(phones.values(revoked_at=func.now()))

    def add_enrolment(self, user_id: uuid.UUID, code_sha256: str, expires_at: datetime) -> None:
        """Store the digest of an enrolment code in place of unused ones."""
        unused = delete(EnrolmentCode).where(EnrolmentCode.user_id == user_id, EnrolmentCode.used_at.is_(None))
        self._session.execute(unused)
        values = {"user_id": user_id, "code_sha256": code_sha256, "expires_at": expires_at}
        self._session.execute(insert(EnrolmentCode).values(**values))

    def _accounts(self, email: str | None) -> list[Account]:
        found = self._session.execute(ACCOUNTS, {"email": email}).mappings()
        return [Account(**{**row, "roles": tuple(row["roles"]), "units": tuple(row["units"])}) for row in found]

    def _roles(self, names: Sequence[str]) -> list[uuid.UUID]:
        self._session.execute(
            upsert(RoleRow).values([{"name": name} for name in names]).on_conflict_do_nothing(index_elements=["name"])
        )
        return list(self._session.scalars(select(RoleRow.id).where(RoleRow.name.in_(names))))

    def _units(self, codes: Sequence[str]) -> list[uuid.UUID]:
        rows = self._session.execute(select(Unit.code, Unit.id).where(Unit.code.in_(codes)))
        found = {row.code: row.id for row in rows}
        missing = [code for code in codes if code not in found]
        if missing:
            raise DomainError("not_found", what=f"Unit {', '.join(missing)}", what_zh=f"单位 {'、'.join(missing)}")
        return list(found.values())

    def _technician(self, external_id: str | None) -> uuid.UUID | None:
        if external_id is None:
            return None
        found = self._session.scalar(select(Technician.id).where(Technician.external_id == external_id))
        if found is None:
            raise DomainError("not_found", what=f"Technician {external_id}", what_zh=f"人员 {external_id}")
        return found
