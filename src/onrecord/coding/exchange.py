"""Codebooks to and from other tools: a CSV table, and REFI-QDA's codebook (.qdc), which NVivo, MAXQDA and ATLAS.ti read."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterator
from typing import Any

from lxml import etree

from onrecord.errors import BadCodebook
from onrecord.model.codebook import Codebook, Issue

__all__ = ["rows_from_csv", "rows_from_qdc", "to_csv", "to_qdc", "to_rows"]

_COLUMNS = ("kind", "issue", "value", "stance", "other")
_KIND, _ABOUT = "kind: ", "about: "
_QDC = "urn:QDA-XML:codebook:1.0"
_PREFIXES: Any = {None: _QDC}
_SPACE = uuid.UUID("6f1d0f0e-7a9d-5f0c-9c51-4d2a8f3b1e77")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LISTS = {"cue": "cues", "for": "for", "against": "against"}


def to_rows(book: Codebook) -> dict[str, Any]:
    """A codebook as the mapping that its YAML file holds."""
    issues = []
    for issue in book.issues:
        counts = dict(issue.counts_as)
        row: dict[str, Any] = {
            "id": issue.id, "label": issue.label, "proposition": issue.proposition, "parents": list(issue.parents),
            "kind": issue.kind if issue.kind != "policy" else None, "about": issue.about,
            "support": counts.get("support"), "oppose": counts.get("oppose"), "condition": counts.get("conditional"),
            "cues": list(issue.cues), "for": list(issue.supports), "against": list(issue.opposes),
            "examples": [{"text": e.text, "stance": e.stance} for e in issue.examples],
            "counter_examples": [
                {"text": c.text, **({"issue": c.issue} if c.issue else {})} for c in issue.counter_examples
            ],
        }  # fmt: skip
        issues.append({key: value for key, value in row.items() if value})
    made: dict[str, Any] = {"codebook": book.name, "version": book.version.split("+")[0], "label": book.label}
    if book.families:
        made["families"] = {family.id: family.label for family in book.families}
    if book.wordings:
        made["wording"] = [
            {"id": w.id, "label": w.label, "names": {name: list(forms) for name, forms in w.names}}
            for w in book.wordings
        ]
    return {**made, "issues": issues}


def to_csv(book: Codebook) -> str:
    """A row a fact, safe to open in a spreadsheet; the marks that keep cells from being formulas are taken off again in reading."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for row in _facts(book):
        table.writerow(["'" + cell if cell.startswith((*_FORMULA, "'")) else cell for cell in row])
    return "\ufeff" + out.getvalue()


def _facts(book: Codebook) -> Iterator[tuple[str, str, str, str, str]]:
    yield "codebook", "", book.name, "", ""
    yield "label", "", book.label, "", ""
    for family in book.families:
        yield "family", family.id, family.label, "", ""
    for wording in book.wordings:
        for name, forms in wording.names:
            for form in forms:
                yield "wording", wording.id, form, name, wording.label
    for issue in book.issues:
        yield from _facts_of(issue)


def _facts_of(issue: Issue) -> Iterator[tuple[str, str, str, str, str]]:
    yield "issue", issue.id, issue.label, "", ""
    yield "proposition", issue.id, issue.proposition, "", ""
    if issue.kind != "policy":
        yield "kind", issue.id, issue.kind, "", ""
    if issue.about:
        yield "about", issue.id, issue.about, "", ""
    for parent in issue.parents:
        yield "parent", issue.id, parent, "", ""
    for stance, words in issue.counts_as:
        yield "counts as", issue.id, words, stance, ""
    for kind, phrases in (("cue", issue.cues), ("for", issue.supports), ("against", issue.opposes)):
        for phrase in phrases:
            yield kind, issue.id, phrase, "", ""
    for example in issue.examples:
        yield "example", issue.id, example.text, example.stance, ""
    for counter in issue.counter_examples:
        yield "counter-example", issue.id, counter.text, "", counter.issue or ""


def rows_from_csv(text: str, name: str) -> dict[str, Any]:
    """The mapping that a codebook's YAML holds, from its table.

    Raises: OR-C01 BadCodebook for a table that is none, or a row that cannot be placed.
    """
    try:
        rows = [
            [cell.removeprefix("'") for cell in row]
            for row in csv.reader(io.StringIO(text.lstrip("\ufeff")), strict=True)
        ]
    except csv.Error:
        raise BadCodebook(f"{name} cannot be read as CSV") from None
    if not rows or tuple(cell.strip().lower() for cell in rows[0]) != _COLUMNS:
        raise BadCodebook(f"{name} needs the columns {', '.join(_COLUMNS)}")
    made: dict[str, Any] = {"codebook": name.rsplit(".", 1)[0], "families": {}, "issues": {}, "wording": {}}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(_COLUMNS):
            raise BadCodebook(f"{name}: line {number} has {len(row)} cells, not {len(_COLUMNS)}")
        _place(made, row, f"{name}: line {number}")
    made["issues"], made["wording"] = list(made["issues"].values()), list(made["wording"].values())
    return {key: value for key, value in made.items() if value}


