"""Numbers of the planning policy that change with time, each with its source."""

from datetime import date

from sqlalchemy import CheckConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped

from app.storage.tables.base import Base, Dated, Keyed


class TravelPeriod(Base, Keyed, Dated):
    """From `from_s` to `until_s` of a day (seconds after midnight) travel by `profile` takes `factor` times as long."""

    __tablename__ = "travel_period"
    __table_args__ = (
        CheckConstraint("profile IN ('car', 'ebike', 'foot')", name="profile"),
        CheckConstraint("0 <= from_s AND from_s < until_s AND until_s <= 172800", name="hours"),
        CheckConstraint("factor BETWEEN 0.1 AND 10", name="factor"),
        CheckConstraint("effective_until IS NULL OR effective_from < effective_until", name="dates"),
        ExcludeConstraint(
            (text("profile"), "="),
            (text("int4range(from_s, until_s)"), "&&"),
            (text("daterange(effective_from, effective_until)"), "&&"),
            name="one_factor_at_a_time",
            using="gist",
        ),
    )

    profile: Mapped[str]
    from_s: Mapped[int]
    until_s: Mapped[int]
    factor: Mapped[float]
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]
    source: Mapped[str]
