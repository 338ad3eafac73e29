"""How this folder is compiled: as the kernel, its machine code kept below the kernel's, which is copied into it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from numba import config

from planner.kernel.compiled import cache_folder
from planner.kernel.compiled import entry as kept

Function = TypeVar("Function", bound=Callable[..., Any])

_SETTING = "CACHE_DIR"


def entry(function: Function) -> Function:
    """Compile what is called from outside, and keep the machine code until a source of this folder or the kernel's
    changes."""
    before = getattr(config, _SETTING)
    setattr(config, _SETTING, str(cache_folder(before, Path(__file__).parent)))
    try:
        return kept(function)
    finally:
        setattr(config, _SETTING, before)
