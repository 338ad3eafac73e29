"""Calls and their outcomes as bytes: what cannot travel becomes an error that can, so that nobody waits for it."""

import pickle
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any

Call = tuple[Callable[..., Any], Sequence[Any], Mapping[str, Any]]


def wrapped(call: Call) -> bytes:
    """Return a call with its arguments as bytes; raises whatever keeps them from being written."""
    return pickle.dumps(call, pickle.HIGHEST_PROTOCOL)


def carried_out(parcel: bytes, begun: Callable[[], None] | None = None) -> bytes:
    """Make the call in `parcel` and return what :func:`opened` reads; never raises.

    A module that cannot be imported here, arguments that cannot be read, a result that cannot be written: each is an
    error of this one call. `begun` is called once the call has been read.
    """
    try:
        function, args, named = _read(parcel)
        del parcel
        if begun is not None:
            begun()
        return pickle.dumps((True, function(*args, **named)), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        return _refusal(error)


def opened(answer: bytes) -> tuple[bool, Any]:
    """Return (True, result), or (False, error) of the call or of reading what came back."""
    try:
        done, outcome = _read(answer)
    except Exception as error:
        return False, error
    return done, outcome


def settle(promise: Future[Any], outcome: tuple[bool, Any]) -> None:
    """Keep or break a promise, unless it is over already."""
    done, what = outcome
    with suppress(InvalidStateError):
        if done:
            promise.set_result(what)
        else:
            promise.set_exception(what)


def _read(parcel: bytes) -> Any:
    """Unpickle what a process of the same product has pickled."""
    return pickle.loads(parcel)  # noqa: S301


def _refusal(error: BaseException) -> bytes:
    """Return the error as bytes, with its traceback; in words where it cannot be written or read."""
    # The frames hold the arguments, and a stack that is full leaves no room to write them.
    words, error.__traceback__ = "".join(traceback.format_exception(error)), None
    error.add_note(words)
    try:
        answer = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        _read(answer)
    except Exception:
        return pickle.dumps((False, RuntimeError(words)), pickle.HIGHEST_PROTOCOL)
    return answer
