"""What each role may do. A person's permissions are the union of those of the roles held."""

from collections.abc import Iterable
from enum import StrEnum

from app.domain.kinds import Role


class Permission(StrEnum):
    """Stable codes; the desk hides what the caller may not do, the server refuses it."""

    SEE_MAP = "map.see"
    SEE_ROUTES = "routes.see"
    SEE_COVERAGE = "coverage.see"
    SEE_PLANS = "plans.see"
    RUN_PLANS = "plans.run"
    APPROVE_PLANS = "plans.approve"
    PUBLISH_PLANS = "plans.publish"
    DISCARD_PLANS = "plans.discard"
    SEE_CUSTOMERS = "customers.see"
    SEE_SPECIAL_CARE = "special_care.see"
    IMPORT = "imports.run"
    MANAGE_PEOPLE = "people.manage"
    FIELD_WORK = "field.work"
    DRAFT_QUARTERS = "quarters.draft"
    APPROVE_QUARTERS = "quarters.approve"
    SEE_STAFFING = "staffing.see"
    PROPOSE_STAFFING = "staffing.propose"
    APPROVE_STAFFING = "staffing.approve"
    SEE_RULES = "rules.see"
    SET_RULES = "rules.set"


_WATCH = {
    Permission.SEE_MAP,
    Permission.SEE_ROUTES,
    Permission.SEE_COVERAGE,
    Permission.SEE_PLANS,
    Permission.SEE_CUSTOMERS,
    Permission.SEE_RULES,
}
_DISPATCH = _WATCH | {
    Permission.RUN_PLANS,
    Permission.PUBLISH_PLANS,
    Permission.DISCARD_PLANS,
    Permission.SEE_SPECIAL_CARE,
}
# Scores are about people: those who lead them see them. Drafted by the supervisor, approved by the manager (S4.2).
_LEAD = {Permission.APPROVE_PLANS, Permission.DRAFT_QUARTERS, Permission.SEE_STAFFING, Permission.PROPOSE_STAFFING}
_DECIDE = {Permission.APPROVE_QUARTERS, Permission.APPROVE_STAFFING, Permission.SET_RULES}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ENGINEER: frozenset({Permission.SEE_MAP, Permission.FIELD_WORK}),
    Role.DISPATCHER: frozenset(_DISPATCH | {Permission.IMPORT}),
    Role.SUPERVISOR: frozenset(_DISPATCH | _LEAD),
    # Sensitive personal data (S9.6) is for those who plan and visit; whoever compares units does not need it.
    Role.MANAGER: frozenset(_DISPATCH - {Permission.SEE_SPECIAL_CARE} | _LEAD | _DECIDE),
    Role.ADMINISTRATOR: frozenset(
        _WATCH | {Permission.RUN_PLANS, Permission.IMPORT, Permission.MANAGE_PEOPLE, Permission.SET_RULES}
    ),
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Return what the holder of `roles` may do; a name that is no role gives nothing."""
    known = {role.value: permissions for role, permissions in PERMISSIONS.items()}
    return frozenset().union(*(known.get(name, frozenset()) for name in roles))
