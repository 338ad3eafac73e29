"""How this folder is compiled: to machine code, once, kept on disk, free of the interpreter's lock."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import config, njit

Function = TypeVar("Function", bound=Callable[..., Any])

_SETTING = "CACHE_DIR"
_HERE = Path(__file__).parent


def cache_folder(chosen: str, here: Path = _HERE) -> Path:
    """Return where the machine code of the sources in `here` is kept.

    Below `chosen` (``NUMBA_CACHE_DIR``) when that is given, else beside the sources, else (a checkout nobody may write
    to) below the user's own cache folder. The last part of the path names the content of all sources: numba looks
    for changes only in the file of a function itself, not in those whose code was copied into it.
    """
    digest = blake2b(digest_size=8)
    for source in sorted(here.glob("*.py")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    base = Path(chosen) if chosen else here / "__pycache__"
    if not chosen and not os.access(here, os.W_OK):
        base = Path.home() / ".cache" / "roundsman"
    return base / digest.hexdigest()


@contextmanager
def kept_with(here: Path) -> Iterator[None]:
    """Keep what is compiled meanwhile below the kernel's machine code, until a source in `here` changes too."""
    before = getattr(config, _SETTING)
    setattr(config, _SETTING, str(cache_folder(before, here)))
    try:
        yield
    finally:
        setattr(config, _SETTING, before)


def _compile(function: Function, **options: bool) -> Function:
    # Arrays are not counted as references (the caller of the search holds them all), which makes the search several
    # times faster: so compiled code allocates nothing and assigns elements, never slices. Divisions follow numpy.
    every: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True, **options}
    return cast(Function, njit(**every)(function))


def entry(function: Function) -> Function:
    """Compile what is called from outside, and keep the machine code on disk, all it calls included."""
    return _compile(function, cache=True)


def compiled(function: Function) -> Function:
    """Compile what only compiled code calls (there is no way in from the interpreter)."""
    return _compile(function, no_cpython_wrapper=True)


def inlined(function: Function) -> Function:
    """Compile like `compiled`, and copy the machine code into every caller: for the small steps of the hot loops."""
    return _compile(function, no_cpython_wrapper=True, forceinline=True)


setattr(config, _SETTING, str(cache_folder(getattr(config, _SETTING))))
