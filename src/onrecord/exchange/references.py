"""Documents as references: CSL-JSON, BibTeX and RIS, one entry a document; and such entries read back.

An entry is matched with a document of the record by id, hash, address or title, and what it has beyond our fields goes
along, to come out again. An entry of no document that has a file beside it is read as one by `onrecord import`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from onrecord.errors import BadImport
from onrecord.exchange.reference_fields import (
    OTHERS,
    bibtex_day,
    bibtex_names,
    bibtex_value,
    bibtex_words,
    csl_author,
    csl_day,
    csl_names,
    csl_words,
)
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.model.brought import Brought, Carried
from onrecord.model.document import Document

__all__ = ["Reference", "read_references", "references_in", "row_of", "to_bibtex", "to_csl", "to_ris"]

FORMAT = "csl-json"
_FAULT = "__fault__"
_TYPES = {"news": "article-newspaper", "opinion": "article-newspaper", "op-ed": "article-newspaper", "editorial": "article-newspaper", "joint-statement": "report", "interview": "interview",
          "transcript": "speech", "official-statement": "report", "analysis": "report", "unknown": "article"}  # fmt: skip
_RIS_TYPES = {"article-newspaper": "NEWS", "interview": "PCOMM", "speech": "UNPB", "report": "RPRT", "article": "GEN"}
_BIB_TYPES = {"article-newspaper": "article", "report": "techreport"}
_OURS = "onrecord"
_BIB_KNOWN = {"title", "author", "journal", "journaltitle", "date", "year", "url", "language", "note", "keywords"}
_RIS_KNOWN = {"type_of_reference", "id", "title", "primary_title", "authors", "first_authors", "secondary_title", "journal_name",
              "alternate_title3", "date", "year", "urls", "language", "notes", "file_attachments1", "file_attachments2"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a file: as CSL, and the files that are attached to it; of what is no entry only the fault."""

    where: str
    csl: dict[str, Any]
    files: tuple[str, ...]
    fault: str = ""


def to_csl(documents: Iterable[Document], carried: Iterable[Carried] = ()) -> list[dict[str, Any]]:
    """Entries in CSL-JSON. What came with an entry goes out with it; our own fields win."""
    came = {one.document: one.body["csl"] for one in carried if one.format == FORMAT and one.document}
    return [_with(came.get(d.id, {}), _entry(d)) for d in documents]


