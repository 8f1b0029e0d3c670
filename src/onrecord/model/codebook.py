"""Codebooks: issues, the propositions they stand for, the phrases that touch them, and the words actors use."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.actor import Actor
from onrecord.model.statement import IssueKind, Stance

__all__ = ["Codebook", "CounterExample", "Example", "Family", "Issue", "Wording"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence written for the codebook, with the side it takes on the issue's proposition."""

    text: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A sentence that holds an issue's words and belongs to another issue, or to none."""

    text: str
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A group of issues, for people who browse a codebook."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue and the proposition it stands for.

    Attributes:
        kind: a `policy` says what should be, a `claim` what is or was done.
        about: id of the actor that a claim is held against, as in the register; None where each statement tells.
        cues: phrases that touch the issue; `supports` and `opposes` are of those who hold or reject it. They say what a text may be
            about; none of them decides a side.
        parents: ids of families, or of wider issues.
        counts_as: for people who code: what counts as support, oppose, conditional.
    """

    id: str
    label: str
    proposition: str
    cues: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[CounterExample, ...] = ()
    parents: tuple[str, ...] = ()
    counts_as: tuple[tuple[Stance, str], ...] = ()
    kind: IssueKind = "policy"
    about: str | None = None

    @property
    def held_against(self) -> Actor | None:
        """The actor that a claim is held against, named by its id, where the codebook says so."""
        if self.kind != "claim" or not self.about:
            return None
        return Actor(self.about, self.about.rpartition(":")[2].replace("-", " ").title(), "state")


@dataclass(frozen=True, slots=True)
class Wording:
    """One thing and the names that actors have for it, each with its forms as phrases."""

    id: str
    label: str
    names: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named, versioned set of issues, with those of the codebooks it extends."""

    name: str
    version: str
    label: str
    issues: tuple[Issue, ...]
    families: tuple[Family, ...] = ()
    wordings: tuple[Wording, ...] = ()

    def issue(self, issue_id: str) -> Issue | None:
        """The issue with this id."""
        return next((issue for issue in self.issues if issue.id == issue_id), None)

    @property
    def stamp(self) -> str:
        """Name and version, as kept with every coded statement."""
        return f"{self.name} {self.version}"
