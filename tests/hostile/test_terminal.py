"""What a terminal obeys never reaches it: seen on a real pseudo-terminal, since a pipe hides it."""

import os
import pty
import re
import select
import subprocess
import sys

import pytest

from onrecord.coding import load_codebook
from onrecord.errors import BadCodebook, BadRegister
from onrecord.language.controls import escape_controls, has_controls, without_controls
from onrecord.model.actor import Actor
from onrecord.model.decision import Decision
from onrecord.resolve import load_register
from onrecord.store import Record
from onrecord.store.journal import decide
from tests.faults.harness import made, writer

STEERING = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2066\x08\x7f"
_STYLE = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[hl]|\x1b\[[0-9]*[KGA]|\r")


def on_a_terminal(*arguments):
    """What a command writes to a terminal, its own styles and progress taken out."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", *map(str, arguments)], stdout=slave, stderr=slave, stdin=slave
    ) as child:
        os.close(slave)
        seen = b""
        while True:
            ready, _, _ = select.select([master], [], [], 60)
            try:
                chunk = os.read(master, 65536) if ready else b""
            except OSError:
                chunk = b""
            if not chunk:
                break
            seen += chunk
        child.wait()
    os.close(master)
    return _STYLE.sub("", seen.decode("utf-8", "replace"))


@pytest.fixture
def record(tmp_path):
    """A record whose names, paths and reasons hold what a terminal obeys."""
    place = tmp_path / "x.db"
    with Record.open(place, create=True) as opened:
        from dataclasses import replace

        intake = made(1)
        d = intake.outcome
        actor = Actor(f"person:{STEERING}", f"Ada {STEERING}", "person")
        statements = tuple(
            replace(s, speaker=actor, performed=n != 1, why={"performed": STEERING}) for n, s in enumerate(d.statements)
        )
        writer(opened).write([replace(intake, outcome=replace(d, path=f"a{STEERING}.txt", statements=statements))])
        decide(opened, Decision("alias", actor.id, STEERING, STEERING, term=STEERING))
    return place


@pytest.mark.parametrize(
    "arguments",
    [["show"], ["show", "Ada"], ["show", "on sanctions"], ["search", "sentence"], ["doctor"], ["export", "-f", "jsonl"], ["export", "-f", "csv"],
     ["export", "-f", "web-annotation"], ["network"], ["agreement"]],
    ids=" ".join,
)  # fmt: skip
def test_names_paths_and_reasons_steer_no_terminal(record, arguments):
    seen = on_a_terminal(arguments[0], record, *arguments[1:])
    assert seen.strip()
    assert not has_controls(seen), ascii(seen[:300])


def test_a_journal_and_a_list_of_actors_steer_no_terminal(record):
    for arguments in (["actors", "journal", record], ["actors", "list", "--record", record]):
        assert not has_controls(on_a_terminal(*arguments))


@pytest.mark.parametrize("ending", ["xmi", "qdpx", "brat", "dna"])
def test_control_characters_in_a_record_end_no_export(record, tmp_path, ending):
    seen = on_a_terminal("export", record, "-f", ending, "-o", tmp_path / f"out.{ending}")
    assert "Traceback" not in seen
    assert (tmp_path / f"out.{ending}").exists()


@pytest.mark.parametrize("words", ["\\e[2J", "\\x9b31m", "\\u202e", "\\x07"])
def test_a_codebook_or_actor_file_with_control_characters_is_refused(tmp_path, words):
    book = tmp_path / "book.yml"
    book.write_text(f'codebook: own\nissues: [{{id: one, label: "a{words}b", proposition: It is so.}}]\n')
    with pytest.raises(BadCodebook, match="control characters"):
        load_codebook(str(book))
    actors = tmp_path / "actors.yml"
    actors.write_text(f'register: own\npeople: [{{name: "Ada {words} Holm"}}]\n')
    with pytest.raises(BadRegister, match="control characters"):
        load_register((actors,))


def test_json_keeps_its_values_and_text_its_length():
    assert escape_controls('"a\u202eb\U000e0041"') == '"a\\u202eb\\udb40\\udc41"'
    assert without_controls("a\x1bb\nc\td") == "a\ufffdb\nc\td"
