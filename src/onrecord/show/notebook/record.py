"""A record opened for a notebook: statements and documents as data frames, networks, answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.analyse.networks import Coded, Settings, coded_statements, networks, read_settings
from onrecord.analyse.networks.backbone import Dropped, nested_backbone
from onrecord.analyse.networks.centrality import centralities
from onrecord.analyse.networks.clusters import Clustering, cluster_actors
from onrecord.analyse.networks.compute import whole
from onrecord.analyse.networks.phases import Phases, phase_transitions
from onrecord.analyse.networks.polarisation import Camps, polarisation
from onrecord.analyse.networks.uncertainty import Interval, TieSureness, intervals, sensitivity
from onrecord.errors import BadSettings
from onrecord.exchange.table import COLUMNS, NUMBERS, rows_of
from onrecord.model.document import Document
from onrecord.show.export import Exported, export
from onrecord.show.notebook.frames import as_frame
from onrecord.show.notebook.networks import NetworkView, WindowsView
from onrecord.store import Record, read

__all__ = ["OpenRecord", "open_record"]


def open_record(place: str | Path) -> OpenRecord:
    """Open a record to read it, by file name or postgresql:// URL.

    Raises: OR-S01 NoSuchRecord, OR-S02 NotARecord.
    """
    return OpenRecord(Record.open(place))


class OpenRecord:
    """An open record; also a context manager.

    Networks take the options of Discourse Network Analyzer by name, as in
    `record.network(network_type="onemode", qualifier_aggregation="congruence")`.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._kept: dict[str | None, Coded] = {}

    @property
    def name(self) -> str:
        """What the record is called."""
        return self._record.place

    def statements(self, frame: str | None = None) -> Any:
        """A row for every statement and issue, with the columns of the CSV export.

        Args:
            frame: pandas, polars or pyarrow; the first that is installed by default.
        """
        columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        for document in read.documents(self._record):
            for statement in document.statements:
                for row in rows_of(statement, document):
                    for name, value in row.items():
                        columns[name].append(value)
        return as_frame(columns, frame, NUMBERS)

    def documents(self, frame: str | None = None) -> Any:
        """A row for every document."""
        values: dict[str, Callable[[Document], Any]] = {
            "id": lambda d: d.exported_id, "path": lambda d: d.path, "title": lambda d: d.title.value if d.title else None,
            "outlet": lambda d: d.outlet.value if d.outlet else None, "author": lambda d: d.author.value if d.author else None,
            "kind": lambda d: d.kind, "published": lambda d: d.published.date, "language": lambda d: d.language,
            "url": lambda d: d.url.value if d.url else None, "characters": lambda d: len(d.text), "sha256": lambda d: d.sha256,
        }  # fmt: skip
        columns: dict[str, list[Any]] = {name: [] for name in values}
        for document in read.documents(self._record, with_statements=False):
            for name, value in values.items():
                columns[name].append(value(document))
        return as_frame(columns, frame, {"characters": "int"})

    def text(self, document: str) -> str:
        """The stored text of a document, which every `start` and `end` points into.

        Raises: KeyError where there is no such document.
        """
        found = next((d for d in read.documents(self._record, with_statements=False) if document in {d.exported_id, d.id, d.path}), None)  # fmt: skip
        if found is None:
            raise KeyError(document)
        return found.text

    @property
    def coded(self) -> Coded:
        """The statements as networks see them: columns of codes."""
        return self._coded(None)

    def _coded(self, statement_type: str | None) -> Coded:
        if statement_type not in self._kept:
            self._kept[statement_type] = coded_statements(self._record, statement_type)
        return self._kept[statement_type]

    def _asked(self, options: dict[str, Any]) -> tuple[Coded, Settings]:
        settings = _settings(options)
        return self._coded(settings.statement_type), settings

    def network(self, **options: Any) -> NetworkView:
        """The network of the whole range.

        Raises: OR-N01 BadSettings, OR-N02 NothingToShow.
        """
        coded, settings = self._asked(options)
        if settings.time_window != "no":
            raise BadSettings("there is a network for every window of time", "use networks(...)")
        return NetworkView(whole(coded, settings), self.name)

    def networks(self, **options: Any) -> WindowsView:
        """The networks of all windows of time, in order."""
        return WindowsView(NetworkView(one, self.name) for one in networks(*self._asked(options)))

    def grouped(self, algorithm: str = "greedy", **options: Any) -> NetworkView:
        """A one-mode network whose picture shows the groups of an algorithm."""
        coded, settings = self._asked({**options, "network_type": "onemode"})
        found = cluster_actors(coded, settings, (algorithm,))
        return NetworkView(whole(coded, settings), self.name, found[0] if found else None)

    def clusters(self, *algorithms: str, count: int | None = None, **options: Any) -> list[Clustering]:
        """Groups of actors by several algorithms, best modularity first."""
        return cluster_actors(*self._asked(options), algorithms, count)

    def centralities(self, frame: str | None = None, **options: Any) -> Any:
        """Centralities of every node as a data frame, strongest first."""
        found = centralities(whole(*self._asked(options)))
        names = ("label", "mode", "degree", "strength", "betweenness", "closeness", "eigenvector")
        return as_frame({name: [getattr(one, name) for one in found] for name in names}, frame)

    def polarisation(self, camps: int = 2, **options: Any) -> list[Camps]:
        """The best split into camps, of the whole or of every window."""
        return list(polarisation(*self._asked(options), camps))

    def backbone(self, **options: Any) -> list[Dropped]:
        """Issues in the order in which they can be spared."""
        return nested_backbone(*self._asked({**options, "network_type": "onemode"}))

    def phases(self, **options: Any) -> Phases:
        """Windows of time grouped by how alike their networks are."""
        return phase_transitions(*self._asked({**options, "network_type": "onemode"}))

    def intervals(self, samples: int = 200, **options: Any) -> tuple[list[TieSureness], Interval | None]:
        """Ties with 95 % intervals and confidence, and the modularity with its interval."""
        return intervals(*self._asked(options), samples)

    def sensitivity(self, lengths: list[int], frame: str | None = None, **options: Any) -> Any:
        """What windows of other lengths would show, as a data frame."""
        found = sensitivity(*self._asked(options), lengths)
        names = ("length", "windows", "empty", "ties", "density", "modularity", "same_top")
        return as_frame({name: [getattr(one, name) for one in found] for name in names}, frame)

    def export(self, form: str, out: str | Path) -> Exported:
        """Write the record in one of the formats of `onrecord export`."""
        return export(self._record, form, Path(out))

    def close(self) -> None:
        """Let go of the record."""
        self._record.close()

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<record {self.name}: {read.count_documents(self._record)} documents>"


def _settings(options: dict[str, Any]) -> Settings:
    """Options as Python spells them, `qualifier_aggregation`, or as the existing tool does, `qualifierAggregation`."""
    compat = options.pop("compat", None)
    if compat not in {None, "dna-3.1"}:
        raise BadSettings(f"“{str(compat)[:20]}” is not known", 'compat="dna-3.1"')
    return read_settings({_spelt(name): value for name, value in options.items()}, compat)


def _spelt(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
