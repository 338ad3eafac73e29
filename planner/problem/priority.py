"""Which visit gives way when time is short: law before promise before A, B, C, D (lexicographic)."""

from enum import IntEnum


class Priority(IntEnum):
    """Priority class of an obligation; a lower number is never given up for any number of higher ones."""

    LAW = 0
    PROMISE = 1
    A = 2
    B = 3
    C = 4
    D = 5
