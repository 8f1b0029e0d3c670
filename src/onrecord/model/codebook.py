"""Codebooks: issues, the propositions they stand for, and the phrases that touch them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.statement import Stance

__all__ = ["Codebook", "Example", "Issue"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence written for the codebook, with the side it takes on the issue's proposition."""

    text: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue and the proposition it stands for.

    Attributes:
        cues: phrases that touch the issue; `supports` and `opposes` also take a side by themselves.
    """

    id: str
    label: str
    proposition: str
    cues: tuple[str, ...]
    supports: tuple[str, ...]
    opposes: tuple[str, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named, versioned set of issues, with those of the codebooks it extends."""

    name: str
    version: str
    label: str
    issues: tuple[Issue, ...]

    def issue(self, issue_id: str) -> Issue | None:
        """The issue with this id."""
        return next((issue for issue in self.issues if issue.id == issue_id), None)

    @property
    def stamp(self) -> str:
        """Name and version, as kept with every coded statement."""
        return f"{self.name} {self.version}"
