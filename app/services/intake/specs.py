"""The kinds of list that can be imported, field by field."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kinds import CustomerKind, Tier
from app.services.intake.fields import Field, FieldKind


class ImportKind(StrEnum):
    """What a list holds."""

    UNITS = "units"
    CUSTOMERS = "customers"
    PREMISES = "premises"
    METERS = "meters"
    TECHNICIANS = "technicians"
    CERTIFICATES = "certificates"
    LAST_INSPECTIONS = "last_inspections"
    VISIT_ORDER = "visit_order"
    SLOW_HOURS = "slow_hours"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spec:
    """The fields of a kind of list; `key` are those that together must be unique in the file."""

    kind: ImportKind
    zh: str
    en: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    def field(self, name: str) -> Field:
        """Return the field called `name`."""
        return next(one for one in self.fields if one.name == name)


_KINDS = {kind.value: kind.value for kind in CustomerKind} | {
    "居民": "residential",
    "居民用户": "residential",
    "民用": "residential",
    "商业": "commercial",
    "商业用户": "commercial",
    "工商": "commercial",
    "工业": "industrial",
    "工业用户": "industrial",
    "采暖": "heating",
    "采暖用户": "heating",
}
_TIERS = {tier.value.lower(): tier.value for tier in Tier} | {f"{tier.value.lower()}级": tier.value for tier in Tier}
_PROFILES = {"car": "car", "汽车": "car", "ebike": "ebike", "电动车": "ebike", "foot": "foot", "步行": "foot"}
_LEVELS = {"estate": "estate", "小区": "estate", "building": "building", "楼栋": "building"} | {
    "entrance": "entrance",
    "单元": "entrance",
    "unit": "unit",
    "户": "unit",
}

_LON = Field(
    name="lon", zh="经度", en="longitude", kind=FieldKind.LON, required=True, aliases=("lng", "x"), example="120.153576"
)
_LAT = Field(
    name="lat", zh="纬度", en="latitude", kind=FieldKind.LAT, required=True, aliases=("y",), example="30.287459"
)
_UNIT = Field(name="unit", zh="片区编码", en="area code", kind=FieldKind.CODE, aliases=("area", "片区"), example="A-1")
_ADDRESS = Field(name="address", zh="地址", en="address", required=True, example="解放路 1 号 2 幢 1 单元 301 室")
_CUSTOMER = Field(
    name="customer",
    zh="户号",
    en="customer number",
    kind=FieldKind.CODE,
    required=True,
    aliases=("customer_id", "account_no", "客户编号"),
    example="0000123456",
)

_UNIT_LEVELS = {"company": "company", "公司": "company", "branch": "branch", "分公司": "branch"} | {
    "area": "area",
    "片区": "area",
}

SPECS: dict[ImportKind, Spec] = {
    ImportKind.UNITS: Spec(
        kind=ImportKind.UNITS,
        zh="单位",
        en="Units",
        key=("code",),
        fields=(
            Field(name="code", zh="单位编码", en="unit code", kind=FieldKind.CODE, required=True, example="C"),
            Field(name="name", zh="名称", en="name", required=True, example="某某燃气公司"),
            Field(
                name="kind",
                zh="层级",
                en="level",
                kind=FieldKind.CHOICE,
                choices=_UNIT_LEVELS,
                required=True,
                example="公司",
            ),
            Field(name="parent", zh="上级编码", en="parent", kind=FieldKind.CODE, example=""),
            Field(name="time_zone", zh="时区", en="time zone", kind=FieldKind.ZONE, example="Asia/Shanghai"),
            Field(
                name="territory",
                zh="片区范围 WKT",
                en="territory WKT",
                most=1_000_000,
                example="POLYGON((120.1 30.2, 120.3 30.2, 120.3 30.4, 120.1 30.4, 120.1 30.2))",
            ),
        ),
    ),
    ImportKind.CUSTOMERS: Spec(
        kind=ImportKind.CUSTOMERS,
        zh="客户",
        en="Customers",
        key=("external_id",),
        fields=(
            Field(
                name="external_id",
                zh="户号",
                en="customer number",
                kind=FieldKind.CODE,
                required=True,
                aliases=("id", "account_no", "客户编号", "用户编号"),
                example="0000123456",
            ),
            Field(name="name", zh="名称", en="name", required=True, aliases=("客户名称", "户名"), example="某某餐厅"),
            Field(
                name="kind",
                zh="用户类型",
                en="kind",
                kind=FieldKind.CHOICE,
                required=True,
                choices=_KINDS,
                aliases=("类型",),
                example="商业",
            ),
            Field(name="tier", zh="客户等级", en="tier", kind=FieldKind.CHOICE, choices=_TIERS, example="B"),
            Field(
                name="phone", zh="电话", en="phone", kind=FieldKind.CODE, aliases=("联系电话",), example="13900000000"
            ),
            _ADDRESS,
            _LON,
            _LAT,
            _UNIT,
            Field(name="building", zh="楼栋编码", en="building", kind=FieldKind.CODE, example="E1-B2-1"),
            Field(name="window_start", zh="可上门从", en="from", kind=FieldKind.TIME, example="09:00"),
            Field(name="window_end", zh="可上门至", en="to", kind=FieldKind.TIME, example="17:30"),
            Field(name="windows", zh="可上门时段", en="hours", kind=FieldKind.TIMES, example="08:00-10:00;14:00-16:00"),
        ),
    ),
    ImportKind.PREMISES: Spec(
        kind=ImportKind.PREMISES,
        zh="房产",
        en="Premises",
        key=("external_id",),
        fields=(
            Field(
                name="external_id",
                zh="房产编码",
                en="premises number",
                kind=FieldKind.CODE,
                required=True,
                aliases=("id",),
                example="E1-B2-1-301",
            ),
            Field(
                name="kind", zh="层级", en="level", kind=FieldKind.CHOICE, choices=_LEVELS, required=True, example="户"
            ),
            Field(name="parent", zh="上级编码", en="parent", kind=FieldKind.CODE, example="E1-B2-1"),
            Field(name="name", zh="名称", en="name", example="2 幢"),
            _ADDRESS,
            _LON,
            _LAT,
            _UNIT,
            Field(name="building", zh="楼栋编码", en="building", kind=FieldKind.CODE, example="E1-B2-1"),
        ),
    ),
    ImportKind.METERS: Spec(
        kind=ImportKind.METERS,
        zh="燃气表",
        en="Meters",
        key=("meter_no",),
        fields=(
            Field(
                name="meter_no",
                zh="表号",
                en="meter number",
                kind=FieldKind.CODE,
                required=True,
                aliases=("meter",),
                example="000123456789012345",
            ),
            _CUSTOMER,
            Field(name="make", zh="厂家", en="make", example=""),
            Field(name="size", zh="型号", en="size", example="G2.5"),
            Field(name="digits", zh="位数", en="digits", kind=FieldKind.INTEGER, example="5"),
            Field(name="made_on", zh="出厂日期", en="made on", kind=FieldKind.DATE, example="2020-05-01"),
            Field(name="last_reading", zh="上次读数", en="last reading", kind=FieldKind.NUMBER, example="1234"),
            Field(name="last_read_on", zh="上次抄表日期", en="last read on", kind=FieldKind.DATE, example="2026-01-15"),
        ),
    ),
    ImportKind.TECHNICIANS: Spec(
        kind=ImportKind.TECHNICIANS,
        zh="技术员",
        en="Technicians",
        key=("external_id",),
        fields=(
            Field(
                name="external_id",
                zh="工号",
                en="staff number",
                kind=FieldKind.CODE,
                required=True,
                aliases=("id",),
                example="0071",
            ),
            Field(name="name", zh="姓名", en="name", required=True, example="李某"),
            Field(name="phone", zh="电话", en="phone", kind=FieldKind.CODE, example="13900000000"),
            Field(name="unit", zh="片区编码", en="area code", kind=FieldKind.CODE, required=True, example="A-1"),
            Field(
                name="profile",
                zh="交通方式",
                en="travels by",
                kind=FieldKind.CHOICE,
                choices=_PROFILES,
                example="电动车",
            ),
            Field(name="base", zh="服务站编码", en="base code", kind=FieldKind.CODE, required=True, example="S-1"),
            Field(name="base_lon", zh="服务站经度", en="base longitude", kind=FieldKind.LON, example="120.15"),
            Field(name="base_lat", zh="服务站纬度", en="base latitude", kind=FieldKind.LAT, example="30.28"),
            Field(name="shift_start", zh="上班", en="shift from", kind=FieldKind.TIME, example="08:30"),
            Field(name="shift_end", zh="下班", en="shift to", kind=FieldKind.TIME, example="17:00"),
            Field(name="max_work", zh="每日最多工时", en="most hours of work", kind=FieldKind.HOURS, example="7.5"),
        ),
    ),
    ImportKind.CERTIFICATES: Spec(
        kind=ImportKind.CERTIFICATES,
        zh="证书",
        en="Certificates",
        key=("technician", "kind", "valid_from"),
        fields=(
            Field(name="technician", zh="工号", en="staff number", kind=FieldKind.CODE, required=True, example="0071"),
            Field(
                name="kind",
                zh="证书种类",
                en="certificate",
                kind=FieldKind.CODE,
                required=True,
                example="gas_inspection",
            ),
            Field(name="number", zh="证书编号", en="number", kind=FieldKind.CODE, example="00012345"),
            Field(name="issuer", zh="发证单位", en="issuer", example=""),
            Field(
                name="valid_from",
                zh="有效期起",
                en="valid from",
                kind=FieldKind.DATE,
                required=True,
                example="2025-01-01",
            ),
            Field(
                name="valid_until", zh="有效期止（不含）", en="valid until", kind=FieldKind.DATE, example="2028-01-01"
            ),
        ),
    ),
    ImportKind.LAST_INSPECTIONS: Spec(
        kind=ImportKind.LAST_INSPECTIONS,
        zh="上次安检",
        en="Last inspections",
        key=("customer", "programme", "done_on"),
        fields=(
            _CUSTOMER,
            Field(name="programme", zh="项目编码", en="programme", kind=FieldKind.CODE, example="gas_inspection"),
            Field(
                name="done_on",
                zh="完成日期",
                en="done on",
                kind=FieldKind.DATE,
                required=True,
                aliases=("date",),
                example="2025-11-03",
            ),
            Field(name="note", zh="备注", en="note", example=""),
        ),
    ),
    ImportKind.VISIT_ORDER: Spec(
        kind=ImportKind.VISIT_ORDER,
        zh="上门先后",
        en="Order of visits",
        key=("customer", "programme", "due_by"),
        fields=(
            _CUSTOMER,
            Field(name="programme", zh="项目编码", en="programme", kind=FieldKind.CODE, example="repair"),
            Field(name="due_by", zh="到期日", en="due by", kind=FieldKind.DATE, example="2026-03-31"),
            Field(
                name="after_customer",
                zh="先上门的户号",
                en="comes after customer",
                kind=FieldKind.CODE,
                required=True,
                example="0000123457",
            ),
            Field(
                name="after_programme",
                zh="先办项目编码",
                en="comes after programme",
                kind=FieldKind.CODE,
                example="gas_inspection",
            ),
            Field(
                name="after_due_by", zh="先办到期日", en="comes after due by", kind=FieldKind.DATE, example="2026-03-31"
            ),
        ),
    ),
    ImportKind.SLOW_HOURS: Spec(
        kind=ImportKind.SLOW_HOURS,
        zh="慢行时段",
        en="Slower hours",
        key=("unit", "effective_on", "profile", "from"),
        fields=(
            Field(
                name="unit",
                zh="公司编码",
                en="company code",
                kind=FieldKind.CODE,
                required=True,
                aliases=("company",),
                example="C",
            ),
            Field(
                name="effective_on",
                zh="生效日期",
                en="holds from",
                kind=FieldKind.DATE,
                required=True,
                example="2026-04-01",
            ),
            Field(
                name="profile",
                zh="交通方式",
                en="travels by",
                kind=FieldKind.CHOICE,
                choices=_PROFILES,
                required=True,
                example="汽车",
            ),
            Field(name="from", zh="从", en="from", kind=FieldKind.TIME, required=True, example="07:00"),
            Field(name="until", zh="至", en="until", kind=FieldKind.TIME, required=True, example="09:00"),
            Field(name="factor", zh="倍数", en="times as long", kind=FieldKind.NUMBER, required=True, example="1.5"),
            Field(name="source", zh="依据", en="source", required=True, most=200, example="2026 年 3 月实测"),
        ),
    ),
}
