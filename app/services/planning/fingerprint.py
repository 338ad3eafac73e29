"""One name for all that a plan was made from: equal names, equal problems."""

import hashlib
from dataclasses import fields

import numpy as np
import numpy.typing as npt

from planner.problem import Problem


def fingerprint(problem: Problem, *more: npt.NDArray[np.generic] | str, named: bool) -> str:
    """Return a hash over every value of `problem` and of `more`.

    `named`: obligations must be the very same rows; otherwise an expected visit may have become a stored one meanwhile,
    as long as its windows are the same.
    """
    total = hashlib.sha256()
    for part in (problem.obligations, problem.sites):
        for each in fields(part):
            if each.name == "ids" and part is problem.obligations and not named:
                continue
            _take(total, getattr(part, each.name))
    for whole in (problem.regions, problem.certificates, problem.technicians, problem.horizon, problem.policy):
        _take(total, repr(whole))
    for value in more:
        _take(total, value)
    return total.hexdigest()[:32]


def _take(total: "hashlib._Hash", value: npt.NDArray[np.generic] | tuple[str, ...] | str) -> None:
    if isinstance(value, np.ndarray):
        total.update(np.ascontiguousarray(value).tobytes())
    else:
        total.update(("\x1f".join(value) if isinstance(value, tuple) else value).encode())
    total.update(b"\x1e")
