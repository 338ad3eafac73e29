"""The private cluster survives what happens to machines, and says clearly what it cannot."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from app.storage import server_programs
from app.storage.cluster import APPLICATION, OWNER, SOCKET_FILE, SOCKET_PATH_LIMIT, Cluster
from app.storage.cluster_errors import ClusterError


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that stands for a checkout, with its cluster removed afterwards."""
    folder = tmp_path_factory.mktemp("checkout")
    yield folder
    Cluster.of(folder).drop()


@pytest.fixture
def cluster(checkout: Path) -> Cluster:
    return Cluster.of(checkout).ensure()


def answer(cluster: Cluster, question: str) -> object:
    with cluster.connect() as connection:
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]
    return None if row is None else row[0]


def test_each_checkout_has_a_cluster_of_its_own(tmp_path: Path) -> None:
    assert Cluster.of(tmp_path / "a").base != Cluster.of(tmp_path / "b").base
    assert Cluster.of(tmp_path / "a").base == Cluster.of(tmp_path / "b" / ".." / "a").base


def test_ensuring_twice_keeps_the_server_that_runs(cluster: Cluster) -> None:
    before = (cluster.data / "postmaster.pid").read_text()
    cluster.ensure()
    assert (cluster.data / "postmaster.pid").read_text() == before


def test_pages_carry_checksums_and_nothing_listens_on_a_port(cluster: Cluster) -> None:
    """R2."""
    assert answer(cluster, "SHOW data_checksums") == "on"
    assert answer(cluster, "SHOW listen_addresses") == ""


def test_commits_reach_the_disk_unless_asked_otherwise(tmp_path: Path) -> None:
    """R2: a receipt is given only after fsync; only throw-away clusters of tests may be careless."""
    durable = Cluster.of(tmp_path)
    try:
        durable.ensure()
        assert answer(durable, "SHOW fsync") == "on"
        assert answer(durable, "SHOW full_page_writes") == "on"
        assert answer(durable, "SHOW synchronous_commit") == "on"
    finally:
        durable.drop()


def test_neither_role_is_a_superuser(cluster: Cluster) -> None:
    """R43."""
    for role in (OWNER, APPLICATION):
        with cluster.connect(role=role) as connection:
            assert connection.execute("SHOW is_superuser").fetchone() == ("off",)


def test_another_user_of_the_machine_cannot_enter(cluster: Cluster) -> None:
    """The socket is behind a folder that only its user may open."""
    if os.geteuid() != 0:
        pytest.skip("only root can pretend to be somebody else")
    account = pwd.getpwnam("nobody")
    code = f"import socket; socket.socket(socket.AF_UNIX).connect({str(cluster.socket_dir / SOCKET_FILE)!r})"
    done = subprocess.run(
        ["/usr/bin/python3", "-c", code], capture_output=True, text=True, cwd="/", check=False,
        user=account.pw_uid, group=account.pw_gid, extra_groups=[],
    )  # fmt: skip
    assert "PermissionError" in done.stderr


def test_a_server_that_was_killed_starts_again_with_its_data(cluster: Cluster) -> None:
    """R2: kill -9 and power cuts."""
    with cluster.connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n")
    cluster.kill()
    assert not cluster.running()
    cluster.ensure()
    assert answer(cluster, "SELECT n FROM kept") == 7


def test_a_process_number_left_by_a_crash_and_taken_by_a_stranger_is_no_obstacle(cluster: Cluster) -> None:
    """After a restart of a container the old number often belongs to another process."""
    cluster.stop()
    left = f"{os.getpid()}\n{cluster.data}\n1700000000\n5432\n{cluster.socket_dir}\n\n  5432001  98304\nready   \n"
    (cluster.data / "postmaster.pid").write_text(left)
    (cluster.socket_dir / f"{SOCKET_FILE}.lock").write_text(left)
    (cluster.socket_dir / SOCKET_FILE).touch()
    assert not cluster.running()
    cluster.ensure()
    assert answer(cluster, "SELECT 1") == 1


def test_four_processes_may_ask_for_the_cluster_at_once(tmp_path: Path) -> None:
    """Web, worker and commands start together on a fresh machine."""
    imports = "from pathlib import Path; from app.storage.cluster import Cluster"
    code = f"{imports}; Cluster.of(Path({str(tmp_path)!r})).ensure()"
    try:
        with ThreadPoolExecutor(4) as pool:
            runs = [pool.submit(subprocess.run, [sys.executable, "-c", code], check=True) for _ in range(4)]
        assert [run.result().returncode for run in runs] == [0] * 4
    finally:
        Cluster.of(tmp_path).drop()


def test_a_creation_that_was_cut_off_is_begun_afresh(tmp_path: Path) -> None:
    """A half-made data directory must never look finished."""
    cluster = Cluster.of(tmp_path, durable=False)
    try:
        half = cluster.base / "data.new"
        half.mkdir(parents=True)
        (half / "PG_VERSION").write_text("15\n")
        if os.geteuid() == 0:
            shutil.chown(cluster.base, "postgres", "postgres")
        cluster.ensure()
        assert answer(cluster, "SELECT 1") == 1
    finally:
        cluster.drop()


def test_a_deep_checkout_still_gets_a_socket(tmp_path: Path) -> None:
    """A socket's path may have 107 bytes at most."""
    deep = Cluster(base=tmp_path / ("very-long-name-" * 8), system_user="postgres")
    assert len(os.fsencode(deep.socket_dir / SOCKET_FILE)) < SOCKET_PATH_LIMIT
    assert deep.socket_dir != deep.base / "sock"


def test_a_machine_without_postgis_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_programs, "PROGRAMS", tmp_path)
    with pytest.raises(ClusterError, match="setup") as caught:
        server_programs.programs()
    assert "PostGIS" in caught.value.message_zh


def test_the_newest_version_that_has_postgis_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 17 without PostGIS must not win over 16 with it, nor 9 over 16."""
    for version, postgis in (("9", True), ("16", True), ("17", False)):
        (tmp_path / "lib" / version / "bin").mkdir(parents=True)
        (tmp_path / "lib" / version / "bin" / "initdb").touch()
        (tmp_path / "share" / version / "extension").mkdir(parents=True)
        if postgis:
            (tmp_path / "share" / version / "extension" / "postgis.control").touch()
    monkeypatch.setattr(server_programs, "PROGRAMS", tmp_path / "lib")
    monkeypatch.setattr(server_programs, "SHARED", tmp_path / "share")
    assert server_programs.programs() == tmp_path / "lib" / "16" / "bin"
    with pytest.raises(ClusterError, match="17"):
        server_programs.programs_of("17")


def test_a_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    """The last telling line of the log, not an exit status."""
    cluster.stop()
    automatic = cluster.data / "postgresql.auto.conf"
    kept = automatic.read_text()
    try:
        automatic.write_text("no_such_setting = 1\n")
        with pytest.raises(ClusterError, match="configuration file|no_such_setting"):
            cluster.ensure()
    finally:
        automatic.write_text(kept)
    assert answer(cluster.ensure(), "SELECT 1") == 1


def test_a_full_disk_is_named_as_such() -> None:
    """R7."""
    failure = ClusterError.not_created("initdb: error: could not write: No space left on device")
    assert failure.code == "disk_full"
    assert "磁盘空间不足" in failure.message_zh


def test_stopping_what_does_not_run_is_no_error(tmp_path: Path) -> None:
    assert Cluster.of(tmp_path).stop() is False


def test_connections_commit_each_statement(cluster: Cluster) -> None:
    with cluster.connect() as connection:
        assert connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE
        connection.execute("SELECT 1")
        assert connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE
