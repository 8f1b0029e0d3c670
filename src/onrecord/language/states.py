"""Names of states, for telling a state from a person where nothing else of the register is needed."""

from __future__ import annotations

from functools import lru_cache

from onrecord.language.yaml_files import shipped_yaml

__all__ = ["is_state_name"]


def is_state_name(words: str) -> bool:
    """Whether words are the name of a state, or another name of it, whole."""
    return words.strip().removeprefix("the ").removeprefix("The ") in _names()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    rows = shipped_yaml("actors/states.yml")["states"]
    return frozenset(str(name) for row in rows for name in (row["name"], *(row.get("aliases") or ())))
