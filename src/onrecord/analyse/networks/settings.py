"""What network is asked for: the option names and their values are those of Discourse Network Analyzer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time
from typing import Any, Literal, get_args

from onrecord.errors import BadSettings

__all__ = [
    "COMPAT", "DOCUMENT_FILTERS", "Aggregation", "Compat", "Duplicates", "Kernel", "NetworkType", "Normalization",
    "Settings", "TimeWindow", "read_settings",
]  # fmt: skip

NetworkType = Literal["twomode", "onemode", "eventlist"]
Aggregation = Literal["ignore", "combine", "subtract", "congruence", "conflict", "congruence & conflict"]
Normalization = Literal["no", "activity", "prominence", "average", "jaccard", "cosine", "vector-cosine"]
Duplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]
TimeWindow = Literal["no", "events", "seconds", "minutes", "hours", "days", "weeks", "months", "years"]
Kernel = Literal["no", "uniform", "epanechnikov", "triangular", "gaussian"]
Compat = Literal["dna-3.1"]
COMPAT: Compat = "dna-3.1"

_TWO_MODE_ONLY = {"activity", "prominence", "combine"}
_ONE_MODE_ONLY = {"average", "jaccard", "cosine", "vector-cosine", "congruence", "conflict", "congruence & conflict"}
DOCUMENT_FILTERS = ("author", "source", "section", "type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One network, or one for every window of time.

    Attributes:
        v1_document, v2_document, qualifier_document: the variable is one of documents (author, source, section,
            type, id, title), not of statements.
        qualifier: the variable of agreement; None for a network without one.
        start, stop: first and last moment, both included, UTC; None for no limit.
        window_size: in units of `time_window`; of a kernel its width.
        indent_time: leave half a kernel's width at both ends without a mid-point.
        exclude: (variable, value) pairs of statements left out; `only`: of a variable the only values kept.
        documents: for author, source, section, type the values left out; kept alone where named in `invert`.
        statement_type: the type of statements, where a project has several.
        min_statements: leave out what stands in the rows with fewer statements than this, duplicates apart.
        compat: "dna-3.1" computes as that version does, its faults included; None corrects them.

    Raises: OR-N01 BadSettings for options that cannot go together.
    """

    network_type: NetworkType = "twomode"
    variable1: str = "organization"
    v1_document: bool = False
    variable2: str = "concept"
    v2_document: bool = False
    qualifier: str | None = "agreement"
    qualifier_document: bool = False
    aggregation: Aggregation = "ignore"
    normalization: Normalization = "no"
    isolates: bool = False
    duplicates: Duplicates = "include"
    start: datetime | None = None
    stop: datetime | None = None
    time_window: TimeWindow = "no"
    window_size: int = 100
    kernel: Kernel = "no"
    indent_time: bool = False
    exclude: tuple[tuple[str, str], ...] = ()
    only: tuple[tuple[str, str], ...] = ()
    documents: tuple[tuple[str, tuple[str, ...]], ...] = ()
    invert: frozenset[str] = frozenset()
    statement_type: str | None = None
    min_statements: int = 1
    compat: Compat | None = None

    def __post_init__(self) -> None:
        one = self.network_type == "onemode"
        wrong = next((o for o in (self.aggregation, self.normalization) if o in (_TWO_MODE_ONLY if one else _ONE_MODE_ONLY)), None)  # fmt: skip
        if wrong and self.network_type != "eventlist":
            raise BadSettings(f"“{wrong}” is of {'two' if one else 'one'}-mode networks only")
        if self.aggregation != "ignore" and self.qualifier is None:
            raise BadSettings(f"“{self.aggregation}” needs a qualifier, as in qualifier agreement")
        if self.time_window != "no" and self.window_size < 1:
            raise BadSettings("a window is at least 1 long")
        if self.kernel != "no" and self.time_window in {"no", "events"}:
            raise BadSettings("a kernel needs windows of calendar time, as in timeWindow days")
        if self.start and self.stop and self.start > self.stop:
            raise BadSettings("start is after stop")
        if self.variable1 == self.variable2 and self.v1_document == self.v2_document:
            raise BadSettings(f"variable1 and variable2 are both {self.variable1}")

    @property
    def corrected(self) -> bool:
        """Whether the faults of the existing tool are corrected."""
        return self.compat is None

    def with_aggregation(self, aggregation: Aggregation) -> Settings:
        """The same network under another rule for the qualifier."""
        return replace(self, aggregation=aggregation)

    def describe(self) -> str:
        """The options that are not as by default, and which mode computed: for the foot of every output."""
        shown = [f"{_SPELT[f.name]}={_say(getattr(self, f.name))}" for f in fields(self)
                 if f.name != "compat" and getattr(self, f.name) != f.default]  # fmt: skip
        mode = "corrected measures" if self.corrected else f"as DNA {self.compat.removeprefix('dna-')} computes" if self.compat else ""  # fmt: skip
        return "; ".join([self.network_type, *[s for s in shown if not s.startswith("networkType=")], mode])


