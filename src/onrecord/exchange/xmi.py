"""UIMA CAS as XMI, for INCEpTION and other annotation tools: a zip with the type system and a CAS for every document.

Statements, cues and sources are custom span layers; a cue and a source point to their statement by its id. Offsets
are UTF-16 code units in the files and code points here; the library converts them.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem

from onrecord.errors import BadImport
from onrecord.exchange.record_json import document_json, statement_json
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.exchange.whole import add_to_zip
from onrecord.exchange.xml import plain_xml
from onrecord.ingest.archive import UNZIPPING
from onrecord.ingest.walk import inside
from onrecord.model.brought import Brought
from onrecord.model.document import Document
from onrecord.model.statement import Statement

__all__ = ["read_xmi", "write_xmi"]

FORMAT = "xmi"
_STATEMENT, _CUE, _SOURCE = "webanno.custom.Statement", "webanno.custom.Cue", "webanno.custom.Source"
_ABOUT = "onrecord.Document"
_FEATURES = (
    "statementId",
    "part",
    "speaker",
    "speaksFor",
    "role",
    "mode",
    "voice",
    "issue",
    "stance",
    "said",
    "status",
    "record",
)
_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_LARGEST = 200_000_000


def _types() -> TypeSystem:
    types = TypeSystem()
    layers = {_STATEMENT: _FEATURES, _CUE: ("statementId", "cueClass"), _SOURCE: ("statementId",), _ABOUT: ("record",)}
    for name, features in layers.items():
        layer = types.create_type(name=name, supertypeName="uima.tcas.Annotation")
        for feature in features:
            types.create_feature(domainType=layer, name=feature, rangeType="uima.cas.String")
    return types


def write_xmi(documents: Iterable[Document], out: BinaryIO) -> int:
    """Write the zip; how many statements."""
    types, count = _types(), 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        add_to_zip(made, "TypeSystem.xml", types.to_xml())
        for number, document in enumerate(documents, 1):
            stem = f"{number:05d}-{_NAMES.sub('-', document.path)[-60:].strip('-.')}"
            add_to_zip(made, f"{stem}.xmi", _cas(document, types).to_xmi())
            count += len(document.statements)
    return count


def _cas(d: Document, types: TypeSystem) -> Cas:
    cas = Cas(typesystem=types)
    # Offsets stay: a character that XML cannot hold is one that it can.
    cas.sofa_string, cas.sofa_mime = plain_xml(d.text), "text/plain"
    about = {key: value for key, value in document_json(d).items() if key != "text"}
    cas.add(types.get_type(_ABOUT)(begin=0, end=len(d.text), record=json.dumps(about, ensure_ascii=True)))
    statement, cue, source = (types.get_type(name) for name in (_STATEMENT, _CUE, _SOURCE))
    for s in d.statements:
        for number, piece in enumerate(s.content, 1):
            # Every piece names the statement; what it says stands on the first.
            cas.add(
                statement(
                    begin=piece.start,
                    end=piece.end,
                    statementId=s.id,
                    part=str(number),
                    **(_said(s, d) if number == 1 else {}),
                )
            )
        if s.cue:
            cas.add(cue(begin=s.cue.quote.start, end=s.cue.quote.end, statementId=s.id, cueClass=s.cue.cue_class))
        if s.source:
            cas.add(source(begin=s.source.start, end=s.source.end, statementId=s.id))
    return cas


def _said(s: Statement, d: Document) -> dict[str, str | None]:
    raw = {
        key: value for key, value in statement_json(s, d).items() if key != "document" and value not in (None, [], {})
    }
    facts = {
        "speaker": "; ".join(party.speaker.name for party in s.parties) or None, "speaksFor": s.speaks_for.name if s.speaks_for else None,
        "role": s.role.title if s.role else None, "mode": s.mode, "voice": s.voice, "issue": s.counted[0].issue if s.counted else None,
        "stance": s.counted[0].stance if s.counted else None, "said": s.said.date if s.said else None, "status": s.status,
        "record": json.dumps(raw, ensure_ascii=True),
    }  # fmt: skip
    return {name: None if value is None else plain_xml(value) for name, value in facts.items()}


def read_xmi(path: Path, shelf: Shelf) -> Brought:
    """A zip with `TypeSystem.xml` and CAS files, or a folder with them, or one `.xmi` with the type system beside it.

    What an annotator has changed in a layer wins over the statement as it went out.

    Raises: OR-M01 BadImport.
    """
    gathering = Gathering(FORMAT, shelf)
    found = False
    for name, types, content in _files(path):
        try:
            cas = load_cas_from_xmi(
                content.decode("utf-8"), typesystem=load_typesystem(types.decode("utf-8")), lenient=True
            )
        except Exception as error:  # the library raises what its parts raise
            gathering.lost(name, f"no CAS that can be read ({type(error).__name__})")
            continue
        found = True
        _read(cas, name, gathering)
    if not found:
        raise BadImport(f"{path.name} holds no CAS that can be read", "give a zip with TypeSystem.xml and .xmi files")
    return gathering.done()


def _files(path: Path) -> Iterator[tuple[str, bytes, bytes]]:
    """(name, type system, CAS) of every CAS."""
    try:
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                infos = {info.filename: info for info in packed.infolist() if info.file_size <= _LARGEST}
                types = next(
                    (packed.read(n) for n in sorted(infos) if n.rsplit("/", 1)[-1].lower() == "typesystem.xml"), None
                )
                for name in sorted(infos):
                    if name.lower().endswith(".xmi") and types is not None:
                        yield name.rsplit("/", 1)[-1], types, packed.read(name)
            return
        files = sorted(path.glob("*.xmi")) if path.is_dir() else [path]
        beside = (path if path.is_dir() else path.parent) / "TypeSystem.xml"
        for file in files:
            if path.is_dir() and not (inside(file, path) and inside(beside, path)):
                continue  # a link that leads out of the folder
            yield file.name, beside.read_bytes(), file.read_bytes()
    except UNZIPPING:
        raise BadImport(f"{path.name} cannot be read", "give a zip with TypeSystem.xml and .xmi files") from None


def _read(cas: Cas, name: str, gathering: Gathering) -> None:
    layers = {t.name for t in cas.typesystem.get_types()}
    head: dict[str, Any] = {}
    for about in cas.select(_ABOUT) if _ABOUT in layers else ():
        head = _json(about.record)
    document = gathering.document({**head, "text": cas.sofa_string}, name)
    if document is None:
        return
    pieces: dict[str, list[Any]] = {}
    for number, one in enumerate(cas.select(_STATEMENT) if _STATEMENT in layers else ()):
        pieces.setdefault(one.statementId or f"new {number}", []).append(one)
    ends = {
        kind: {one.statementId: one for one in cas.select(kind)} if kind in layers else {} for kind in (_CUE, _SOURCE)
    }
    for key, group in pieces.items():
        with gathering.reading(f"{name}: {key}"):
            raw = _statement(group, ends[_CUE].get(key), ends[_SOURCE].get(key))
            gathering.statement(raw, document, f"{name}: {key}")
    other = sorted(layers - {_STATEMENT, _CUE, _SOURCE, _ABOUT})
    for kind in other:
        count = sum(1 for _ in cas.select(kind)) if not kind.startswith(("uima.", "de.tudarmstadt.ukp.dkpro.core.api.segmentation", "de.tudarmstadt.ukp.dkpro.core.api.metadata")) else 0  # fmt: skip
        if count:
            gathering.lost(name, f"{count} annotations of layer {kind[:60]}, for which a record has no field")


def _json(words: Any) -> dict[str, Any]:
    try:
        made = json.loads(words or "{}")
    except (ValueError, RecursionError):
        return {}
    return made if isinstance(made, dict) else {}


def _statement(group: list[Any], cue: Any, source: Any) -> dict[str, Any]:
    first = next((one for one in group if one.part == "1"), group[0])
    before = _json(first.record)
    raw: dict[str, Any] = {**before, "content": [{"start": one.begin, "end": one.end} for one in group]}
    if not before:
        raw.update(status="accepted", confidence={"statement": 1.0})
    raw["cue"] = {"start": cue.begin, "end": cue.end, "class": cue.cueClass} if cue else None
    raw["source"] = {"start": source.begin, "end": source.end} if source else None
    for feature, field in (("mode", "mode"), ("voice", "voice"), ("status", "status")):
        if getattr(first, feature, None):
            raw[field] = getattr(first, feature)
    for feature, field in (("speaker", "speaker"), ("speaksFor", "speaks_for")):
        name = getattr(first, feature, None)
        if name != (raw.get(field) or {}).get("name"):
            raw[field] = {"name": name} if name else None
    codes = list(raw.get("issues") or ())
    counted = [code for code in codes if code.get("counted") is not False]
    if first.issue and (not counted or (counted[0]["issue"], counted[0].get("stance")) != (first.issue, first.stance)):
        rest = [code for code in codes if code is not (counted or [None])[0] and code["issue"] != first.issue]
        raw["issues"] = [{"issue": first.issue, "stance": first.stance, "confidence": 1.0, "counted": True}, *rest]
    return raw
