"""Moves from one version of a codebook to another, read from YAML: those that ship, or a user's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import BadCodebook
from onrecord.language.yaml_files import parse_yaml
from onrecord.model.moves import Moves
from onrecord.model.statement import Stance

__all__ = ["load_moves"]

_SIDES: tuple[Stance, ...] = get_args(Stance)
_LOOK_AGAIN = "review"
_GENERAL = "crisis"


def load_moves(book: str, file: Path | None = None) -> Moves:
    """The moves to a codebook of this name that ship, or those of a file; those of the general codebook, which others extend, by default.

    The form: under `issues`, for an id of the earlier codebook, the new id or `review`; or by side `review`, or the new id and side.
    `beside` there names an issue: where the earlier codebook had that one too, the row does not hold.

    Raises: OR-C01 BadCodebook, naming the file and the first fault.
    """
    if file is not None:
        try:
            text, name = file.read_text("utf-8"), file.name
        except (OSError, UnicodeDecodeError):
            raise BadCodebook(f"{file.name} cannot be read") from None
    else:
        folder = files("onrecord.data") / "moves"
        shipped = next((one for one in folder.iterdir() if one.name == f"{book}.yml"), folder / f"{_GENERAL}.yml")
        text, name = shipped.read_text("utf-8"), shipped.name
    rows = parse_yaml(text, name, BadCodebook).get("issues") or {}
    if not isinstance(rows, dict):
        raise BadCodebook(f"{name}: issues must be ids, each with what becomes of it")
    beside = {
        str(issue): str(row["beside"]) for issue, row in rows.items() if isinstance(row, dict) and "beside" in row
    }
    return Moves({str(issue): _sides(row, f"{name}: {issue}") for issue, row in rows.items()}, beside)


def _sides(row: Any, where: str) -> dict[Stance, tuple[str, Stance] | None]:
    if isinstance(row, str):
        return {side: None if row == _LOOK_AGAIN else (row, side) for side in _SIDES}
    if not isinstance(row, dict) or not row:
        raise BadCodebook(f"{where} needs a new id, or sides with what becomes of each")
    return {_side(side, where): _code(code, where) for side, code in row.items() if side != "beside"}


def _code(code: Any, where: str) -> tuple[str, Stance] | None:
    if code == _LOOK_AGAIN:
        return None
    issue, _, side = str(code).partition(" ")
    return issue, _side(side.strip(), where)


def _side(side: Any, where: str) -> Stance:
    found: Stance | None = next((one for one in _SIDES if one == side), None)
    if found is None:
        raise BadCodebook(f"{where}: {str(side)[:40]!r} is no side", f"sides are {', '.join(_SIDES)}")
    return found
