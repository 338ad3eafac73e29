"""Roles and what they may do."""

from app.domain.kinds import Role
from app.domain.permissions import PERMISSIONS, Permission, permissions_of
from app.domain.scope import Scope


def test_every_role_has_permissions_and_every_permission_a_role() -> None:
    """A permission that nobody holds guards a door without a key."""
    assert set(PERMISSIONS) == set(Role)
    assert frozenset().union(*PERMISSIONS.values()) == set(Permission)


def test_several_roles_add_up_and_unknown_ones_give_nothing() -> None:
    """A role that was renamed in the database opens no door."""
    both = permissions_of(["engineer", "manager"])
    assert both == PERMISSIONS[Role.ENGINEER] | PERMISSIONS[Role.MANAGER]
    assert permissions_of(["root"]) == frozenset()


def test_an_engineer_sees_neither_customers_nor_plans_at_the_desk() -> None:
    """R44: the phone shows the visits of these days, and no more."""
    assert PERMISSIONS[Role.ENGINEER] == {Permission.SEE_MAP, Permission.FIELD_WORK}


def test_only_supervisors_and_managers_approve() -> None:
    """S4.2."""
    assert {role for role, held in PERMISSIONS.items() if Permission.APPROVE_PLANS in held} == {
        Role.SUPERVISOR,
        Role.MANAGER,
    }


def test_a_scope_covers_its_units_and_those_below_only() -> None:
    """A branch whose code begins alike is another branch."""
    scope = Scope(paths=("/C/N/",))
    assert scope.covers("/C/N/")
    assert scope.covers("/C/N/N1/")
    assert not scope.covers("/C/N2/")
    assert not scope.covers("/C/")
    assert not Scope(paths=()).covers("/C/N/")
