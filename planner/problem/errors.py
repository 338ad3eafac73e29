"""How a malformed problem is refused: every flaw at once, each with its place, in two languages."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Flaw:
    """One thing wrong with an input: where it stands, what is wrong, what would be right."""

    path: str
    message_en: str
    message_zh: str


class ProblemError(ValueError):
    """The problem contradicts itself; ``flaws`` lists every contradiction found."""

    def __init__(self, flaws: list[Flaw]) -> None:
        self.flaws = tuple(flaws)
        first = "; ".join(f"{flaw.path}: {flaw.message_en}" for flaw in flaws[:5])
        super().__init__(f"{len(flaws)} flaw(s): {first}")
