"""Accounts of people: made, listed, given a new password, closed, and enrolled with a phone."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.domain.kinds import Role
from app.services.access.enrolment import code_digest, new_code
from app.services.access.passwords import hashed
from app.services.errors import DomainError
from app.services.ports.access import Journal
from app.services.ports.clock import Clock
from app.services.ports.people import Account, People
from app.services.ports.unit_of_work import Begin, UnitOfWork

ENROLMENT_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPerson:
    """Somebody who gets an account; units by code, the technician by external id."""

    email: str
    name: str
    roles: tuple[Role, ...]
    units: tuple[str, ...]
    technician: str | None = None
    locale: str = "zh"

    def __post_init__(self) -> None:
        if "@" not in self.email or not self.name.strip() or not self.roles or not self.units:
            raise DomainError(
                "invalid_input",
                why="an account needs an e-mail address, a name, a role and a unit",
                why_zh="账号需要邮箱、姓名、至少一个角色和一个单位",
            )


def add_person(work: UnitOfWork, person: NewPerson, password: str) -> Account:
    """Store an account in the caller's transaction; an e-mail that has one already is a conflict."""
    people = work.of(People)
    if people.find(person.email) is not None:
        raise DomainError("conflict", why=f"{person.email} has an account already", why_zh=f"{person.email} 已有账号")
    account = people.add(
        email=person.email.strip().lower(),
        name=person.name,
        password_hash=hashed(password),
        roles=[role.value for role in person.roles],
        units=person.units,
        technician=person.technician,
        locale=person.locale,
    )
    _note(work, "add", account)
    return account


def everybody(begin: Begin) -> Sequence[Account]:
    """Return all accounts by e-mail."""
    with begin() as work:
        return work.of(People).everybody()


def reset_password(begin: Begin, email: str, password: str | None = None) -> str:
    """Give an account a new password (a random one when None), which ends its sessions, and return it."""
    given = password or random_password()
    with begin() as work:
        account = _known(work, email)
        work.of(People).set_password(account.id, hashed(given))
        _note(work, "reset_password", account)
        work.commit()
    return given


def reset_codes(begin: Begin, email: str) -> None:
    """Forget the authenticator app of an account, lost with its phone: the next log-in sets one up (R49)."""
    with begin() as work:
        account = _known(work, email)
        work.of(People).forget_authenticator(account.id)
        _note(work, "reset_codes", account)
        work.commit()


def close(begin: Begin, email: str) -> None:
    """Close an account: its sessions and phones are refused from now on (R45)."""
    with begin() as work:
        account = _known(work, email)
        work.of(People).close(account.id)
        _note(work, "close", account)
        work.commit()


def enrol(begin: Begin, clock: Clock, email: str) -> str:
    """Return a code that binds one phone to the account within ten minutes; only its digest is kept."""
    code = new_code()
    with begin() as work:
        account = _known(work, email)
        work.of(People).add_enrolment(account.id, code_digest(code), clock.now() + ENROLMENT_LIFE)
        _note(work, "enrol", account)
        work.commit()
    return code


def random_password() -> str:
    """Return a password nobody has to think of: 20 characters, about 119 bits."""
    return secrets.token_urlsafe(15)


def _known(work: UnitOfWork, email: str) -> Account:
    account = work.of(People).find(email)
    if account is None:
        raise DomainError("not_found", what=f"An account of {email}", what_zh=f" {email} 的账号")
    return account


def _note(work: UnitOfWork, action: str, account: Account) -> None:
    work.of(Journal).add(action, "user", str(account.id), user_id=None, details={"from": "command line"})
