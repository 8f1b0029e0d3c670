"""YAML files: what ships as data, and what users write in the same form."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml

from onrecord.errors import Unusable
from onrecord.language.controls import has_controls

__all__ = ["as_list", "parse_yaml", "shipped_yaml"]

# The C loader reads the register in a fifth of the time; both are safe loaders.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, name: str, error: type[Unusable]) -> dict[str, Any]:
    """The mapping in a YAML text.

    Raises: `error`, naming the file, where it is no YAML, no mapping, or holds control characters.
    """
    try:
        raw = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader
    except yaml.YAMLError:
        raise error(f"{name} is not valid YAML") from None
    if not isinstance(raw, dict):
        raise error(f"{name} holds no fields")
    if any(map(has_controls, _words(raw))):
        raise error(f"{name} holds control characters, which no name, label or phrase has", "take them out of the file")
    return raw


def _words(value: Any) -> Iterator[str]:
    """Every string in a value, keys too. Cost: linear; each place is looked at once, however often it is referred to."""
    waiting, seen = [value], set[int]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict | list) and id(one) not in seen:
            seen.add(id(one))
            waiting.extend([*one, *one.values()] if isinstance(one, dict) else one)


def shipped_yaml(path: str) -> dict[str, Any]:
    """A YAML file of `onrecord.data`, by its path there."""
    return parse_yaml(files("onrecord.data").joinpath(path).read_text("utf-8"), path, Unusable)


def as_list(value: Any, where: str, error: type[Unusable]) -> list[Any]:
    """A list, empty for a field left out.

    Raises: `error` for anything else, since a bare word would be read letter by letter.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise error(f"{where} must be a list, as in [one, two]")
    return value
