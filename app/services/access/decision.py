"""Each route says who may call it; a test refuses a route that does not (R42)."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MARK = "access_decision"
PUBLIC = "public"
SIGNED_IN = "signed_in"


def decide(view: View, decision: str) -> View:
    """Mark `view` with who may call it: `PUBLIC`, `SIGNED_IN` or the code of a permission."""
    setattr(view, MARK, decision)
    return view


def decision_of(view: Callable[..., Any]) -> str | None:
    """Return the mark of `view`; None when nobody decided."""
    found = getattr(view, MARK, None)
    return found if isinstance(found, str) else None
