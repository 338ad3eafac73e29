"""Tiles kept in memory."""

from app.services.reading.kept import Kept


def test_a_tile_is_made_once() -> None:
    """The second asker gets the kept one."""
    kept, made = Kept(), []

    def make() -> bytes:
        made.append(1)
        return b"tile"

    assert [kept.get(("a", "v1"), make) for _ in range(2)] == [b"tile", b"tile"]
    assert len(made) == 1


def test_another_version_is_another_tile() -> None:
    """Nothing old is given out."""
    kept = Kept()
    assert kept.get(("a", "v1"), lambda: b"old") == b"old"
    assert kept.get(("a", "v2"), lambda: b"new") == b"new"


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    """The memory of a process has an end."""
    kept = Kept(most_bytes=10)
    for name in ("a", "b"):
        kept.get((name,), lambda: b"12345")
    kept.get(("a",), lambda: b"never made")
    kept.get(("c",), lambda: b"12345")
    assert kept.get(("a",), lambda: b"again") == b"12345"
    assert kept.get(("b",), lambda: b"again") == b"again"
