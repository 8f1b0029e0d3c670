"""Make `data/actors/debate.json`: who spoke for a state in the UN General Debate, in which office, in which autumn.

usage: python scripts/debate_speakers.py SPEAKERS.jsonl

The file is the list of speakers of the United Nations General Debate Corpus (Jankin, Baturo, Dasandi; Harvard Dataverse
10.7910/DVN/0TJX8Y, CC0): `year, iso, country, name, post` a line. A debate says that somebody held an office then and nothing of before or
after: an office is from September of the first to October of the last of years that follow one another. Where the register has a holder
already, a speaker of another name is left out, since a list with slips is no reason for two holders; one of the same name may give
another spelling of it.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from onrecord.language.fold import fold
from onrecord.model.actor import Office, Person
from onrecord.model.ids import actor_id
from onrecord.resolve import Register, load_register
from onrecord.resolve.candidates import people_named
from onrecord.resolve.names import without_honorific

TARGET = Path(__file__).parents[1] / "src/onrecord/data/actors/debate.json"
SOURCE = "UN General Debate Corpus V13 (CC0), list of speakers"
_FIRST_YEAR = 2000
_POSTS = (
    (r"vice[- ]?president", "vice president"),
    (r"deputy (?:prime minister|chairman)", "deputy prime minister"),
    (r"prime minister|president of the council of ministers|president of (?:the )?government|head of government$", "prime minister"),
    (r"president|head of state", "president"),
    (r"king", "king"),
    (r"emir|amir", "emir"),
    (r"crown prince", "crown prince"),
    (r"(?:deputy|vice|second|assistant|state secretary).*", ""),
    (r"(?:federal |union )?minist(?:er|ry) (?:for|of|responsible for) (?:the )?(?:fore?i?gn|external)(?: and \w+)? (?:affairs|relations)|secretary for foreign affairs|minister (?:for|of) foreign", "foreign minister"),
    (r"un representative|permanent representative", "permanent representative to the United Nations"),
)  # fmt: skip
"""What a post is in the register's words, by how it begins; other posts are left out."""
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*)+")


def main() -> None:
    """Read the list, write the file, tell how much of it was new."""
    TARGET.unlink(missing_ok=True)
    register = load_register()
    states = {code: key for key, code in register.codes.items()}
    told: Counter[str] = Counter()
    years: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        row = json.loads(line)
        name, title = _name(row["name"] or ""), _title(row["post"] or "")
        if row["year"] < _FIRST_YEAR or row["iso"] not in states or not title or not _NAME.fullmatch(name):
            told["left out: year, state, post or name"] += 1
            continue
        years[states[row["iso"]], title, name].add(row["year"])
    people: dict[str, dict[str, Any]] = {}
    names: dict[str, list[str]] = defaultdict(list)
    for (state, title, name), seen in sorted(years.items()):
        for first, last in _runs(seen):
            office = Office(title, state, f"{first}-09", f"{last}-10", SOURCE)
            told[_take(office, name, register, people, names)] += 1
    made = {"register": "un-general-debate", "people": [people[key] for key in sorted(people)], "names": {key: sorted(set(names[key])) for key in sorted(names)}}  # fmt: skip
    TARGET.write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(dict(told), f"{len(people)} people and {len(names)} spellings written", file=sys.stderr)


def _take(office: Office, name: str, register: Register, people: dict[str, dict[str, Any]], names: dict[str, list[str]]) -> str:  # fmt: skip
    """Add an office to who holds it, if nobody else does; in a word, what became of it."""
    assert office.since
    assert office.until
    first, last = int(office.since[:4]), int(office.until[:4])
    days = [f"{year}-{day}" for year in range(first, last + 1) for day in ("09-01", "09-25", "10-31")]
    holders = list({p.id: p for day in days for p, held in register.holders({office.for_id}, day) if _alike(held.title, office.title)}.values())  # fmt: skip
    same = [p for p in holders if _same_name(name, p)]
    if same:
        if not register.naming(name) and len(same) == 1:
            names[same[0].id].append(name)
        return "known"
    if holders:
        return "left out: the register has another holder"
    found = [p for p in people_named(name, register) if any(o.for_id == office.for_id for o in p.offices)]
    by_id = register.people.get(actor_id("person", name))
    if not found and by_id:  # the same name but for capitals; of another state it may be another person
        if any(register.actors[o.for_id].kind == "state" and o.for_id != office.for_id for o in by_id.offices):
            return "left out: more than one, or somebody else, of that name"
        found = [by_id]
    if len(found) > 1 or (not found and register.naming(name)):
        return "left out: more than one, or somebody else, of that name"
    key = found[0].id if found else actor_id("person", name)
    row = people.setdefault(key, {"id": key, "name": found[0].name if found else name, "offices": []} | ({"adds": True} if found else {}))  # fmt: skip
    row["offices"].append({"title": office.title, "for": office.for_id, "from": office.since, "to": office.until, "source": SOURCE})  # fmt: skip
    return "new office of somebody known" if found else "new"


def _runs(years: set[int]) -> list[tuple[int, int]]:
    """Years that follow one another, as (first, last)."""
    runs: list[tuple[int, int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _title(post: str) -> str | None:
    lower = " ".join(post.lower().split())
    return next((title for pattern, title in _POSTS if re.match(pattern, lower)), None)


def _name(words: str) -> str:
    bare = without_honorific(re.sub(r"\s*\([^)]*\)|\s*,.*", "", " ".join(words.split())))
    return " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in bare.split())  # "AL", "II"


def _same_name(name: str, person: Person) -> bool:
    """Whether two names share a word that is no particle, as spellings of one person do."""
    own = {w for spelt in (person.name, *person.aliases) for w in fold(spelt).replace("-", " ").split() if len(w) > 3}
    return bool(own & set(fold(name).replace("-", " ").split()))


def _alike(one: str, other: str) -> bool:
    return set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())


if __name__ == "__main__":
    main()
