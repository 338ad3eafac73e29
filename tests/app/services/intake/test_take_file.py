"""Lists go in whole, by good rows, or not at all; every bad cell is named (S9.11, R54)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.domain.datum import Datum, converted
from app.gateways.roads import StraightRoads
from app.gateways.tables import read_table
from app.services.errors import DomainError
from app.services.intake.specs import ImportKind
from app.services.intake.take_file import ImportReport, ImportRequest, take_file
from app.services.ports.unit_of_work import Begin
from app.storage.engine import make_engine, make_sessions
from app.storage.provision import Addresses
from app.storage.tables import (
    Certificate,
    Customer,
    Depot,
    ImportRun,
    Meter,
    PastVisit,
    Premises,
    Programme,
    Technician,
    Unit,
)
from app.storage.unit_of_work import begin_with

SQUARE = "SRID=4326;MULTIPOLYGON(((120 30,121 30,121 31,120 31,120 30)))"
HEADER = "户号,名称,用户类型,客户等级,地址,经度,纬度\n"
GOOD = "0000000001,张家,居民,,解放路1号2幢1单元301室,120.5,30.5\n"


@dataclass(frozen=True)
class Office:
    """A database with one area to import into."""

    begin: Begin
    engine: Engine

    def take(self, text: str, kind: ImportKind = ImportKind.CUSTOMERS, **options: object) -> ImportReport:
        request = ImportRequest(kind=kind, **{"dry_run": False, **options})  # type: ignore[arg-type]
        return take_file(self.begin, read_table(text.encode(), "list.csv"), request, StraightRoads())

    def count(self, table: type) -> int:
        with Session(self.engine) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def office(fresh_database: Addresses) -> Iterator[Office]:
    engine = make_engine(fresh_database.application, pool_size=2)
    with Session(engine) as session:
        root = Unit(kind="company", code="C", name="Company", path="/C/")
        session.add(root)
        session.flush()
        session.add(Unit(kind="area", code="A-1", name="Area", path="/C/A-1/", parent_id=root.id, territory=SQUARE))
        session.add(Programme(code="gas_inspection", kind="gas_inspection", name_en="Inspection", name_zh="安检"))
        session.commit()
    yield Office(begin=begin_with(make_sessions(engine)), engine=engine)
    engine.dispose()


def test_a_dry_run_counts_and_stores_nothing(office: Office) -> None:
    report = office.take(HEADER + GOOD, dry_run=True)
    assert (report.stored, report.counts["customers"].new, office.count(Customer)) == (False, 1, 0)


def test_a_second_import_changes_only_what_differs(office: Office) -> None:
    office.take(HEADER + GOOD + GOOD.replace("0000000001", "0000000002"))
    report = office.take(HEADER + GOOD.replace("张家", "李家") + GOOD.replace("0000000001", "0000000002"))
    assert (report.counts["customers"].changed, report.counts["customers"].same) == (1, 1)


def test_numbers_and_building_survive(office: Office) -> None:
    office.take(HEADER + GOOD)
    with Session(office.engine) as session:
        customer = session.scalars(select(Customer)).one()
        premises = session.scalars(select(Premises)).one()
    assert customer.external_id == "0000000001"
    assert premises.building_key == "解放路1号2幢1单元"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("0000000002,,商业,,路,120.5,30.5\n", "名称", "required"),
        ("0000000002,甲,飞艇,,路,120.5,30.5\n", "用户类型", "not_a_choice"),
        ("0000000002,甲,商业,E,路,120.5,30.5\n", "客户等级", "not_a_choice"),
        ("0000000002,甲,商业,,路,三,30.5\n", "经度", "not_a_number"),
        ("0000000002,甲,商业,,路,30.5,120.5\n", "纬度", "not_a_coordinate"),
        ("0000000002,甲,商业,,路,0,0\n", "经度", "null_island"),
        ("0000000002,甲,商业,,路,110.5,30.5\n", "经度", "outside_areas"),
        ("0000000001,甲,商业,,路,120.5,30.5\n", "户号", "duplicate"),
        ("1.1E+17,甲,商业,,路,120.5,30.5\n", "户号", "digits_lost"),
    ],
)
def test_a_bad_cell_is_named_and_refuses_the_file(office: Office, row: str, column: str, code: str) -> None:
    report = office.take(HEADER + GOOD + row)
    problem = report.problems[0]
    assert (problem.row, problem.column, problem.code) == (3, column, code)
    assert problem.message_zh
    assert (report.stored, office.count(Customer), office.count(Premises)) == (False, 0, 0)


def test_the_good_rows_go_in_when_asked(office: Office) -> None:
    report = office.take(HEADER + GOOD + "0000000002,,商业,,路,120.5,30.5\n", only_good=True)
    assert (report.stored, report.refused_rows, office.count(Customer), office.count(ImportRun)) == (True, 1, 1, 1)


def test_a_missing_column_names_it_and_the_header(office: Office) -> None:
    with pytest.raises(DomainError) as refused:
        office.take("户号,名称\n1,甲\n")
    assert "用户类型" in refused.value.message_zh
    assert "kind" in refused.value.message_en


def test_a_mapping_points_to_columns_with_other_names(office: Office) -> None:
    mapping = {"external_id": "编号甲"}
    assert office.take(HEADER.replace("户号", "编号甲") + GOOD, mapping=mapping).stored


def test_a_datum_is_converted_at_the_door(office: Office) -> None:
    """S9.11: points of a GCJ-02 list are stored in WGS-84."""
    lon, lat = converted([[120.5, 30.5]], Datum.WGS84, Datum.GCJ02)[0]
    office.take(HEADER + GOOD.replace("120.5,30.5", f"{lon},{lat}"), datum=Datum.GCJ02)
    with Session(office.engine) as session:
        x, y = session.execute(select(func.ST_X(Premises.point), func.ST_Y(Premises.point))).one()
    assert (x, y) == pytest.approx((120.5, 30.5), abs=2e-6)


def test_meters_inspections_people_and_certificates_follow(office: Office) -> None:
    office.take(HEADER + GOOD)
    office.take("表号,户号,位数\n000123456789012345,0000000001,5\n", ImportKind.METERS)
    office.take("户号,完成日期\n0000000001,2025/11/3\n", ImportKind.LAST_INSPECTIONS)
    people = "工号,姓名,片区编码,服务站编码,服务站经度,服务站纬度\n0071,李某,A-1,S-1,120.4,30.4\n"
    office.take(people, ImportKind.TECHNICIANS)
    office.take("工号,证书种类,有效期起\n0071,gas_inspection,2025年1月1日\n", ImportKind.CERTIFICATES)
    assert [office.count(table) for table in (Meter, PastVisit, Technician, Certificate)] == [1, 1, 1, 1]


def test_a_reference_to_nobody_is_a_problem_of_its_row(office: Office) -> None:
    report = office.take("表号,户号\n001,0000000009\n", ImportKind.METERS)
    assert [(one.row, one.field, one.code) for one in report.problems] == [(2, "customer", "unknown")]


def test_the_base_of_a_technician_is_converted_like_every_point(office: Office) -> None:
    """S9.12: a datum is of the whole file."""
    given = np.array([[120.5, 30.5]])
    text = "工号,姓名,片区编码,服务站编码,服务站经度,服务站纬度\n0071,李,A-1,S-1,120.5,30.5\n"
    assert office.take(text, ImportKind.TECHNICIANS, datum=Datum.GCJ02).stored
    with Session(office.engine) as session:
        lon, lat = session.execute(select(func.ST_X(Depot.point), func.ST_Y(Depot.point))).one()
    assert (lon, lat) == pytest.approx(tuple(converted(given, Datum.GCJ02, Datum.WGS84)[0]), abs=1e-9)
    assert abs(lon - 120.5) > 0.003


UNITS = "单位编码,名称,层级,上级编码,时区,片区范围\n"


def test_a_company_begins_with_its_units(office: Office) -> None:
    """S3.4: company, branch and area hang together whatever their sequence in the file."""
    rows = 'N-1,一区,片区,N,,"POLYGON((122 30,123 30,123 31,122 30))"\nN,北,分公司,C,Asia/Shanghai,\n'
    report = office.take(UNITS + rows, ImportKind.UNITS, mapping={"territory": "片区范围"})
    assert (report.stored, report.counts["units"].new) == (True, 2)
    with Session(office.engine) as session:
        assert session.scalars(select(Unit.path).where(Unit.code == "N-1")).one() == "/C/N/N-1/"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("N,北,分公司,X,,", "unknown"),
        ("N,北,分公司,,,", "tree"),
        ("A-1,区,片区,C,Mars/Base,", "not_a_zone"),
        ("N-1,区,片区,C,,POINT(1 1)", "not_a_polygon"),
        ('N-1,区,片区,C,,"POLYGON((0 0,1 1,1 0,0 1,0 0))"', "not_a_polygon"),
    ],
)
def test_a_unit_that_fits_nowhere_is_refused(office: Office, row: str, code: str) -> None:
    report = office.take(UNITS + row + "\n", ImportKind.UNITS, mapping={"territory": "片区范围"})
    assert (report.stored, [one.code for one in report.problems]) == (False, [code])


def test_several_hours_of_a_customer_are_stored_and_one_pair_replaces_them(office: Office) -> None:
    """In time order, however they are written; the first pair where there was only one before."""
    several = HEADER.replace("\n", ",可上门时段\n") + GOOD.replace("\n", ",14:00-16:00；8:00至10:00\n")
    assert office.take(several).stored

    def hours() -> tuple[object, ...]:
        with Session(office.engine) as session:
            row = session.scalars(select(Customer)).one()
            return row.window_start_s, row.window_end_s, str(row.more_windows)

    assert hours()[:2] == (28_800, 36_000)
    assert "lower=50400, upper=57600" in hours()[2]
    assert office.take(several).counts["customers"].same == 1
    one = HEADER.replace("\n", ",可上门从,可上门至\n") + GOOD.replace("\n", ",15:00,17:00\n")
    assert office.take(one).stored
    assert hours() == (54_000, 61_200, "None")


@pytest.mark.parametrize("cell", ["8-10", "08:00-10:00;09:00-11:00", "10:00-08:00", "08:00", "22:00-25:00"])
def test_hours_that_make_no_sense_are_refused_in_both_languages(office: Office, cell: str) -> None:
    report = office.take(HEADER.replace("\n", ",windows\n") + GOOD.replace("\n", f",{cell}\n"))
    (problem,) = report.problems
    assert (report.stored, problem.code, problem.field) == (False, "not_times", "windows")
    assert "08:00-10:00;14:00-16:00" in problem.message_en
    assert "时段" in problem.message_zh


def test_most_work_of_a_technician_is_stored_in_seconds(office: Office) -> None:
    header = "工号,姓名,片区编码,服务站编码,服务站经度,服务站纬度,每日最多工时\n"
    assert office.take(header + "0071,李某,A-1,S-1,120.5,30.5,7.5\n", ImportKind.TECHNICIANS).stored
    with Session(office.engine) as session:
        assert session.scalars(select(Technician)).one().max_work_s == 27_000
    refused = office.take(header + "0072,王某,A-1,S-1,120.5,30.5,30\n", ImportKind.TECHNICIANS)
    assert [one.code for one in refused.problems] == ["not_hours"]
