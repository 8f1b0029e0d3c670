"""What statements mean, against marks on real texts: issue, side, act, and what confidence is worth.

Marks hold places, not words: the texts are the user's. Statements come as the program found them, most of them about no issue.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.attribute.cue_class import class_of_cue
from onrecord.coding import CodingStage
from onrecord.errors import BadGold, BrokenSpan
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.statement import Cue, Stance, Statement

__all__ = ["FIGURES", "Coded", "Marked", "Measured", "code_marked", "measure", "read_marked", "read_texts"]

_BINS, _DRAWS = 10, 1000
_UNIT_SPACE = re.compile(r"\s+([,.;:?!])")


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement with what people marked.

    Attributes:
        issues: side by issue id, `mention` where it only touches one; empty where it bears none; unsure: issues that its marker could not decide.
    """

    document: str
    statement: Statement
    act: str
    performed: bool
    issues: Mapping[str, Stance]
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Coded:
    """A mark and what the program made of the statement: (issue, side, how sure of both, whether it is counted)."""

    mark: Marked
    codes: tuple[tuple[str, str, float, bool], ...]
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with the bounds of 95 % of bootstrap samples over documents; None where there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


def read_texts(paths: Iterable[Path]) -> dict[str, str]:
    """Texts by id, from JSON lines with `id` or `doc_id` and `text`, or with `units` of a speech and its `delegation`.

    Raises: OR-E01 BadGold.
    """
    found: dict[str, str] = {}
    for path in paths:
        try:
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line) if line.strip() else None
                    if row:
                        found[str(row.get("id") or row["doc_id"])] = row["text"] if "text" in row else _speech(row)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError):
            raise BadGold(f"{path.name} holds no texts with ids") from None
    return found


def _speech(row: Mapping[str, Any]) -> str:
    """A speech that comes in units, laid out in one way: who speaks, then the units in a line, no space before a mark."""
    who = re.sub(r"\s*\d+$", "", row["delegation"]).replace(" neg", "").replace(" pos", "").strip()
    units = "".join(_UNIT_SPACE.sub(r"\1", unit["text"].strip()) + " " for unit in row["units"])
    return f"Statement of the delegation of {who}\n\n{units}"


def read_marked(path: Path, texts: Mapping[str, str], half: str | None = None) -> list[tuple[Document, list[Marked]]]:
    """The marks of a file by document, in text order, on the texts they are about.

    Args:
        half: only marks of this half (`development` or `report`).

    Raises: OR-E01 BadGold, also where a text is missing or is not the one that was marked.
    """
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    try:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line) if line.strip() else None
            if row and (half is None or row["half"] == half):
                by_document[row["document"]].append(row)
        if not by_document:
            raise BadGold(f"{path.name} has no marks" + (f" of a half {half[:40]}" if half else ""))
        return [
            (_document(key, rows, texts), [_marked(row, texts[key]) for row in rows])
            for key, rows in by_document.items()
        ]
    except KeyError as error:
        raise BadGold(f"{path.name}: {str(error)[:80]} is missing", "give the texts that the marks are about") from None
    except BrokenSpan:
        raise BadGold(f"{path.name} has a mark that leaves its text") from None
    except (OSError, ValueError, TypeError, UnicodeDecodeError):
        raise BadGold(f"{path.name} is no file of marks of meaning") from None


def _document(key: str, rows: list[dict[str, Any]], texts: Mapping[str, str]) -> Document:
    text = texts[key]
    if sha256_text(text)[:16] != rows[0]["text_sha256"]:
        raise BadGold(f"the text of {key[:60]} is not the one that was marked")
    return Document(path=key, sha256=sha256_text(text), text=text, language="en")


def _marked(row: dict[str, Any], text: str) -> Marked:
    document = Document(path=row["document"], sha256="", text=text)

    def quote(place: list[int] | None) -> Any:
        return document.quote(*place) if place else None

    content, cue = tuple(quote(place) for place in row["content"]), quote(row["cue"])
    statement = Statement(
        id=row["statement"], voice=row["voice"], mode=row["mode"], content=content, source=quote(row["source"]), performed=row["performed"],
        cue=Cue(cue, class_of_cue(cue.text, content[0].text)[0]) if cue else None,
    )  # fmt: skip
    return Marked(
        row["document"], statement, row["act"], row["performed"], dict(row["issues"]), frozenset(row.get("unsure", ()))
    )


