"""REFI-QDA projects (`.qdpx`), for NVivo, MAXQDA, ATLAS.ti, QualCoder and others: texts, codes and codings.

Issues are codes with a code for every stance below them; speakers, modes and voices are codes of their own groups. A
statement is a selection of plain text, in code points, with a readable description. Selections of several pieces share
a name.
"""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from onrecord.errors import BadImport
from onrecord.exchange.coding_of import issue_id
from onrecord.exchange.places import found_places
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.exchange.whole import add_to_zip
from onrecord.exchange.xml import plain_xml
from onrecord.ingest.archive import UNZIPPING
from onrecord.model.brought import Brought
from onrecord.model.codebook import Codebook, Issue
from onrecord.model.document import Document
from onrecord.model.statement import Statement

__all__ = ["read_qdpx", "write_qdpx"]

FORMAT = "qdpx"
_NS = "urn:QDA-XML:project:1.0"
_SPACE = uuid.UUID("6f6e7265-636f-5264-8000-000000000001")
_CLAIM = "a claim about "
_STANCES = ("support", "oppose", "conditional", "mention")
_GROUPS = {"Speaker": "speaker", "Mode": "mode", "Voice": "voice"}
_LARGEST = 200_000_000


def _guid(*words: str) -> str:
    """The same id for the same thing, so that two exports of a record are the same project."""
    return str(uuid.uuid5(_SPACE, "|".join(words)))


def _tag(name: str) -> str:
    return f"{{{_NS}}}{name}"


def write_qdpx(documents: Iterable[Document], book: Codebook | None, out: BinaryIO) -> int:
    """Write the project; how many statements."""
    root = etree.Element(_tag("Project"), nsmap={None: _NS})  # type: ignore[dict-item]
    user = _guid("user", "onrecord")
    root.set("name", "onrecord")
    root.set("origin", "onrecord")
    users = etree.SubElement(root, _tag("Users"))
    etree.SubElement(users, _tag("User"), guid=user, name="onrecord")
    codes = _Codes(etree.SubElement(etree.SubElement(root, _tag("CodeBook")), _tag("Codes")), book)
    sources = etree.SubElement(root, _tag("Sources"))
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for d in documents:
            key = _guid("source", d.id)
            add_to_zip(made, f"sources/{key}.txt", d.text.encode())
            source = etree.SubElement(sources, _tag("TextSource"), guid=key, name=plain_xml(d.title.value if d.title else d.path),
                                      plainTextPath=f"internal://{key}.txt", creatingUser=user, creationDateTime=_moment(d))  # fmt: skip
            etree.SubElement(source, _tag("Description")).text = plain_xml(_about(d))
            for s in d.statements:
                _selections(source, s, d, codes, user)
                count += 1
        if not len(sources):
            root.remove(sources)
        add_to_zip(made, "project.qde", etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
    return count


def _moment(d: Document) -> str:
    date = d.published.date or "1970-01-01"
    return datetime.fromisoformat(date + "1970-01-01"[len(date) :]).replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _about(d: Document) -> str:
    facts = {"id": d.exported_id, "path": d.path, "kind": d.kind, "published": d.published.date, "outlet": d.outlet.value if d.outlet else None,
             "author": d.author.value if d.author else None, "url": d.url.value if d.url else None, "sha256": d.sha256}  # fmt: skip
    return "\n".join(f"{name}: {' '.join(str(value).split())}" for name, value in facts.items() if value)


class _Codes:
    """The code tree, grown as codes are needed."""

    def __init__(self, parent: Any, book: Codebook | None) -> None:
        self.parent = parent
        self._made: dict[tuple[str, ...], Any] = {}
        self._issues: dict[str, Issue] = {issue.id: issue for issue in book.issues} if book else {}
        for issue in self._issues.values():
            claim = f"{_CLAIM}{issue.about or 'whom a statement names'}\n" if issue.kind == "claim" else ""
            self.code("Issues", issue.id, description=f"{issue.label}\n{claim}{issue.proposition}")

    def code(self, *path: str, description: str = "") -> str:
        """The id of the code at a path of names."""
        parent: Any = self.parent
        for depth in range(1, len(path) + 1):
            key = path[:depth]
            if key not in self._made:
                made = etree.SubElement(
                    parent,
                    _tag("Code"),
                    guid=_guid("code", *key),
                    name=plain_xml(key[-1]),
                    isCodable="true" if depth > 1 else "false",
                )
                if depth == len(path) and description:
                    etree.SubElement(made, _tag("Description")).text = plain_xml(description)
                self._made[key] = made
            parent = self._made[key]
        return str(self._made[path].get("guid"))


def _selections(source: Any, s: Statement, d: Document, codes: _Codes, user: str) -> None:
    named = [("Mode", s.mode), ("Voice", s.voice), *(("Speaker", party.speaker.name) for party in s.parties)]
    # What was not said bears no code of an issue: other tools would count it for a position.
    issues = [codes.code("Issues", code.issue, code.stance) for code in s.counted if s.performed]
    wanted = issues + [codes.code(*path) for path in named]
    for number, piece in enumerate(s.content):
        selection = etree.SubElement(source, _tag("PlainTextSelection"), guid=_guid("selection", d.id, s.id, str(number)), name=s.id,
                                     startPosition=str(piece.start), endPosition=str(piece.end), creatingUser=user)  # fmt: skip
        if number == 0:
            etree.SubElement(selection, _tag("Description")).text = plain_xml(_description(s))
            for place, code in enumerate(wanted):
                coding = etree.SubElement(
                    selection, _tag("Coding"), guid=_guid("coding", d.id, s.id, str(place)), creatingUser=user
                )
                etree.SubElement(coding, _tag("CodeRef"), targetGUID=code)


def _description(s: Statement) -> str:
    """What is known of the statement, a line each, as people and `read_qdpx` read it."""
    principal, role, said = s.speaks_for, s.role, s.said
    lines = {
        "speaker": f"{s.speaker.kind}, {s.speaker.id}, {s.speaker.name}" if s.speaker else None,
        "for": f"{principal.kind}, {principal.id}, {principal.name}" if principal else None,
        "office": f"{role.since or '?'} to {role.until or '?'}, {role.title}" if role else None,
        "cue": f"{s.cue.quote.start}-{s.cue.quote.end}, {s.cue.cue_class}" if s.cue else None,
        "source": f"{s.source.start}-{s.source.end}" if s.source else None,
        "said": f"{said.date}, {said.precision}, {said.method}" if said and said.date else None,
        "performed": None if s.performed else "no", "status": s.status, "confidence": f"{s.confidence.statement:g}",
    }  # fmt: skip
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in lines.items() if value)


