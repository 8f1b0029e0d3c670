"""Files that leave the program are whole or not there, and the same record gives the same bytes."""

import time

import pytest

from onrecord.errors import Unavailable
from onrecord.exchange.whole import whole_bytes, whole_folder, write_text
from onrecord.show.export import export
from onrecord.show.page import write_page
from onrecord.store import Record
from tests.faults.harness import disk_of, fill


@pytest.fixture
def record(tmp_path):
    fill(str(tmp_path / "x.db"), 30)
    with Record.open(tmp_path / "x.db") as opened:
        yield opened


@pytest.mark.parametrize("size", [0, 1_000, 20_000])
def test_a_full_disk_leaves_the_old_file_as_it_was(record, tmp_path, size):
    out = tmp_path / "out" / "page.html"
    out.parent.mkdir()
    out.write_text("what was there before")
    for write in (
        lambda: write_page(record, out),
        lambda: export(record, "jsonl", out),
        lambda: export(record, "xmi", out),
    ):
        with pytest.raises(Unavailable, match="cannot be written"), disk_of(size):
            write()
        assert out.read_text() == "what was there before"
        assert [path.name for path in out.parent.iterdir()] == ["page.html"]


def test_a_folder_is_whole_or_not_there(tmp_path):
    out = tmp_path / "brat"

    def fill_it():
        with disk_of(10), whole_folder(out) as made:
            (made / "a.txt").write_text("short")
            (made / "b.txt").write_text("longer than ten characters")

    with pytest.raises(Unavailable):
        fill_it()
    assert list(tmp_path.iterdir()) == []
    with whole_folder(out) as made:
        (made / "a.txt").write_text("short")
    assert [path.name for path in out.iterdir()] == ["a.txt"]


def test_an_error_in_the_middle_leaves_nothing(tmp_path):
    def fail():
        with whole_bytes(tmp_path / "x") as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link_and_rights_stay_as_they_were(tmp_path):
    real = tmp_path / "real.txt"
    real.write_text("old")
    real.chmod(0o640)
    (tmp_path / "link.txt").symlink_to(real)
    write_text(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == ("new", 0o640)


@pytest.mark.parametrize("form", ["qdpx", "xmi", "jsonl", "csv", "web-annotation"])
def test_the_same_record_gives_the_same_bytes_whenever_it_is_written(record, tmp_path, form, monkeypatch):
    export(record, form, tmp_path / "one")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400_000)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(now + 400_000))
    export(record, form, tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