def _place(made: dict[str, Any], row: list[str], where: str) -> None:
    kind, about, value, stance, other = row
    if kind in {"codebook", "label"}:
        made[kind] = value
        return
    if kind == "family":
        made["families"][about] = value
        return
    if kind == "wording":
        wording = made["wording"].setdefault(about, {"id": about, "label": other, "names": {}})
        wording["names"].setdefault(stance, []).append(value)
        return
    issue = made["issues"].setdefault(about, {"id": about})
    counts_as = {"support": "support", "oppose": "oppose", "conditional": "condition"}
    if kind == "issue":
        issue["label"] = value
    elif kind == "proposition":
        issue["proposition"] = value
    elif kind in {"kind", "about"}:
        issue[kind] = value
    elif kind == "parent":
        issue.setdefault("parents", []).append(value)
    elif kind == "counts as" and stance in counts_as:
        issue[counts_as[stance]] = value
    elif kind in _LISTS:
        issue.setdefault(_LISTS[kind], []).append(value)
    elif kind == "example":
        issue.setdefault("examples", []).append({"text": value, "stance": stance})
    elif kind == "counter-example":
        issue.setdefault("counter_examples", []).append({"text": value, **({"issue": other} if other else {})})
    else:
        raise BadCodebook(f"{where}: no such kind of row")


def to_qdc(book: Codebook) -> bytes:
    """REFI-QDA codebook 1.0: families as codes that hold the codes of their issues; the proposition is the description.

    Phrases, examples and wordings have no place in that format; keep the YAML or the CSV beside it.
    """
    root = etree.Element(f"{{{_QDC}}}CodeBook", nsmap=_PREFIXES, origin="onrecord")
    codes = etree.SubElement(root, f"{{{_QDC}}}Codes")
    holders = {family.id: _code(codes, family.id, family.label, "") for family in book.families}
    for issue in book.issues:
        parent = next((holders[p] for p in issue.parents if p in holders), codes)
        kind = [f"{_KIND}{issue.kind}"] if issue.kind != "policy" else []
        kind += [f"{_ABOUT}{issue.about}"] if issue.about else []
        described = "\n".join([issue.proposition, *kind, *(f"{stance}: {words}" for stance, words in issue.counts_as)])
        holders[issue.id] = _code(parent, issue.id, issue.label, described)
    etree.SubElement(root, f"{{{_QDC}}}Sets")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _code(parent: Any, key: str, label: str, description: str) -> Any:
    code = etree.SubElement(
        parent,
        f"{{{_QDC}}}Code",
        guid=str(uuid.uuid5(_SPACE, key)),
        name=label,
        isCodable="true" if description else "false",
    )
    if description:
        etree.SubElement(code, f"{{{_QDC}}}Description").text = description
    return code


def rows_from_qdc(data: bytes, name: str) -> dict[str, Any]:
    """The mapping that a codebook's YAML holds, from a REFI-QDA codebook: codes that hold codes become families.

    A code without description gets its name as its proposition, to be written anew by a person.

    Raises: OR-C01 BadCodebook.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise BadCodebook(f"{name} is not valid XML") from None
    if etree.QName(root).localname != "CodeBook":
        raise BadCodebook(f"{name} is no REFI-QDA codebook")
    made: dict[str, Any] = {"codebook": name.rsplit(".", 1)[0], "families": {}, "issues": []}
    used: set[str] = set()
    top = next((child for child in root if etree.QName(child).localname == "Codes"), ())
    for code in top:
        _read_code(code, None, made, used)
    return made


def _read_code(code: Any, parent: str | None, made: dict[str, Any], used: set[str]) -> None:
    if not isinstance(code.tag, str) or etree.QName(code).localname != "Code":
        return
    label = (code.get("name") or "code").strip()
    key = _key(label, used)
    inner = [child for child in code if isinstance(child.tag, str) and etree.QName(child).localname == "Code"]
    told = next(
        (child.text for child in code if isinstance(child.tag, str) and etree.QName(child).localname == "Description"),
        None,
    )
    if inner and not told:
        made["families"][key] = label
    else:
        first = (told or label).strip().splitlines()
        made["issues"].append(
            {
                "id": key,
                "label": label,
                "proposition": first[0] if first else label,
                **({"parents": [parent]} if parent else {}),
                **{
                    field: line.removeprefix(start)
                    for line in first
                    for field, start in (("kind", _KIND), ("about", _ABOUT))
                    if line.startswith(start)
                },
            }
        )
    for child in inner:
        _read_code(child, key, made, used)


def _key(label: str, used: set[str]) -> str:
    words = "_".join("".join(ch if ch.isascii() and ch.isalnum() else " " for ch in label.lower()).split()) or "code"
    key = words if words[0].isalpha() else f"c_{words}"
    number = 2
    base = key
    while key in used:
        key = f"{base}_{number}"
        number += 1
    used.add(key)
    return key
