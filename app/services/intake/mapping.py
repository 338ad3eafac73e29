"""Which column of a file is which field: what the caller says, else the names a header is known by."""

from collections.abc import Mapping

from app.services.errors import DomainError
from app.services.intake.fields import Field
from app.services.intake.specs import Spec
from app.services.intake.table import Table


def mapped(table: Table, spec: Spec, wanted: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return field name -> column name of the file.

    Parameters
    ----------
    wanted : field name -> column name; fields not named are matched by their names in either language

    Raises
    ------
    DomainError : ``import_file`` when a required field has no column, or a column is named that is not there
    """
    asked = dict(wanted or {})
    _known(table, spec, asked)
    by_name = {_plain(name): name for name in table.header if name}
    found = dict(asked)
    for field in spec.fields:
        if field.name in found:
            continue
        column = next((by_name[name] for name in _names(field) if name in by_name), None)
        if column is not None and column not in found.values():
            found[field.name] = column
    missing = [field for field in spec.fields if field.required and field.name not in found]
    if missing:
        raise _missing(table, missing)
    return found


def _names(field: Field) -> list[str]:
    return [_plain(name) for name in (field.name, field.zh, field.en, f"{field.zh} {field.en}", *field.aliases)]


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", " ").removesuffix("*").strip()


def _known(table: Table, spec: Spec, asked: Mapping[str, str]) -> None:
    fields = {field.name for field in spec.fields}
    wrong = [name for name in asked if name not in fields] + [
        name for name in asked.values() if name not in table.header
    ]
    if wrong:
        raise DomainError(
            "import_file",
            file=table.file,
            why=f"the mapping names what is not there: {', '.join(wrong)}",
            why_zh=f"列映射中有不存在的名称：{'、'.join(wrong)}",
        )


def _missing(table: Table, missing: list[Field]) -> DomainError:
    zh = "、".join(field.zh for field in missing)
    en = ", ".join(f"{field.name} ({field.en})" for field in missing)
    header = ", ".join(table.header)
    hint = _one_column_hint(table)
    return DomainError(
        "import_file",
        file=table.file,
        why=f"column(s) missing: {en}; the header reads: {header}{hint[0]}",
        why_zh=f"缺少列：{zh}；现有表头：{header}{hint[1]}",
        missing=[{"name": field.name, "zh": field.zh, "en": field.en} for field in missing],
        header=[name for name in table.header if name],
    )


def _one_column_hint(table: Table) -> tuple[str, str]:
    if len(table.header) > 1 or table.delimiter is None:
        return ("", "")
    return (
        "; there is one column only: is the delimiter one of comma, semicolon, tab, bar?",
        "；文件只有一列，请确认分隔符是逗号、分号、制表符或竖线",
    )
