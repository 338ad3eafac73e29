"""The tree of branch units and their territories (S3.4)."""

import uuid
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import Origin, UnitKind
from app.storage.tables.base import Base, Dated, Keyed, choice


class Unit(Base, Keyed, Dated):
    """A company, a branch or an area; `path` is ``/root/…/self/`` so that "own unit and below" is one prefix search."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("(kind = 'company') = (parent_id IS NULL)", name="only_company_is_root"),)

    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[UnitKind] = mapped_column(choice(UnitKind, "unit_kind"))
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    path: Mapped[str] = mapped_column(unique=True)
    time_zone: Mapped[str] = mapped_column(server_default="Asia/Shanghai")
    territory: Mapped[Any | None] = mapped_column(Geometry("MULTIPOLYGON", srid=4326))
    origin: Mapped[Origin] = mapped_column(choice(Origin, "unit_origin"), server_default="imported")
