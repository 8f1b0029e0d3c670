"""People whom the record keeps apart and who bear one name: for a person to look at, never merged by itself.

Somebody the register does not know is known in one document only, since two towns may each have an Ada Holm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.language.fold import fold
from onrecord.store import Record
from onrecord.store.read import KeptActor, actors

__all__ = ["find_namesakes"]


def find_namesakes(record: Record) -> Iterator[list[KeptActor]]:
    """Groups of two and more people with one full name, whatever its accents, most statements first in each.

    A surname alone is no full name. Cost: the record's actors once.
    """
    by_name: dict[str, list[KeptActor]] = defaultdict(list)
    for kept in actors(record):
        name = fold(kept.actor.name)
        if kept.actor.kind == "person" and kept.statements and " " in name:
            by_name[name].append(kept)
    for name in sorted(by_name):
        if len(by_name[name]) > 1:
            yield by_name[name]
