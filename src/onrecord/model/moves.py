"""How what was coded by one version of a codebook reads in another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.model.codebook import Codebook
from onrecord.model.statement import Stance

__all__ = ["Moves"]

_OF_A_CLAIM: tuple[Stance, ...] = ("support", "oppose", "mention")
"""What can be said of a claim: it is affirmed or denied, or only mentioned. A condition belongs to a policy."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What becomes of the codes of a codebook.

    Attributes:
        table: by issue id and side the new issue and side, or None where that code can mean more than one of them now: a person looks
            again. What is not listed keeps issue and side.
        beside: by issue id another issue that its codes may belong to. Whoever coded by a codebook that had that one too had the
            choice, and what is listed of the issue does not hold.
    """

    table: Mapping[str, Mapping[Stance, tuple[str, Stance] | None]] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    def of(self, issue: str, stance: Stance) -> tuple[str, Stance] | None:
        """What one code becomes; None where that is left to a person."""
        return self.table.get(issue, {}).get(stance, (issue, stance))

    def of_all(self, codes: Iterable[tuple[str, Stance]]) -> tuple[tuple[str, Stance], ...] | None:
        """What the codes of one statement become, each issue once; None where any of them is left to a person."""
        moved: dict[str, Stance] = {}
        for issue, stance in codes:
            code = self.of(issue, stance)
            if code is None or moved.setdefault(*code) != code[1]:
                return None
        return tuple(moved.items())

    def between(self, one: Codebook, other: Codebook) -> Moves:
        """What holds between these two: every code that would be led out of the second, or to a side that it has not, is left to a person."""
        table: dict[str, dict[Stance, tuple[str, Stance] | None]] = {}
        sides: tuple[Stance, ...] = ("support", "oppose", "conditional", "mention")
        for issue in one.issues:
            had_the_choice = one.issue(self.beside.get(issue.id, ""))
            for stance in sides:
                code = (issue.id, stance) if had_the_choice else self.of(issue.id, stance)
                there = other.issue(code[0]) if code else None
                sound = there and code and (there.kind == "policy" or code[1] in _OF_A_CLAIM)
                if not sound or code != (issue.id, stance):
                    table.setdefault(issue.id, {})[stance] = code if sound else None
        return Moves(table)
