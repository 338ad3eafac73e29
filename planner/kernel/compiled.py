"""How this folder is compiled: to machine code, once, kept on disk, free of the interpreter's lock."""

import os
from collections.abc import Callable
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


def _compile(function: Function, *, forceinline: bool) -> Function:
    # Arrays are not counted as references (the caller of the search holds them all), which makes the search several
    # times faster: so compiled code allocates nothing and assigns elements, never slices. Divisions follow numpy.
    options: dict[str, Any] = {"_nrt": False, "forceinline": forceinline}
    return cast(Function, njit(cache=True, nogil=True, error_model="numpy", **options)(function))


def compiled(function: Function) -> Function:
    """Compile `function` when first called."""
    return _compile(function, forceinline=False)


def inlined(function: Function) -> Function:
    """Compile `function` and copy its machine code into every caller: for the small steps of the hot loops."""
    return _compile(function, forceinline=True)


setattr(config, _SETTING, str(cache_folder(getattr(config, _SETTING))))
