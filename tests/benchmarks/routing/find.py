"""From the paths somebody typed to instances: files and folders, what is no instance of this kind left aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks.routing.case import Case, Kind
from tests.benchmarks.routing.errors import BadFileError
from tests.benchmarks.routing.read_text import is_solomon, read_text
from tests.benchmarks.routing.read_vrp import read_vrp

SUFFIXES = (".vrp", ".txt")


def read_case(path: Path) -> Case:
    """Read an instance of either form."""
    return (read_vrp(path) if path.suffix.lower() == ".vrp" else read_text(path)).case()


def find_cases(paths: Iterable[Path], kind: Kind) -> Iterator[Case | BadFileError]:
    """Yield the instances of one kind below the paths, and what is wrong with each that cannot be read.

    In a folder, text files of another form and instances of another kind are passed over; a file that is named must
    be one of this kind.
    """
    for path in paths:
        if not path.exists():
            yield BadFileError(path, "there is no such file or folder", "没有此文件或文件夹")
        elif path.is_dir():
            yield from _in_folder(path, kind)
        else:
            yield _read(path, kind)


def _in_folder(folder: Path, kind: Kind) -> Iterator[Case | BadFileError]:
    found = False
    for path in sorted(folder.rglob("*"), key=_in_turn):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        try:
            case = None if path.suffix.lower() == ".txt" and not is_solomon(path) else read_case(path)
        except BadFileError as error:
            found = True
            yield error
            continue
        if case is not None and case.kind is kind:
            found = True
            yield case
    if not found:
        yield BadFileError(folder, f"no {kind.value} instances here", f"此处没有 {kind.value} 算例")


def _in_turn(path: Path) -> tuple[int, str]:
    """Small before large folders of Solomon, Gehring and Homberger, else by name."""
    digits = "".join(one for one in path.parent.name if one.isdecimal())
    return int(digits or 0), path.as_posix()


def _read(path: Path, kind: Kind) -> Case | BadFileError:
    try:
        case = read_case(path)
    except BadFileError as error:
        return error
    if case.kind is not kind:
        return BadFileError(
            path,
            f"this is a {case.kind.value} instance: ./dev bench {case.kind.value}",
            f"这是 {case.kind.value} 算例,请用 ./dev bench {case.kind.value}",
        )
    return case
