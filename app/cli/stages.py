"""Stages of a long command: a line each while it runs, seconds kept for the summary."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click


@dataclass
class Stages:
    """Prints ``zh · en`` with the seconds a stage took; on a terminal the share done is shown while it runs."""

    seconds: dict[str, float] = field(default_factory=dict)
    _shown: str = ""

    @contextmanager
    def stage(self, key: str, zh: str, en: str) -> Iterator[None]:
        """Time what is done inside, under `key`."""
        begun = time.perf_counter()
        self._shown = f"  {zh} · {en}"
        self._paint(" …")
        try:
            yield
        finally:
            self.seconds[key] = round(self.seconds.get(key, 0.0) + time.perf_counter() - begun, 2)
        self._paint("")
        click.echo(f"{self._shown}  {self.seconds[key]:.1f} s")

    def progress(self, share: float) -> None:
        """Show how far the running stage is, 0..1."""
        self._paint(f" {round(100 * share)} %")

    def say(self, zh: str, en: str) -> None:
        """Print a remark below the stages."""
        click.echo(f"    {zh} · {en}")

    def _paint(self, tail: str) -> None:
        if sys.stdout.isatty():
            click.echo(f"\r\x1b[K{self._shown}{tail}" if tail else "\r\x1b[K", nl=False)
