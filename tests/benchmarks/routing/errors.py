"""What is wrong with a file, told so that the reader can mend it."""

from __future__ import annotations

from pathlib import Path


class BadFileError(ValueError):
    """A file that cannot be used: where, and why in English and in Chinese."""

    def __init__(self, path: Path, english: str, chinese: str, line: int | None = None) -> None:
        self.path, self.line = path, line
        place = f"{path}" if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {english} / {chinese}")
