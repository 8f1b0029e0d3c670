"""YAML files: what ships as data, and what users write in the same form."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

from onrecord.errors import Unusable

__all__ = ["as_list", "parse_yaml", "shipped_yaml"]

# The C loader reads the register in a fifth of the time; both are safe loaders.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, name: str, error: type[Unusable]) -> dict[str, Any]:
    """The mapping in a YAML text.

    Raises: `error`, naming the file, where it is no YAML or no mapping.
    """
    try:
        raw = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader
    except yaml.YAMLError:
        raise error(f"{name} is not valid YAML") from None
    if not isinstance(raw, dict):
        raise error(f"{name} holds no fields")
    return raw


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
