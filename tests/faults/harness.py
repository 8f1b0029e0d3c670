"""Faults on purpose: races of writers, kills, full disks; on any place where a record can be kept.

`scripts/faults.py` runs them all, the tests of this folder a seeded share of them. Each function gives what was lost: an empty list is what is promised.
"""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from onrecord.coding import load_codebook
from onrecord.errors import OnRecordError
from onrecord.model.actor import Actor
from onrecord.model.decision import Decision
from onrecord.model.document import Document, Segment, Source
from onrecord.model.ids import sha256_bytes, sha256_text
from onrecord.model.intake import Intake
from onrecord.model.judgement import Judgement
from onrecord.model.statement import IssueCode, Statement
from onrecord.store import Record
from onrecord.store.doctor import examine
from onrecord.store.journal import decide, journal
from onrecord.store.judging import judge, judgements, recode, take_back
from onrecord.store.read import documents
from onrecord.store.write import Writer

AT = "2031-05-01T09:00:00+00:00"
SENTENCES = 6


def made(number: int, run: str = "") -> Intake:
    """A document with one speaker and six statements, all of it invented and unlike any other."""
    text = "".join(f"Speaker {number} of {run or 'Kell'} said sentence {n}.\n" for n in range(SENTENCES))
    content = text.encode()
    document = Document(path=f"{run}{number:05d}.txt", sha256=sha256_bytes(content), text=text, language="en",
                        segments=(Segment(0, len(text), "body", "reporter"),))  # fmt: skip
    speaker = Actor(f"person:{run}{number}", f"Speaker {number}", "person")
    at, statements = 0, []
    for line in text.splitlines(keepends=True):
        quote = document.quote(at, at + len(line) - 1)
        key = f"st-{sha256_text(f'{run}{number}{at}')[:16]}"
        statements.append(Statement(id=key, voice="reporter", mode="indirect", content=(quote,), speaker=speaker,
                                    issues=(IssueCode("sanctions", "mention", 0.5),)))  # fmt: skip
        at += len(line)
    return Intake(
        document.path, Source(document.path, content, document.sha256), replace(document, statements=tuple(statements))
    )


def writer(record: Record) -> Writer:
    """A writer as a run has one."""
    return Writer(
        record, program="faults", codebook=load_codebook("crisis"), register="none", terms_of=lambda key: [key]
    )


def fill(place: str, count: int, run: str = "") -> None:
    """A record with so many documents."""
    with Record.open(place, create=True) as record:
        writer(record).write([made(n, run) for n in range(count)])


def _together(*actions: Callable[[], object]) -> list[BaseException]:
    """Call all of them at one moment, each in a thread; what they raised."""
    barrier, faults = threading.Barrier(len(actions)), list[BaseException]()

    def go(action: Callable[[], object]) -> None:
        barrier.wait()
        try:
            action()
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=go, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


