"""A record of the demo's articles, read once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from onrecord.coding import load_codebook
from onrecord.run import RunSettings, read_into
from onrecord.show.export import export
from onrecord.store import Record

_ARTICLES = ("01-", "04-", "07-")


@pytest.fixture(scope="session")
def coded_place(tmp_path_factory, demo_folder) -> Path:
    """The place of a record of three articles of the demo."""
    place = tmp_path_factory.mktemp("exchange") / "coded.db"
    settings = RunSettings(str(demo_folder / "codebook.yml"), (demo_folder / "actors.yml",))
    files = sorted(p for p in (demo_folder / "documents").iterdir() if p.name.startswith(_ARTICLES))
    assert len(files) == 3
    with Record.open(place, create=True) as record:
        read_into(record, files, settings, lambda _: None)
    return place


@pytest.fixture
def coded(coded_place) -> Iterator[Record]:
    with Record.open(coded_place) as record:
        yield record


@pytest.fixture
def codebook_file(demo_folder) -> str:
    book = demo_folder / "codebook.yml"
    load_codebook(str(book))
    return str(book)


def lines_of(record: Record, form: str = "jsonl") -> list[dict]:
    """The exported lines of a record."""
    out = StringIO()
    export(record, form, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]
