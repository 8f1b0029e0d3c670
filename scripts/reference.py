"""Write the reference pages that are taken from the code; with --check, only say whether they are up to date.

Run it in the project's environment: .venv/bin/python scripts/reference.py
"""

from __future__ import annotations

import inspect
import re
import sys
from typing import Any

import typer

from environment import ROOT
from onrecord.errors import Broken, Refused, Unavailable, all_errors
from onrecord.show.cli import commands
from onrecord.show.cli.app import app

FOLDER = ROOT / "docs" / "reference"


def errors_page() -> str:
    """Every error with its code, what it means and what to do."""
    kinds: dict[type[Exception], str] = {
        Refused: "input set aside, the run goes on",
        Broken: "a fault of onrecord",
        Unavailable: "may be tried again",
    }
    lines = [
        "# Errors", "", "Taken from the code by `scripts/reference.py`. Every message is one line: the code, what happened, what to do.", "",
        "| code | name | what it means | what to do | kind |", "| --- | --- | --- | --- | --- |",
    ]  # fmt: skip
    for error in all_errors():
        if not error.code.endswith("00") or error.code == "OR-Q00":
            kind = next((words for base, words in kinds.items() if issubclass(error, base)), "what was asked")
            lines.append(f"| `{error.code}` | {error.__name__} | {inspect.getdoc(error)} | {error.hint} | {kind} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with its arguments and options."""
    lines = ["# Commands", "", "Taken from the code by `scripts/reference.py`."]
    main: Any = typer.main.get_command(app)
    for name, command in main.commands.items():
        subs = getattr(command, "commands", None)
        for sub, each in subs.items() if subs else [("", command)]:
            lines += _command(f"{name} {sub}".strip(), each)
    return "\n".join(lines) + "\n"


def _command(name: str, command: Any) -> list[str]:
    lines = ["", f"## onrecord {name}", "", inspect.cleandoc(command.help or ""), ""]
    for option in command.params:
        if isinstance(option, typer.core.TyperArgument):
            lines.append(f"- `{option.metavar or option.name}`: {option.help}")
        elif "--help" not in option.opts:
            shown = option.default not in (None, (), False)
            lines.append(
                f"- `{', '.join(option.opts)}`: {option.help}" + (f" (default `{option.default}`)" if shown else "")
            )
    examples = [each.strip(" ;") for each in re.findall(r"onrecord [^;\n]+", command.epilog or "")]
    return [*lines, "", "```sh", *examples, "```"] if examples else lines


if __name__ == "__main__":
    commands.register(app)
    pages = {"errors.md": errors_page(), "commands.md": commands_page()}
    stale = [
        name
        for name, text in pages.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text("utf-8") != text
    ]
    if "--check" in sys.argv:
        sys.exit(f"out of date: {', '.join(stale)}; run scripts/reference.py" if stale else 0)
    for name in stale:
        (FOLDER / name).write_text(pages[name], "utf-8")
        print(f"wrote {name}")