class Races:
    """Pairs of writers that meet on one document, again and again.

    Args:
        place: of a record that is not there yet.
    """

    def __init__(self, place: str, count: int, seed: int) -> None:
        self.place, self.count, self.random = place, count, random.Random(seed)
        fill(place, count)
        self.records = [Record.open(place, create=True) for _ in range(3)]
        self.known = {d.path: d for d in documents(self.records[0])}

    def close(self) -> None:
        """Let go of the record."""
        for record in self.records:
            record.close()

    def _now(self) -> dict[str, Document]:
        return {d.path: d for d in documents(self.records[0])}

    def _verdict(self, document: Document, which: int = 0) -> Judgement:
        return Judgement(
            "edit", document.statements[which].id, document.id, AT, "ada", (("ceasefire_and_peace_talks", "oppose"),)
        )

    def _merge(self, number: int, run: str = "") -> Decision:
        return Decision(
            "merge",
            f"person:{run}{number}",
            AT,
            "brice",
            into=Actor(f"person:m{run}{number}", f"Merged {number}", "person"),
        )

    def _lost_verdicts(self, which: int = 0) -> list[str]:
        now = self._now()
        return [
            path for path in self.known
            if (s := now[path].statements[which]).status != "edited" or [(c.issue, c.stance) for c in s.issues] != [("ceasefire_and_peace_talks", "oppose")]
        ]  # fmt: skip

    def _unmerged(self, run: str = "") -> list[str]:
        return [d.path for d in self._now().values() if d.path.startswith(run)
                for s in d.statements if s.speaker and s.speaker.id.startswith(f"person:{run}") and not s.speaker.id.startswith("person:m")]  # fmt: skip

    def _all(self, *actions: Callable[[int, Document], Callable[[], object]]) -> list[str]:
        faults: list[str] = []
        for number, document in enumerate(self.known.values()):
            chosen = [action(number, document) for action in actions]
            self.random.shuffle(chosen)
            faults += [f"{document.path}: {error}" for error in _together(*chosen)]
        return faults

    def _coded(self, document: Document) -> Document:
        other = (IssueCode("ceasefire_and_peace_talks", "support", 0.9),)
        return replace(document, statements=tuple(replace(s, issues=other) for s in document.statements))

    def review_beside_learn(self) -> list[str]:
        """A statement is decided while the coder codes its document."""
        one, other = self.records[:2]
        faults = self._all(
            lambda _, d: lambda: judge(one, self._verdict(d)), lambda _, d: lambda: recode(other, d, self._coded(d))
        )
        return faults + self._lost_verdicts() + self.unsound()

    def merge_beside_review(self) -> list[str]:
        """Two actors become one while a statement of theirs is decided."""
        one, other = self.records[:2]
        faults = self._all(
            lambda _, d: lambda: judge(one, self._verdict(d)), lambda n, _: lambda: decide(other, self._merge(n))
        )
        return faults + self._lost_verdicts() + self._unmerged() + self.unsound()

    def merge_beside_learn(self) -> list[str]:
        """Two actors become one while the coder codes their document: it is coded again, as it is now."""
        one, other = self.records[:2]
        faults = self._all(
            lambda n, _: lambda: decide(one, self._merge(n)), lambda _, d: lambda: recode(other, d, self._coded(d))
        )
        return faults + self._unmerged() + self.unsound()

    def undo_beside_merge(self) -> list[str]:
        """A decision is taken back while the actors of its statement become one: the merge stays."""
        one, other = self.records[:2]
        for document in self.known.values():
            judge(one, Judgement("reject", document.statements[1].id, document.id, AT, document.path))
        faults = self._all(
            lambda _, d: lambda: take_back(one, d.path), lambda n, _: lambda: decide(other, self._merge(n))
        )
        left = [d.path for d in self._now().values() if d.statements[1].status != "machine"]
        return faults + left + self._unmerged() + self.unsound()

    def merge_beside_read(self) -> list[str]:
        """Two actors become one while a document that names the first is written."""
        one, other = self.records[:2]
        writing = writer(other)
        faults = self._all(
            lambda n, _: lambda: decide(one, self._merge(n, "late")),
            lambda n, _: lambda: writing.write([made(n, "late")]),
        )
        return faults + self._unmerged("late") + self.unsound()

    def three_reviewers(self) -> list[str]:
        """Three people decide at once, each a statement."""
        faults = self._all(
            *(
                lambda _, d, r=record, n=n: lambda: judge(r, self._verdict(d, n))
                for n, record in enumerate(self.records)
            )
        )
        missing = (
            [] if len(judgements(self.records[0])) == 3 * self.count else ["decisions are missing from the journal"]
        )
        return faults + missing + [path for n in range(3) for path in self._lost_verdicts(n)] + self.unsound()

    def two_readers(self) -> list[str]:
        """Two runs write the same document: one stores it, for the other it is a duplicate."""
        writing = [writer(record) for record in self.records[:2]]
        faults = self._all(*(lambda n, _, w=w: lambda: w.write([made(n, "same")]) for w in writing))
        tallies = [w.tally for w in writing]
        wrong = (
            [] if sum(t.stored for t in tallies) == self.count == sum(t.duplicate for t in tallies) else [str(tallies)]
        )
        return faults + wrong + ["quarantined"] * sum(t.quarantined for t in tallies) + self.unsound()

    def unsound(self) -> list[str]:
        """What doctor finds."""
        return [f"{f.check}: {f.where}: {f.what}" for f in examine(self.records[0])[1]]


