"""One writer in a process of its own, to be ended at any moment: `python -m tests.faults.writing WHAT PLACE TURN`.

It says "begun", then a line for every piece of work that was acknowledged to it.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import count

from onrecord.model.judgement import Judgement
from onrecord.model.statement import IssueCode
from onrecord.store import Record
from onrecord.store.journal import decide
from onrecord.store.judging import judge, recode
from onrecord.store.read import documents
from tests.faults.harness import Races, made, writer

# A record that grows without end would be looked at without end.
_MOST = 12


def say(*words: str) -> None:
    """A line that is out before anything else is done."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(what: str, place: str, turn: int) -> None:
    """Write until ended."""
    if what == "migration":
        say("begun")
        Record.open(place).close()
        return
    with Record.open(place, create=True) as record:
        known = list(documents(record))
        writing = writer(record) if what == "read" else None
        say("begun")
        for number in count():
            document = known[number % len(known)]
            statement = document.statements[number % len(document.statements)]
            if writing is not None:
                for one in writing.write([made((number * 3 + n) % _MOST, f"t{turn}") for n in range(3)]):
                    say(one if isinstance(one, str) else one.path)
            elif what == "review":
                at = f"2031-05-{turn % 28 + 1:02d}T09:{number // 60 % 60:02d}:{number % 60:02d}"
                judge(
                    record,
                    Judgement("edit", statement.id, document.id, at, "ada", (("ceasefire_and_peace_talks", "oppose"),)),
                )
                say(document.id, statement.id, at)
            elif what == "merge":
                decision = replace(
                    Races._merge(None, number % 12),
                    actor=f"person:{number % 12}" if turn == 0 else f"person:{turn}-{number}",
                )  # type: ignore[arg-type]
                decide(record, decision)
                say(decision.actor)
            else:
                other = (IssueCode("ceasefire_and_peace_talks", "support", 0.9),)
                coded = tuple(replace(s, issues=other if number % 2 else ()) for s in document.statements)
                recode(record, document, replace(document, statements=coded))
                say(document.id)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
