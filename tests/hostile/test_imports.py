"""Files of other tools that are damaged, odd or meant badly: refused with a code or told row by row, and nothing else."""

import json
import random
import zipfile
from pathlib import Path

import pytest

from onrecord.errors import Broken, OnRecordError
from onrecord.exchange.shelf import Shelf
from onrecord.run import RunSettings
from onrecord.run.bring import bring_into
from onrecord.run.importing import CODED, REFERENCES, import_into
from onrecord.show.export import export
from onrecord.store import Record
from onrecord.store.doctor import examine
from onrecord.store.read import documents

LINES = Path(__file__).parents[1] / "store" / "coded.jsonl"
_FORMS = ("jsonl", "dna", "qdpx", "xmi", "ftm", "web-annotation", "schema-org", "csv", "parquet")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile") / "filled.db"
    with Record.open(place, create=True) as record:
        import_into(record, LINES, "jsonl", RunSettings())
    return place


def shelf_of(place):
    with Record.open(place) as record:
        return Shelf(list(documents(record)))


def refused(error):
    """An error of ours with a code is a refusal; a broken promise is none."""
    if isinstance(error, Broken):
        raise error


def taken_in(record, path, form, shelf):
    """Import; whatever happens, it is an error of ours with a code, or a ledger that adds up."""
    try:
        brought = CODED[form](path, shelf)
    except OnRecordError as error:
        refused(error)
        return
    brought.added = []  # of the other record
    arrival = bring_into(record, brought)
    assert arrival.tally.adds_up
    assert arrival.tally.ours == 0


def good_file(form, filled, folder):
    """A file of this format that is sound."""
    if form == "jsonl":
        return LINES
    with Record.open(filled) as record:
        export(record, form, folder / f"good.{form}")
    return folder / f"good.{form}"


@pytest.fixture
def taking(tmp_path):
    """A record that takes everything in, and must be sound at the end."""
    with Record.open(tmp_path / "taking.db", create=True) as record:
        yield record
        assert not examine(record)[1]


@pytest.mark.parametrize("form", _FORMS)
def test_damaged_files_never_crash_an_import(form, filled, taking, tmp_path):
    good = good_file(form, filled, tmp_path)
    content, rng, shelf = good.read_bytes(), random.Random(form), shelf_of(filled)
    for turn in range(25):
        bad = bytearray(content)
        for _ in range(rng.randint(1, 12)):
            at = rng.randrange(len(bad))
            match rng.randrange(4):
                case 0:
                    bad[at] = rng.randrange(256)
                case 1:
                    del bad[at : at + rng.randrange(1, 200)]
                case 2:
                    bad[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 20)))
                case _:
                    bad[at:at] = bad[at : at + 50]
            if not bad:
                break
        file = tmp_path / f"bad-{turn}.{form}"
        file.write_bytes(bytes(bad))
        taken_in(taking, file, form, shelf)


_VALUES = [
    None,
    True,
    7,
    -1,
    2**70,
    1.5,
    "",
    "x",
    "\x00",
    "\ud800",
    "\u202e",
    [],
    {},
    [[]],
    {"start": 1},
    {"start": "a", "end": []},
    [None],
    "a" * 5000,
]


def changed(raw, rng):
    """The same JSON with one value somewhere replaced."""
    if isinstance(raw, dict) and raw and rng.random() < 0.85:
        key = rng.choice(sorted(raw))
        return {**raw, key: changed(raw[key], rng)}
    if isinstance(raw, list) and raw and rng.random() < 0.85:
        at = rng.randrange(len(raw))
        return [*raw[:at], changed(raw[at], rng), *raw[at + 1 :]]
    return rng.choice(_VALUES)


