"""`onrecord network`: discourse networks of a record, in the terminal, as files, as pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from onrecord.show.terminal import say, standard_output

if TYPE_CHECKING:
    from onrecord.analyse.networks import Coded, Network, Settings

__all__ = ["add"]

Grouping = tuple[tuple[str, ...], int | None]

_EXAMPLES = """Examples:

  onrecord network crisis.db --qualifier-aggregation subtract

  onrecord network crisis.db --network-type onemode --qualifier-aggregation congruence --normalization average -o camps.svg

  onrecord network crisis.db --network-type onemode --qualifier-aggregation subtract --time-window months --window-size 3 -o windows.svg

  onrecord network crisis.db --network-type onemode --qualifier-aggregation subtract --report polarisation

  onrecord network project.dna --settings settings.json --compat dna-3.1
"""


def add(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("network", epilog=_EXAMPLES)(network)


def network(  # noqa: PLR0913, PLR0917  # a command's options are its interface
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A record, a postgresql:// URL, or a .dna file.")],
    network_type: Annotated[
        Literal["twomode", "onemode", "eventlist"],
        typer.Option(help="Actors by issues, actors by actors, or the statements that count."),
    ] = "twomode",
    variable1: Annotated[str, typer.Option(help="Who or what stands in the rows: organization, person, speaker, ...")] = "organization",
    v1_document: Annotated[bool, typer.Option("--v1-document", help="variable1 is one of documents: author, source, section, type, id, title.")] = False,
    variable2: Annotated[str, typer.Option(help="What stands in the columns, or is shared.")] = "concept",
    v2_document: Annotated[bool, typer.Option("--v2-document", help="variable2 is one of documents.")] = False,
    qualifier: Annotated[str, typer.Option(help="agreement (yes or no), position (1, 0 with a condition, -1), or another; empty for none.")] = "agreement",
    qualifier_document: Annotated[bool, typer.Option("--qualifier-document", help="The qualifier is one of documents.")] = False,
    qualifier_aggregation: Annotated[str, typer.Option(help="ignore, combine, subtract; onemode: ignore, congruence, conflict, subtract.")] = "ignore",
    normalization: Annotated[str, typer.Option(help="no, activity, prominence; onemode: no, average, jaccard, cosine, vector-cosine.")] = "no",
    isolates: Annotated[bool, typer.Option("--isolates", help="Keep labels of which no statement counts.")] = False,
    duplicates: Annotated[str, typer.Option(help="include, or count alike statements once a document, week, month, year, acrossrange.")] = "include",
    start: Annotated[str | None, typer.Option(metavar="DATE", help="First day or moment, included.")] = None,
    stop: Annotated[str | None, typer.Option(metavar="DATE", help="Last day or moment, included.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="Leave out statements with this value, or of documents with this author, source, section, type.")] = None,
    only: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="Keep only those.")] = None,
    min_statements: Annotated[int, typer.Option(min=1, help="Leave out rows with fewer statements.")] = 1,
    statement_type: Annotated[str | None, typer.Option(help="Of a project: which type of statements.")] = None,
    time_window: Annotated[str, typer.Option(help="no, or a network each: events, days, weeks, months, years, ...")] = "no",
    window_size: Annotated[int, typer.Option(min=1, help="How long a window is, in its units.")] = 100,
    kernel: Annotated[str, typer.Option(help="no, or smooth by uniform, epanechnikov, triangular, gaussian.")] = "no",
    indent_time: Annotated[bool, typer.Option("--indent-time", help="No mid-point within half a kernel of the ends.")] = False,
    settings_file: Annotated[Path | None, typer.Option("--settings", metavar="FILE.json", help="Instead of these options, one JSON object with them; JSON comes out.")] = None,
    compat: Annotated[str | None, typer.Option(metavar="dna-3.1", help="Compute as Discourse Network Analyzer 3.1 does, its faults included.")] = None,
    form: Annotated[str | None, typer.Option("--format", "-f", help="table, json, csv, edges, dl, pajek, graphml, gexf, svg; by default by the file's ending.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write; of several windows a file each where the format holds one.")] = None,
    title: Annotated[str | None, typer.Option(help="A title for the picture.")] = None,
    report: Annotated[
        Literal["clusters", "centralities", "backbone", "polarisation", "phases", "intervals", "sensitivity"] | None,
        typer.Option(help="Tell this of the network instead."),
    ] = None,
    algorithm: Annotated[list[str] | None, typer.Option(help="Of clusters, and of a picture's colours: louvain, greedy, ward, ...")] = None,
    groups: Annotated[int | None, typer.Option(min=2, help="How many groups, camps or phases; by default the best number.")] = None,
    keep: Annotated[int | None, typer.Option(min=1, help="Of the backbone: keep so many issues.")] = None,
    penalty: Annotated[float | None, typer.Option(help="Of the backbone: a penalty for every issue kept, as in 3.5.")] = None,
    samples: Annotated[int, typer.Option(min=20, help="Of intervals: how many samples.")] = 200,
    lengths: Annotated[str, typer.Option(metavar="N,N,...", help="Of sensitivity: window sizes to compare.")] = "",
    distance: Annotated[Literal["absdiff", "spectral"], typer.Option(help="Of phases: how networks are compared.")] = "absdiff",
) -> None:  # fmt: skip
    """Discourse networks: who shares which positions with whom, by the options of Discourse Network Analyzer.

    Measures are corrected unless --compat asks for the existing tool's; every output says which it is.
    docs/explanation/networks.md shows each difference.
    """
    from onrecord.analyse.networks import read_settings
    from onrecord.errors import BadSettings

    if compat not in {None, "dna-3.1"}:
        raise BadSettings(f"“{str(compat)[:20]}” is not known", "--compat dna-3.1")
    raw: dict[str, Any] = {
        "networkType": network_type, "variable1": variable1, "v1Document": v1_document, "variable2": variable2, "v2Document": v2_document,
        "qualifier": qualifier, "qualifierDocument": qualifier_document, "qualifierAggregation": qualifier_aggregation,
        "normalization": normalization, "isolates": isolates, "duplicates": duplicates, "start": start, "stop": stop,
        "timeWindow": time_window, "windowSize": window_size, "kernel": kernel, "indentTime": indent_time, "minStatements": min_statements,
    }  # fmt: skip
    if statement_type:
        raw["statementType"] = statement_type
    if settings_file is not None:
        raw, form = _settings_of(settings_file), form or ("json" if out is None else None)
    settings = _with_filters(read_settings(raw, "dna-3.1" if compat else None), exclude or [], only or [])
    grouping = (tuple(algorithm or ()), groups)
    with _coded(record, settings) as coded:
        if report:
            asked = (*grouping, keep, penalty, samples, _numbers(lengths), distance)
            _report(coded, settings, report, asked, form, out)
        elif settings.network_type == "eventlist":
            _events(coded, settings, form, out)
        else:
            _write(coded, settings, _format(form, out), out, title or _title(record), grouping)


def _settings_of(file: Path) -> dict[str, Any]:
    from onrecord.errors import BadSettings

    try:
        raw = json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise BadSettings(f"{file.name} is no JSON file that can be read") from None
    raw = raw.get("settings", raw) if isinstance(raw, dict) else raw
    if not isinstance(raw, dict):
        raise BadSettings(f"{file.name} holds no object of settings")
    return raw


def _with_filters(settings: Settings, exclude: list[str], only: list[str]) -> Settings:
    from dataclasses import replace

    from onrecord.analyse.networks.settings import DOCUMENT_FILTERS
    from onrecord.errors import BadSettings

    pairs = {"exclude": list(settings.exclude), "only": list(settings.only)}
    documents = {name: list(values) for name, values in settings.documents}
    invert = set(settings.invert)
    for where, given in (("exclude", exclude), ("only", only)):
        for one in given:
            name, equals, value = one.partition("=")
            if not equals:
                raise BadSettings(f"“{one[:40]}” has no value", "write NAME=VALUE, as in organization=Senate")
            if name in DOCUMENT_FILTERS:
                documents.setdefault(name, []).append(value)
                invert |= {name} if where == "only" else set()
            else:
                pairs[where].append((name, value))
    return replace(
        settings, exclude=tuple(pairs["exclude"]), only=tuple(pairs["only"]),
        documents=tuple((name, tuple(values)) for name, values in documents.items()), invert=frozenset(invert),
    )  # fmt: skip


def _numbers(lengths: str) -> tuple[int, ...]:
    from onrecord.errors import BadSettings

    parts = [part.strip() for part in lengths.split(",") if part.strip()]
    if not all(part.isdigit() and int(part) > 0 for part in parts):
        raise BadSettings("lengths are whole numbers with commas between, as in 7,14,30")
    return tuple(int(part) for part in parts)


@contextmanager
def _coded(place: str, settings: Settings) -> Iterator[Coded]:
    """The statements of a record, or of a project, which becomes a record of its own for as long as it is needed."""
    from onrecord.analyse.networks import coded_statements
    from onrecord.show.cli.telling import working
    from onrecord.store import Record

    if not place.lower().endswith(".dna"):
        with Record.open(place) as opened:
            with working("reading statements"):
                made = coded_statements(opened, settings.statement_type)
            yield made
        return
    from tempfile import TemporaryDirectory

    from onrecord.exchange.dna import read_dna
    from onrecord.run.bring import bring_into

    with TemporaryDirectory() as folder, Record.open(Path(folder) / "project.db", create=True) as opened:
        bring_into(opened, read_dna(Path(place)))
        yield coded_statements(opened, settings.statement_type)


def _title(place: str) -> str:
    return Path(place).stem if "://" not in place else place.rsplit("/", 1)[-1]


def _format(form: str | None, out: Path | None) -> str:
    from onrecord.show.network.files import ENDINGS, ONE_EACH

    known = ["table", "json", "gexf", "svg", *ONE_EACH]
    made = form or (ENDINGS.get(out.suffix.lower()) if out else "table")
    if made not in known:
        raise typer.BadParameter(
            f"choose one of {', '.join(known)}, or an ending of {', '.join(ENDINGS)}", param_hint="--format"
        )
    return made


def _write(coded: Coded, settings: Settings, form: str, out: Path | None, title: str, grouping: Grouping) -> None:
    from onrecord.analyse.networks import networks
    from onrecord.errors import NothingToShow
    from onrecord.show.network import files, table

    if form == "json":
        with _opened(out) as file:
            files.write_json(networks(coded, settings), file)
        return
    found = networks(coded, settings)
    if form == "table":
        with _opened(out) as file:
            number = -1
            for number, one in enumerate(found):
                file.write(("\n" if number else "") + "\n".join(table.lines_of_network(one)) + "\n")
        if number < 0:
            raise NothingToShow("there is no window inside the range", "take a shorter window or a longer range")
        return
    made = list(found)
    if not made:
        raise NothingToShow("there is no window inside the range", "take a shorter window or a longer range")
    if form in files.ONE_EACH:
        _one_each(made, form, out)
        return
    _put(files.as_gexf(made) if form == "gexf" else _picture(coded, settings, made, title, grouping), out)
    say(settings.describe(), err=True)


def _picture(coded: Coded, settings: Settings, made: list[Network], title: str, grouping: Grouping) -> str:
    from onrecord.analyse.networks.clusters import cluster_actors
    from onrecord.show.network.picture import draw, draw_windows

    if len(made) > 1 or made[0].midpoint:
        return draw_windows(made, title)
    wanted = made[0].one_mode and grouping[0] and len(made[0].rows) > 2
    found = cluster_actors(coded, settings, *grouping) if wanted else []
    return draw(made[0], title, found[0] if found else None)


def _one_each(made: list[Network], form: str, out: Path | None) -> None:
    from onrecord.show.network.files import write_network

    if len(made) == 1 or out is None:
        for one in made:
            _put(write_network(one, form), out)
        return
    several = len({one.settings.aggregation for one in made}) > 1  # as of congruence & conflict
    used: dict[str, int] = {}
    for one in made:
        stem = "-".join(
            [out.stem, *([_moment(one)] if one.midpoint else []), *([one.settings.aggregation] if several else [])]
        )
        used[stem] = used.get(stem, 0) + 1
        number = f"-{used[stem]}" if used[stem] > 1 else ""  # windows of events may share their moment
        _put(write_network(one, form), out.with_name(f"{stem}{number}{out.suffix}"))
    say(f"{len(made)} files, {out.stem}-….{out.suffix.lstrip('.')}", err=True)


def _moment(network: Network) -> str:
    moment = network.midpoint
    assert moment is not None
    whole = not (moment.hour or moment.minute or moment.second)
    return f"{moment:%Y-%m-%d}" if whole else f"{moment:%Y-%m-%dT%H%M%S}"


def _report(
    coded: Coded, settings: Settings, report: str, asked: tuple[Any, ...], form: str | None, out: Path | None
) -> None:
    from onrecord.show.network.reports import REPORTS, ReportOptions

    made = REPORTS[report](coded, settings, ReportOptions(*asked))
    if form == "json" or (form is None and out is not None and out.suffix.lower() == ".json"):
        body = {
            "report": report,
            "mode": settings.compat or "corrected",
            "settings": made.settings.describe(),
            "result": made.body,
        }
        _put(json.dumps(body, ensure_ascii=False) + "\n", out)
        return
    _put("\n".join([*made.lines, made.settings.describe()]) + "\n", out)


def _events(coded: Coded, settings: Settings, form: str | None, out: Path | None) -> None:
    """The statements that count, a row each, as a table for a spreadsheet or as JSON."""
    from onrecord.show.network.files import as_events, events

    if form == "json" or (form is None and out is not None and out.suffix.lower() == ".json"):
        _put(json.dumps(list(events(coded, settings)), ensure_ascii=False) + "\n", out)
        return
    _put(as_events(coded, settings), out)


@contextmanager
def _opened(out: Path | None) -> Iterator[Any]:
    from onrecord.exchange.whole import whole_text

    if out is None:
        yield standard_output()
        return
    with whole_text(out) as file:
        yield file


def _put(text: str, out: Path | None) -> None:
    with _opened(out) as file:
        file.write(text)
