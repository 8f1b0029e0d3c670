"""A record of one's own to change."""

import shutil

import pytest

from onrecord.store import Record


@pytest.fixture
def record(demo_record_path, tmp_path):
    """A copy of the demo's record."""
    path = tmp_path / "own.db"
    shutil.copy(demo_record_path, path)
    with Record.open(path) as opened:
        yield opened
