"""The part of the tree of units that somebody may see (S3.4)."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Units at and below `paths`; without paths nothing is seen."""

    paths: tuple[str, ...]

    def __post_init__(self) -> None:
        if not all(path.startswith("/") and path.endswith("/") for path in self.paths):
            raise ValueError("a path of units begins and ends with a slash")

    def covers(self, path: str) -> bool:
        """Whether the unit at `path` is inside."""
        return path.startswith(self.paths)
