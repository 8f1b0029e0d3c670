"""Files that hold several articles: exports of press archives, feeds, mail, folders whose names say the day."""

from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.errors import BadImport, OnRecordError
from onrecord.ingest.press.archives import factiva, nexis
from onrecord.ingest.press.feeds import feed
from onrecord.ingest.press.folders import folder
from onrecord.ingest.press.mail import mail
from onrecord.ingest.press.row import PressRow

__all__ = ["PRESS", "PressRow", "factiva", "feed", "folder", "mail", "nexis", "read_press"]

PRESS: dict[str, Callable[[Path], Iterator[PressRow]]] = {
    "nexis": nexis,
    "factiva": factiva,
    "feed": feed,
    "mail": mail,
}
"""Formats of several articles, which are read as texts are."""


def read_press(form: str, path: Path) -> list[PressRow]:
    """The articles of a file in one of the formats of `PRESS`, to be called in a process apart.

    Raises: OR-M01 BadImport, also where a library fails in a way that its reader does not know; what `decode` raises.
    """
    try:
        return list(PRESS[form](path))
    except OnRecordError:
        raise
    except Exception as error:
        raise BadImport(f"{path.name} is no {form} that can be read ({type(error).__name__})") from error