def code_marked(
    marked: Sequence[tuple[Document, list[Marked]]], stage: CodingStage, tell: Callable[[int], None] = lambda _: None
) -> Iterator[Coded]:
    """Every marked statement as the stage codes it."""
    for document, marks in marked:
        made = stage(replace(document, statements=tuple(mark.statement for mark in marks)))
        for mark, s in zip(marks, made.statements, strict=True):
            codes = tuple((c.issue, c.stance, c.confidence * (c.stance_confidence or 0.0), c.counted) for c in s.issues)
            yield Coded(mark, codes if mark.performed else (), s.act)
        tell(len(marks))


def _share(right: int, of: int) -> float | None:
    return 100 * right / of if of else None


def _issue_right(rows: Sequence[Coded]) -> float | None:
    codes = [(row, code) for row in rows for code in row.codes if code[3]]
    return _share(sum(code[0] in row.mark.issues for row, code in codes), len(codes))


def _borne(rows: Sequence[Coded]) -> float | None:
    """Of statements that take a side on an issue: a counted code has issue and side right."""
    bearing = [row for row in rows if any(side != "mention" for side in row.mark.issues.values())]
    right = sum(any(c[3] and row.mark.issues.get(c[0]) == c[1] != "mention" for c in row.codes) for row in bearing)
    return _share(right, len(bearing))


def _turned(rows: Sequence[Coded]) -> float | None:
    sided = [
        (row.mark.issues[c[0]], c[1]) for row in rows for c in row.codes
        if c[3] and row.mark.issues.get(c[0]) in {"support", "oppose"}
    ]  # fmt: skip
    return _share(sum({made, side} == {"support", "oppose"} for side, made in sided), len(sided))


def _against(rows: Sequence[Coded]) -> float | None:
    """Of counted codes that say `oppose`, a denial among them: right."""
    said = [(row, c) for row in rows for c in row.codes if c[3] and c[1] == "oppose"]
    return _share(sum(row.mark.issues.get(c[0]) == "oppose" for row, c in said), len(said))


def _surer(rows: Sequence[Coded]) -> float | None:
    codes = sorted(((row, c) for row in rows for c in row.codes if c[3]), key=lambda pair: -pair[1][2])
    half = codes[: (len(codes) + 1) // 2]
    return _share(sum(row.mark.issues.get(c[0]) == c[1] for row, c in half), len(half))


def _calibration(rows: Sequence[Coded]) -> float | None:
    """Expected calibration error of issue and side together, over every code, in ten bins of equal mass."""
    codes = sorted((c[2], row.mark.issues.get(c[0]) == c[1]) for row in rows for c in row.codes)
    if len(codes) < _BINS:
        return None
    bins = np.array_split(np.array(codes, float), _BINS)
    return float(sum(len(b) * abs(b[:, 0].mean() - b[:, 1].mean()) for b in bins) / len(codes))


def _coverage(rows: Sequence[Coded]) -> float | None:
    bearing = [row for row in rows if any(side != "mention" for side in row.mark.issues.values())]
    return _share(sum(any(c[3] for c in row.codes) for row in bearing), len(bearing))


def _acts(rows: Sequence[Coded]) -> float | None:
    performed = [row for row in rows if row.mark.performed and row.act]
    return _share(sum(row.act == row.mark.act for row in performed), len(performed))


FIGURES: dict[str, Callable[[Sequence[Coded]], float | None]] = {
    "of the counted codes, issue right, %": _issue_right,
    "of the statements that bear an issue: counted, issue and side right, %": _borne,
    "of counted codes of a right issue with a marked side: turned round, %": _turned,
    "of counted oppose and denials: right, %": _against,
    "of the surer half of the counted codes: issue and side right, %": _surer,
    "expected calibration error, issue and side together": _calibration,
    "of the statements that bear an issue: coded and counted at all, %": _coverage,
    "act right, %": _acts,
}
"""Every figure by its name, from coded marks."""


def measure(rows: Sequence[Coded]) -> dict[str, Measured]:
    """Every figure with its interval. Cost: some seconds for a thousand marks."""
    by_document: dict[str, list[Coded]] = defaultdict(list)
    for row in rows:
        by_document[row.mark.document].append(row)
    groups = list(by_document.values())
    rng = random.Random(2014)  # noqa: S311  # no secret
    drawn = (
        [[row for group in rng.choices(groups, k=len(groups)) for row in group] for _ in range(_DRAWS)]
        if groups
        else []
    )
    made = {}
    for name, figure in FIGURES.items():
        values = sorted(value for sample in drawn if (value := figure(sample)) is not None)
        bounds = (values[int(0.025 * len(values))], values[int(0.975 * len(values))]) if values else (None, None)
        made[name] = Measured(figure(rows), *bounds)
    return made