def read_qdpx(path: Path, shelf: Shelf) -> Brought:
    """A project of any tool: its texts, its codes as issues, its selections as statements.

    A code named support, oppose, conditional or mention below another is a stance on it; codes below Speaker, Mode and
    Voice say those. Selections of other media, memos, cases, sets and links are told, and stay in the project.

    Raises: OR-M01 BadImport.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            names = {info.filename: info for info in packed.infolist()}
            project = next((n for n in names if n.endswith(".qde")), None)
            if project is None or any(info.file_size > _LARGEST for info in names.values()):
                raise BadImport(f"{path.name} holds no project.qde that can be read")
            root = _parse(packed.read(project), path.name)
            return _Reading(root, packed, path.name, shelf).brought()
    except UNZIPPING:
        raise BadImport(f"{path.name} is no .qdpx file") from None


def _parse(data: bytes, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise BadImport(f"the project in {name} is not valid XML") from None


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: Any, name: str) -> list[Any]:
    return [child for child in element if _local(child) == name]


def _text(element: Any, name: str) -> str:
    return next((child.text or "" for child in _children(element, name)), "")


class _Reading:
    """One project being read."""

    def __init__(self, root: Any, packed: zipfile.ZipFile, name: str, shelf: Shelf) -> None:
        self.root, self.packed, self.name = root, packed, name
        self.gathering = Gathering(FORMAT, shelf)
        self.codes: dict[str, tuple[str, ...]] = {}
        self.told: dict[str, str] = {}
        self.issues: dict[str, Issue] = {}

    def brought(self) -> Brought:
        for book in _children(self.root, "CodeBook"):
            for codes in _children(book, "Codes"):
                for code in _children(codes, "Code"):
                    self._code(code, ())
        for sources in _children(self.root, "Sources"):
            for source in sources:
                if _local(source) == "TextSource":
                    self._source(source, source)
                elif isinstance(source.tag, str):
                    self._other(source)
        for part in self.root:
            kind = _local(part)
            if kind not in {"Users", "CodeBook", "Sources", "Description", ""} and len(part):
                self.gathering.carry(
                    {"xml": etree.tostring(part, encoding="unicode")}, where=self.name, what=f"{len(part)} of {kind}"
                )
        brought = self.gathering.done()
        if self.issues:
            stem = re.sub(r"[^a-z0-9]+", "-", self.name.rsplit(".", 1)[0].lower()).strip("-") or "project"
            brought.codebook = Codebook(
                stem[:40], _guid(*sorted(self.issues))[:8], f"Codes of {self.name}", tuple(self.issues.values())
            )
        return brought

    def _code(self, code: Any, above: tuple[str, ...]) -> None:
        path = (*above, str(code.get("name") or "?"))
        self.codes[str(code.get("guid"))] = path
        self.told["/".join(path)] = _text(code, "Description")
        for inner in _children(code, "Code"):
            self._code(inner, path)

    def _issue(self, path: tuple[str, ...]) -> tuple[str, str]:
        """(issue, stance) of a code that is neither speaker, mode nor voice."""
        stance = path[-1].lower() if len(path) > 1 and path[-1].lower() in _STANCES else "mention"
        names = path[:-1] if stance == path[-1].lower() else path
        label = names[-1]
        told = self.told.get("/".join(names), "").strip().splitlines()
        ours = names[0] == "Issues" and re.fullmatch(r"[a-z][a-z0-9_]*", label) is not None
        key = label if ours else issue_id(label)
        shown = told[0] if ours and told else label
        claim = (
            next((line.removeprefix(_CLAIM) for line in told[1:-1] if line.startswith(_CLAIM)), None) if ours else None
        )
        about = claim if claim and ":" in claim else None
        self.issues.setdefault(
            key, Issue(key, shown, told[-1] if told else label, kind="claim" if claim else "policy", about=about)
        )
        return key, stance

    def _other(self, source: Any) -> None:
        """A source that is no text: where its text stands beside it (of a PDF), that is read, with what is coded on it."""
        name = str(source.get("name") or source.get("guid"))
        kept = _children(source, "Representation")
        for text in kept:
            self._source(source, text)
        if not kept:
            self.gathering.lost(name, f"a {_local(source)} without its text: only texts become documents")
            return
        drawn = [child for child in source if _local(child).endswith("Selection") and len(child)]
        for selection in drawn:
            self.gathering.lost(name, f"a {_local(selection)} of its picture, {str(selection.get('name') or '')[:40]}")

    def _source(self, source: Any, held: Any) -> None:
        """A source whose text, and what is coded on it, an element holds: itself, or its representation."""
        name = str(source.get("name") or source.get("guid"))
        text = self._words(held)
        if text is None:
            self.gathering.lost(name, "a text that is not in the file")
            return
        facts = _lines(_text(source, "Description"))
        # `creationDateTime` is when somebody put the text into the project, and no day of publication.
        raw = {
            "text": text,
            "title": name,
            **{k: facts.get(k) for k in ("id", "path", "kind", "outlet", "author", "url", "published")},
        }
        document = self.gathering.document(raw, f"{self.name}#{name[:80]}")
        if document is None:
            return
        groups: dict[str, list[tuple[Any, dict[str, int]]]] = {}
        for selection, place in self._placed(held, text, name):
            shared = str(selection.get("name") or "")
            key = shared if shared.startswith("st-") else str(selection.get("guid"))
            groups.setdefault(key, []).append((selection, place))
        for key, group in groups.items():
            with self.gathering.reading(f"{name}: {key}"):
                self._statement(key, group, document, f"{name}: {key}")
        for child in held:
            kind = _local(child)
            if kind not in {"PlainTextSelection", "Description", ""}:
                self.gathering.carry(
                    {"xml": etree.tostring(child, encoding="unicode")}, document, where=name, what=f"a {kind}"
                )

    def _placed(self, held: Any, text: str, name: str) -> list[tuple[Any, dict[str, int]]]:
        """The selections of a text and their places, whatever their tool counts; what lies nowhere is told and not moved."""
        selections, counted = [], []
        for selection in _children(held, "PlainTextSelection"):
            bounds = [str(selection.get(edge) or "") for edge in ("startPosition", "endPosition")]
            if all(bound.isascii() and bound.isdigit() for bound in bounds):
                selections.append(selection)
                counted.append((int(bounds[0]), int(bounds[1])))
            else:
                self.gathering.lost(f"{name}: {selection.get('guid')}", "a selection without a place")
        placed = []
        for selection, given, place in zip(selections, counted, found_places(text, counted), strict=True):
            if place is None:
                where = f"{name}: {selection.get('name') or selection.get('guid')}"
                self.gathering.lost(where, f"not placed: {given[0]} to {given[1]} fits no words of the text")
            else:
                placed.append((selection, {"start": place[0], "end": place[1]}))
        return placed

    def _words(self, source: Any) -> str | None:
        inline = _text(source, "PlainTextContent")
        if inline:
            return inline
        path = str(source.get("plainTextPath") or "").removeprefix("internal://")
        for name in (f"sources/{path}", f"Sources/{path}", path):
            if path and name in self.packed.namelist():
                return self.packed.read(name).decode("utf-8-sig", "replace")
        return None

    def _statement(self, key: str, group: list[tuple[Any, dict[str, int]]], document: Document, where: str) -> None:
        facts = _lines(_text(group[0][0], "Description"))
        raw: dict[str, Any] = {
            "id": key if key.startswith("st-") else None, "status": facts.get("status") or "accepted",
            "content": [place for _, place in group],
            "confidence": {"statement": facts.get("confidence") or 1.0}, "issues": [],
            "speaker": _actor(facts.get("speaker")), "speaks_for": _actor(facts.get("for")), "said": _day(facts.get("said")),
            "performed": facts.get("performed") != "no",
        }  # fmt: skip
        cue, source = facts.get("cue", "").partition(", "), facts.get("source")
        raw["cue"] = {**_span(cue[0]), "class": cue[2]} if cue[0] else None
        raw["source"] = _span(source) if source else None
        office = re.fullmatch(r"(\S+) to (\S+), (.+)", facts.get("office", ""))
        if office and raw["speaks_for"]:
            since, until = (None if part == "?" else part for part in office.groups()[:2])
            raw["role"] = {"title": office[3], "for": raw["speaks_for"], "from": since, "to": until}
        for selection, _ in group:
            for note in _children(selection, "NoteRef"):
                self.gathering.lost(where, f"a note, {str(note.get('targetGUID'))[:40]}: it stays with the project")
            for coding in _children(selection, "Coding"):
                for ref in _children(coding, "CodeRef"):
                    self._coded(self.codes.get(str(ref.get("targetGUID"))), raw, where)
        self.gathering.statement(raw, document, where)

    def _coded(self, path: tuple[str, ...] | None, raw: dict[str, Any], where: str) -> None:
        if path is None:
            self.gathering.lost(where, "a coding by a code that the project does not have")
            return
        field = _GROUPS.get(path[0]) if len(path) == 2 else None
        if field == "speaker":
            raw["speaker"] = raw["speaker"] or {"name": path[1]}
        elif field:
            raw[field] = path[1]
        else:
            issue, stance = self._issue(path)
            raw["issues"].append({"issue": issue, "stance": stance, "confidence": 1.0})


def _lines(words: str) -> dict[str, str]:
    return {
        name.strip(): value.strip()
        for line in words.splitlines()
        for name, colon, value in [line.partition(":")]
        if colon
    }


def _span(words: str) -> dict[str, int]:
    start, _, end = words.partition("-")
    return {"start": int(start), "end": int(end)} if start.isdigit() and end.isdigit() else {"start": -1, "end": -1}


def _actor(words: str | None) -> dict[str, str] | None:
    parts = (words or "").split(", ", 2)
    return {"kind": parts[0], "id": parts[1], "name": parts[2]} if len(parts) == 3 else None


def _day(words: str | None) -> dict[str, str] | None:
    parts = (words or "").split(", ")
    return {"date": parts[0], "precision": parts[1], "method": parts[2]} if len(parts) == 3 else None
