"""The parts of a problem, from columns and people as they are stored."""

import uuid
from collections.abc import Container, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from app.services.ledger.keys import ABSENT, Ints, Keys, keys, position
from app.services.planning.series_ahead import Ahead
from app.services.planning.working_days import WorkingDays
from app.services.ports.planning_inputs import OwedColumns, Person, UnitFacts
from planner.problem import Obligations, Sites, Technician

Bits = npt.NDArray[np.uint64]


def sites(owed: OwedColumns, people: Sequence[Person], regions: Sequence[UnitFacts]) -> tuple[Sites, Ints]:
    """Return bases first (one each), then doors; and the site of each stored obligation.

    All doors behind one entrance are one site of their building; a door without a building stands alone.
    """
    region = position(owed.unit, keys(unit.id for unit in regions))
    place = np.empty(len(owed), [("region", np.int64), ("building", np.int64), ("door", "S16")])
    place["region"], place["building"] = region, owed.building
    place["door"] = np.where(owed.building == 0, owed.premises, np.array(b"", "S16"))
    _, first, back = np.unique(place, return_index=True, return_inverse=True)
    shared = owed.building[first] != 0
    at = {unit.id: number for number, unit in enumerate(regions)}
    bases = list({(person.base_id, at[person.unit_id]): person for person in people}.items())
    lonlat = np.array([[person.base_lon, person.base_lat] for _, person in bases], np.float64).reshape(-1, 2)
    made = Sites(
        ids=(
            *(f"base:{base}:{number}" for (base, number), _ in bases),
            *(f"premises:{key.hex()}" for key in split(owed.premises[first])),
        ),
        lonlat=np.concatenate([lonlat, np.stack([owed.lon[first], owed.lat[first]], 1)]),
        region=np.array([number for (_, number), _ in bases] + region[first].tolist(), np.int32),
        building=np.concatenate([np.full(len(bases), ABSENT), np.where(shared, np.cumsum(shared) - 1, ABSENT)]).astype(
            np.int32
        ),
    )
    return made, back.ravel() + len(bases)


def split(column: Keys) -> list[bytes]:
    """Return the keys one by one."""
    raw = np.ascontiguousarray(column).tobytes()
    return [raw[at : at + 16] for at in range(0, len(raw), 16)]


def technicians(
    people: Sequence[Person],
    regions: Sequence[UnitFacts],
    kinds: tuple[str, ...],
    days: WorkingDays,
    begun: Container[tuple[uuid.UUID, date]],
) -> tuple[Technician, ...]:
    """Return the people with their bases, certificates and shifts; days that have `begun` are not planned anew."""
    at = {unit.id: number for number, unit in enumerate(regions)}
    base = {pair: site for site, pair in enumerate({(one.base_id, at[one.unit_id]): None for one in people})}
    return tuple(
        Technician(
            id=person.external_id,
            name=person.name,
            region=at[person.unit_id],
            start_site=base[person.base_id, at[person.unit_id]],
            end_site=base[person.base_id, at[person.unit_id]],
            profile=person.profile,
            certificates=tuple(span for span in person.certificates if span.kind in kinds),
            shifts=tuple(shift for shift in days.shifts(person) if (person.id, shift.on) not in begun),
            max_stops=person.max_stops,
            max_work_s=person.max_work_s,
        )
        for person in people
    )


def skills(asked: Mapping[uuid.UUID, str], owed: OwedColumns, kinds: tuple[str, ...]) -> Bits:
    """Return the bit set of certificates each stored obligation asks for."""
    programmes = list(asked)
    row = position(owed.programme, keys(programmes))
    bits = np.array([1 << kinds.index(asked[each]) for each in programmes] + [0], np.uint64)
    return bits[row]


def obligations(
    owed: OwedColumns,
    rows: Ahead,
    site_of: Ints,
    people: Sequence[Person],
    needed: Bits,
) -> Obligations:
    """Return the stored obligations and what follows them, as the planner sees them."""
    row, whom = rows.row, keys(person.id for person in people)
    excluded = position(owed.owner, whom)[row]
    preferred = position(owed.preferred, whom)[row]
    pinned = np.where(owed.pinned, position(owed.live_by, whom), ABSENT)[row]
    # A window may have moved since the visit was fixed; a date outside it binds no longer, the visit is planned anew.
    inside = (rows.not_before <= owed.live_on[row]) & (owed.live_on[row] <= rows.due_by)
    pinned = np.where((rows.step == 0) & inside, pinned, ABSENT)
    # What has moved to another area since is no longer on the same route.
    first = position(owed.after, owed.id)
    first = np.where((first != ABSENT) & (owed.unit[first] == owed.unit), first, ABSENT)
    before = np.where(rows.step == 0, _stored(rows)[first][row], ABSENT)
    names = [key.hex() for key in split(owed.id)]
    return Obligations(
        ids=tuple(
            names[r] if not step else f"{names[r]}+{step}"
            for r, step in zip(row.tolist(), rows.step.tolist(), strict=True)
        ),
        site=site_of[row].astype(np.int32),
        skills=needed[row],
        not_before=rows.not_before,
        ideal_on=rows.ideal_on,
        due_by=rows.due_by,
        hard=owed.hard[row],
        priority=owed.priority[row].astype(np.int8),
        service_s=owed.service_s[row].astype(np.int32),
        setup_s=owed.setup_s[row].astype(np.int32),
        window_start_s=owed.window_start_s[row].astype(np.int32),
        window_end_s=owed.window_end_s[row].astype(np.int32),
        series=rows.series.astype(np.int32),
        min_gap_days=rows.min_gap_days.astype(np.int32),
        max_gap_days=rows.max_gap_days.astype(np.int32),
        preferred=np.where(preferred == excluded, ABSENT, preferred).astype(np.int32),
        excluded=excluded.astype(np.int32),
        pinned=pinned.astype(np.int32),
        pinned_on=np.where(pinned != ABSENT, owed.live_on[row], np.datetime64("NaT", "D")),
        after=before.astype(np.int32),
        extra_windows_s=owed.extra_windows_s[row].astype(np.int32),
    )


def _stored(rows: Ahead) -> Ints:
    """Return the row that stands for each stored obligation itself, and ABSENT at the end, int64 (stored + 1,)."""
    found = np.full(int(rows.row.max(initial=-1)) + 2, ABSENT, np.int64)
    found[rows.row[rows.step == 0]] = np.flatnonzero(rows.step == 0)
    return found
