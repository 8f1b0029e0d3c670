"""Networks as files that other tools open: matrices, lists of ties, DL, Pajek, GraphML, GEXF."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from onrecord.analyse.networks.clock import from_seconds
from onrecord.analyse.networks.coded import NO_TIME, Coded
from onrecord.analyse.networks.network import Network
from onrecord.analyse.networks.select import select
from onrecord.analyse.networks.settings import Settings
from onrecord.errors import BadSettings
from onrecord.exchange.table import safe_cell
from onrecord.show.wording import clean

__all__ = ["ENDINGS", "ONE_EACH", "as_events", "as_gexf", "as_json", "events", "write_json", "write_network"]

_BOM = "\ufeff"


def as_json(network: Network) -> dict[str, Any]:
    """`{midpoint, rows, columns, values, mode, settings}`; a mid-point as `2031-03-04 00:00:00`, or None for the whole."""
    return {
        "midpoint": str(network.midpoint) if network.midpoint else None,
        "rows": list(network.rows),
        "columns": list(network.columns),
        "values": _values(network),
        "mode": network.settings.compat or "corrected",
        "settings": network.settings.describe(),
    }


def _values(network: Network) -> list[list[float]]:
    """The cells; whole numbers as such, which takes a third of the time and of the space."""
    values = network.dense()
    whole = values.astype(np.int64)
    return list((whole if np.array_equal(whole, values) else values).tolist())


def write_json(networks: Iterable[Network], out: Any) -> int:
    """A JSON list of networks, one at a time, so that years of windows need the memory of one."""
    count = 0
    out.write("[")
    for network in networks:
        out.write(("" if count == 0 else ",\n") + json.dumps(as_json(network), ensure_ascii=False))
        count += 1
    out.write("]\n")
    return count


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def as_csv(network: Network) -> str:
    """The matrix as a table that opens in a spreadsheet; no label can be a formula."""
    out = io.StringIO()
    out.write(_BOM)
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["", *(safe_cell(label) for label in network.columns)])
    for label, row in zip(network.rows, network.dense().tolist(), strict=True):
        table.writerow([safe_cell(label), *(_number(value) for value in row)])
    return out.getvalue()


def as_edges(network: Network) -> str:
    """A row a tie: source, target, weight, the window, and the mode that computed."""
    out = io.StringIO()
    out.write(_BOM)
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["source", "target", "weight", "since", "until", "midpoint", "mode"])
    rows, columns, weights = network.edges()
    for r, c, w in zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True):
        table.writerow([safe_cell(network.rows[r]), safe_cell(network.columns[c]), _number(w), network.since or "",
                        network.until or "", network.midpoint or "", network.settings.compat or "corrected"])  # fmt: skip
    return out.getvalue()


def as_events(coded: Coded, settings: Settings) -> str:
    """The statements that count, in order of time: document, statement, moment, and every variable."""
    out = io.StringIO()
    out.write(_BOM)
    table = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(events(coded, settings)):
        if number == 0:
            table.writerow(row)
        table.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row.values()])
    return out.getvalue()


def events(coded: Coded, settings: Settings) -> Iterator[dict[str, Any]]:
    """The statements that count: document, statement, time, every variable, confidence; None where there is no value."""
    kept = select(coded, settings).filtered
    columns = {**kept.variables, **{f"document {name}": column for name, column in kept.about.items()}}
    words = {name: column.words() for name, column in columns.items()}
    numbers = {name for name, column in columns.items() if column.kind != "text"}
    for n in range(len(kept)):
        document, statement = kept.ids[int(kept.row[n])]
        moment = None if kept.time[n] == NO_TIME else from_seconds(int(kept.time[n])).isoformat(sep=" ")
        values = {
            name: (int(cells[n]) if name in numbers else cells[n]) if cells[n] else None
            for name, cells in words.items()
        }
        yield {
            "document": document,
            "statement": statement,
            "time": moment,
            **values,
            "confidence": float(kept.confidence[n]),
        }


def _quoted(label: str) -> str:
    return '"' + clean(label).replace('"', "'") + '"'


def as_dl(network: Network) -> str:
    """UCINET's DL: a full matrix with the labels of its rows and columns."""
    head = f"dl\nnr = {len(network.rows)}, nc = {len(network.columns)}\nformat = fullmatrix\n"
    if network.one_mode:
        head = f"dl\nn = {len(network.rows)}\nformat = fullmatrix\n"
        labels = "labels:\n" + ",\n".join(_quoted(label) for label in network.rows) + "\n"
    else:
        labels = "row labels:\n" + ",\n".join(_quoted(label) for label in network.rows) + "\n"
        labels += "column labels:\n" + ",\n".join(_quoted(label) for label in network.columns) + "\n"
    values = "\n".join(" ".join(_number(value) for value in row) for row in network.dense().tolist())
    return f"{head}{labels}data:\n{values}\n"


