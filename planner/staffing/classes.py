"""An area is of class 1, 2 or 3 by volume.

Source: S8.4: over 200 thousand units sold, or over 100 thousand in use with mostly failure-prone models: class 1;
100 to 200 thousand: class 2; below: class 3.
"""

from dataclasses import dataclass

from planner.staffing.areas import Area, AreaClass
from planner.staffing.policy import StaffingPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class Classed:
    """The class of an area and why, in two languages."""

    area_class: AreaClass
    reason_en: str
    reason_zh: str


def classify(area: Area, policy: StaffingPolicy) -> Classed:
    """Return the class of `area`; without figures of volume it counts as class 3, and the reason says so."""
    sold, in_use = area.sold, area.in_use or 0
    if sold is None and not in_use:
        return _third("no units sold are entered: treated as class 3", "未录入销量，暂按三类区域处理")
    if sold is not None and sold > policy.class_1_sold:
        return Classed(
            area_class=AreaClass.FIRST,
            reason_en=f"{sold:,} units sold, more than {policy.class_1_sold:,}",
            reason_zh=f"销量 {sold:,} 台，超过 {policy.class_1_sold:,} 台",
        )
    if in_use > policy.class_1_in_use and area.failure_prone_share > policy.failure_prone_share:
        share = round(100 * area.failure_prone_share)
        return Classed(
            area_class=AreaClass.FIRST,
            reason_en=f"{in_use:,} units in use, {share} % of failure-prone models",
            reason_zh=f"在用 {in_use:,} 台，其中易故障机型占 {share}%",
        )
    if sold is not None and sold >= policy.class_2_sold:
        return Classed(
            area_class=AreaClass.SECOND,
            reason_en=f"{sold:,} units sold, {policy.class_2_sold:,} to {policy.class_1_sold:,}",
            reason_zh=f"销量 {sold:,} 台，在 {policy.class_2_sold:,} 至 {policy.class_1_sold:,} 台之间",
        )
    known = f"{sold:,}" if sold is not None else "?"
    return _third(
        f"{known} units sold, fewer than {policy.class_2_sold:,}", f"销量 {known} 台，低于 {policy.class_2_sold:,} 台"
    )


def _third(reason_en: str, reason_zh: str) -> Classed:
    return Classed(area_class=AreaClass.THIRD, reason_en=reason_en, reason_zh=reason_zh)
