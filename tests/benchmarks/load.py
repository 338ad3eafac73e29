"""Bounded load on a server of this machine: threads with a connection each, until time or number is reached."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

HOST = "127.0.0.1"
MOST_REQUESTS = 100_000


@dataclass(frozen=True, kw_only=True)
class Load:
    """What came back: seconds of every answer, in order of size; how many bytes; which answers were wrong."""

    wall_s: float
    latencies_s: tuple[float, ...]
    bytes_read: int
    refused: tuple[int, ...]

    @property
    def per_s(self) -> float:
        """Good answers a second."""
        return len(self.latencies_s) / self.wall_s

    def share(self, part: float) -> float:
        """Return the latency that `part` of the answers kept, in milliseconds."""
        return 1000 * self.latencies_s[min(len(self.latencies_s) - 1, int(part * len(self.latencies_s)))]


def signed_in(port: int, email: str, password: str) -> dict[str, str]:
    """Sign in as a browser does and return the headers to go on with."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    body = json.dumps({"email": email, "password": password})
    connection.request("POST", "/login", body, {"Content-Type": "application/json", "Accept-Language": "en"})
    answer = connection.getresponse()
    said = json.loads(answer.read())
    if answer.status != 200:
        raise RuntimeError(f"signing in was answered by {answer.status}: {said}")
    cookies = [value.split(";", 1)[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    connection.close()
    return {"Cookie": "; ".join(cookies), "X-CSRF-Token": said["user"]["csrf_token"]}


def run_load(
    port: int, headers: dict[str, str], path_of: Callable[[int], str], *, seconds: float, threads: int
) -> Load:
    """Ask for ``path_of(0)``, ``path_of(1)``, ... for some seconds; every answer is read to its end."""
    numbers, lock = itertools.count(), threading.Lock()
    latencies: list[float] = []
    refused: list[int] = []
    size = 0
    begun = time.perf_counter()

    def one() -> None:
        nonlocal size
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        mine: list[float] = []
        wrong: list[int] = []
        read = 0
        while time.perf_counter() - begun < seconds:
            number = next(numbers)
            if number >= MOST_REQUESTS:
                break
            sent = time.perf_counter()
            connection.request("GET", path_of(number), headers=headers)
            answer = connection.getresponse()
            read += len(answer.read())
            if answer.status == 200:
                mine.append(time.perf_counter() - sent)
            else:
                wrong.append(answer.status)
        connection.close()
        with lock:
            latencies.extend(mine)
            refused.extend(wrong)
            size += read

    crew = [threading.Thread(target=one) for _ in range(threads)]
    for each in crew:
        each.start()
    for each in crew:
        each.join()
    wall = time.perf_counter() - begun
    return Load(wall_s=wall, latencies_s=tuple(sorted(latencies)), bytes_read=size, refused=tuple(refused))
