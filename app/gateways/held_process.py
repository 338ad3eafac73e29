"""One process of this machine that is handed one call after another over a pipe nobody else has.

Nothing is shared with other processes, no lock and no queue: whenever and however the process dies, its pipe ends, and
whoever waits for an answer learns it.
"""

import os
import signal
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext

from app.gateways.limits import die_with_parent, limit_memory
from app.gateways.parcels import carried_out

START_S = 600.0
"""Seconds within which a process starts, and within which it reads a call (and imports what the call needs)."""

_READY, _BEGUN = b"ready", b"begun"

_LAST_BREATH_S = 5.0


class ProcessLostError(Exception):
    """The process died, or never got as far as making the call."""


class HeldProcess:
    """Start a process; `memory` as in :class:`SturdyPool`. Raises ProcessLostError where none can be started."""

    def __init__(self, context: BaseContext, memory: int | None) -> None:
        try:
            self._here, there = context.Pipe()
        except OSError as error:  # too many open files
            raise ProcessLostError(str(error)) from error
        self.start_s = START_S
        self._ready = False
        # A context has its own kind of process, which its type does not say.
        self._process = context.Process(target=_serve, args=(there, memory), daemon=True)  # type: ignore[attr-defined]
        try:
            self._process.start()
        except OSError as error:
            self._here.close()
            raise ProcessLostError(str(error)) from error
        finally:
            there.close()

    def ask(self, parcel: bytes, limit_s: float | None) -> bytes:
        """Return the answer to a parcel; `limit_s` bounds the call itself.

        Raises ProcessLostError, after which the process must be let go, or TimeoutError past `limit_s`.
        """
        try:
            if not self._ready:
                self._await(self.start_s)
                self._ready = True
            self._here.send_bytes(parcel)
            del parcel
            answer = self._await(self.start_s)
        except TimeoutError as error:
            raise ProcessLostError(f"it did not begin within {self.start_s:g} s") from error
        except (EOFError, OSError) as error:
            raise ProcessLostError(self._how()) from error
        if answer != _BEGUN:
            return answer
        try:
            return self._await(limit_s)
        except TimeoutError as error:
            raise TimeoutError(f"not done within {limit_s} s") from error
        except (EOFError, OSError) as error:
            raise ProcessLostError(self._how()) from error

    def kill(self) -> None:
        """End the process at once, whatever it does; from any thread."""
        self._process.kill()

    def let_go(self) -> None:
        """End the process and close its pipe."""
        self._process.kill()
        self._process.join(_LAST_BREATH_S)
        self._here.close()

    def _await(self, bound_s: float | None) -> bytes:
        """Return the next message; the end of the process wakes the wait even if its pipe has leaked elsewhere."""
        if not wait([self._here, self._process.sentinel], bound_s):
            raise TimeoutError
        if not self._here.poll():
            raise EOFError
        return self._here.recv_bytes()

    def _how(self) -> str:
        self._process.join(_LAST_BREATH_S)
        return f"exit status {self._process.exitcode}"


def _serve(pipe: "Connection[bytes, bytes]", memory: int | None) -> None:
    """Carry out calls until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(at_once=True)
    parent = parent_process()
    if parent is None or not parent.is_alive():
        os._exit(1)
    limit_memory(memory)
    pipe.send_bytes(_READY)
    while True:
        try:
            parcel = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        answer = carried_out(parcel, lambda: pipe.send_bytes(_BEGUN))
        del parcel
        pipe.send_bytes(answer)
