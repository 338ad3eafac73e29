"""``roundsman``: finds its commands in this folder and turns every failure into a sentence and an exit status."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

import click

from app.cli.failures import report

FOLDER = Path(__file__).parent


class Commands(click.Group):
    """Loads a command's module only when that command runs: ``roundsman --help`` must not load the solvers."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Names of all modules that define ``command``."""
        return sorted(modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a module, imported now."""
        path = modules().get(cmd_name)
        if path is None:
            return None
        found = import_module(f"app.cli.{path.stem}").command
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List each command with the first line of its module, without importing it."""
        rows = [(name, summary_of(path) or "") for name, path in sorted(modules().items())]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def modules() -> dict[str, Path]:
    """The modules that define ``command``, by the command's name."""
    return {name_of(path): path for path in FOLDER.glob("*.py") if summary_of(path) is not None}


def name_of(path: Path) -> str:
    """The command's name for a module: ``import_`` gives ``import`` and ``seed_rules`` gives ``seed-rules``."""
    return path.stem.rstrip("_").replace("_", "-")


def summary_of(path: Path) -> str | None:
    """First line of a command module's docstring; None when the module defines no ``command``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    names |= {
        t.id for node in tree.body if isinstance(node, ast.Assign) for t in node.targets if isinstance(t, ast.Name)
    }
    return (ast.get_docstring(tree) or "").split("\n")[0] if "command" in names else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="roundsman", prog_name="roundsman")
def group() -> None:
    """Roundsman: plan what customers are owed, route the day, keep the records."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 for a refusal, 2 for wrong usage, 70 for a defect, 130 for Ctrl-C."""
    try:
        result = group.main(args=arguments, prog_name="roundsman", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 (the one place that must meet everything)
        return report(error)
    except KeyboardInterrupt:
        return 130
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main())
