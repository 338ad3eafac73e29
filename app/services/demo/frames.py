"""The demo city as frames: real places, and everything invented marked so."""

import uuid
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from app.domain.demo.areas import Areas
from app.domain.demo.history import History
from app.domain.demo.places import CityPlaces
from app.domain.demo.staffing import Staff
from app.domain.kinds import Origin, PremisesKind, UnitKind
from app.services.intake.frame import Frame, FrameKind

NAMESPACE = uuid.UUID("5f0d4a2e-6f1c-4d0e-9b57-2f1f4d7a9c11")
ROOT, BRANCH = "DEMO", "DEMO-1"
NAMES_EN = ("Aalto", "Berg", "Costa", "Duarte", "Ek", "Fischer", "Garcia", "Hansen", "Ito", "Jansen", "Laine", "Novak")
NAMES_ZH = ("李伟", "王芳", "张敏", "刘洋", "陈静", "杨磊", "赵丽", "黄强", "周杰", "吴霞", "徐明", "孙燕")
INVENTED = ["tier", "meters", "appliances", "past_visits", "special_care", "phone"]


@dataclass(frozen=True, kw_only=True, eq=False)
class City:
    """All that the frames are made of; `inspection`, `tour` and `meter` are codes of programmes."""

    name: str
    time_zone: str
    places: CityPlaces
    areas: Areas
    history: History
    staff: tuple[Staff, ...]
    start: date
    seed: int
    inspection: str = "gas_inspection"
    tour: str = "tour_visit"
    meter: str = "meter_check"

    @property
    def chinese(self) -> bool:
        """Tell whether the places are written in Chinese."""
        sample = "".join(self.places.names[:200])
        return any("\u4e00" <= letter <= "\u9fff" for letter in sample)

    def area_code(self, number: int) -> str:
        """Return the code of an area."""
        return f"{BRANCH}-{number + 1}"


def stable_id(kind: str, key: str) -> uuid.UUID:
    """Return the same id for the same invented row at every run."""
    return uuid.uuid5(NAMESPACE, f"{kind}:{key}")


def unit_frames(city: City) -> list[Frame]:
    """Return the company, its branch and its areas, parents first."""
    whole = shapely.union_all(list(city.areas.territory))
    areas = range(len(city.areas))
    root, branch = f"/{ROOT}/", f"/{ROOT}/{BRANCH}/"
    titles = [f"{city.name} {n + 1} 片区" if city.chinese else f"{city.name} area {n + 1}" for n in areas]
    branch_title = f"{city.name}分公司" if city.chinese else f"{city.name} branch"
    return [
        _units(city, [ROOT], [None], UnitKind.COMPANY, ["Roundsman Demo Gas"], [root], [whole]),
        _units(city, [BRANCH], [ROOT], UnitKind.BRANCH, [branch_title], [branch], [whole]),
        _units(
            city,
            [city.area_code(n) for n in areas],
            [BRANCH] * len(areas),
            UnitKind.AREA,
            titles,
            [f"{branch}{city.area_code(n)}/" for n in areas],
            list(city.areas.territory),
        ),
    ]


def _units(
    city: City,
    codes: list[str],
    parents: list[str | None],
    kind: UnitKind,
    names: list[str],
    paths: list[str],
    ground: list[shapely.Geometry],
) -> Frame:
    several = [shapely.multipolygons(list(shapely.get_parts(one))) for one in ground]
    columns: dict[str, list[object]] = {
        "code": [*codes],
        "parent": [*parents],
        "kind": [kind.value] * len(codes),
        "name": [*names],
        "path": [*paths],
        "time_zone": [city.time_zone] * len(codes),
        "territory": [f"SRID=4326;{shapely.to_wkt(shape, rounding_precision=7)}" for shape in several],
        "origin": [Origin.INVENTED.value] * len(codes),
    }
    if parents == [None]:
        del columns["parent"]
    return Frame(kind=FrameKind.UNITS, columns=columns)


def base_frame(city: City) -> Frame:
    """Return one base an area, at the customer nearest to its middle."""
    nearest = []
    for number, centre in enumerate(city.areas.centre):
        rows = np.flatnonzero(city.areas.of == number)
        away = ((city.places.lonlat[rows] - centre) ** 2).sum(axis=1)
        nearest.append(int(rows[int(away.argmin())]))
    count = len(nearest)
    return Frame(
        kind=FrameKind.BASES,
        columns={
            "external_id": [f"base-{n + 1}" for n in range(count)],
            "unit": [city.area_code(n) for n in range(count)],
            "name": [f"{n + 1} 号服务站" if city.chinese else f"Service station {n + 1}" for n in range(count)],
            "lon": [float(city.places.lonlat[row, 0]) for row in nearest],
            "lat": [float(city.places.lonlat[row, 1]) for row in nearest],
            "origin": [Origin.INVENTED.value] * count,
        },
    )


def building_frame(city: City) -> Frame | None:
    """Return a parent premises for every building that holds more than one customer."""
    first: dict[str, int] = {}
    many: dict[str, int] = {}
    for row, building in enumerate(city.places.building):
        if building:
            first.setdefault(building, row)
            many[building] = many.get(building, 0) + 1
    shared = [building for building, count in many.items() if count > 1]
    if not shared:
        return None
    rows = [first[building] for building in shared]
    return Frame(
        kind=FrameKind.PREMISES,
        columns={
            "external_id": [f"building-{building}" for building in shared],
            "kind": [PremisesKind.BUILDING.value] * len(shared),
            "unit": [city.area_code(int(city.areas.of[row])) for row in rows],
            "address": [city.places.addresses[row] for row in rows],
            "lon": [float(city.places.lonlat[row, 0]) for row in rows],
            "lat": [float(city.places.lonlat[row, 1]) for row in rows],
            "building_key": shared,
            "origin": [city.places.origin.value] * len(shared),
        },
    )


