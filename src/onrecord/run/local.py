"""Reading paths into a record on this machine: documents come in, pass the stages, and are kept a batch at a time."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord import __version__
from onrecord.ingest import Reader
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.intake import Intake
from onrecord.resolve import load_register
from onrecord.run.learned import coder_weights
from onrecord.run.settings import RunSettings, choose_codebook
from onrecord.run.workers import workers
from onrecord.store import Record
from onrecord.store.journal import journal
from onrecord.store.write import Tally, Writer

__all__ = ["pass_into", "read_into"]

# What is finished is kept after so many documents or so many seconds: a kill loses no more than that.
_BATCH, _BATCH_S = 32, 3.0


def read_into(
    record: Record,
    paths: Iterable[Path],
    settings: RunSettings,
    tell: Callable[[Intake | str], None],
    begin: Callable[[str], None] = lambda _: None,
) -> Tally:
    """Read every document below the paths into the record.

    Args, Returns, Raises: as `pass_into`.
    """
    named = list(paths)
    return pass_into(record, lambda reader: reader.read(named), settings, tell, begin)


def pass_into(
    record: Record,
    intakes: Callable[[Reader], Iterable[Intake]],
    settings: RunSettings,
    tell: Callable[[Intake | str], None],
    begin: Callable[[str], None] = lambda _: None,
) -> Tally:
    """Pass documents through the stages into the record.

    Args:
        intakes: gives the documents, read with the reader that it is handed; called in another thread.
        tell: called with every intake once it is kept, and with the path of every duplicate.
        begin: called with the path of every document as its turn comes, for a sign of life.

    Returns: the tally; `adds_up` holds also after a fault. Work is kept in batches: what was told is kept.
    Raises: OR-C03 OtherCodebook, OR-U01 Unavailable, OR-X04 MissingWeights, and what `intakes` raises.
    """
    book = choose_codebook(record, settings)
    decided = _Decided(record, settings, book)
    register = load_register(settings.actors, decided.settings.aliases)
    writer = Writer(
        record,
        program=__version__,
        codebook=book,
        register=register.version,
        terms_of=register.terms_of,
        own_terms=register.own_terms,
    )
    with Reader(settings.limits, record.files) as reader:
        flow = _Flow(writer, decided, tell, begin)
        try:
            flow.run(lambda: intakes(reader))
        finally:
            flow.stop()
    return writer.finish()


class _Decided:
    """The settings of a run with what people have decided by now: further names, and what the coder has learned."""

    def __init__(self, record: Record, settings: RunSettings, book: Codebook) -> None:
        self._record, self._own, self.book = record, settings, book
        self.refresh()

    def refresh(self) -> None:
        """Look again: others decide while this run reads."""
        aliases = tuple((d.term, d.actor) for d in journal(self._record) if d.kind == "alias")
        self.settings = replace(
            self._own, aliases=(*self._own.aliases, *aliases), learned=coder_weights(self._record, self.book)
        )


@dataclass(slots=True, eq=False)
class _Ticket:
    """A document under way, in the order of reading.

    Attributes:
        outcome: None until it is finished.
        intake: what is passed through the stages, with these settings; None where there is nothing to pass.
    """

    path: str
    outcome: Intake | str | None = None
    finished_s: float = 0.0
    intake: Intake | None = None
    settings: RunSettings | None = None


_Event = Intake | tuple[_Ticket, Intake | Exception] | Exception | None


class _Flow:
    """Documents under way: read in one thread, passed in processes, kept here.

    The reading thread runs ahead by a batch, so that a slow file holds up nobody, and no more than that is in memory.
    """

    def __init__(self, writer: Writer, decided: _Decided, tell: Callable[[Intake | str], None],
                 begin: Callable[[str], None]) -> None:  # fmt: skip
        self._writer, self._decided, self._tell, self._begin = writer, decided, tell, begin
        self._workers = workers(decided.settings.jobs)
        self._events: queue.Queue[_Event] = queue.Queue()
        self._slots = threading.Semaphore(_BATCH + decided.settings.jobs)
        self._stopped = False
        self._line: deque[_Ticket] = deque()
        self._seen: set[str] = set()
        self._turn: _Ticket | None = None

    def run(self, intakes: Callable[[], Iterable[Intake]]) -> None:
        """Take everything in, and keep it.

        Raises: what reading raises, once all that was read before is kept; what makes every document fail.
        """
        threading.Thread(target=self._read, args=[intakes], daemon=True).start()
        reading, fault = True, None
        while reading or self._line:
            for event in self._waited_for():
                if event is None:
                    reading = False
                elif isinstance(event, tuple):
                    self._finish(*event)
                elif isinstance(event, Intake):
                    self._take(event)
                else:
                    reading, fault = False, event
            self._show_turn()
            self._keep(everything=not reading)
        if fault is not None:
            raise fault

    def stop(self) -> None:
        """Let the reading thread go."""
        self._stopped = True
        self._slots.release()

    def _read(self, intakes: Callable[[], Iterable[Intake]]) -> None:
        try:
            for intake in intakes():
                self._slots.acquire()
                if self._stopped:
                    return
                self._events.put(intake)
            self._events.put(None)
        except BaseException as error:  # told to the thread that keeps, which ends the run
            self._events.put(error if isinstance(error, Exception) else RuntimeError(type(error).__name__))

    def _waited_for(self) -> list[_Event]:
        """What has happened: at least one thing, or nothing by the time when something finished wants to be kept."""
        since = min((t.finished_s for t in self._line if t.outcome is not None), default=None)
        wait = None if since is None else max(0.0, since + _BATCH_S - time.monotonic())
        try:
            events = [self._events.get(timeout=wait)]
        except queue.Empty:
            return []
        while not self._events.empty():
            events.append(self._events.get_nowait())
        return self._sifted(events)

    def _sifted(self, events: list[_Event]) -> list[_Event]:
        """The events, with the hashes noted that the record has already."""
        new = [e.outcome.sha256 for e in events if isinstance(e, Intake) and isinstance(e.outcome, Document)]
        if new:
            self._seen |= self._writer.known(new)
        return events

    def _take(self, intake: Intake) -> None:
        ticket = _Ticket(intake.path)
        self._line.append(ticket)
        if not isinstance(intake.outcome, Document):
            self._finish(ticket, intake)
        elif intake.outcome.sha256 in self._seen:
            ticket.outcome, ticket.finished_s = intake.path, time.monotonic()
        else:
            self._seen.add(intake.outcome.sha256)
            ticket.intake = intake
            self._pass(ticket)

    def _pass(self, ticket: _Ticket) -> None:
        assert ticket.intake is not None
        ticket.outcome, ticket.settings = None, self._decided.settings
        self._workers.submit(
            ticket.intake, ticket.settings, self._decided.book, lambda came: self._events.put((ticket, came))
        )

    def _finish(self, ticket: _Ticket, came: Intake | Exception) -> None:
        if isinstance(came, Exception):
            raise came
        ticket.outcome, ticket.finished_s = came, time.monotonic()

    def _show_turn(self) -> None:
        turn = next((t for t in self._line if t.outcome is None), None)
        if turn is not None and turn is not self._turn:
            self._begin(turn.path)
        self._turn = turn

    def _keep(self, *, everything: bool) -> None:
        """Keep what is finished, in the order of reading, when it is a batch, or has waited long enough, or is the rest."""
        ready: list[_Ticket] = []
        for ticket in self._line:
            if ticket.outcome is None:
                break
            ready.append(ticket)
        finished = [t for t in self._line if t.outcome is not None]
        due = bool(finished) and time.monotonic() - min(t.finished_s for t in finished) >= _BATCH_S
        if due:  # one that takes long does not hold back those behind it
            ready = finished
        elif not (len(ready) >= _BATCH or (everything and len(ready) == len(self._line))):
            return
        # What people have decided while a document was under way holds for it too.
        self._decided.refresh()
        for ticket in ready:
            if ticket.intake is not None and ticket.settings != self._decided.settings:
                self._pass(ticket)
        ready = [ticket for ticket in ready if ticket.outcome is not None]
        if not ready:
            return
        for what in self._writer.write([t.outcome for t in ready if t.outcome is not None]):
            self._tell(what)
        kept = set(map(id, ready))
        self._line = deque(t for t in self._line if id(t) not in kept)
        self._slots.release(len(ready))
