"""A statement: who said what, where, on what. Made once, in `attribute`, and only enriched after that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from onrecord.errors import BrokenSpan
from onrecord.model.actor import Actor
from onrecord.model.span import Quote

if TYPE_CHECKING:
    from onrecord.model.document import Precision, Voice

__all__ = [
    "Act", "Confidence", "Cue", "CueClass", "IssueCode", "IssueKind", "Link", "Mode", "Party", "Role", "Said", "Stance", "Statement",
    "Suggestion", "Target", "Tone",
]  # fmt: skip

Mode = Literal["direct", "mixed", "indirect", "authored", "ascribed"]
CueClass = Literal[
    "neutral", "assertive", "hedging", "denying", "accusing", "demanding", "offering", "praising",
    "warning", "asking", "belief", "intention",
]  # fmt: skip
Act = Literal[
    "asserts", "denies", "rejects", "accuses", "admits", "proposes", "demands", "offers", "promises", "refuses",
    "threatens", "warns", "condemns", "praises", "regrets", "welcomes", "asks",
]  # fmt: skip
Stance = Literal["support", "oppose", "conditional", "mention"]
IssueKind = Literal["policy", "claim"]
Tone = Literal["positive", "negative", "neutral"]


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute, and what kind of act they make of it."""

    quote: Quote
    cue_class: CueClass


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain a statement came through, outermost first."""

    source: Quote | None
    cue: Quote | None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """The office a speaker held on the day of the statement."""

    title: str
    principal: Actor
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """One of those who said the same words: who, in which office that day, for whom."""

    speaker: Actor
    role: Role | None = None
    speaks_for: Actor | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said.

    Attributes:
        date: ISO, cut to its precision; of a range its first day.
        method: stated in the text, relative to a known date, the day of publication, or unknown.
        until: the last day of a range, as of "last week"; None otherwise.
    """

    date: str | None
    precision: Precision
    method: Literal["stated", "relative", "publication", "unknown"]
    evidence: Quote | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """An actor a statement is about or addressed to."""

    actor: Actor
    tone: Tone


@dataclass(frozen=True, slots=True)
class IssueCode:
    """An issue a statement touches, the side it takes, and the words that decided.

    Attributes:
        stance: of a policy, what should be, the side taken; of a claim, what is or was done, `support` affirms or admits it and
            `oppose` denies it.
        confidence: that it is about the issue; `stance_confidence`: that it takes this side on it.
        about: whom a claim is held against.
        counted: False for a suggestion: too unsure for a heading, a cell, a network or a change.
    """

    issue: str
    stance: Stance
    confidence: float
    issue_words: Quote | None = None
    stance_words: Quote | None = None
    stance_confidence: float | None = None
    kind: IssueKind = "policy"
    about: Actor | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An issue that a statement may be about, however improbable."""

    issue: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure each part is, 0 to 1; None where there is nothing to be sure of."""

    statement: float
    speaker: float | None = None
    issue: float | None = None
    stance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement with its places.

    Attributes:
        content: one or more pieces in text order, disjoint.
        act: what the words do, from cue and content together; None where it cannot be told.
        source: the mention that names the speaker, as the text has it.
        others: who else said the same words, of joint ones ("A and B said", a joint statement); `speaker` is the first.
        performed: False where the text says that it was not said or done ("declined to say", "has not condemned"): nobody's position.
        within: id of the statement this one is reported in, if nested.
        why: for each field the reason a person can read, e.g. how the speaker was resolved.
        made_by: for each group of fields the component and version that made it.

    Raises: OR-X01 BrokenSpan when there is no content or its pieces overlap.
    """

    id: str
    voice: Voice
    mode: Mode
    content: tuple[Quote, ...]
    cue: Cue | None = None
    source: Quote | None = None
    within: str | None = None
    performed: bool = True
    act: Act | None = None
    speaker: Actor | None = None
    role: Role | None = None
    speaks_for: Actor | None = None
    others: tuple[Party, ...] = ()
    chain: tuple[Link, ...] = ()
    targets: tuple[Target, ...] = ()
    said: Said | None = None
    issues: tuple[IssueCode, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    confidence: Confidence = Confidence(0.5)
    status: Literal["machine", "accepted", "edited", "rejected"] = "machine"
    why: dict[str, str] = field(default_factory=dict)
    made_by: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.content:
            raise BrokenSpan("a statement without content")
        for before, after in zip(self.content, self.content[1:], strict=False):
            if after.start < before.end:
                raise BrokenSpan(f"content pieces overlap at character {after.start}")

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def text(self) -> str:
        """The content as one line, pieces joined by an ellipsis in brackets."""
        return " […] ".join(piece.text for piece in self.content)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody whose words these are: every answer, network and export counts the statement once for each."""
        return (Party(self.speaker, self.role, self.speaks_for), *self.others) if self.speaker else ()

    @property
    def speakers(self) -> tuple[Party, ...]:
        """The parties of joint words; none where one speaks alone."""
        return self.parties if self.others else ()

    def actors(self) -> Iterator[Actor]:
        """Whoever speaks or is spoken for."""
        for party in self.parties:
            yield party.speaker
            if party.speaks_for:
                yield party.speaks_for

    @property
    def stands(self) -> bool:
        """Whether an answer may rest on it: it was said, and no person rejected it."""
        return self.performed and self.status != "rejected"

    @property
    def counted(self) -> tuple[IssueCode, ...]:
        """The codes that an answer may rest on: what a person decided, and what the machine is sure enough of."""
        return tuple(code for code in self.issues if code.counted)

    def code_on(self, issue: str | None) -> IssueCode | None:
        """The code on an issue, counted or not."""
        return next((code for code in self.issues if code.issue == issue), None)

    def quotes(self) -> Iterator[Quote]:
        """Every place the statement points to."""
        yield from self.content
        if self.cue:
            yield self.cue.quote
        if self.source:
            yield self.source
        for link in self.chain:
            yield from (quote for quote in (link.source, link.cue) if quote)
        if self.said and self.said.evidence:
            yield self.said.evidence
        for code in self.issues:
            yield from (quote for quote in (code.issue_words, code.stance_words) if quote)

    def explained(self, *, by: str, version: str, field_: str, why: str | None = None) -> Statement:
        """The same statement with a note on what made a field and why."""
        made_by = {**self.made_by, field_: f"{by} {version}"}
        return replace(self, made_by=made_by, why={**self.why, field_: why} if why else self.why)