def premises_frame(city: City, snap_m: list[float | None], quarantine: list[str | None]) -> Frame:
    """Return one unit of premises a customer; `quarantine` says why it cannot be travelled to."""
    places = city.places
    shared = _shared(places)
    return Frame(
        kind=FrameKind.PREMISES,
        columns={
            "external_id": list(places.ids),
            "parent": [f"building-{key}" if key in shared else None for key in places.building],
            "kind": [PremisesKind.UNIT.value] * len(places),
            "unit": [city.area_code(int(area)) for area in city.areas.of],
            "address": list(places.addresses),
            "lon": places.lonlat[:, 0].tolist(),
            "lat": places.lonlat[:, 1].tolist(),
            "building_key": [key or None for key in places.building],
            "snap_m": snap_m,
            "quarantine": quarantine,
            "origin": [places.origin.value] * len(places),
        },
    )


def _shared(places: CityPlaces) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for key in places.building:
        (twice if key in seen else seen).add(key)
    return twice - {""}


def customer_frame(city: City, owner: list[str | None]) -> Frame:
    """Return the customers; `owner` is the technician who keeps the account of each business."""
    places, count = city.places, len(city.places)
    rng = np.random.default_rng([city.seed, 3])
    phones = [f"1390000{number:04d}" for number in rng.integers(0, 10_000, count)]
    return Frame(
        kind=FrameKind.CUSTOMERS,
        columns={
            "external_id": list(places.ids),
            "name": list(places.names),
            "kind": [kind.value for kind in places.kinds],
            "tier": [grade.value if grade else None for grade in city.history.tier],
            "tier_origin": [Origin.INVENTED.value] * count,
            "phone": [*phones],
            "unit": [city.area_code(int(area)) for area in city.areas.of],
            "premises": list(places.ids),
            "account_owner": [*owner],
            "facts": [{"invented": INVENTED}] * count,
            "origin": [places.origin.value] * count,
        },
    )


def meter_frame(city: City) -> Frame:
    """Return one invented meter a customer; numbers keep their leading zeros."""
    rng = np.random.default_rng([city.seed, 4])
    count = len(city.places)
    number, reading, age = rng.integers(1, 10**9, count), rng.integers(50, 60_000, count), rng.integers(60, 3500, count)
    made = np.datetime64(city.start, "D") - age
    business = city.places.business
    return Frame(
        kind=FrameKind.METERS,
        columns={
            "external_id": [f"meter-{key}" for key in city.places.ids],
            "customer": list(city.places.ids),
            "meter_no": [f"00{int(one):010d}" for one in number],
            "size": ["G6" if one else "G2.5" for one in business],
            "digits": [5] * count,
            "made_on": made.tolist(),
            "scrap_on": (made + 3652).tolist(),
            "last_reading": [float(one) for one in reading],
            "last_read_on": city.history.inspected_on.tolist(),
            "origin": [Origin.INVENTED.value] * count,
        },
    )


def appliance_frame(city: City) -> Frame:
    """Return an invented cooker for each customer and a gas alarm for each business."""
    rng = np.random.default_rng([city.seed, 5])
    pairs = [(key, "cooker", 2922) for key in city.places.ids]
    pairs += [(key, "gas_alarm", 1096) for key, one in zip(city.places.ids, city.places.business, strict=True) if one]
    installed = np.datetime64(city.start, "D") - rng.integers(30, 2500, len(pairs))
    life = np.array([days for _, _, days in pairs])
    return Frame(
        kind=FrameKind.APPLIANCES,
        columns={
            "id": [str(stable_id("appliance", f"{key}/{kind}")) for key, kind, _ in pairs],
            "customer": [key for key, _, _ in pairs],
            "kind": [kind for _, kind, _ in pairs],
            "installed_on": installed.tolist(),
            "scrap_on": (installed + life).tolist(),
            "facts": [{"invented": True}] * len(pairs),
        },
    )


def care_frame(city: City) -> Frame:
    """Return invented marks of special care for a few households."""
    rng = np.random.default_rng([city.seed, 6])
    homes = np.flatnonzero(~city.places.business)
    marked = homes[rng.random(len(homes)) < 0.04]
    return Frame(
        kind=FrameKind.SPECIAL_CARE,
        columns={
            "id": [str(stable_id("care", city.places.ids[int(row)])) for row in marked],
            "customer": [city.places.ids[int(row)] for row in marked],
            "kind": [("elderly", "ill", "disabled")[int(pick)] for pick in rng.integers(0, 3, len(marked))],
            "note": ["演示数据，虚构 / invented for the demo"] * len(marked),
            "consented_on": [city.start] * len(marked),
        },
    )


def past_visit_frame(city: City) -> Frame:
    """Return the invented last inspection of everybody, the last tour visit and meter check of businesses."""
    history = city.history
    columns = (
        (city.inspection, history.inspected_on),
        (city.tour, history.visited_on),
        (city.meter, history.metered_on),
    )
    rows = [
        (key, programme, day)
        for programme, days in columns
        for key, day in zip(city.places.ids, days.tolist(), strict=True)
        if day is not None
    ]
    return Frame(
        kind=FrameKind.PAST_VISITS,
        columns={
            "customer": [key for key, _, _ in rows],
            "programme": [programme for _, programme, _ in rows],
            "done_on": [day for _, _, day in rows],
            "origin": [Origin.INVENTED.value] * len(rows),
        },
    )
