"""What is written to a device goes through it, also where it leads to a file of its own."""

import subprocess
import sys

import pytest

from onrecord.exchange.whole import whole_folder, write_text

WRITES = "from pathlib import Path\nfrom onrecord.exchange.whole import write_text\nwrite_text(Path('/dev/stdout'), 'more\\n')"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such devices")
def test_what_is_added_to_a_file_by_the_shell_is_added(tmp_path):
    out = tmp_path / "kept.txt"
    out.write_text("before\n")
    with out.open("a") as appended:
        subprocess.run([sys.executable, "-c", WRITES], stdout=appended, check=True)
    assert out.read_text() == "before\nmore\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such devices")
def test_a_pipe_is_written_to():
    done = subprocess.run([sys.executable, "-c", WRITES], capture_output=True, check=True, text=True)
    assert done.stdout == "more\n"


def test_an_empty_folder_is_taken_and_a_file_is_replaced_whole(tmp_path):
    (tmp_path / "out").mkdir()
    with whole_folder(tmp_path / "out") as folder:
        write_text(folder / "a.txt", "a")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a.txt"]
    write_text(tmp_path / "out" / "a.txt", "b")
    assert (tmp_path / "out" / "a.txt").read_text() == "b"
