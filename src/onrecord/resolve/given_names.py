"""Whether a given name is borne by men or by women, as far as that can be told."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from onrecord.language.yaml_files import shipped_yaml

__all__ = ["gender_of_name"]


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    raw = shipped_yaml("lexicon/given_names.yml")
    return {name: gender for gender, key in (("m", "male"), ("f", "female")) for name in raw[key]}


def gender_of_name(name: str) -> str | None:
    """`m` or `f` by the first word of a full name that is a known given name; None for names borne by both.

    A last word is a family name and says nothing.
    """
    for word in name.split()[:-1]:
        plain = unicodedata.normalize("NFD", word.lower())
        gender = _genders().get("".join(c for c in plain if unicodedata.category(c) != "Mn"))
        if gender:
            return gender
    return None