def _with(came: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    """Our fields over those that came; names that came, in their parts, where they are the names we have."""
    names = [a for a in came.get("author") or () if isinstance(a, dict)]
    same = names and "; ".join(map(csl_author, names)) == "; ".join(map(csl_author, ours.get("author", ())))
    return {**came, **ours, **({"author": names} if same else {})}


def _entry(d: Document) -> dict[str, Any]:
    date = d.published.date
    made: dict[str, Any] = {
        "id": d.exported_id, "type": _TYPES[d.kind], "title": d.title.value if d.title else d.path,
        "author": csl_names(d.author.value) if d.author else None, "container-title": d.outlet.value if d.outlet else None,
        "issued": {"date-parts": [[int(part) for part in date.split("-")]]} if date else None,
        "URL": d.url.value if d.url else None, "language": d.language, "note": f"{_OURS}: {d.sha256}", "genre": d.kind,
    }  # fmt: skip
    return {key: value for key, value in made.items() if value}


def to_bibtex(documents: Iterable[Document], carried: Iterable[Carried] = ()) -> str:
    """The entries as BibTeX, in UTF-8, with braces around what must keep its capitals."""
    library = Library()
    for number, csl in enumerate(to_csl(documents, carried), 1):
        key = re.sub(r"[^A-Za-z0-9_-]+", "-", str(csl["id"])).strip("-") or f"document-{number}"
        fields = {
            "title": "{" + _braced(csl["title"]) + "}", "author": _bibtex_author(csl),
            "journal": _braced(csl.get("container-title", "")), "date": csl_day(csl.get("issued")) or "", "year": (csl_day(csl.get("issued")) or "")[:4],
            "url": str(csl.get("URL", "")).replace("{", "%7B").replace("}", "%7D"), "language": csl.get("language", ""),
            "note": _braced(csl["note"]), "keywords": _braced(csl.get("genre", "")),
        }  # fmt: skip
        made = [Field(name, value) for name, value in fields.items() if value]
        library.add(Entry(_BIB_TYPES.get(csl["type"], "misc"), f"{key}-{number}", made))
    return write_string(library)


def _bibtex_author(csl: dict[str, Any]) -> str:
    names = []
    for name in csl.get("author", ()):
        if name.get("literal"):
            names.append("{" + _braced(name["literal"]) + "}")
            continue
        family = " ".join(str(name[k]) for k in ("dropping-particle", "non-dropping-particle", "family") if name.get(k))
        names.append(", ".join(_braced(part) for part in (family, name.get("suffix"), name.get("given")) if part))
    return " and ".join([*names, *(["others"] if names and OTHERS in csl.get("custom", ()) else [])])


def _braced(words: Any) -> str:
    """Words without what would end a field, or begin a command."""
    plain = " ".join(str(words).split())
    return re.sub(r"([&%$#_])", r"\\\1", plain.replace("\\", "/").replace("{", "(").replace("}", ")"))


def to_ris(documents: Iterable[Document], carried: Iterable[Carried] = ()) -> str:
    """The entries as RIS."""
    made = []
    for csl in to_csl(documents, carried):
        entry = {
            "type_of_reference": _RIS_TYPES.get(csl["type"], "GEN"), "id": csl["id"], "title": csl["title"],
            "authors": [_ris_author(a) for a in csl.get("author", ())], "secondary_title": csl.get("container-title"),
            "date": (csl_day(csl.get("issued")) or "").replace("-", "/") or None, "year": (csl_day(csl.get("issued")) or "")[:4] or None,
            "urls": [csl["URL"]] if csl.get("URL") else [], "language": csl.get("language"), "notes": [csl["note"]],
        }  # fmt: skip
        made.append({key: _lines(value) for key, value in entry.items() if value})
    return str(rispy.dumps(made))


def _ris_author(name: dict[str, Any]) -> str:
    family = " ".join(str(name[k]) for k in ("dropping-particle", "non-dropping-particle", "family") if name.get(k))
    return ", ".join(str(part) for part in (family, name.get("given"), name.get("suffix")) if part) or csl_author(name)


def _lines(value: Any) -> Any:
    return [" ".join(v.split()) for v in value] if isinstance(value, list) else " ".join(str(value).split())


def references_in(path: Path, form: str) -> Iterator[Reference]:
    """The entries of a file.

    Raises: OR-M01 BadImport.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadImport(f"{path.name} cannot be read as UTF-8") from None
    readers = {"csl-json": _from_csl, "bibtex": _from_bibtex, "ris": _from_ris}
    try:
        number = 0
        for number, (csl, files) in enumerate(readers[form](text), 1):
            if _FAULT in csl:
                yield Reference(f"entry {number}", {}, (), str(csl[_FAULT]))
            else:
                yield Reference(f"entry {number} ({str(csl.get('id', '?'))[:60]})", csl, tuple(files))
        if number == 0:
            raise BadImport(f"{path.name} holds no reference that is {form}")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadImport(f"{path.name} is no {form} that can be read ({type(error).__name__})") from None


def _from_csl(text: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    raw = json.loads(text)
    for one in raw.get("items", [raw]) if isinstance(raw, dict) else raw:
        if not isinstance(one, dict):
            yield {_FAULT: "no object"}, []
            continue
        one["author"] = [a for a in one.get("author") or () if isinstance(a, dict)]
        if not isinstance(one.get("custom", {}), dict):
            one["custom"] = {"custom": one["custom"]}
        files = [
            str(a.get("path") or a.get("localPath") or "") for a in one.get("attachments") or () if isinstance(a, dict)
        ]
        files += [str(f) for f in (one.get("file") or "").split(";") if f] if isinstance(one.get("file"), str) else []
        yield {key: value for key, value in one.items() if key not in {"attachments"}}, [f for f in files if f]


def _from_bibtex(text: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    # Read without the library's own passes: it leaves pieces that are joined at "#" as they are written.
    library = parse_string(text, parse_stack=[])
    for block in library.failed_blocks:
        if not isinstance(getattr(block, "ignore_error_block", None), Entry):
            yield {_FAULT: f"it cannot be read, from line {(block.start_line or 0) + 1}: a brace may be missing"}, []
    # An entry whose key is that of another, or that gives a field twice, is set aside by the library, and is an entry all the same.
    aside: list[Any] = [getattr(block, "ignore_error_block", None) for block in library.failed_blocks]
    twins = [block for block in aside if isinstance(block, Entry)]
    strings: dict[str, str] = {}
    for string in library.strings:
        strings[string.key.lower()] = bibtex_value(str(string.value), strings)
    for entry in [*library.entries, *twins]:
        f: dict[str, str] = {}
        for field in entry.fields:  # of a field that is given twice, BibTeX takes the first
            f.setdefault(field.key.lower(), bibtex_value(str(field.value), strings))
        plain = {key: bibtex_words(value) for key, value in f.items() if key not in {"file", "url"}}
        # Zotero writes files as "description:path:type", several with semicolons between.
        files = [
            (part.split(":")[1] if part.count(":") >= 2 else part) for part in f.get("file", "").split(";") if part
        ]
        row = {"title": plain.get("title"), "outlet": plain.get("journal") or plain.get("journaltitle"), "date": bibtex_day(f),
               "url": re.sub(r"\\([&%$#_])", r"\1", f.get("url", "")), "language": plain.get("language"), "note": plain.get("note")}  # fmt: skip
        names, others = bibtex_names(f.get("author", ""))
        raw = {k: v for k, v in plain.items() if k not in _BIB_KNOWN} | ({OTHERS: "true"} if others else {})
        yield _as_csl(entry.key, row, names, raw), files


def _from_ris(text: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    # An entry that does not end is ended where the next one begins.
    whole = re.sub(r"\n(?=TY  - )", "\nER  - \n", "\n" + text.strip() + "\nER  - \n")
    whole = re.sub(r"(?:ER  -[^\n]*\n\s*){2,}", "ER  - \n", whole).lstrip()
    whole = re.sub(r"\AER  - \n", "", whole)
    for e in rispy.loads(whole) if "TY  - " in whole else ():
        title = e.get("title") or e.get("primary_title")
        outlet = e.get("secondary_title") or e.get("journal_name") or e.get("alternate_title3")
        urls, files = e.get("urls") or [], [str(e[k]) for k in ("file_attachments1", "file_attachments2") if e.get(k)]
        row = {"title": title, "outlet": outlet, "date": str(e.get("date") or e.get("year") or "").strip("/").replace("/", "-"),
               "url": urls[0] if urls else None, "language": e.get("language"), "note": "; ".join(e.get("notes") or ())}  # fmt: skip
        names = [_ris_name(a) for a in e.get("authors") or e.get("first_authors") or [] if a.strip()]
        raw = {k: v for k, v in e.items() if k not in _RIS_KNOWN}
        yield _as_csl(str(e.get("id") or title), row, names, raw), files


def _ris_name(author: str) -> dict[str, str]:
    family, given, suffix = (*(part.strip() for part in author.split(",", 2)), "", "")[:3]
    if not given:
        return csl_names(author.replace(";", " "))[0]
    return {key: words for key, words in (("family", family), ("given", given), ("suffix", suffix)) if words}


def _as_csl(key: str, row: dict[str, Any], names: list[dict[str, str]], raw: dict[str, Any]) -> dict[str, Any]:
    day = csl_day(row["date"] or "")
    made = {"id": key, "type": "article", "title": row["title"], "author": names, "container-title": row["outlet"],
            "issued": {"date-parts": [[int(part) for part in day.split("-")]]} if day else None, "URL": row["url"], "language": row["language"],
            "note": row["note"], "custom": raw}  # fmt: skip
    return {k: v for k, v in made.items() if v}


def row_of(csl: dict[str, Any]) -> dict[str, str]:
    """Title, outlet, author, day and address of an entry, as a row of documents has them."""
    made = {"title": csl_words(csl.get("title")), "outlet": csl.get("container-title") or csl.get("publisher"), "url": csl.get("URL"),
            "author": "; ".join(csl_author(a) for a in csl.get("author") or () if isinstance(a, dict)), "published": csl_day(csl.get("issued"))}  # fmt: skip
    return {key: str(value) for key, value in made.items() if value}


def read_references(path: Path, shelf: Shelf, form: str) -> Brought:
    """Entries of documents of the record: what they have beyond our fields is carried.

    Raises: OR-M01 BadImport.
    """
    gathering = Gathering(FORMAT, shelf)
    for one in references_in(path, form):
        if one.fault:
            gathering.lost(one.where, one.fault)
            continue
        note = str(one.csl.get("note") or "")
        digest = re.search(rf"{_OURS}: ([0-9a-f]{{64}})", note)
        document = shelf.find(digest[1] if digest else None, str(one.csl.get("id")), str(one.csl.get("URL") or ""))
        if document is None:
            gathering.carry({"csl": one.csl}, where=one.where, what="an entry of no document of the record")
        else:
            gathering.known(document)
            told = {key for key, value in one.csl.items() if value}
            beyond = sorted({*told, *one.csl.get("custom", ())} - {*_entry(document), "custom", "file"})
            gathering.carry(
                {"csl": one.csl}, document, where=one.where, what=f"fields {', '.join(beyond)}" if beyond else ""
            )
    return gathering.done()
