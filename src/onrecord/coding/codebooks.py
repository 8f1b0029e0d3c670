"""Codebooks read from YAML, with those they extend."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import BadCodebook
from onrecord.language.yaml_files import as_list, parse_yaml
from onrecord.model.codebook import Codebook, Example, Issue
from onrecord.model.ids import sha256_text
from onrecord.model.statement import Stance

__all__ = ["load_codebook", "shipped_codebooks"]

_ID = re.compile(r"[a-z][a-z0-9_]*$")
_LISTS = {"cues": "cues", "for": "supports", "against": "opposes"}


def shipped_codebooks() -> list[str]:
    """Names of the codebooks that come with the package."""
    folder = files("onrecord.data").joinpath("codebooks")
    return sorted(entry.name.removesuffix(".yml") for entry in folder.iterdir() if entry.name.endswith(".yml"))


@lru_cache(maxsize=8)
def load_codebook(name_or_file: str) -> Codebook:
    """A codebook by the name of a shipped one or by its file, with what it extends.

    An issue listed again replaces label and proposition and adds its phrases and examples.

    Raises: OR-C01 BadCodebook, naming the file and the first fault.
    """
    return _load(name_or_file, ())


def _load(name_or_file: str, above: tuple[str, ...]) -> Codebook:
    name_or_file = str(Path(name_or_file).resolve()) if Path(name_or_file).is_file() else name_or_file
    if name_or_file in above:
        raise BadCodebook(f"{Path(name_or_file).name} extends itself")
    name, text, folder = _read(name_or_file)
    raw = parse_yaml(text, name, BadCodebook)
    if not raw.get("codebook") or not isinstance(raw.get("issues") or [], list):
        raise BadCodebook(f"{name} needs a codebook name and a list of issues")
    issues: dict[str, Issue] = {}
    parts = [text]
    for base in as_list(raw.get("extends"), f"{name}: extends", BadCodebook):
        near = folder / str(base) if folder else None
        inherited = _load(str(near) if near and near.is_file() else str(base), (*above, name_or_file))
        issues.update({issue.id: issue for issue in inherited.issues})
        parts.append(inherited.version)
    for row in raw.get("issues") or []:
        issue = _issue(row, issues, name)
        issues[issue.id] = issue
    version = f"{raw.get('version', '0')}+{sha256_text(''.join(parts))[:8]}"
    return Codebook(str(raw["codebook"]), version, str(raw.get("label") or raw["codebook"]), tuple(issues.values()))


def _read(name_or_file: str) -> tuple[str, str, Path | None]:
    if name_or_file in shipped_codebooks():
        text = files("onrecord.data").joinpath("codebooks", f"{name_or_file}.yml").read_text("utf-8")
        return name_or_file, text, None
    path = Path(name_or_file)
    try:
        return path.name, path.read_text("utf-8"), path.parent
    except (OSError, UnicodeDecodeError):
        known = ", ".join(shipped_codebooks())
        raise BadCodebook(
            f"there is no codebook {path.name}", f"shipped codebooks: {known}; or give a YAML file"
        ) from None


def _issue(row: Any, known: dict[str, Issue], name: str) -> Issue:
    if not isinstance(row, dict) or not _ID.match(str(row.get("id", ""))):
        raise BadCodebook(f"{name}: every issue needs an id of lower-case letters, digits and underscores")
    issue_id = str(row["id"])
    base = known.get(issue_id)
    if base is None and not row.get("proposition"):
        raise BadCodebook(f"{name}: issue {issue_id} needs a proposition")
    phrases = {key: _strings(row.get(key), f"{name}: {issue_id}.{key}") for key in _LISTS}
    return Issue(
        id=issue_id,
        label=str(row.get("label") or (base.label if base else issue_id.replace("_", " "))),
        proposition=str(row.get("proposition") or (base.proposition if base else "")),
        cues=_added(base.cues if base else (), phrases["cues"]),
        supports=_added(base.supports if base else (), phrases["for"]),
        opposes=_added(base.opposes if base else (), phrases["against"]),
        examples=(base.examples if base else ())
        + tuple(
            _example(e, issue_id, name)
            for e in as_list(row.get("examples"), f"{name}: {issue_id}.examples", BadCodebook)
        ),
    )


def _strings(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip(" .*") for item in value):
        raise BadCodebook(f"{where} must be a list of phrases")
    return tuple(value)


def _added(base: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*base, *more)))


def _example(row: Any, issue_id: str, name: str) -> Example:
    if not isinstance(row, dict) or not row.get("text") or row.get("stance") not in get_args(Stance):
        raise BadCodebook(f"{name}: an example of {issue_id} needs a text and a stance")
    return Example(str(row["text"]), row["stance"])