def as_pajek(network: Network) -> str:
    """Pajek's .net; of a two-mode network the rows are ellipses and come first, the columns are boxes.

    The number of rows is not in the first line, where Pajek takes it: other readers refuse such files.
    """
    names = [(name, "ellipse") for name in network.rows]
    if not network.one_mode:
        names += [(name, "box") for name in network.columns]
    shift = 0 if network.one_mode else len(network.rows)
    rows, columns, weights = network.edges()
    lines = [f"{r + 1} {c + 1 + shift} {_number(w)}" for r, c, w in zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True)]  # fmt: skip
    vertices = [
        f"{n} {_quoted(name)} {0.1 if shape == 'ellipse' else 0.9} {n / (len(names) + 1):.3f} {shape}"
        for n, (name, shape) in enumerate(names, 1)
    ]
    return "\n".join([f"*Vertices {len(names)}", *vertices, "*Edges", *lines]) + "\n"


def _plain_graph(network: Network) -> Any:
    """The graph with short ids, and labels that XML can hold."""
    import networkx as nx

    from onrecord.analyse.networks.centrality import as_graph

    graph = as_graph(network)
    made: Any = nx.Graph(**{key: value for key, value in graph.graph.items() if value != ""})
    made.graph["mode_of_measures"] = network.settings.compat or "corrected"
    names = {}
    for number, (node, data) in enumerate(graph.nodes(data=True)):
        names[node] = f"n{number}"
        kind = network.settings.variable1 if data["mode"] == 1 else network.settings.variable2
        made.add_node(names[node], label=clean(str(data["label"])), mode=data["mode"], type=kind)
    for a, b, data in graph.edges(data=True):
        made.add_edge(names[a], names[b], weight=data["weight"], sign=1 if data["weight"] > 0 else -1)
    return made


def as_graphml(network: Network) -> str:
    """GraphML as visone and Gephi open it: labels, modes and variables of nodes; weight and sign of ties."""
    import networkx as nx  # here, since most files need none of it and it takes a second to load

    return "\n".join(nx.generate_graphml(_plain_graph(network))) + "\n"


def as_gexf(networks: Sequence[Network]) -> str:
    """GEXF; of several windows one graph in which ties come and go and have the weight of their window.

    Windows overlap, so each stands from its mid-point to the next one's.
    """
    import networkx as nx

    if len(networks) == 1 and networks[0].midpoint is None:
        plain = _plain_graph(networks[0])
        plain.graph = {}
        return "\n".join(nx.generate_gexf(plain)) + "\n"
    moments = [network.midpoint for network in networks if network.midpoint]
    if len(moments) != len(networks) or len({n.settings.aggregation for n in networks}) > 1:
        raise BadSettings(
            "one GEXF file holds one network, or the windows of one", "take congruence or conflict, not both"
        )
    say = _day if all(m == m.replace(hour=0, minute=0, second=0) for m in moments) else _second
    graph: Any = nx.Graph(mode="dynamic", timeformat="date")
    names: dict[tuple[int, str], str] = {}
    ties: dict[tuple[str, str], list[tuple[float, str, str]]] = {}
    for n, network in enumerate(networks):
        begin, end = say(moments[n]), say(moments[n + 1] if n + 1 < len(moments) else _after(moments))
        rows, columns, weights = network.edges()
        for r, c, w in zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True):
            ends = [(1, network.rows[r]), (1 if network.one_mode else 2, network.columns[c])]
            for end_ in ends:
                names.setdefault(end_, f"n{len(names)}")
            ties.setdefault((names[ends[0]], names[ends[1]]), []).append((w, begin, end))
    for (mode, label), name in names.items():
        graph.add_node(name, label=clean(label), mode=mode)
    for (a, b), spells in ties.items():
        graph.add_edge(a, b, weight=1.0, strength=spells, spells=[(begin, end) for _, begin, end in spells])
    return "\n".join(nx.generate_gexf(graph)) + "\n"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _second(moment: datetime) -> str:
    return moment.isoformat()


def _after(moments: list[datetime]) -> datetime:
    return moments[-1] + (moments[-1] - moments[-2] if len(moments) > 1 else timedelta(days=1))


ONE_EACH: dict[str, Callable[[Network], str]] = {
    "csv": as_csv, "edges": as_edges, "dl": as_dl, "pajek": as_pajek, "graphml": as_graphml,
}  # fmt: skip
ENDINGS = {
    ".json": "json",
    ".csv": "csv",
    ".dl": "dl",
    ".net": "pajek",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".svg": "svg",
}


def write_network(network: Network, form: str) -> str:
    """One network in one of the formats of `ONE_EACH`."""
    return ONE_EACH[form](network)
