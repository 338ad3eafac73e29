"""What an address says about the building: units behind one entrance share a stop."""

import re

_BUILDING = re.compile(
    r"^(.+?(?:\d+|[A-Za-z]|[一二三四五六七八九十]+)\s*(?:幢|栋|号楼|座))((?:\d+|[一二三四五六七八九十]+)\s*单元)?"
)


def building_of(address: str) -> str | None:
    """Return the part of a Chinese address up to building and entrance (…24幢2单元), None when it names none."""
    found = _BUILDING.match(address.strip())
    return None if found is None else "".join(part for part in found.groups() if part)
