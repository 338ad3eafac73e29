"""Every setting is described, and nothing is described that is not a setting."""

import re
from dataclasses import fields

from app.settings import CHECKOUT, Settings

ROW = re.compile(r"^\| `([A-Z_]+)` \| `([a-z_]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((CHECKOUT / "docs" / "settings.md").read_text())


def test_the_table_has_exactly_the_fields_in_their_order() -> None:
    assert [field for _, field, _, _ in rows()] == [field.name for field in fields(Settings)]


def test_the_table_has_exactly_the_variables_that_are_read() -> None:
    source = (CHECKOUT / "app" / "settings.py").read_text()
    read = set(re.findall(r'"((?:ROUNDSMAN|DATABASE|DASK)_[A-Z_]+)"', source))
    assert {variable for variable, _, _, _ in rows()} == read


def test_every_setting_is_used() -> None:
    """A setting that changes nothing is a lie in the documentation."""
    files = [*(CHECKOUT / "app").rglob("*.py"), *(CHECKOUT / "mobile_api").rglob("*.py")]
    source = "\n".join(path.read_text() for path in files if path != CHECKOUT / "app" / "settings.py")
    unused = [
        field
        for variable, field, _, _ in rows()
        if not re.search(rf"\bsettings\.{field}\b", source) and variable not in source
    ]
    assert unused == []
