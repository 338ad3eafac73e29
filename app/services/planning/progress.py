"""Progress of a run, told to whoever watches; and the wish to cancel, heard between stages and inside them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.kinds import PlanLevel
from app.services.errors import DomainError
from app.services.planning.stages import Stage, span


class Watch(Protocol):
    """Somebody who looks on."""

    def report(self, stage: Stage, progress: float) -> None:
        """Hear of the stage and of the share of the whole run done, 0..1."""
        ...

    def cancelled(self) -> bool:
        """Tell whether the run is no longer wanted."""
        ...


class Unwatched:
    """Nobody looks on and nobody cancels."""

    def report(self, stage: Stage, progress: float) -> None:
        """Hear nothing."""

    def cancelled(self) -> bool:
        """Go on."""
        return False


class RunCancelled(DomainError):  # noqa: N818 - no error, a wish
    """The run was cancelled; nothing of it is stored."""

    def __init__(self) -> None:
        super().__init__("run_cancelled")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Follows one run of `level`; `seconds` are those each stage took."""

    level: PlanLevel
    watch: Watch = field(default_factory=Unwatched)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[Callable[[float], None]]:
        """Enter a stage; the callable inside is told the share of the stage done, 0..1, and may raise RunCancelled."""
        begin, end = span(self.level, stage)
        since = time.perf_counter()

        def told(share: float) -> None:
            self.check()
            self.watch.report(stage, begin + (end - begin) * min(1.0, max(0.0, share)))

        told(0.0)
        yield told
        self.seconds[stage.value] = round(time.perf_counter() - since, 3)
        self.check()

    def done(self) -> None:
        """Tell that all is stored."""
        self.watch.report(Stage.DONE, 1.0)

    def check(self) -> None:
        """Raise RunCancelled if the run is no longer wanted."""
        if self.watch.cancelled():
            raise RunCancelled
