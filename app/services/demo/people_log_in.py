"""Ready accounts of the demonstration, one a role; their passwords are random and live in the demo's own stamp."""

from app.domain.kinds import Role
from app.services.access.people import NewPerson, add_person, random_password
from app.services.demo.frames import ROOT, City
from app.services.ports.people import People
from app.services.ports.unit_of_work import UnitOfWork

LogIn = dict[str, str]


def log_ins(work: UnitOfWork, city: City, engineer: str, earlier: list[LogIn]) -> list[LogIn]:
    """Return the accounts, making those that are missing; `engineer` is the technician who carries the phone."""
    kept = {one["email"]: one for one in earlier}
    made: list[LogIn] = []
    for role, unit, zh, en in (
        (Role.DISPATCHER, ROOT, "调度员", "Dispatcher"),
        (Role.SUPERVISOR, city.area_code(0), "片区主管", "Area supervisor"),
        (Role.MANAGER, ROOT, "经理", "Manager"),
        (Role.ADMINISTRATOR, ROOT, "管理员", "Administrator"),
        (Role.ENGINEER, city.area_code(0), "外勤工程师", "Field engineer"),
    ):
        email = f"{role.value}@demo.example"
        if email in kept and work.of(People).find(email) is not None:
            made.append(kept[email])
            continue
        password = random_password()
        person = NewPerson(
            email=email,
            name=f"{zh} {en}",
            roles=(role,),
            units=(unit,),
            technician=engineer if role is Role.ENGINEER else None,
        )
        add_person(work, person, password)
        made.append({"email": email, "password": password, "role": role.value, "name": person.name})
    return made
