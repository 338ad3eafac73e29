"""What every table shares: naming of constraints, key and time columns, enumerations as checked text."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from sqlalchemy import DateTime, Enum, MetaData, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
    "ex": "ex_%(table_name)s_%(constraint_name)s",
}

Json = dict[str, object]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Base(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012
        str: Text(),
        datetime: DateTime(timezone=True),
        Json: JSONB(),
        uuid.UUID: Uuid(),
    }


class Keyed:
    """An unguessable key, made by whoever inserts or else by the database."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))


class Dated:
    """When the row was made and last changed."""

    created_at: Mapped[Instant] = mapped_column(server_default=func.now())
    updated_at: Mapped[Instant] = mapped_column(server_default=func.now(), onupdate=func.now())


def choice(kind: type[StrEnum], name: str) -> Enum:
    """Return a text column type that only holds the values of `kind`, by a check constraint called `name`."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )
