"""A list that somebody sends through the desk."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.datum import Datum
from app.domain.permissions import Permission
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.intake.specs import ImportKind
from app.services.intake.table import Table
from app.services.intake.take_file import ImportReport, ImportRequest, take_file
from app.services.ports.clock import Clock
from app.services.ports.roads import Roads
from app.services.ports.tables import Tables
from app.services.ports.unit_of_work import Begin

MOST_BYTES, MOST_ROWS = 20 << 20, 200_000
"""Larger lists are for the command line, where nobody waits for an answer."""


_MORE = {ImportKind.SLOW_HOURS: (Permission.SET_RULES,), ImportKind.VISIT_ORDER: (Permission.RUN_PLANS,)}
"""What a list asks for besides the permission to import: the same as at the desk."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file as it was sent; `unit_id` narrows what may be touched to a unit and below."""

    name: str
    raw: bytes
    kind: ImportKind
    datum: Datum = Datum.WGS84
    mapping: Mapping[str, str] | None = None
    sheet: str | None = None
    dry_run: bool = True
    only_good: bool = False
    unit_id: uuid.UUID | None = None


def take_upload(
    begin: Begin, tables: Tables, roads: Roads, clock: Clock, caller: Caller, upload: Upload
) -> tuple[Table, ImportReport]:
    """Check the file for `caller`, and store what may be stored unless it is a dry run.

    Raises
    ------
    DomainError : ``import_file`` when the file as a whole cannot be understood, ``forbidden``, ``not_found``
    """
    caller.must(Permission.IMPORT)
    for permission in _MORE.get(upload.kind, ()):
        caller.must(permission)
    with begin() as work:
        scope = scope_of(work, caller, upload.unit_id)
    name = _shown(upload.name)
    table = tables.read(upload.raw, name, sheet=upload.sheet, most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
    request = ImportRequest(
        kind=upload.kind,
        datum=upload.datum,
        mapping=upload.mapping,
        dry_run=upload.dry_run,
        only_good=upload.only_good,
        file_sha256=hashlib.sha256(upload.raw).hexdigest(),
        scope=scope,
        requested_by_id=caller.user_id,
        clock=clock,
    )
    return table, take_file(begin, table, request, roads)


def _shown(name: str) -> str:
    """Return the last part of a path without what cannot be shown: browsers send what the machine gave them."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in last if character.isprintable())[:120] or "upload"
