"""Codebooks read from YAML, with those they extend."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import BadCodebook
from onrecord.language.yaml_files import as_list, parse_yaml
from onrecord.model.codebook import Codebook, CounterExample, Example, Family, Issue, Wording
from onrecord.model.ids import sha256_text
from onrecord.model.statement import IssueKind, Stance

__all__ = ["load_codebook", "shipped_codebooks"]

_ID = re.compile(r"[a-z][a-z0-9_]*$")
_LISTS = {"cues": "cues", "for": "supports", "against": "opposes"}
_COUNTS_AS: dict[str, Stance] = {"support": "support", "oppose": "oppose", "condition": "conditional"}


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
    families: dict[str, Family] = {}
    wordings: dict[str, Wording] = {}
    parts = [text]
    for base in as_list(raw.get("extends"), f"{name}: extends", BadCodebook):
        near = folder / str(base) if folder else None
        inherited = _load(str(near) if near and near.is_file() else str(base), (*above, name_or_file))
        issues.update({issue.id: issue for issue in inherited.issues})
        families.update({family.id: family for family in inherited.families})
        wordings.update({wording.id: wording for wording in inherited.wordings})
        parts.append(inherited.version)
    for row in raw.get("issues") or []:
        issue = _issue(row, issues, name)
        issues[issue.id] = issue
    named = raw.get("families") or {}
    if not isinstance(named, dict):
        raise BadCodebook(f"{name}: families must be ids with a label each")
    for family_id, label in named.items():
        families[str(family_id)] = Family(str(family_id), str(label))
    for row in as_list(raw.get("wording"), f"{name}: wording", BadCodebook):
        wording = _wording(row, wordings, name)
        wordings[wording.id] = wording
    _check_parents(issues, families, name)
    version = f"{raw.get('version', '0')}+{sha256_text(''.join(parts))[:8]}"
    label = str(raw.get("label") or raw["codebook"])
    return Codebook(
        str(raw["codebook"]), version, label, tuple(issues.values()), tuple(families.values()), tuple(wordings.values())
    )


def _check_parents(issues: dict[str, Issue], families: dict[str, Family], name: str) -> None:
    """Every parent and every issue that a counter-example belongs to must be there."""
    for issue in issues.values():
        for parent in issue.parents:
            if parent not in issues and parent not in families:
                raise BadCodebook(f"{name}: {issue.id} has the parent {parent}, which is no family and no issue")
        for other in (c.issue for c in issue.counter_examples):
            if other is not None and other not in issues:
                raise BadCodebook(f"{name}: a counter-example of {issue.id} belongs to {other}, which is no issue")


def _wording(row: Any, known: dict[str, Wording], name: str) -> Wording:
    """One thing and the names for it; listed again, names are added."""
    if not isinstance(row, dict) or not _ID.match(str(row.get("id", ""))) or not isinstance(row.get("names"), dict):
        raise BadCodebook(f"{name}: a wording needs an id and names, each with its phrases")
    base = known.get(str(row["id"]))
    names = dict(base.names) if base else {}
    for label, phrases in row["names"].items():
        where = f"{name}: wording {row['id']}.{label}"
        names[str(label)] = _added(names.get(str(label), ()), _strings(phrases, where))
    shown = str(row.get("label") or (base.label if base else row["id"]))
    return Wording(str(row["id"]), shown, tuple(names.items()))


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
    kind = row.get("kind") or (base.kind if base else "policy")
    if kind not in get_args(IssueKind):
        raise BadCodebook(f"{name}: the kind of {issue_id} is neither policy nor claim")
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
        counter_examples=(base.counter_examples if base else ())
        + tuple(
            _counter_example(e, issue_id, name)
            for e in as_list(row.get("counter_examples"), f"{name}: {issue_id}.counter_examples", BadCodebook)
        ),
        parents=_added(base.parents if base else (), _strings(row.get("parents"), f"{name}: {issue_id}.parents")),
        counts_as=tuple(
            {
                **dict(base.counts_as if base else ()),
                **{stance: str(row[key]) for key, stance in _COUNTS_AS.items() if row.get(key)},
            }.items()
        ),
        kind=kind,
        about=str(row["about"]) if row.get("about") else base.about if base and kind == "claim" else None,
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


def _counter_example(row: Any, issue_id: str, name: str) -> CounterExample:
    if not isinstance(row, dict) or not row.get("text"):
        raise BadCodebook(f"{name}: a counter-example of {issue_id} needs a text")
    return CounterExample(str(row["text"]), str(row["issue"]) if row.get("issue") else None)
