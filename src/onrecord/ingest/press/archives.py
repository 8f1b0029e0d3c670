"""Exports of Nexis and Factiva, in Word, RTF, HTML or text: where an article begins and ends, and what its lines are.

Both write a block of lines a document: who, when and where before the text, and marks after it. What a line is, is
told by its label or its form; lines that are neither stay in the text, so nothing of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import BadImport
from onrecord.ingest.press.row import PressRow, day_in, lines_in

__all__ = ["factiva", "nexis"]

_NEXIS_FIRST = re.compile(r"^\s*\d+ of \d+ DOCUMENTS?\s*$", re.IGNORECASE)
_NEXIS_LAST = re.compile(r"^\s*End of Document\s*$", re.IGNORECASE)
_NEXIS_LABEL = re.compile(
    r"^\s*(HEADLINE|BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|BODY|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|ACC-NO|DISTRIBUTION|"
    r"GRAPHIC|SUBJECT|PERSON|COUNTRY|CITY|STATE|COMPANY|ORGANIZATION|INDUSTRY|GEOGRAPHIC|URL|NOTES|CORRECTION|SERIES|TYPE|TITLE)\s*:\s*(.*)$",
    re.IGNORECASE,
)
_AFTER = {"load-date", "language", "publication-type", "journal-code", "acc-no", "distribution", "subject", "person", "country",
          "city", "state", "company", "organization", "industry", "geographic", "url", "notes", "graphic", "type"}  # fmt: skip
_COPYRIGHT = re.compile(r"^\s*(?:Copyright|©|\(c\)|All Rights Reserved)", re.IGNORECASE)
_DATE = re.compile(
    r"^\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}\s+[A-Z][a-z]+,?\s+\d{4}|[A-Z][a-z]+\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d)\b[^.]{0,40}$"
)
_FACTIVA_LAST = re.compile(r"^\s*Document\s+([A-Z0-9_]{10,40})\s*$")
_FACTIVA_CODE = re.compile(
    r"^\s*(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|CX|LP|TD|CO|IN|NS|RE|IPC|IPD|PUB|AN|SE|CLM|ART|VOL|RF|CT|NGC|GC)(?:\s{1,}|\s*\t\s*)(\S.*)?$"
)
_WORDS = re.compile(r"^\s*[\d,]+ words\s*$", re.IGNORECASE)
_LANGUAGE = re.compile(r"^\s*(English|French|German|Spanish|Russian|Chinese|Arabic|Italian|Portuguese)\s*$")
_KEPT = {"HD": "title", "BY": "author", "SN": "outlet", "PD": "published", "AN": "id"}


def nexis(path: Path) -> Iterator[PressRow]:
    """The articles of an export of Nexis, Nexis Uni or LexisNexis.

    Raises: OR-M01 BadImport where nothing in the file looks like one.
    """
    lines = lines_in(path)
    blocks = _blocks(lines, _NEXIS_FIRST, _NEXIS_LAST)
    made = [row for number, block in enumerate(blocks, 1) if (row := _nexis_article(block, number))]
    if not made or not any(
        _NEXIS_LAST.match(line) or _NEXIS_FIRST.match(line) or _NEXIS_LABEL.match(line) for line in lines
    ):
        raise BadImport(
            f"{path.name} does not look like an export of Nexis", "read single articles with `onrecord read`"
        )
    yield from made


def _blocks(lines: list[str], first: re.Pattern[str] | None, last: re.Pattern[str]) -> list[list[str]]:
    """Stretches of lines that end with a last line or begin with a first one, those marks left out."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if (first and first.match(line)) or last.match(line):
            blocks.append([line] if last is _FACTIVA_LAST and not blocks[-1] else [])
        else:
            blocks[-1].append(line.rstrip("\n"))
    return [block for block in blocks if any(line.strip() for line in block)]


def _nexis_article(block: list[str], number: int) -> PressRow | None:
    facts: dict[str, str] = {}
    rest: list[str] = []
    body: list[str] = []
    told: list[str] = []
    state = "head"
    label = ""
    for raw in block:
        line = raw.strip()
        found = _NEXIS_LABEL.match(line)
        key = found[1].lower() if found else ""
        if found and (state == "head" or key in _AFTER):
            label = key
            state = "body" if key == "body" else "tail" if key in _AFTER and state != "head" else state
            _note(facts, told, key, found[2].strip())
        elif state == "head" and line == "Body":
            state, label = "body", "body"
        elif state == "head":
            if not line:
                if label in {"length", "byline"} and not _labelled_below(block, raw):
                    state = "body"
                label = "" if label != "length" else label
            elif label in {"headline", "byline"} and line:
                _note(facts, told, label, line, joined=True)
            else:
                rest.append(line)
        elif state == "body":
            body.append(raw.strip("\r\n"))
        elif line:
            told.append(f"{label}: {line}")
    _heading(facts, rest, body)
    text = _tidied([*([facts["title"], ""] if "title" in facts else []), *body])
    return PressRow(f"#{number}", text, facts, tuple(told)) if any(line.strip() for line in body) else None


def _labelled_below(block: list[str], line: str) -> bool:
    """Whether a label of the head still follows a blank line."""
    at = next(n for n, one in enumerate(block) if one is line)
    following = next((one for one in block[at + 1 :] if one.strip()), "")
    found = _NEXIS_LABEL.match(following.strip())
    return bool(found and found[1].lower() not in _AFTER) or following.strip() == "Body"


