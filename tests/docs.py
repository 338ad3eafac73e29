"""What the documents say to type: blocks, command lines, links. Shared by the tests that check and those that run."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from app.settings import CHECKOUT

PAGES = (CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *sorted((CHECKOUT / "docs").rglob("*.md")))
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEREDOC = re.compile(r"^cat > \S+ <<'(\w+)'\n.*?^\1$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(\./dev|roundsman)(\s|$)")
SHELLS = ("sh", "")


@dataclass(frozen=True, kw_only=True)
class CommandLine:
    """One command as a page shows it; `shown` says where."""

    page: Path
    text: str

    @property
    def shown(self) -> str:
        """The page and the command."""
        return f"{self.page.relative_to(CHECKOUT)}: {self.text}"

    @property
    def words(self) -> list[str]:
        """The words the shell would pass, up to a pipe or a second command."""
        lexer = shlex.shlex(self.text, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in lexer:
            if set(word) <= set(lexer.punctuation_chars):
                break
            words.append(word)
        return words


def command_lines(page: Path) -> list[CommandLine]:
    """Every ``./dev ...`` and ``roundsman ...`` of a page, in blocks of the shell and between backticks."""
    text = page.read_text(encoding="utf-8")
    blocks = [HEREDOC.sub("", body) for language, body in BLOCK.findall(text) if language in SHELLS]
    typed = [command for block in blocks for command in _joined(block)]
    spoken = INLINE.findall(BLOCK.sub("", text))
    return [CommandLine(page=page, text=each) for each in typed + spoken if COMMAND.match(each)]


def links(page: Path) -> list[str]:
    """Every relative link or picture of a page, without its anchor."""
    found = LINK.findall(BLOCK.sub("", page.read_text(encoding="utf-8")))
    return [link.partition("#")[0] for link in found if "://" not in link and not link.startswith(("#", "mailto:"))]


def _joined(block: str) -> list[str]:
    """Logical lines: what ends in a backslash or inside quotes goes on in the next line; comments are dropped."""
    lines, kept = [], ""
    for line in block.replace("\\\n", " ").splitlines():
        kept = f"{kept}\n{line}" if kept else re.sub(r"\s+#\s.*$", "", line)
        if kept.count('"') % 2 == 0:
            lines.append(kept.strip())
            kept = ""
    return lines
