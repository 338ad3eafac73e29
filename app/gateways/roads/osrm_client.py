"""HTTP to an OSRM server: asked again when it stumbles, never believed blindly."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from app.services.ports.roads import RoadsUnavailable
from planner.travel import TravelProfile

_NAMES = {TravelProfile.CAR: "driving", TravelProfile.EBIKE: "cycling", TravelProfile.FOOT: "walking"}
_NO_WAY = frozenset({"NoRoute", "NoTable"})


@dataclass(frozen=True, kw_only=True, slots=True)
class OsrmServers:
    """Where to ask and how patiently.

    Attributes
    ----------
    base_urls : one server per profile ("http://127.0.0.1:5000"); OSRM serves one profile per process
    block : sources and targets of one table request; the server's ``--max-table-size`` (100 unless set) must allow it
    timeout_s : for connecting and for each wait on an answer
    retries : further tries after a failed one
    pause_s : wait before the first of them, doubled each time
    """

    base_urls: Mapping[TravelProfile, str]
    block: int = 100
    timeout_s: float = 30.0
    retries: int = 2
    pause_s: float = 0.2

    def __post_init__(self) -> None:
        if not 1 <= self.block <= 1000:
            raise ValueError("block must lie in 1..1000")
        if self.timeout_s <= 0 or self.retries < 0:
            raise ValueError("timeout_s must be positive and retries not negative")
        for url in self.base_urls.values():
            if httpx.URL(url).scheme not in {"http", "https"} or not httpx.URL(url).host:
                raise ValueError(f"{url} is not the address of a server")


class OsrmClient:
    """Asks one OSRM service after the other; base addresses are fixed, redirects are not followed."""

    def __init__(self, servers: OsrmServers, pause: Callable[[float], None] = time.sleep) -> None:
        self.servers = servers
        self._pause = pause
        self._http = httpx.Client(timeout=servers.timeout_s, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def ask(
        self, service: str, profile: TravelProfile, coordinates: str, parameters: Mapping[str, str]
    ) -> dict[str, Any] | None:
        """The answer, None if the server says that there is no way.

        Raises
        ------
        RoadsUnavailable
            If there is no server for the profile, it does not answer, or it answers something else than OSRM would.
        """
        base = self.servers.base_urls.get(profile)
        if base is None:
            raise RoadsUnavailable(why=f"no server is set for {profile}", why_zh=f"未配置 {profile} 的道路服务器")
        # Written by hand: OSRM's lists keep their semicolons this way.
        query = "&".join(f"{key}={value}" for key, value in parameters.items())
        url = f"{base.rstrip('/')}/{service}/v1/{_NAMES[profile]}/{coordinates}?{query}"
        return _understood(self._patiently(url))

    def _patiently(self, url: str) -> httpx.Response:
        trouble = ""
        for attempt in range(self.servers.retries + 1):
            if attempt:
                self._pause(self.servers.pause_s * 2 ** (attempt - 1))
            try:
                response = self._http.get(url)
            except httpx.TimeoutException:
                trouble = f"no answer within {self.servers.timeout_s:g} s"
            except httpx.HTTPError as error:
                trouble = str(error) or type(error).__name__
            else:
                if response.status_code < 500 and response.status_code != 429:
                    return response
                trouble = f"HTTP status {response.status_code}"
        raise RoadsUnavailable(
            why=f"{trouble} ({self.servers.retries + 1} tries)",
            why_zh=f"{trouble}（已尝试 {self.servers.retries + 1} 次）",
        )


def nonsense(what: str) -> RoadsUnavailable:
    """The server's answer cannot be used."""
    return RoadsUnavailable(why=f"its answer is not OSRM's: {what}", why_zh=f"返回内容不符合 OSRM 格式：{what}")


def _understood(response: httpx.Response) -> dict[str, Any] | None:
    try:
        answer = response.json()
    except ValueError as error:
        raise nonsense(f"status {response.status_code}, not JSON") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("code"), str):
        raise nonsense(f"status {response.status_code}, no code")
    code = answer["code"]
    if code == "Ok":
        return answer
    if code in _NO_WAY:
        return None
    if code == "TooBig":
        raise RoadsUnavailable(
            why="it refuses tables of this size; lower the block size or raise --max-table-size",
            why_zh="表格超出服务器上限，请减小分块或调高 --max-table-size",
        )
    message = str(answer.get("message", ""))[:200]
    raise RoadsUnavailable(why=f"it says {code} {message}".rstrip(), why_zh=f"服务器返回 {code} {message}".rstrip())
