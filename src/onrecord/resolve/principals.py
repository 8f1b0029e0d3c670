"""The table of whom somebody speaks for: conditions on what is known of a speaker, and the reason that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from onrecord.language.yaml_files import shipped_yaml

__all__ = ["Rule", "first_rule", "principal_rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of `data/lexicon/speaks_for.yml`.

    Attributes:
        when: values by fact; all must hold.
        speaks_for: nobody, itself, whole, office or owner.
        why: the reason, with {for}, {office}, {day} and {title} to fill in.
    """

    when: Mapping[str, frozenset[str]]
    speaks_for: str
    why: str

    def fits(self, facts: Mapping[str, str]) -> bool:
        """Whether every condition holds of these facts."""
        return all(facts.get(fact) in values for fact, values in self.when.items())


@lru_cache(maxsize=1)
def principal_rules() -> tuple[Rule, ...]:
    """The rules that ship, in order."""
    return tuple(
        Rule(
            {fact: frozenset(value if isinstance(value, list) else [value]) for fact, value in row["when"].items()},
            row["for"],
            row["why"],
        )
        for row in shipped_yaml("lexicon/speaks_for.yml")["rules"]
    )


def first_rule(facts: Mapping[str, str]) -> Rule:
    """The first rule that fits; the table ends with one for every kind."""
    return next(rule for rule in principal_rules() if rule.fits(facts))
