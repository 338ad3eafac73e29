"""What the documents tell a reader to type or to open is there."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import click
import pytest

from app.cli.main import group
from app.domain.kinds import Role
from app.domain.permissions import PERMISSIONS, Permission
from app.settings import CHECKOUT
from tests.docs import PAGES, CommandLine, command_lines, links

LINES = [line for page in PAGES for line in command_lines(page)]
SCRIPT = (CHECKOUT / "dev").read_text(encoding="utf-8")
DEV = {
    name
    for names in re.findall(r"^([a-z]+(?: \| [a-z]+)+)\) \"cmd_", SCRIPT, re.MULTILINE)
    for name in names.split(" | ")
}
PLACEHOLDER = re.compile(r"^[A-Z][A-Z0-9_-]*$|^\.\.\.$|^…$")
READERS = ("desk", "engineer", "manager", "administrator", "integrator")


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.shown)
def test_every_command_line_is_one_that_exists(line: CommandLine) -> None:
    """The command of ./dev, the path of the command line, every option and its value: parsed, not run."""
    check(line)


@pytest.mark.parametrize(
    "text",
    [
        "./dev bogus",
        "./dev reset --now",
        "./dev bench bogus",
        "./dev bench vrptw PATH --bogus 1",
        "./dev demo --technicians many",
        "./dev serve --prot 8091",
        "./dev roundsman users ad EMAIL",
        "roundsman solve problem.json --out plan.json",
        "roundsman users enrol EMAIL --nope",
        "roundsman bogus",
    ],
)
def test_a_command_line_that_does_not_exist_would_be_noticed(text: str) -> None:
    """The check above can fail."""
    with pytest.raises(AssertionError):
        check(CommandLine(page=PAGES[0], text=text))


def check(line: CommandLine) -> None:
    """Claim that a command line exists."""
    program, *words = line.words
    if program == "./dev":
        if not words or words[0] == "COMMAND":
            return
        assert words[0] in DEV, line.shown
        if words[0] == "bench":
            check_bench(words[1:], line.shown)
            return
        if words[0] not in ("roundsman", "demo", "serve", "doctor"):
            assert not [word for word in words if word.startswith("-") and f" {word}" not in SCRIPT], line.shown
            return
        words = words[1:] if words[0] == "roundsman" else words
    parse(words, line.shown)


def check_bench(words: list[str], shown: str) -> None:
    """Claim that a benchmark is there and that its own parser knows the options."""
    if not words or _named(words[0]):
        return
    assert (CHECKOUT / f"tests/benchmarks/{words[0]}.py").is_file(), shown
    options = {word.partition("=")[0] for word in words[1:] if word.startswith("--")}
    if options:
        assert options <= options_of_bench(words[0]), f"{shown}: {sorted(options - options_of_bench(words[0]))}"


@cache
def options_of_bench(name: str) -> frozenset[str]:
    """Return the options that a benchmark says it has."""
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT, timeout=120).stdout
    return frozenset(re.findall(r"--[a-z][a-z-]*", told))


def parse(words: list[str], shown: str) -> None:
    """Follow the path of commands; a command that is complete is parsed with all its options."""
    command: click.Command = group
    context = click.Context(command, info_name="roundsman")
    while isinstance(command, click.Group) and words:
        if words[0].startswith("-") or _named(words[0]):
            return
        found = command.get_command(context, words[0])
        assert found is not None, f"{shown}: there is no {words[0]!r}"
        command, context, words = found, click.Context(found, info_name=words[0], parent=context), words[1:]
    if isinstance(command, click.Group) or not words:
        return
    if any(_named(word) for word in words):
        known = {name for parameter in command.params for name in parameter.opts}
        unknown = [word for word in words if word.startswith("--") and word.partition("=")[0] not in known]
        assert not unknown, f"{shown}: there is no {unknown}"
        return
    try:
        command.make_context(context.info_name, words, parent=context.parent)
    except click.MissingParameter:
        # In running text a command may stand without all that it needs.
        return
    except click.UsageError as error:
        raise AssertionError(f"{shown}: {error.format_message()}") from error


def _named(word: str) -> bool:
    """Whether a word stands for something the reader fills in: EMAIL, CITY.osm.pbf, XXXX-XXXX-XXXX."""
    return bool(PLACEHOLDER.match(word.partition(".")[0] or word))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(CHECKOUT).as_posix())
def test_every_relative_link_and_picture_is_there(page: Path) -> None:
    """Also a folder may be linked."""
    missing = [link for link in links(page) if not (page.parent / link).exists()]
    assert missing == []


def test_every_picture_is_shown_somewhere_and_small() -> None:
    """At most 250 KB each: a reader on a slow line loads them all."""
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    for picture in (CHECKOUT / "docs/images").iterdir():
        assert picture.resolve() in shown, picture.name
        assert picture.stat().st_size < 250_000, picture.name


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_has_a_page_that_begins_in_chinese_and_is_linked_from_the_readme(reader: str) -> None:
    page = CHECKOUT / f"docs/{reader}.md"
    assert "**中文摘要。**" in page.read_text(encoding="utf-8").split("\n\n")[1]
    assert f"docs/{reader}.md" in links(CHECKOUT / "README.md")


def test_the_table_of_permissions_is_the_one_the_server_uses() -> None:
    """S3.4: docs/administrator.md row by row against app/domain/permissions.py."""
    text = (CHECKOUT / "docs/administrator.md").read_text(encoding="utf-8")
    head, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    assert head[1:] == [role.value for role in Role]
    shown = {row[0].split("`")[1]: row[1:] for row in rows[1:]}
    assert shown == {
        permission.value: ["✓" if permission in PERMISSIONS[role] else "" for role in Role] for permission in Permission
    }
