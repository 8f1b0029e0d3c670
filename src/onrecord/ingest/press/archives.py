"""Exports of Nexis and Factiva, in Word, RTF, HTML or text: where an article begins and ends, and what its lines are.

Both write a block of lines a document: who, when and where before the text, and marks after it. What a line is, is
told by its label or its form; lines that are neither stay in the text, so nothing of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from onrecord.errors import BadImport
from onrecord.ingest.press.row import PressRow, day_in, lines_in

__all__ = ["factiva", "nexis"]

_NEXIS_FIRST = re.compile(r"^\s*\d+ of \d+ DOCUMENTS?\s*$", re.IGNORECASE)
_NEXIS_LAST = re.compile(r"^\s*End of Document\s*$", re.IGNORECASE)
_HEAD = {"headline", "title", "byline", "section", "length", "dateline", "highlight", "series", "correction", "body"}
_TAIL = {"load-date", "language", "publication-type", "journal-code", "acc-no", "distribution", "subject", "person", "country", "city",
         "state", "company", "organization", "industry", "geographic", "url", "notes", "graphic", "type", "classification"}  # fmt: skip
_ANCHORS = {"load-date", "language", "publication-type", "journal-code", "acc-no", "distribution", "classification"}
_LABEL = re.compile(r"^\s*(" + "|".join(sorted(_HEAD | _TAIL, key=len, reverse=True)) + r")\s*:\s*(.*)$", re.IGNORECASE)
_FACTS = {"headline": "title", "title": "title", "byline": "author", "url": "url"}
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_EDITION = re.compile(r"^.{0,60}\b(?:editions?|final)(?:\s+\d+)?\s*;?$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^\s*(?:Copyright|©|\(c\)|All Rights Reserved)", re.IGNORECASE)
_DATE = re.compile(
    r"^\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}\s+[A-Z][a-z]+,?\s+\d{4}|[A-Z][a-z]+\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d)\b[^.]{0,40}$"
)
_FACTIVA_LAST = re.compile(r"^\s*(?:AN\s+)?Document\s+([A-Z][A-Za-z0-9_]{9,39})\s*$")
_FACTIVA_CODE = re.compile(
    r"^\s*(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|CX|LP|TD|CO|IN|NS|RE|IPC|IPD|PUB|AN|SE|CLM|ART|VOL|RF|CT|NGC|GC)(?:\s{1,}|\s*\t\s*)(\S.*)?$"
)
_FACTIVA_MARK = re.compile(r"[A-Z0-9;]{2,12}|\d{1,2}:\d\d.*|Page \w+|\d+")
_WORDS = re.compile(r"^\s*[\d,]+ words\s*$", re.IGNORECASE)
_LANGUAGE = re.compile(r"^\s*(English|French|German|Spanish|Russian|Chinese|Arabic|Italian|Portuguese)\s*$")
_KEPT = {"HD": "title", "BY": "author", "SN": "outlet", "PD": "published", "AN": "id"}


def nexis(path: Path) -> Iterator[PressRow]:
    """The articles of an export of Nexis, Nexis Uni or LexisNexis.

    Raises: OR-M01 BadImport where nothing in the file looks like one.
    """
    lines = lines_in(path)
    if not any(_NEXIS_LAST.match(line) or _NEXIS_FIRST.match(line) for line in lines):
        raise BadImport(
            f"{path.name} does not look like an export of Nexis", "read single articles with `onrecord read`"
        )
    number = 0
    blocks = _blocks(lines)
    if any(_NEXIS_FIRST.match(line) for line in lines) and not any(_LABEL.match(line) for line in _first(lines)):
        next(blocks, None)  # a cover page: what was asked for, when, and by whom
    for block in blocks:
        row = _nexis_article(block, number + 1)
        if row:
            number += 1
            yield row


def _first(lines: list[str]) -> list[str]:
    """The lines above the first numbered article."""
    return list(takewhile(lambda line: not _NEXIS_FIRST.match(line), lines))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Stretches of lines that end with a last line or begin with a first one, those marks left out."""
    block: list[str] = []
    for line in lines:
        if _NEXIS_FIRST.match(line) or _NEXIS_LAST.match(line):
            yield block
            block = []
        else:
            block.append(line.strip())
    yield block


def _nexis_article(block: list[str], number: int) -> PressRow | None:
    """Head, text and tail of one article: the head ends with its last label, the tail begins with the first of its own."""
    labels = {n: (found[1].lower(), found[2].strip()) for n, line in enumerate(block) if (found := _LABEL.match(line))}
    body_at = next((n for n, line in enumerate(block) if line == "Body" or labels.get(n, ("",))[0] == "body"), None)
    head = [n for n, (key, _) in labels.items() if key in _HEAD and (body_at is None or n <= body_at)]
    dated = next((n for n, line in enumerate(block) if _DATE.match(line) and day_in(line)), None)
    start = (
        body_at if body_at is not None else _run_on(block, head[-1]) if head else dated if dated is not None else -1
    ) + 1
    end = _tail_begins(block, labels, start)
    body = block[start:end]
    if not any(body):
        return None
    facts: dict[str, str] = {}
    told: list[str] = []
    for n, (key, value) in labels.items():
        if n < start or n >= end:
            whole = " ".join([value, *block[n + 1 : _run_on(block, n) + 1]]).strip()
            _note(facts, told, key, whole)
    used = {m for n in labels for m in range(n, _run_on(block, n) + 1)}
    _heading(facts, told, [line for n, line in enumerate(block[:start]) if line and n not in used and line != "Body"])
    text = _tidied([*([facts["title"], ""] if "title" in facts else []), *body])
    return PressRow(f"#{number}", text, facts, tuple(told))


