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
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.model.brought import Brought, Carried
from onrecord.model.document import Document

__all__ = ["Reference", "read_references", "references_in", "row_of", "to_bibtex", "to_csl", "to_ris"]

FORMAT = "csl-json"
_FAULT = "__fault__"
_TYPES = {"news": "article-newspaper", "opinion": "article-newspaper", "op-ed": "article-newspaper", "interview": "interview",
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
    return [{**came.get(d.id, {}), **_entry(d)} for d in documents]


def _entry(d: Document) -> dict[str, Any]:
    date = d.published.date
    made: dict[str, Any] = {
        "id": d.exported_id, "type": _TYPES[d.kind], "title": d.title.value if d.title else d.path,
        "author": [_name(d.author.value)] if d.author else None, "container-title": d.outlet.value if d.outlet else None,
        "issued": {"date-parts": [[int(part) for part in date.split("-")]]} if date else None,
        "URL": d.url.value if d.url else None, "language": d.language, "note": f"{_OURS}: {d.sha256}", "genre": d.kind,
    }  # fmt: skip
    return {key: value for key, value in made.items() if value}


def _name(author: str) -> dict[str, str]:
    given, _, family = author.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": author}


def _author(name: dict[str, Any]) -> str:
    return str(name.get("literal") or " ".join(str(name[k]) for k in ("given", "family") if name.get(k)))


def _date(csl: dict[str, Any]) -> str | None:
    issued = csl.get("issued") or {}
    parts = (issued.get("date-parts") or [[]])[0] if isinstance(issued, dict) else []
    numbers = [int(p) for p in parts if str(p).isdigit()]
    return "-".join([f"{numbers[0]:04d}", *(f"{n:02d}" for n in numbers[1:3])]) if numbers else None


def to_bibtex(documents: Iterable[Document], carried: Iterable[Carried] = ()) -> str:
    """The entries as BibTeX, in UTF-8, with braces around what must keep its capitals."""
    library = Library()
    for number, csl in enumerate(to_csl(documents, carried), 1):
        key = re.sub(r"[^A-Za-z0-9_-]+", "-", str(csl["id"])).strip("-") or f"document-{number}"
        fields = {
            "title": "{" + _braced(csl["title"]) + "}", "author": " and ".join(_braced(_author(a)) for a in csl.get("author", ())),
            "journal": _braced(csl.get("container-title", "")), "date": _date(csl) or "", "year": (_date(csl) or "")[:4],
            "url": str(csl.get("URL", "")).replace("{", "%7B").replace("}", "%7D"), "language": csl.get("language", ""),
            "note": _braced(csl["note"]), "keywords": _braced(csl.get("genre", "")),
        }  # fmt: skip
        made = [Field(name, value) for name, value in fields.items() if value]
        library.add(Entry(_BIB_TYPES.get(csl["type"], "misc"), f"{key}-{number}", made))
    return write_string(library)


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
            "authors": [", ".join(str(a[k]) for k in ("family", "given") if a.get(k)) or _author(a) for a in csl.get("author", ())],
            "secondary_title": csl.get("container-title"), "date": (_date(csl) or "").replace("-", "/") or None, "year": (_date(csl) or "")[:4] or None,
            "urls": [csl["URL"]] if csl.get("URL") else [], "language": csl.get("language"), "notes": [csl["note"]],
        }  # fmt: skip
        made.append({key: _lines(value) for key, value in entry.items() if value})
    return str(rispy.dumps(made))


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
    library = parse_string(text)
    for block in library.failed_blocks:
        if not isinstance(getattr(block, "ignore_error_block", None), Entry):
            yield {_FAULT: f"it cannot be read, from line {(block.start_line or 0) + 1}: a brace may be missing"}, []
    # An entry whose key is that of another is set aside by the library, and is an entry all the same.
    aside: list[Any] = [getattr(block, "ignore_error_block", None) for block in library.failed_blocks]
    twins = [block for block in aside if isinstance(block, Entry)]
    for entry in [*library.entries, *twins]:
        f = {field.key.lower(): str(field.value) for field in entry.fields}
        plain = {
            key: re.sub(r"\\([&%$#_])", r"\1", value).replace("{", "").replace("}", "") for key, value in f.items()
        }
        # Zotero writes files as "description:path:type", several with semicolons between.
        files = [
            (part.split(":")[1] if part.count(":") >= 2 else part) for part in plain.pop("file", "").split(";") if part
        ]
        row = {"title": plain.get("title"), "outlet": plain.get("journal") or plain.get("journaltitle"), "date": plain.get("date") or plain.get("year"),
               "url": plain.get("url"), "language": plain.get("language"), "note": plain.get("note")}  # fmt: skip
        authors = re.split(r"\s+and\s+", plain.get("author", ""))
        yield _as_csl(entry.key, row, authors, {k: v for k, v in plain.items() if k not in _BIB_KNOWN}), files


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
        authors = e.get("authors") or e.get("first_authors") or []
        yield (
            _as_csl(str(e.get("id") or title), row, authors, {k: v for k, v in e.items() if k not in _RIS_KNOWN}),
            files,
        )


def _as_csl(key: str, row: dict[str, Any], authors: list[str], raw: dict[str, Any]) -> dict[str, Any]:
    names = []
    for author in (a.strip() for a in authors):
        if author:
            family, comma, given = author.partition(", ")
            names.append({"family": family, "given": given} if comma else _name(author))
    parts = [int(p) for p in re.findall(r"\d+", row["date"] or "")][:3]
    made = {"id": key, "type": "article", "title": row["title"], "author": names, "container-title": row["outlet"],
            "issued": {"date-parts": [parts]} if parts else None, "URL": row["url"], "language": row["language"], "note": row["note"], "custom": raw}  # fmt: skip
    return {k: v for k, v in made.items() if v}


def row_of(csl: dict[str, Any]) -> dict[str, str]:
    """Title, outlet, author, day and address of an entry, as a row of documents has them."""
    made = {"title": csl.get("title"), "outlet": csl.get("container-title") or csl.get("publisher"), "url": csl.get("URL"),
            "author": "; ".join(_author(a) for a in csl.get("author") or () if isinstance(a, dict)), "published": _date(csl)}  # fmt: skip
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
            beyond = sorted({*one.csl, *one.csl.get("custom", ())} - {*_entry(document), "custom"})
            gathering.carry(
                {"csl": one.csl}, document, where=one.where, what=f"fields {', '.join(beyond)}" if beyond else ""
            )
    return gathering.done()