@pytest.mark.parametrize("form", ["jsonl", "ftm", "web-annotation", "schema-org"])
def test_json_of_wrong_types_is_told_and_never_crashes(form, filled, taking, tmp_path):
    good = good_file(form, filled, tmp_path)
    text, rng, shelf = good.read_text("utf-8"), random.Random(form), shelf_of(filled)
    whole = form in {"web-annotation", "schema-org"}
    parts = [json.loads(text)] if whole else [json.loads(line) for line in text.splitlines()]
    for turn in range(80):
        made = [changed(one, rng) if whole or rng.random() < 0.5 else one for one in parts]
        file = tmp_path / f"{turn}.{form}"
        file.write_text("\n".join(json.dumps(one) for one in made), "utf-8")
        taken_in(taking, file, form, shelf)


@pytest.mark.parametrize("form", REFERENCES)
def test_references_of_any_kind_never_crash(form, tmp_path):
    rng = random.Random(form)
    seeds = {
        "zotero": '[{"id": "a", "title": "Ports", "author": [{"family": "Remmel"}], "issued": {"date-parts": [[2031, 3]]}, "attachments": [{"path": "../../etc/passwd"}]}]',
        "csl-json": '[{"id": "a", "title": "Ports", "file": "/etc/passwd"}]',
        "bibtex": "@article{a, title={Ports {of} Kell}, author={Remmel, Klara and B}, date={2031-03-04}, file={x:/etc/passwd:text}}\n@comment{x}",
        "ris": "TY  - NEWS\nID  - a\nTI  - Ports\nAU  - Remmel, Klara\nDA  - 2031/03/04\nL1  - /etc/passwd\nER  - \n",
    }
    for turn in range(25):
        words = list(seeds[form])
        for _ in range(turn):
            at = rng.randrange(len(words))
            words[at] = rng.choice('{}[]",:@\n -x0\\\x00é')
        file = tmp_path / f"{turn}.txt"
        file.write_text("".join(words), "utf-8")
        try:
            with Record.open(tmp_path / f"{turn}.db", create=True) as record:
                arrival = import_into(record, file, form, RunSettings())
                assert arrival.tally.stored == 0
        except OnRecordError as error:
            refused(error)


def test_a_zip_whose_names_lead_elsewhere_writes_nothing_there(tmp_path):
    bad = tmp_path / "in" / "bad.qdpx"
    bad.parent.mkdir()
    project = '<Project xmlns="urn:QDA-XML:project:1.0"><Sources><TextSource guid="g" name="../../x" plainTextPath="internal://../../secret.txt"/></Sources></Project>'
    with zipfile.ZipFile(bad, "w") as packed:
        packed.writestr("project.qde", project)
        packed.writestr("../../secret.txt", "words")
    before = sorted(p.name for p in tmp_path.rglob("*"))
    brought = CODED["qdpx"](bad, Shelf())
    assert sorted(p.name for p in tmp_path.rglob("*")) == before
    assert [r.what for r in brought.remarks] == ["a text that is not in the file"] or brought.intakes


def test_entities_of_xml_are_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("hidden words", "utf-8")
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        + f'<!ENTITY f SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    )
    project = (
        bomb
        + '<Project xmlns="urn:QDA-XML:project:1.0"><Sources><TextSource guid="g" name="n"><PlainTextContent>x &f; &b;</PlainTextContent></TextSource></Sources></Project>'
    )
    with zipfile.ZipFile(tmp_path / "bad.qdpx", "w") as packed:
        packed.writestr("project.qde", project)
    brought = CODED["qdpx"](tmp_path / "bad.qdpx", Shelf())
    assert "hidden words" not in repr(brought)
    assert "aaaaaaaaaa" not in repr(brought)


def test_codes_that_hold_one_another_without_end_are_read_once(tmp_path):
    deep = '<Code guid="c" name="x">' * 300 + "</Code>" * 300
    project = f'<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>{deep}</Codes></CodeBook></Project>'
    with zipfile.ZipFile(tmp_path / "deep.qdpx", "w") as packed:
        packed.writestr("project.qde", project)
    try:
        CODED["qdpx"](tmp_path / "deep.qdpx", Shelf())
    except OnRecordError as error:
        refused(error)