def _tail_begins(block: list[str], labels: dict[int, tuple[str, str]], start: int) -> int:
    """Where the marks after a text begin: at the first that only stands there, and those right above it.

    A paragraph of the text may begin like a mark ("State: ..."), so others do not end it by themselves.
    """
    sure = next((n for n, (key, _) in labels.items() if n >= start and key in _ANCHORS), None)
    at = len(block) if sure is None else sure
    while True:
        above = next((n for n in range(at - 1, start - 1, -1) if block[n]), None)
        if above is None or above not in labels or labels[above][0] not in _TAIL:
            return at
        at = above


def _run_on(block: list[str], at: int) -> int:
    """The last line of what a label at a line says: it runs on until a blank line or another label."""
    while at + 1 < len(block) and block[at + 1] and block[at + 1] != "Body" and not _LABEL.match(block[at + 1]):
        at += 1
    return at


def _note(facts: dict[str, str], told: list[str], key: str, value: str) -> None:
    name = _FACTS.get(key)
    if name and value and name not in facts:
        facts[name] = _BY.sub("", value) if name == "author" else value
    elif value and key != "body":
        told.append(f"{key}: {value}")


def _heading(facts: dict[str, str], told: list[str], lines: list[str]) -> None:
    """Day, outlet and title from the unlabelled lines above an article; a cover page before them is told."""
    dated = next((n for n, line in enumerate(lines) if _DATE.match(line) and day_in(line)), None)
    if dated is None:
        told.extend(lines)
        return
    facts["published"] = day_in(lines[dated]) or ""
    before = [line for line in lines[:dated] if not _COPYRIGHT.match(line)]
    if before:
        facts.setdefault("outlet", before.pop())
    if before and "title" not in facts:
        facts["title"] = before.pop()
    after = lines[dated + 1 :]
    named = next((n for n, line in enumerate(after) if not (_COPYRIGHT.match(line) or _EDITION.search(line))), None)
    if "title" not in facts and named is not None:  # older exports have the headline below the day, without a label
        facts["title"] = after.pop(named)
    told.extend([*before, *after])


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
    number, block = 0, list[str]()
    for line in lines:
        ended = _FACTIVA_LAST.match(line)
        if not ended:
            block.append(line.strip())
            continue
        row = _factiva_article(block, number + 1, ended[1])
        if row:
            number += 1
            yield row
        elif any(block):
            yield PressRow("#rest", "", {}, tuple(line for line in block if line))
        block = []
    row = _factiva_article(block, number + 1, None)
    if row and "title" in row.facts:
        yield row
    elif any(block):
        yield PressRow("#rest", "", {}, tuple(line for line in block if line))


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
        if found and code in {"LP", "TD"} and not _ends_text(found[1], found[2] or ""):
            found = None  # words of the text that begin like a code: “IN the third week ...”
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


def _ends_text(code: str, value: str) -> bool:
    """Whether a line in a text is a code after it: subjects are written `code : name`."""
    return (
        code == "TD"
        or code in {"AN", "IPC", "IPD", "PUB"}
        or (code in {"CO", "IN", "NS", "RE", "RF", "CT", "ART"} and " : " in value[:24])
    )


def _by_form(block: list[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """Title, perhaps a byline, the number of words, the day, the outlet, then codes and copyright; the text after them."""
    lines = [line.strip() for line in block]
    words = next((n for n, line in enumerate(lines) if _WORDS.match(line)), None)
    dated = next((n for n, line in enumerate(lines) if _DATE.match(line) and day_in(line)), None)
    if words is None or dated is None or dated < words:
        return {}, block, []
    head = [line for line in lines[:words] if line]
    facts, told = {"published": lines[dated]}, [lines[words]]
    if len(head) > 1 and (re.match(r"[Bb]y\s", head[-1]) or _is_name(head[-1])):
        facts["author"] = _BY.sub("", head.pop())
    if head:
        facts["title"] = head.pop()
    told += head
    after = [(n, line) for n, line in enumerate(lines) if n > dated and line]
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


def _is_name(line: str) -> bool:
    """Whether a line is the name of one or two people: few words, each with a capital."""
    words = [word for word in line.replace(",", " ").split() if word not in {"and", "in", "de", "van", "von"}]
    return 2 <= len(words) <= 6 and all(word[0].isupper() for word in words)
