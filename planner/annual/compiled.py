"""How the steps of this folder that look at every visit are compiled: once, kept on disk, free of the lock."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile to machine code at the first call with given types; divisions follow numpy."""
    return cast(Function, njit(cache=True, nogil=True, error_model="numpy")(function))
