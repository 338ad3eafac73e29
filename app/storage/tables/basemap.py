"""The local base map of the imported extract, in web-mercator so that tiles need no transformation."""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import BigInteger, CheckConstraint, Identity
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base

LAYERS = ("street", "rail", "water", "park", "building", "place")


class BasemapFeature(Base):
    """One feature of the base map; `rank` orders what shows first when zoomed out (0 first)."""

    __tablename__ = "basemap_feature"
    __table_args__ = (CheckConstraint(f"layer IN {LAYERS}", name="layer"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    layer: Mapped[str]
    feature_class: Mapped[str]
    rank: Mapped[int]
    name: Mapped[str | None]
    shape: Mapped[Any] = mapped_column(Geometry("GEOMETRY", srid=3857, nullable=False))
