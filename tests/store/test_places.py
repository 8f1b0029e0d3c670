"""Where a record may not be written, and where it has gone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import ReadOnlyRecord, RecordGone
from onrecord.store import Record
from onrecord.store.read import count_documents
from tests.faults.harness import fill, made, writer

NOBODY = 65534
READS = (["show"], ["export", "-f", "jsonl"], ["doctor"])


def as_nobody(*arguments, warm):
    """A command run by a user without rights here: root may write everywhere.

    The interpreter may stand where nobody may look, so the command is run once on another record before rights are given up.
    """
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    at = next(n for n, one in enumerate(arguments) if isinstance(one, Path))
    first, rest = map(str, arguments[:at]), map(str, arguments[at + 1 :])
    code = (
        "import os, sys\n"
        "from typer.testing import CliRunner\n"
        "from onrecord.show.cli import commands\n"
        "from onrecord.show.cli.app import app, main\n"
        "app.registered_commands or commands.register(app)\n"
        f"CliRunner().invoke(app, {[*first, str(warm), *rest]!r})\n"
        "app.registered_commands.clear(); app.registered_groups.clear()\n"
        f"os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        f"sys.argv[1:] = {list(map(str, arguments))!r}\n"
        "main()"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.fixture
def place(tmp_path):
    """A record in a folder that nobody may write, and that everybody may look into."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder == Path("/tmp"):
            break
        if os.geteuid() == 0:
            folder.chmod(0o755)
    (tmp_path / "kept").mkdir()
    path = tmp_path / "kept" / "x.db"
    fill(str(path), 3)
    fill(str(tmp_path / "warm.db"), 1)
    yield path
    path.parent.chmod(0o755)


@pytest.mark.parametrize("arguments", READS, ids=" ".join)
def test_a_record_in_a_folder_that_may_not_be_written_is_read(place, arguments):
    place.chmod(0o444)
    place.parent.chmod(0o555)
    done = as_nobody(arguments[0], place, *arguments[1:], warm=place.parents[1] / "warm.db")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not list(place.parent.glob("x.db-*"))


def test_writing_to_it_is_refused_with_what_to_do(place):
    place.parent.chmod(0o555)
    done = as_nobody("actors", "alias", place, "person:1", "Ada", warm=place.parents[1] / "warm.db")
    assert done.returncode == 2
    assert "OR-S04" in done.stderr
    assert "copy it to a folder of your own" in done.stderr


def test_work_that_is_not_merged_into_it_is_told(place):
    with Record.open(place, create=True) as record:
        writer(record).write([made(7)])
        log = place.with_name("x.db-wal")
        assert log.stat().st_size > 0
        copy = place.with_name("copy.db")
        shutil.copy(place, copy)
        shutil.copy(log, copy.with_name("copy.db-wal"))
    place.parent.chmod(0o555)
    done = as_nobody("show", copy, warm=place.parents[1] / "warm.db")
    assert done.returncode == 2
    assert "OR-S04" in done.stderr
    assert "copy.db-wal" in done.stderr


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_record_that_goes_while_it_is_written_is_told_and_nothing_is_said_to_be_stored(tmp_path, how):
    place = tmp_path / "x.db"
    with Record.open(place, create=True) as record:
        writing = writer(record)
        writing.write([made(1)])
        place.unlink()
        if how == "replaced":
            fill(str(place), 1)
        with pytest.raises(RecordGone):
            writing.write([made(2)])
        assert writing.tally.stored == 1
    if how == "replaced":
        with Record.open(place) as other:
            assert count_documents(other) == 1


def test_a_record_that_may_not_be_written_refuses_in_words(place, monkeypatch):
    monkeypatch.setattr("os.access", lambda _, mode: mode in {os.R_OK, os.F_OK})
    with Record.open(place) as record:
        assert count_documents(record) == 3
        with pytest.raises(ReadOnlyRecord):
            record.put_meta("x", 1)