RACES = (
    "review_beside_learn",
    "merge_beside_review",
    "merge_beside_learn",
    "undo_beside_merge",
    "merge_beside_read",
    "three_reviewers",
    "two_readers",
)

KILLED = ("read", "learn", "merge", "review", "migration")


def kill(what: str, place: str, times: int, seed: int) -> list[str]:
    """Start a writer in a process of its own, end it at any moment, and look: acknowledged work is there, nothing twice, all sound.

    Args:
        place: of a record that is not there yet.
    """
    draw, faults = random.Random(seed), list[str]()
    fill(place, 12)
    for turn in range(times):
        if what == "migration":
            _downgrade(place)
        command = [sys.executable, "-m", "tests.faults.writing", what, place, str(turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as child:
            assert child.stdout is not None
            child.stdout.readline()  # it has begun
            time.sleep(draw.random() * 0.4)
            child.send_signal(signal.SIGKILL)
            acknowledged = [line.split() for line in child.stdout if line.endswith("\n")]
        with Record.open(place, create=True) as record:
            faults += [f"turn {turn}: {one}" for one in _missing(record, what, acknowledged)]
            if turn % 10 == 0 or turn == times - 1 or what != "read":
                faults += [f"turn {turn}: {f.check}: {f.where}: {f.what}" for f in examine(record)[1]]
    return faults


def _missing(record: Record, what: str, acknowledged: list[list[str]]) -> Iterator[str]:
    if what == "read":
        paths = [d.path for d in documents(record, with_statements=False)]
        yield from (f"lost {path}" for (path,) in acknowledged if path not in set(paths))
        yield from (f"twice {path}" for path in set(paths) if paths.count(path) > 1)
    elif what == "review":
        kept = {(one.document, one.statement, one.at) for one in judgements(record)}
        yield from (f"lost {key}" for key in map(tuple, acknowledged) if key not in kept)
    elif what == "merge":
        kept_ = {d.actor for d in journal(record)}
        yield from (f"lost {actor}" for (actor,) in acknowledged if actor not in kept_)


def _downgrade(place: str) -> None:
    """The record as the version before would have it."""
    from alembic import command
    from alembic.config import Config

    import onrecord.store.record as home

    config = Config()
    config.set_main_option("script_location", str(Path(home.__file__).parent / "migrations"))
    with Record.open(place, create=True) as record, record._transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "r0003")


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file of this process may grow over so many bytes: what a full disk is to whoever writes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill_the_disk(folder: Path, step: int, steps: int) -> list[str]:
    """A disk that fills at every step of a run's writing: what was told is there, the record is sound, the rest follows later."""
    faults = []
    for turn in range(1, steps + 1):
        place, told = folder / f"full-{turn}.db", list[str]()
        fill(str(place), 1, "first")
        size = max(p.stat().st_size for p in folder.glob(f"full-{turn}.db*"))
        with Record.open(place, create=True) as record:
            try:
                with disk_of(size + turn * step):
                    writing = writer(record)
                    for number in range(40):
                        told += [one.path for one in writing.write([made(number)])]  # type: ignore[union-attr]
            except OnRecordError as error:
                if error.code != "OR-U01":
                    faults.append(f"turn {turn}: {error}")
            kept = {d.path for d in documents(record, with_statements=False)}
            faults += [f"turn {turn}: lost {path}" for path in told if path not in kept]
            faults += [f"turn {turn}: {f.check}: {f.what}" for f in examine(record)[1]]
            writer(record).write([made(number) for number in range(40)])
    return faults
