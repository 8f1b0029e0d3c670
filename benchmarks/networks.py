"""Networks of large records: 20,000 statements and 1,000,000, as seconds and as ratios to a bare product of the same size.

    python benchmarks/networks.py [--statements 20000] [--folder FOLDER]

The statements are made up: actors by issues by two sides over three years, with the few very busy actors that
records have. What is timed is all a user waits for: reading the record's columns, filtering, duplicates, product.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from onrecord.analyse.networks import Coded, Settings, coded_statements, networks
from onrecord.model.ids import sha256_text
from onrecord.store import Record, tables

_DAY_ONE, _DAY_LAST = datetime(2030, 1, 1), datetime(2031, 1, 30, 23, 59, 59)  # noqa: DTZ001  # UTC without a zone
_ACTORS, _ISSUES, _DAYS = 2_000, 150, 1_095


def make_record(place: Path, statements: int) -> None:
    """A record with so many statements, ten a document, written to its tables directly."""
    rng = np.random.default_rng(1)
    documents = max(1, statements // 10)
    ranks = rng.zipf(1.3, statements) % _ACTORS
    issues, sides = rng.integers(_ISSUES, size=statements), rng.random(statements) < 0.5
    first = date(2030, 1, 1)
    days = [str(first + timedelta(days=int(d))) for d in rng.integers(_DAYS, size=documents)]
    with Record.open(place, create=True) as record, record.writing() as c:
        c.execute(
            tables.actor.insert(),
            [{"id": f"a{n}", "name": f"Actor {n}", "kind": "organisation", "terms": []} for n in range(_ACTORS)],
        )
        for at in range(0, documents, 10_000):
            numbers = range(at, min(at + 10_000, documents))
            hashes = {n: sha256_text(str(n)) for n in numbers}
            c.execute(
                tables.source.insert(), [{"sha256": hashes[n], "size_bytes": 1, "content": b"x"} for n in numbers]
            )
            body = {
                "media_type": "text/plain",
                "encoding": "utf-8",
                "language": "en",
                "remarks": [],
                "facts": {},
                "published": [],
            }
            c.execute(tables.document.insert(), [{"id": f"d{n}", "sha256": hashes[n], "text_sha256": hashes[n], "path": f"{n}", "text": "x", "kind": "news", "published": days[n], "body": body} for n in numbers])  # fmt: skip
        for at in range(0, statements, 50_000):
            part = range(at, min(at + 50_000, statements))
            c.execute(tables.statement.insert(), [
                {"document_id": f"d{min(n // 10, documents - 1)}", "id": f"s{n}", "start": n % 10, "end": n % 10 + 1, "voice": "reporter", "mode": "direct",
                 "speaker_id": f"a{ranks[n]}", "speaks_for_id": f"a{ranks[n]}", "said": days[min(n // 10, documents - 1)], "status": "machine",
                 "confidence": 0.8, "body": {}} for n in part])  # fmt: skip
            c.execute(tables.statement_issue.insert(), [
                {"document_id": f"d{min(n // 10, documents - 1)}", "statement_id": f"s{n}", "issue": f"i{issues[n]}",
                 "stance": "support" if sides[n] else "oppose", "confidence": 0.8} for n in part])  # fmt: skip


def timed(what: Callable[[], object]) -> tuple[float, object]:
    """Seconds, and what came of it."""
    begun = time.perf_counter()
    made = what()
    return time.perf_counter() - begun, made


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--statements", type=int, default=20_000)
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = (chosen.folder or Path(temporary)) / f"networks-{chosen.statements}.db"
        if not place.exists():
            print(f"making {place.name}: {timed(lambda: make_record(place, chosen.statements))[0]:.1f} s")
        measure(place)


def measure(place: Path) -> None:
    """Every kind of network of one record."""
    with Record.open(place) as record:
        reading, made = timed(lambda: coded_statements(record))
    assert isinstance(made, Coded)
    coded = made
    print(f"{len(coded):,} statements; reading their columns {reading:.2f} s")
    actors, issues = (len(coded.variables[name].labels) for name in ("organization", "concept"))
    wide = np.random.default_rng(1).random((actors, issues * 2))
    bare, _ = timed(lambda: wide @ wide.T)
    print(f"{actors:,} actors, {issues} issues; a bare product of that size {bare:.3f} s")
    two, one = Settings(aggregation="subtract"), Settings(network_type="onemode", aggregation="congruence")
    kinds = {
        "two-mode, subtract": two, "two-mode, subtract, duplicates week": replace(two, duplicates="week"),
        "one-mode, congruence": one, "one-mode, congruence, duplicates week": replace(one, duplicates="week"),
        "one-mode, subtract, average, duplicates document": replace(one, aggregation="subtract", normalization="average", duplicates="document"),
        "one-mode, conflict, jaccard": replace(one, aggregation="conflict", normalization="jaccard"),
        "one-mode, vector-cosine": replace(one, normalization="vector-cosine"),
    }  # fmt: skip
    for name, settings in kinds.items():
        spent, _ = timed(lambda settings=settings: list(networks(coded, settings)))  # type: ignore[misc]
        print(f"{name:52} {spent:6.2f} s, {spent / bare:6.1f} products; with reading {reading + spent:6.2f} s")
    year = replace(one, time_window="days", window_size=30, stop=None)
    for name, settings in (
        ("365 windows of 30 days, one-mode", year),
        ("365 windows of 30 days, two-mode", replace(year, network_type="twomode", aggregation="subtract")),
        ("365 mid-points of a gaussian kernel, two-mode", replace(year, network_type="twomode", aggregation="subtract", kernel="gaussian")),
        ("365 mid-points of an epanechnikov kernel, one-mode", replace(year, kernel="epanechnikov")),
    ):  # fmt: skip
        one_year = replace(settings, start=_DAY_ONE, stop=_DAY_LAST)
        spent, count = timed(lambda settings=one_year: sum(1 for _ in networks(coded, settings)))  # type: ignore[misc]
        print(f"{name:52} {spent:6.2f} s for {count} networks, {spent / (bare * 365):6.2f} products each")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
