"""What can go wrong with the private cluster, each said with its remedy in both languages."""

from __future__ import annotations

from pathlib import Path


class ClusterError(RuntimeError):
    """The private cluster cannot be made, started or stopped."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.message_zh, self.message_en = code, zh, en
        super().__init__(en)

    @classmethod
    def no_postgis(cls) -> ClusterError:
        """No server programs with PostGIS are installed."""
        return cls(
            "postgis_missing",
            "本机没有安装 PostgreSQL 与 PostGIS。请以 root 运行 ./dev setup,或用 DATABASE_URL 指定已有的数据库",
            "PostgreSQL with PostGIS is not installed here. Run ./dev setup as root, or name a server in DATABASE_URL",
        )

    @classmethod
    def version_missing(cls, version: str) -> ClusterError:
        """The data was written by a version that is no longer installed."""
        return cls(
            "postgresql_version_missing",
            f"现有数据属于 PostgreSQL {version},但该版本已不在本机。请安装 postgresql-{version}-postgis-3",
            f"The data belongs to PostgreSQL {version}, which is not installed. Install postgresql-{version}-postgis-3",
        )

    @classmethod
    def path_too_long(cls, path: Path) -> ClusterError:
        """Not even the temporary folder is short enough for a socket."""
        return cls(
            "socket_path_too_long",
            f"路径太长,无法放置数据库套接字:{path}。请把代码移到较短的路径,或把 TMPDIR 设为 /tmp",
            f"The path is too long for a database socket: {path}. Use a shorter path or set TMPDIR=/tmp",
        )

    @classmethod
    def not_ours(cls, path: Path) -> ClusterError:
        """A folder belongs to another user."""
        return cls(
            "cluster_not_ours",
            f"{path} 属于另一个用户。请以该用户(或 root)运行,或者换一个自己的代码目录",
            f"{path} belongs to another user. Run as that user (or root), or use a checkout of your own",
        )

    @classmethod
    def not_created(cls, why: str) -> ClusterError:
        """``initdb`` failed."""
        return _full(why) or cls(
            "cluster_not_created", f"无法建立数据库:{why}", f"The database cluster could not be created: {why}"
        )

    @classmethod
    def not_started(cls, why: str, log: Path) -> ClusterError:
        """``pg_ctl start`` failed."""
        return _full(why) or cls(
            "cluster_not_started",
            f"数据库无法启动:{why}。详见 {log}",
            f"The database did not start: {why}. More in {log}",
        )

    @classmethod
    def not_stopped(cls, why: str) -> ClusterError:
        """``pg_ctl stop`` failed."""
        return cls("cluster_not_stopped", f"数据库无法停止:{why}", f"The database did not stop: {why}")


class ExtensionError(ClusterError):
    """A server lacks an extension and the owner role may not add it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "extension_missing",
            f"数据库缺少扩展 {name}。请安装后由数据库管理员在该库中执行:CREATE EXTENSION {name};",
            f"The database lacks the extension {name}. An administrator must run there: CREATE EXTENSION {name};",
        )


def _full(why: str) -> ClusterError | None:
    if "No space left" not in why and "Disk quota exceeded" not in why:
        return None
    return ClusterError(
        "disk_full",
        f"磁盘空间不足,请清理后重试({why})",
        f"The disk is full; free some space and try again ({why})",
    )
