"""How the steps of this folder that look at every visit are compiled: once, kept on disk, free of the lock."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

from planner.kernel.compiled import kept_with

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile to machine code at the first call with given types, anew when a source of this folder changes.

    Divisions follow numpy; unlike the kernel's functions these may make arrays.
    """
    with kept_with(Path(__file__).parent):
        return cast(Function, njit(cache=True, nogil=True, error_model="numpy")(function))
