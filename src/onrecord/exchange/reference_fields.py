"""Names and days of references, in the forms of CSL and of BibTeX: what is a person's name, what a body's, and what day is meant."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from pylatexenc.latex2text import LatexNodes2Text

from onrecord.language.dates import MONTH, find_dates, month_number
from onrecord.language.state_bodies import state_body

__all__ = [
    "OTHERS",
    "bibtex_day",
    "bibtex_names",
    "bibtex_value",
    "bibtex_words",
    "csl_author",
    "csl_day",
    "csl_names",
    "csl_words",
]

OTHERS = "and others"
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?![\d-])")
_MARKUP = re.compile(r"</?(?:i|b|sup|sub|sc|span)(?:\s[^<>]*)?>")
_COMMANDS = re.compile(r"[\\~]|--")
_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def csl_names(author: str) -> list[dict[str, str]]:
    """The names of an author field of ours, several with semicolons between; a body is one `literal` and is not taken apart."""
    return [_name(name) for part in author.split(";") if (name := part.strip())]


def _name(author: str) -> dict[str, str]:
    given, _, family = author.rpartition(" ")
    if not given or state_body(author) or " of " in author or " and " in author or author.lower().startswith("the "):
        return {"literal": author}
    return {"family": family, "given": given}


def csl_author(name: Mapping[str, Any]) -> str:
    """A name of CSL as people write it: given name, particles, family name, suffix."""
    return str(name.get("literal") or " ".join(str(name[part]) for part in _PARTS if name.get(part)))


def csl_words(words: Any) -> Any:
    """Words of CSL without the marks of type that it allows in them."""
    return html.unescape(_MARKUP.sub("", words)) if isinstance(words, str) else words


def csl_day(issued: Any) -> str | None:
    """The day, month or year of `issued`, ISO: of a range the first; of a moment the day of its own zone; None where it says none."""
    if isinstance(issued, Mapping):
        parts = next(iter(issued.get("date-parts") or ()), None) or ()
        numbers = [int(part) for part in parts if str(part).isdigit()]
        if numbers:
            return "-".join([f"{numbers[0]:04d}", *(f"{n:02d}" for n in numbers[1:3])])
        issued = issued.get("raw") or issued.get("literal")
    if not isinstance(issued, str | int):
        return None
    words = str(issued).strip()
    if stated := _DAY.match(words):
        return "-".join([stated[1], *(f"{int(part):02d}" for part in stated.groups()[1:] if part)])
    return next((found.iso for found in find_dates(words) if found.precision != "month-day"), None)


def bibtex_value(raw: str, strings: Mapping[str, str]) -> str:
    """A field's value as BibTeX means it: without what encloses it, pieces joined at `#`, abbreviations written out."""
    return "".join(
        piece[1:-1] if piece[0] in '{"' else strings.get(piece.lower(), piece)
        for word in _pieces(raw)
        if (piece := word.strip())
    )


def _pieces(raw: str) -> Iterator[str]:
    depth, quoted, start = 0, False, 0
    for at, sign in enumerate(raw):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "#" and depth == 0 and not quoted:
            yield raw[start:at]
            start = at + 1
    yield raw[start:]


def bibtex_words(value: str) -> str:
    """A value as people read it: accents as letters, braces gone."""
    if not _COMMANDS.search(value):
        return value.replace("{", "").replace("}", "")
    # A sign of per cent would begin a comment, one of the dollar a formula.
    plain = re.sub(r"(?<!\\)([%$])", r"\\\1", value)
    try:
        return " ".join(str(LatexNodes2Text().latex_to_text(plain)).split())
    except RecursionError:  # commands within commands without end: the words are kept as they are written
        return value


def bibtex_names(value: str) -> tuple[list[dict[str, str]], bool]:
    """The names of an author field, and whether it closes with "and others"; a name in braces is a body's, whole."""
    names, others = list[dict[str, str]](), False
    for person in split_multiple_persons_names(value):
        if person.strip().lower() == "others":
            others = True
        elif _is_whole(person):
            names.append({"literal": bibtex_words(person)})
        else:
            names.append(_person(person))
    return names, others


def _is_whole(person: str) -> bool:
    """Whether one pair of braces encloses all of it."""
    depth = 0
    for at, sign in enumerate(person):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return at > 0 and at == len(person) - 1
    return False


def _person(person: str) -> dict[str, str]:
    parts = parse_single_name_into_parts(person, strict=False)
    told: dict[str, Iterable[str]] = {
        "family": parts.last, "given": parts.first, "non-dropping-particle": parts.von, "suffix": parts.jr,
    }  # fmt: skip
    name = {key: bibtex_words(" ".join(words)) for key, words in told.items() if words}
    return name if name.get("given") or name.get("non-dropping-particle") else {"literal": bibtex_words(person)}


def bibtex_day(fields: Mapping[str, str]) -> str:
    """The day that an entry gives: `date`, or `year` and `month`, as a name or a number; "" where it gives none."""
    day = csl_day(fields.get("date") or "") or csl_day(fields.get("year") or "") or ""
    month = fields.get("month", "").strip().lower()
    if len(day) != 4 or not month:
        return day
    named = re.fullmatch(MONTH, month, re.IGNORECASE)
    number = month_number(month) if named else int(month) if month.isdigit() else 0
    return f"{day}-{number:02d}" if 1 <= number <= 12 else day
