"""brat standoff: a folder with a `.txt` and an `.ann` for every document, and the configuration that names the layers.

Content, Cue and Source are text-bound annotations; a Cue and a Source are tied to their Content by relations; mode,
stance and the like are attributes; speaker and issue are references; a note holds what those have no place for. A
`.ann` of PolNeAR's kind (Content, Cue and Source without the rest) is read as well.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.errors import BadImport
from onrecord.exchange.record_json import document_json, statement_json
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.exchange.whole import whole_folder
from onrecord.ingest.walk import inside
from onrecord.model.brought import Brought
from onrecord.model.document import Document
from onrecord.model.span import Quote
from onrecord.model.statement import Statement

__all__ = ["read_brat", "write_brat"]

FORMAT = "brat"
_CONFIGURATION = {
    "annotation.conf": "[entities]\nContent\nCue\nSource\n\n[relations]\nCued-by\tArg1:Content, Arg2:Cue\n"
    "Attributed-to\tArg1:Content, Arg2:Source\n\n[events]\n\n[attributes]\nMode\tArg:Content, Value:direct|mixed|indirect|authored|ascribed\n"
    "Stance\tArg:Content, Value:support|oppose|conditional|mention\n",
    "visual.conf": "[labels]\nContent\nCue\nSource\n\n[drawing]\nContent\tbgColor:#9fc5e8\nCue\tbgColor:#f6d186\nSource\tbgColor:#b7e1cd\n",
    "tools.conf": "[options]\nTokens\ttokenizer:whitespace\n",
}
_LAYERS = frozenset({"Content", "Cue", "Source"})
_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def write_brat(documents: Iterable[Document], folder: Path) -> int:
    """Write a folder that is not there yet, or is empty; how many statements.

    Raises: OR-U01 Unavailable.
    """
    count = 0
    with whole_folder(folder) as made:
        for name, text in _CONFIGURATION.items():
            (made / name).write_text(text, "utf-8")
        for number, document in enumerate(documents, 1):
            # A path of a text is never a path of ours: only letters of it go into the name.
            stem = f"{number:05d}-{_NAMES.sub('-', document.path)[-60:].strip('-.')}"
            (made / f"{stem}.txt").write_text(document.text, "utf-8", newline="")
            (made / f"{stem}.ann").write_text(_annotations(document), "utf-8", newline="")
            count += len(document.statements)
    return count


class _Lines:
    """The lines of one `.ann`, numbered by kind."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._next: dict[str, int] = defaultdict(int)

    def add(self, kind: str, rest: str) -> str:
        self._next[kind] += 1
        key = f"{kind}{self._next[kind]}"
        self.lines.append(f"{key}\t{rest}")
        return key

    def bound(self, label: str, quotes: list[Quote], text: str) -> str:
        """A text-bound annotation; pieces end at line breaks, where brat's lines would."""
        places = [(at.start() + q.start, at.end() + q.start) for q in quotes for at in re.finditer(r"[^\r\n]+", q.text)]
        spans = ";".join(f"{start} {end}" for start, end in places)
        return self.add("T", f"{label} {spans}\t{' '.join(text[start:end] for start, end in places)}")


def _annotations(d: Document) -> str:
    out = _Lines()
    head = {
        key: value for key, value in document_json(d).items() if key not in {"text"} and value not in (None, [], {})
    }
    out.lines.append("#0\tDocument\t" + json.dumps(head, ensure_ascii=True))
    for s in d.statements:
        content = out.bound("Content", list(s.content), d.text)
        if s.cue:
            out.add("R", f"Cued-by Arg1:{content} Arg2:{out.bound('Cue', [s.cue.quote], d.text)}")
        if s.source:
            out.add("R", f"Attributed-to Arg1:{content} Arg2:{out.bound('Source', [s.source], d.text)}")
        out.add("A", f"Mode {content} {s.mode}")
        for code in s.counted[:1]:
            out.add("A", f"Stance {content} {code.stance}")
        for code in s.counted:
            out.add("N", f"Reference {content} Issue:{_one_word(code.issue)}\t{code.issue}")
        for party in s.parties:
            out.add("N", f"Reference {content} Actor:{_one_word(party.speaker.id)}\t{_one_line(party.speaker.name)}")
        out.add("#", f"AnnotatorNotes {content}\t{_note(s, d)}")
    return "\n".join(out.lines) + "\n"


def _note(s: Statement, d: Document) -> str:
    """Everything of the statement, as JSON on one line."""
    raw = {
        key: value
        for key, value in statement_json(s, d).items()
        if key not in {"document"} and value not in (None, [], {})
    }
    return json.dumps(raw, ensure_ascii=True)


def _one_word(words: str) -> str:
    return re.sub(r"\s+", "_", words)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def read_brat(path: Path, shelf: Shelf) -> Brought:
    """A folder of `.txt` with `.ann`, or one `.ann` with its text beside it.

    Raises: OR-M01 BadImport where there is none.
    """
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    gathering = Gathering(FORMAT, shelf)
    found = False
    for file in files:
        text = file.with_suffix(".txt")
        try:
            if path.is_dir() and not (inside(file, path) and inside(text, path)):
                gathering.lost(file.name, "a link that leads out of the folder")
                continue
            if file.suffix != ".ann" or not text.is_file():
                gathering.lost(file.name, "an .ann without the .txt of the same name beside it")
                continue
            with text.open(encoding="utf-8", newline="") as words:
                _read(file.read_text("utf-8"), words.read(), text.name, gathering)
            found = True
        except (OSError, UnicodeDecodeError):
            gathering.lost(file.name, "cannot be read as UTF-8")
    if not found:
        raise BadImport(f"{path.name} holds no .ann with its .txt")
    return gathering.done()


