"""How this folder is compiled: as the kernel, its machine code kept below the kernel's, which is copied into it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from planner.kernel.compiled import entry as kept
from planner.kernel.compiled import kept_with

Function = TypeVar("Function", bound=Callable[..., Any])


def entry(function: Function) -> Function:
    """Compile what is called from outside, and keep the machine code until a source of this folder or the kernel's
    changes."""
    with kept_with(Path(__file__).parent):
        return kept(function)
