"""What the environment decides: read once at the start, checked, then passed in.

Every field is described in ``docs/settings.md``; an architecture test keeps the two equal.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypedDict, TypeVar
from zoneinfo import ZoneInfo

from app.domain.kinds import MonthApproval

CHECKOUT = Path(__file__).resolve().parent.parent
Choice = TypeVar("Choice", bound=StrEnum)
SCHEMES = ("postgresql+psycopg://", "postgresql://", "postgres://")


class SettingsError(ValueError):
    """A setting that cannot be used; says which one and what to write instead, in both languages."""

    code = "settings_invalid"

    def __init__(self, name: str, zh: str, en: str) -> None:
        self.message_zh = f"设置 {name} 有误:{zh}"
        self.message_en = f"Setting {name} is wrong: {en}"
        super().__init__(self.message_en)


class Environment(StrEnum):
    """How strict the start is: production insists on a secret of its own and on a real address."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"
    TEST = "test"


class RoadsSource(StrEnum):
    """Where travel times come from."""

    STRAIGHT = "straight"
    EXTRACT = "extract"
    OSRM = "osrm"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of one process.

    ``database_url`` is None when the private embedded cluster serves; ``app.storage.cluster`` then knows the address.
    """

    environment: Environment = Environment.DEVELOPMENT
    debug: bool = False
    data_dir: Path
    secret_key: str = field(repr=False)
    secret_key_previous: str | None = field(default=None, repr=False)
    database_url: str | None = field(default=None, repr=False)
    database_owner_url: str | None = field(default=None, repr=False)
    blob_url: str
    roads: RoadsSource = RoadsSource.STRAIGHT
    roads_extract: Path | None = None
    osrm_url: str | None = None
    timezone: str = "Asia/Shanghai"
    language: str = "zh-CN"
    public_url: str = "http://127.0.0.1:8080"
    trusted_proxies: int = 0
    two_factor: bool = False
    planning_processes: int = 2
    month_approval: MonthApproval = MonthApproval.APPROVED_QUARTER
    dask_scheduler_address: str | None = None
    log_level: str = "INFO"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from ``env`` (the process environment when None); raise SettingsError on a bad one."""
        source = _Source(os.environ if env is None else env)
        environment = source.choice("ROUNDSMAN_ENV", Environment, Environment.DEVELOPMENT)
        data_dir = source.path("ROUNDSMAN_DATA_DIR") or CHECKOUT / "var"
        database_url = source.database("DATABASE_URL")
        return cls(
            environment=environment,
            debug=source.flag("ROUNDSMAN_DEBUG"),
            data_dir=data_dir,
            secret_key=_secret(source, environment, data_dir),
            secret_key_previous=source.text("ROUNDSMAN_SECRET_KEY_PREVIOUS"),
            database_url=database_url,
            database_owner_url=source.database("DATABASE_OWNER_URL") or database_url,
            blob_url=source.text("ROUNDSMAN_BLOB_URL") or (data_dir / "blobs").as_uri(),
            **_roads(source),
            timezone=source.zone("ROUNDSMAN_TIMEZONE", "Asia/Shanghai"),
            language=source.one_of("ROUNDSMAN_LANGUAGE", ("zh-CN", "en")),
            public_url=_public_url(source, environment),
            trusted_proxies=source.count("ROUNDSMAN_TRUSTED_PROXIES", 0, least=0),
            two_factor=source.flag("ROUNDSMAN_TWO_FACTOR"),
            planning_processes=source.count("ROUNDSMAN_PLANNING_PROCESSES", min(os.cpu_count() or 1, 8), least=1),
            month_approval=source.choice("ROUNDSMAN_MONTH_APPROVAL", MonthApproval, MonthApproval.APPROVED_QUARTER),
            dask_scheduler_address=source.text("DASK_SCHEDULER_ADDRESS"),
            log_level=source.one_of("ROUNDSMAN_LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
        )

    @property
    def embedded(self) -> bool:
        """Whether the private cluster of this checkout is the database."""
        return self.database_url is None

    @property
    def one_role(self) -> bool:
        """Whether a real server is reached as one role for both owner and application (weaker: see the doctor)."""
        return not self.embedded and self.database_owner_url == self.database_url


class _Source:
    """Typed reading of one mapping; an empty value counts as not set."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    def text(self, name: str) -> str | None:
        return self._env.get(name, "").strip() or None

    def flag(self, name: str) -> bool:
        value = (self.text(name) or "0").lower()
        if value in ("1", "true", "yes", "on"):
            return True
        if value in ("0", "false", "no", "off"):
            return False
        raise SettingsError(name, f"请写 1 或 0,而不是 {value!r}", f"write 1 or 0, not {value!r}")

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """The value as one of ``allowed``, the first of which is the default; letter case does not matter."""
        value = self.text(name) or allowed[0]
        for each in allowed:
            if value.lower() == each.lower():
                return each
        choices = ", ".join(allowed)
        raise SettingsError(name, f"只能是 {choices} 之一,而不是 {value!r}", f"one of {choices}, not {value!r}")

    def choice(self, name: str, kind: type[Choice], default: Choice) -> Choice:
        allowed = (default.value, *(each.value for each in kind if each is not default))
        return kind(self.one_of(name, allowed))

    def count(self, name: str, default: int, *, least: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not value.isdecimal() or int(value) < least:
            raise SettingsError(
                name,
                f"需要不小于 {least} 的整数,而不是 {value!r}",
                f"a whole number of at least {least}, not {value!r}",
            )
        return int(value)

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return None if value is None else Path(value).expanduser().resolve()

    def zone(self, name: str, default: str) -> str:
        value = self.text(name) or default
        try:
            return ZoneInfo(value).key
        except (KeyError, ValueError, OSError) as error:
            raise SettingsError(
                name,
                f"没有名为 {value!r} 的时区,例如 Asia/Shanghai",
                f"no time zone is called {value!r}; an example is Asia/Shanghai",
            ) from error

    def database(self, name: str) -> str | None:
        """A PostgreSQL address in SQLAlchemy's spelling for psycopg 3."""
        value = self.text(name)
        if value is None:
            return None
        for scheme in SCHEMES:
            if value.startswith(scheme):
                return SCHEMES[0] + value.removeprefix(scheme)
        raise SettingsError(
            name,
            "只支持 PostgreSQL,请以 postgresql:// 开头",
            "only PostgreSQL is supported; start it with postgresql://",
        )

    def web(self, name: str) -> str | None:
        value = self.text(name)
        if value is None or value.startswith(("http://", "https://")):
            return value.rstrip("/") if value else None
        raise SettingsError(name, "请以 http:// 或 https:// 开头", "start it with http:// or https://")


class _Roads(TypedDict):
    roads: RoadsSource
    roads_extract: Path | None
    osrm_url: str | None


def _roads(source: _Source) -> _Roads:
    """Take the source that is named or, when none is, the one whose address or file is given."""
    extract, osrm = source.path("ROUNDSMAN_ROADS_EXTRACT"), source.web("ROUNDSMAN_OSRM_URL")
    given = RoadsSource.OSRM if osrm else RoadsSource.EXTRACT if extract else RoadsSource.STRAIGHT
    roads = source.choice("ROUNDSMAN_ROADS", RoadsSource, given)
    if roads is RoadsSource.EXTRACT and (extract is None or not extract.is_file()):
        raise SettingsError(
            "ROUNDSMAN_ROADS_EXTRACT",
            f"找不到道路数据文件({extract or '未设置'}),需要 .osm.pbf 文件",
            f"the road extract is not there ({extract or 'not set'}); give the path of an .osm.pbf file",
        )
    if roads is RoadsSource.OSRM and osrm is None:
        raise SettingsError("ROUNDSMAN_OSRM_URL", "未设置 OSRM 地址", "the OSRM address is not set")
    return {"roads": roads, "roads_extract": extract, "osrm_url": osrm}


def _public_url(source: _Source, environment: Environment) -> str:
    value = source.web("ROUNDSMAN_PUBLIC_URL")
    if environment is Environment.PRODUCTION and (value is None or not value.startswith("https://")):
        raise SettingsError(
            "ROUNDSMAN_PUBLIC_URL",
            "生产环境需要 https:// 地址(手机离线功能只在安全连接下可用)",
            "production needs an https:// address (phones work offline only over a secure connection)",
        )
    return value or "http://127.0.0.1:8080"


def _secret(source: _Source, environment: Environment, data_dir: Path) -> str:
    """The signing secret: given, or kept in a file that only this user can read, made on first use."""
    name = "ROUNDSMAN_SECRET_KEY"
    value = source.text(name)
    if value is not None and len(value) >= 32:
        return value
    if value is not None or environment is Environment.PRODUCTION:
        raise SettingsError(
            name,
            "需要至少 32 个字符的随机串,可用命令生成:openssl rand -hex 32",
            "at least 32 random characters are needed; make them with: openssl rand -hex 32",
        )
    return _kept_secret(data_dir / "secret")


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Written aside and linked: two processes starting at once end up with the same secret.
        fresh = path.with_name(f"secret.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
