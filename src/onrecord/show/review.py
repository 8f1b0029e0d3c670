"""A review in the terminal: one statement at a time, a key a decision, every decision in the journal at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from onrecord.model.codebook import Codebook
from onrecord.model.judgement import Judgement, Verb
from onrecord.model.statement import Stance, Statement
from onrecord.show.wording import clean, say_said, say_speaker, say_stance
from onrecord.store import Record
from onrecord.store.judging import judge, take_back
from onrecord.store.read import Kept

__all__ = ["KEYS", "Review"]

KEYS = """\
  a, Enter  keep it as it stands     r  reject: not a statement, or wrongly taken apart
  1 2 3     take this issue          i  another issue, by the beginning of its id
  s o c m   supports, opposes, conditional, mentions
  n         about no issue           u  undo the last decision
  k         skip it                  q  stop; what is decided is kept      ?  these keys"""
_STANCE_KEYS: dict[str, Stance] = {"s": "support", "o": "oppose", "c": "conditional", "m": "mention"}
_CONTEXT = 240


@dataclass(slots=True)
class Review:
    """A session over a queue of statements.

    Args:
        ask: gives the next key; an empty string ends the session. `ask_line` gives a line.
        say: shows a line.
        blind: shows neither coding nor suggestions, for a coder who should not know what others or the machine think.
    """

    record: Record
    book: Codebook
    queue: Sequence[Kept]
    by: str
    ask: Callable[[], str]
    ask_line: Callable[[str], str]
    say: Callable[[str], None]
    blind: bool = False
    decided: int = 0
    _place: int = 0
    _draft: list[tuple[str, Stance]] = field(default_factory=list)
    _touched: bool = False
    _history: list[tuple[int, Judgement]] = field(default_factory=list)

    def run(self) -> int:
        """Go through the queue; how many decisions were made and not undone."""
        if not self.queue:
            self.say("Nothing to review: every statement has been decided.")
            return 0
        self.say(KEYS)
        self._show()
        while self._place < len(self.queue):
            key = self.ask()
            if key in {"q", "", "\x03", "\x04"}:
                break
            self._press(key)
        else:
            self.say("That was the whole queue.")
        return self.decided

    def _press(self, key: str) -> None:
        kept = self.queue[self._place]
        if key in {"a", "\r", "\n"}:
            coded = kept.statement.counted or kept.statement.issues
            same = not self.blind and self._draft == [(code.issue, code.stance) for code in coded]
            self._decide("accept" if same else "edit", tuple(self._draft))
        elif key == "r":
            self._decide("reject", ())
        elif key in _STANCE_KEYS:
            self._side(_STANCE_KEYS[key])
        elif key in "123" and not self.blind:
            self._take_suggestion(kept.statement, int(key))
        elif key == "i":
            self._other_issue()
        elif key == "n":
            self._draft = []
            self._say_draft()
        elif key == "u":
            self._undo()
        elif key == "k":
            self._next()
        else:
            self.say(KEYS)

    def _decide(self, verb: Verb, issues: tuple[tuple[str, Stance], ...]) -> None:
        kept = self.queue[self._place]
        at = datetime.now(UTC).isoformat(timespec="seconds")
        judgement = Judgement(verb, kept.statement.id, kept.document.id, at, self.by, issues)
        judge(self.record, judgement)
        self._history.append((self._place, judgement))
        self.decided += 1
        self.say({"accept": "kept", "edit": "changed", "reject": "rejected"}[verb])
        self._next()

    def _undo(self) -> None:
        if not self._history:
            self.say("Nothing of this session to undo.")
            return
        self._place, judgement = self._history[-1]
        if take_back(self.record, self.by, judgement) is None:
            self.say("Somebody has decided on that statement since: it stays as it is.")
            self._history.pop()
            return
        self._history.pop()
        self.decided -= 1
        self.say("undone")
        self._show()

    def _side(self, stance: Stance) -> None:
        if not self._draft:
            self.say("It is about no issue: take one first (1 2 3, or i).")
            return
        self._draft[0], self._touched = (self._draft[0][0], stance), True
        self._say_draft()

    def _take_suggestion(self, statement: Statement, number: int) -> None:
        if number <= len(statement.suggestions):
            self._set_issue(statement.suggestions[number - 1].issue)

    def _other_issue(self) -> None:
        typed = self.ask_line("issue: ").strip().lower()
        found = [issue.id for issue in self.book.issues if issue.id.startswith(typed)] if typed else []
        if len(found) == 1 or typed in found:
            self._set_issue(typed if typed in found else found[0])
        else:
            self.say("  ".join(found or [issue.id for issue in self.book.issues]))

    def _set_issue(self, issue: str) -> None:
        """The main issue; the side stays, and a second issue too."""
        stance: Stance = self._draft[0][1] if self._draft else "mention"
        self._draft, self._touched = [(issue, stance), *[pair for pair in self._draft[1:] if pair[0] != issue]], True
        self._say_draft()

    def _next(self) -> None:
        self._place += 1
        if self._place < len(self.queue):
            self._show()

    def _show(self) -> None:
        kept = self.queue[self._place]
        s, text = kept.statement, kept.document.text
        # Whoever accepts makes what stands in the draft a position: suggestions stand there only where nothing is surer.
        self._draft = [] if self.blind else [(code.issue, code.stance) for code in s.counted or s.issues]
        self._touched = False
        start, end = s.start, s.content[-1].end
        before = clean(text[max(0, start - _CONTEXT) : start])
        behind = clean(text[end : end + _CONTEXT // 2])
        self.say("")
        self.say(f"[{self._place + 1} of {len(self.queue)}] {clean(kept.document.path)}, {say_said(s.said)}")
        self.say(f"  ...{before} >>> {clean(text[start:end])} <<< {behind}...")
        self.say(f"  {say_speaker(s)}" + ("" if s.performed else ", not said"))
        for number, one in enumerate(() if self.blind else s.suggestions, start=1):
            issue = self.book.issue(one.issue)
            self.say(f"    {number} {one.issue} {one.confidence:.2f}  {issue.proposition if issue else ''}")
        self._say_draft()

    def _say_draft(self) -> None:
        said = "; ".join(self._said(issue, stance) for issue, stance in self._draft)
        self.say(f"  = {said or 'about no issue'}")

    def _said(self, issue: str, stance: Stance) -> str:
        """An issue of the draft with its side in the words of its kind; what the machine only suggests says so."""
        known = self.book.issue(issue)
        code = self.queue[self._place].statement.code_on(issue)
        unsure = not (self.blind or self._touched) and code is not None and not code.counted and code.stance == stance
        return f"{issue}: {say_stance(stance, known.kind if known else 'policy')}" + (
            " (a suggestion, not counted)" if unsure else ""
        )