def _note(facts: dict[str, str], told: list[str], key: str, value: str, *, joined: bool = False) -> None:
    name = {"headline": "title", "title": "title", "byline": "author", "url": "url"}.get(key)
    if name and value:
        facts[name] = f"{facts[name]} {value}" if joined and name in facts else facts.get(name, value)
    elif value and key != "body":
        told.append(f"{key}: {value}")


def _heading(facts: dict[str, str], rest: list[str], body: list[str]) -> None:
    """Title, outlet and day from the unlabelled lines above an article; if it had no body, they are it."""
    dated = next((n for n, line in enumerate(rest) if _DATE.match(line) and day_in(line)), None)
    if dated is None:
        if not body:
            body.extend(rest)
        return
    facts.setdefault("published", day_in(rest[dated]) or "")
    before = [line for line in rest[:dated] if not _COPYRIGHT.match(line)]
    if before:
        facts.setdefault("outlet", before[-1])
        if len(before) > 1:
            facts.setdefault("title", " ".join(before[:-1]))
    after = [line for line in rest[dated + 1 :] if not _COPYRIGHT.match(line)]
    if not body:
        body.extend(after)


def _tidied(lines: list[str]) -> str:
    """Lines as paragraphs: a blank line between paragraphs, wrapped lines joined where the file is wrapped."""
    text = "\n".join(line.strip() for line in lines).strip()
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    longest = max((len(line) for line in text.split("\n")), default=0)
    wrapped = len(paragraphs) > 1 and longest <= 100
    return "\n\n".join(" ".join(p.split("\n")) if wrapped else p for p in paragraphs)


def factiva(path: Path) -> Iterator[PressRow]:
    """The articles of an export of Factiva, with its two-letter codes or without.

    Raises: OR-M01 BadImport where nothing in the file looks like one.
    """
    lines = lines_in(path)
    if not any(_FACTIVA_LAST.match(line) or re.match(r"^\s*HD\s+\S", line) for line in lines):
        raise BadImport(
            f"{path.name} does not look like an export of Factiva", "read single articles with `onrecord read`"
        )
    block: list[str] = []
    number = 0
    for line in [*lines, ""]:
        ended = _FACTIVA_LAST.match(line)
        if ended or line is lines[-1]:
            if not ended:
                block.append(line.rstrip("\n"))
            number += 1
            row = _factiva_article(block, number, ended[1] if ended else None)
            if row:
                yield row
            else:
                number -= 1
            block = []
        else:
            block.append(line.rstrip("\n"))


def _factiva_article(block: list[str], number: int, key: str | None) -> PressRow | None:
    coded = sum(bool(_FACTIVA_CODE.match(line)) for line in block)
    facts, body, told = _by_codes(block) if coded >= 3 else _by_form(block)
    if key:
        facts.setdefault("id", key)
    if "published" in facts:
        day = day_in(facts["published"])
        if day is None:
            told.append(f"published: {facts['published']}")
        facts = {k: v for k, v in facts.items() if k != "published"} | ({"published": day} if day else {})
    if not any(line.strip() for line in body):
        return None
    return PressRow(
        f"#{number}", _tidied([*([facts["title"], ""] if "title" in facts else []), *body]), facts, tuple(told)
    )


def _by_codes(block: list[str]) -> tuple[dict[str, str], list[str], list[str]]:
    facts: dict[str, str] = {}
    body: list[str] = []
    told: list[str] = []
    code = ""
    for line in block:
        found = _FACTIVA_CODE.match(line)
        if found:
            code = found[1]
        value = (found[2] or "" if found else line).strip()
        if code in {"LP", "TD"}:
            body.append(value)
            if found and code == "TD":
                body.insert(-1, "")
        elif value and code in _KEPT:
            facts[_KEPT[code]] = f"{facts[_KEPT[code]]} {value}" if _KEPT[code] in facts else value
        elif value:
            told.append(f"{code}: {value}" if code else value)
    return facts, body, told


def _by_form(block: list[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """Title, perhaps a byline, the number of words, the day, the outlet, then codes and copyright; the text after them."""
    lines = [line.strip() for line in block]
    words = next((n for n, line in enumerate(lines) if _WORDS.match(line)), None)
    dated = next((n for n, line in enumerate(lines) if _DATE.match(line) and day_in(line)), None)
    if words is None or dated is None or dated < words:
        return {}, block, []
    head = [line for line in lines[:words] if line]
    facts = {"title": head[-1] if len(head) == 1 else " ".join(head[:1]), "published": lines[dated]}
    if len(head) > 1:
        facts["author"] = re.sub(r"^[Bb]y\s+", "", head[-1])
    after = [(n, line) for n, line in enumerate(lines) if n > dated and line]
    told = [lines[words]]
    end = dated
    for n, line in after:
        if "outlet" not in facts and not re.fullmatch(r"[A-Z0-9;]{2,12}|\d{1,2}:\d\d.*", line):
            facts["outlet"] = line
        elif (
            _COPYRIGHT.match(line)
            or _LANGUAGE.match(line)
            or re.fullmatch(r"[A-Z0-9;]{2,12}|\d{1,2}:\d\d.*|Page \w+|\d+", line)
        ):
            told.append(line)
            if _COPYRIGHT.match(line):
                end = n
                break
        elif n > dated + 8:
            break
        end = n
    return facts, block[end + 1 :], told
