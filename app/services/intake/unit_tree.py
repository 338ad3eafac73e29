"""A list of units: where each hangs in the tree, and the ground of its territory."""

import shapely
from shapely.errors import ShapelyError

from app.domain.kinds import UnitKind
from app.domain.scope import Scope
from app.services.intake.frame import Frame, FrameKind
from app.services.intake.parsing import Parsed
from app.services.ports.intake import Intake
from app.services.ports.unit_of_work import UnitOfWork

LEVELS = (UnitKind.COMPANY, UnitKind.BRANCH, UnitKind.AREA)


def unit_frames(work: UnitOfWork, file: Parsed, scope: Scope | None) -> list[Frame]:
    """Check the tree and return the good rows as frames, a parent before its children.

    Rows are refused when their parent is neither stored nor in the file, when they would move in the tree, when a
    territory is no polygon, or when they lie outside `scope` (None: anywhere).
    """
    stored = work.of(Intake).unit_codes()
    paths = dict(stored)
    row_of = {str(code): row for row, code in enumerate(file.column("code")) if code is not None}
    for row in _downwards(file):
        path = _path(file, row, paths, row_of)
        if path is None:
            continue
        code = str(file.column("code")[row])
        if stored.get(code, path) != path:
            file.refuse(
                row,
                "parent",
                "moved",
                "hangs elsewhere in the tree; units are not moved",
                "该单位已挂在其他上级下，不能移动",
            )
        elif scope is not None and not scope.covers(path):
            file.refuse(row, "parent", "unknown", "names nothing that is stored", "系统中没有该编码")
        else:
            paths[code] = path
    ground = [_ground(file, row) for row in range(len(file.table))]
    return [frame for level in LEVELS if (frame := _frame(file, level, paths, ground)) is not None]


def _downwards(file: Parsed) -> list[int]:
    kinds = file.column("kind")
    return [row for level in LEVELS for row in range(len(file.table)) if file.good[row] and kinds[row] == level.value]


def _path(file: Parsed, row: int, paths: dict[str, str], row_of: dict[str, int]) -> str | None:
    code, parent = str(file.column("code")[row]), file.column("parent")[row]
    company = file.column("kind")[row] == UnitKind.COMPANY.value
    if company != (parent is None):
        en = "a company has no parent; every other unit needs one"
        file.refuse(row, "parent", "tree", en, "公司没有上级，其他单位必须填写上级编码")
        return None
    if company:
        return f"/{code}/"
    if str(parent) not in paths:
        unread = str(parent) in row_of
        en = (
            "its parent's row is refused or of a lower level"
            if unread
            else "names nothing that is stored or in this file"
        )
        file.refuse(row, "parent", "unknown", en, "上级行有误或层级更低" if unread else "系统和本文件中都没有该编码")
        return None
    return f"{paths[str(parent)]}{code}/"


def _ground(file: Parsed, row: int) -> str | None:
    """Return a territory as EWKT; outlines are well-known text in WGS-84, longitude first."""
    text = file.column("territory")[row]
    if text is None:
        return None
    try:
        shape = shapely.from_wkt(str(text))
    except (ShapelyError, ValueError):
        shape = None
    if shape is None or shape.geom_type not in {"Polygon", "MultiPolygon"} or not shape.is_valid or shape.is_empty:
        en = "must be a valid POLYGON or MULTIPOLYGON in well-known text, longitude first"
        file.refuse(row, "territory", "not_a_polygon", en, "须为有效的 WKT 多边形（POLYGON 或 MULTIPOLYGON，经度在前）")
        return None
    several = shape if shape.geom_type == "MultiPolygon" else shapely.multipolygons([shape])
    return f"SRID=4326;{shapely.to_wkt(several, rounding_precision=7)}"


def _frame(file: Parsed, level: UnitKind, paths: dict[str, str], ground: list[str | None]) -> Frame | None:
    kinds = file.column("kind")
    rows = [row for row in range(len(file.table)) if file.good[row] and kinds[row] == level.value]
    if not rows:
        return None
    codes = [str(file.column("code")[row]) for row in rows]
    columns: dict[str, list[object]] = {
        "code": [*codes],
        "kind": [level.value] * len(rows),
        "name": [file.column("name")[row] for row in rows],
        "path": [paths[code] for code in codes],
    }
    if level is not UnitKind.COMPANY:
        columns["parent"] = [file.column("parent")[row] for row in rows]
    if "time_zone" in file.values:
        columns["time_zone"] = [file.column("time_zone")[row] or "Asia/Shanghai" for row in rows]
    if "territory" in file.values:
        columns["territory"] = [ground[row] for row in rows]
    return Frame(kind=FrameKind.UNITS, columns=columns)
