"""`onrecord demo`: the whole way on a corpus that ships with the package."""

from __future__ import annotations

import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from onrecord.show.terminal import say

__all__ = ["add"]

_QUESTION = "Norland on monitoring mission"


def add(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command(epilog="Example: onrecord demo --folder try-it")(demo)


def demo(
    folder: Annotated[
        Path, typer.Option("--folder", "-f", metavar="FOLDER", help="Where the record and the page go.")
    ] = Path("onrecord-demo"),
) -> None:
    """Read the demo corpus, answer a question, and write its page.

    All of it is invented: the crisis, the states, the people, the outlets and every word they say.
    """
    from onrecord.errors import Unavailable
    from onrecord.run import RunSettings
    from onrecord.show.cli.answers import answer, print_ladder
    from onrecord.show.cli.read import read_and_tell
    from onrecord.show.page import write_page
    from onrecord.store import Record

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Unavailable("the folder for the demo cannot be made") from None
    command = _command()
    record, page = folder / "demo.db", folder / "demo.html"
    say("The Marrow Strait crisis: every state, person, outlet and word in this demo is invented.\n")
    with as_file(files("onrecord.data").joinpath("demo")) as corpus:
        settings = RunSettings(codebook=str(corpus / "codebook.yml"), actors=(corpus / "actors.yml",))
        tally = read_and_tell([corpus / "documents"], str(record), settings)
    say(f'\n$ {command} show {record} "{_QUESTION}"')
    with Record.open(record) as opened:
        print_ladder(answer(opened, _QUESTION))
        write_page(opened, page)
    say(f"\nOpen {page} in a browser. Then try:\n")
    say(f'  {command} show {record} "Estria on arms to Sarmia"')
    say(f"  {command} export {record} --format csv --out {folder / 'demo.csv'}")
    say(f"  {command} read YOUR-ARTICLES --record {folder / 'own.db'}")
    if tally.ours:
        raise typer.Exit(1)


def _command() -> str:
    """How this program is called from here: its name where the shell finds it, else its place."""
    if shutil.which("onrecord"):
        return "onrecord"
    beside = Path(sys.executable).with_name("onrecord")
    try:
        return str(beside.relative_to(Path.cwd()))
    except ValueError:
        return str(beside)