class _Annotations:
    """One `.ann`: what its lines say, by what they are about."""

    def __init__(self, lines: str) -> None:
        self.bound: dict[str, tuple[str, list[dict[str, Any]]]] = {}
        self.tied: dict[str, dict[str, str]] = defaultdict(dict)
        self.said: dict[str, dict[str, Any]] = defaultdict(dict)
        self.head: dict[str, Any] = {}
        self.other: list[str] = []
        kept = [line for line in lines.split("\n") if line.strip()]
        # Relations may stand before what they relate.
        for line in sorted(kept, key=lambda line: line[:1] != "T"):
            if not self._line(line):
                self.other.append(line)

    def _line(self, line: str) -> bool:
        """Take in a line; whether it is of a kind that is known."""
        key, _, rest = line.partition("\t")
        first, _, tail = rest.partition("\t")
        parts = first.split()
        if key == "#0" and first == "Document":
            self.head = _json(tail)
        elif key[:1] == "T" and len(parts) > 2 and parts[0] in _LAYERS and key not in self.bound:
            self.bound[key] = (parts[0], _spans(first.removeprefix(parts[0])))
        elif key[:1] in {"R", "E"} and len(parts) > 1:
            return self._tie(parts)
        elif key[:1] in {"A", "N", "#"} and len(parts) > 1:
            return self._about(key[:1], parts, tail)
        else:
            return False
        return True

    def _about(self, kind: str, parts: list[str], tail: str) -> bool:
        said = self.said[parts[1]]
        if kind == "A" and len(parts) > 2:
            said[parts[0].lower()] = parts[2]
        elif kind == "N" and len(parts) > 2:
            name, _, key = parts[2].partition(":")
            said.setdefault(name.lower(), []).append((key, tail))
        elif kind == "#" and tail:
            said["note"] = tail
        else:
            return False
        return True

    def _tie(self, parts: list[str]) -> bool:
        """A relation or event: the Content in it is tied to its Cue and its Source; whether there is one in it."""
        ends = [part.partition(":")[2] for part in parts if ":" in part]
        by_label = {self.bound[end][0]: end for end in ends if end in self.bound}
        if "Content" in by_label:
            others: dict[str, str] = {label: by_label[label] for label in ("Cue", "Source") if label in by_label}
            self.tied[by_label["Content"]] |= others
        return "Content" in by_label


def _read(lines: str, text: str, name: str, gathering: Gathering) -> None:
    found = _Annotations(lines)
    document = gathering.document({**found.head, "text": text}, name)
    if document is None:
        return
    for key, (label, spans) in found.bound.items():
        if label == "Content":
            with gathering.reading(f"{name}: {key}"):
                raw = _statement(key, spans, found)
                if raw.pop("_note", None):
                    note = str(found.said[key]["note"])[:80]
                    gathering.lost(f"{name}: {key}", f"a note that is no statement of ours: {note}")
                gathering.statement(raw, document, f"{name}: {key}")
    for line in found.other:
        gathering.carry({"line": line}, document, where=name, what=f"a line of another kind: {line[:60]}")


def _json(words: str) -> dict[str, Any]:
    try:
        made = json.loads(words)
    except (ValueError, RecursionError):
        return {}
    return made if isinstance(made, dict) else {}


def _spans(words: str) -> list[dict[str, Any]]:
    pairs = [part.split() for part in words.split(";")]
    return [{"start": int(p[0]), "end": int(p[1])} for p in pairs if len(p) == 2 and all(n.isdigit() for n in p)]


def _statement(key: str, spans: list[dict[str, Any]], found: _Annotations) -> dict[str, Any]:
    """The statement that a note holds, as far as the annotations still agree with it; else what they say."""
    facts = found.said[key]
    note = _json(facts["note"]) if "note" in facts else {}
    raw: dict[str, Any] = dict(note)
    if _joined(raw.get("content", [])) != _joined(spans) or not note:
        raw["content"] = spans
        raw.pop("id", None)
    for label, field in (("Cue", "cue"), ("Source", "source")):
        end = found.tied[key].get(label)
        if end is None:
            raw.pop(field, None)
        elif not _same(raw.get(field), found.bound[end][1]):
            raw[field] = {"start": found.bound[end][1][0]["start"], "end": found.bound[end][1][-1]["end"]}
    if "mode" in facts:
        raw["mode"] = facts["mode"]
    issues = [issue for issue, _ in facts.get("issue", ())]
    codes = raw.get("issues", ())
    known = {code["issue"]: code for code in codes if code.get("counted") is not False}
    # An issue that only the annotations name was set by a person, also where the program had suggested it.
    raw["issues"] = [known.get(issue, {"issue": issue, "confidence": 1.0, "counted": True}) for issue in issues]
    if raw["issues"] and "stance" in facts:
        raw["issues"][0] = {**raw["issues"][0], "stance": facts["stance"]}
    raw["issues"] += [code for code in codes if code.get("counted") is False and code["issue"] not in issues]
    if not note:
        raw.update(status="accepted", confidence={"statement": 1.0}, _note="note" in facts)
        if facts.get("actor"):
            raw["speaker"] = {"name": facts["actor"][0][1] or facts["actor"][0][0]}
    return raw


def _joined(spans: list[dict[str, Any]]) -> tuple[int, int]:
    return (spans[0]["start"], spans[-1]["end"]) if spans else (0, 0)


def _same(one: Any, spans: list[dict[str, Any]]) -> bool:
    return bool(one) and (one["start"], one["end"]) == _joined(spans)