_SPELT = {
    "network_type": "networkType", "variable1": "variable1", "v1_document": "v1Document", "variable2": "variable2",
    "v2_document": "v2Document", "qualifier": "qualifier", "qualifier_document": "qualifierDocument",
    "aggregation": "qualifierAggregation", "normalization": "normalization", "isolates": "isolates",
    "duplicates": "duplicates", "start": "start", "stop": "stop", "time_window": "timeWindow",
    "window_size": "windowSize", "kernel": "kernel", "indent_time": "indentTime", "exclude": "exclude",
    "only": "only", "documents": "documents", "invert": "invert", "statement_type": "statementType",
    "min_statements": "minStatements",
}  # fmt: skip
_CHOICES: dict[str, tuple[str, ...]] = {
    "networkType": get_args(NetworkType), "qualifierAggregation": get_args(Aggregation), "normalization": get_args(Normalization),
    "duplicates": get_args(Duplicates), "timeWindow": get_args(TimeWindow), "kernel": get_args(Kernel),
}  # fmt: skip
_SEPARATOR = "|"


def read_settings(raw: Mapping[str, Any], compat: Compat | None = None) -> Settings:
    """Settings from an object with the existing tool's option names, values as text or as JSON.

    Lists (`excludeVars` with `excludeVals`, `authors`, `sources`, `sections`, `types`) are JSON lists or text with | between.

    Raises: OR-N01 BadSettings for an unknown name or value.
    """
    names = {spelt: field for field, spelt in _SPELT.items()}
    made: dict[str, Any] = {}
    documents: dict[str, tuple[str, ...]] = {}
    invert: set[str] = set()
    for key, value in raw.items():
        if key in _CHOICES:
            made[names[key]] = _choice(key, value)
        elif key in _READERS:
            made[names[key]] = _READERS[key](key, value)
        elif key.removesuffix("s") in DOCUMENT_FILTERS:
            documents[key.removesuffix("s")] = _list(value)
        elif key.startswith("invert") and key[6:].removesuffix("s").lower() in DOCUMENT_FILTERS:
            if _boolean(key, value):
                invert.add(key[6:].removesuffix("s").lower())
        elif key not in {"id", "excludeVars", "excludeVals", "invertValues"}:
            raise BadSettings(f"“{key[:40]}” is no option of a network")
    variables, values = _list(raw.get("excludeVars", "")), _list(raw.get("excludeVals", ""))
    if len(variables) != len(values):
        raise BadSettings("excludeVars and excludeVals must be lists of one length")
    made["only" if _boolean("invertValues", raw.get("invertValues", False)) else "exclude"] = tuple(
        zip(variables, values, strict=True)
    )
    made["documents"] = tuple((name, kept) for name, kept in documents.items() if kept)
    return Settings(**made, invert=frozenset(invert), compat=compat)


def _choice(key: str, value: Any) -> str:
    if value not in _CHOICES[key]:
        raise BadSettings(f"{key} is one of {', '.join(_CHOICES[key])}")
    return str(value)


def _boolean(key: str, value: Any) -> bool:
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise BadSettings(f"{key} is true or false")
    return value


def _whole(key: str, value: Any) -> int:
    try:
        made = int(value)
    except (TypeError, ValueError, OverflowError):
        made = None
    if made is None or isinstance(value, bool) or (isinstance(value, float) and made != value):
        raise BadSettings(f"{key} is a whole number")
    return made


def _list(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split(_SEPARATOR)) if value else ()
    if not isinstance(value, Iterable):
        raise BadSettings("a list of values is a JSON list, or text with | between the values")
    return tuple(str(one) for one in value)


def _moment(key: str, value: Any) -> datetime | None:
    """A moment; a bare day is its first second for `start` and its last for `stop`."""
    if value is None or value == "":
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise BadSettings(f"{key} is a day or a moment, as in 2031-03-04 or 2031-03-04T12:00:00") from None
    if key == "stop" and len(str(value)) <= len("2031-03-04"):
        moment = datetime.combine(moment.date(), time(23, 59, 59))
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


_READERS: dict[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(("v1Document", "v2Document", "qualifierDocument", "isolates", "indentTime"), _boolean),
    **dict.fromkeys(("variable1", "variable2"), lambda _, value: str(value)),
    "statementType": lambda _, value: str(value) if value else None,
    "qualifier": lambda _, value: str(value) if value else None,
    **dict.fromkeys(("windowSize", "minStatements"), _whole),
    **dict.fromkeys(("start", "stop"), _moment),
}


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, tuple):
        return ", ".join(" ".join(v if isinstance(v, str) else ", ".join(v) for v in pair) for pair in value)
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
