"""Out and in again: what each format keeps of a record, field by field."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.exchange.utf16 import Utf16
from onrecord.run import RunSettings
from onrecord.run.importing import import_into
from onrecord.show.export import FORMATS, export
from onrecord.store import Record
from onrecord.store.doctor import examine
from tests.exchange.conftest import lines_of

_ALL = set(json.loads('["id","voice","mode","content","cue","source","speaker","role","speaks_for","chain","targets","said","issues","confidence","status","made_by","why","within","suggestions"]'))  # fmt: skip
_KEPT = {
    "jsonl": _ALL, "xmi": _ALL, "brat": _ALL, "web-annotation": _ALL,
    "csv": {"id", "voice", "mode", "content", "cue", "source", "speaker", "role", "speaks_for", "status"},
    "parquet": {"id", "voice", "mode", "content", "cue", "source", "speaker", "role", "speaks_for", "status"},
    "qdpx": {"id", "voice", "mode", "content", "cue", "source", "speaker", "role", "speaks_for", "status"},
    "ftm": {"id", "voice", "mode", "content", "role", "speaks_for", "status"},
    "schema-org": {"id", "voice", "mode", "content", "speaks_for", "status"},
}  # fmt: skip
"""Fields that come back exactly; docs/reference/formats.md says the same in words."""

_WITHOUT_TEXT = {"csv", "parquet", "web-annotation", "schema-org"}


def write(record, form, folder):
    target = folder / f"out.{form}"
    if form == "jsonl":
        target.write_text(
            "".join(
                json.dumps(row, ensure_ascii=False) + "\n"
                for kind in ("documents", "jsonl")
                for row in lines_of(record, kind)
            ),
            "utf-8",
        )
    else:
        export(record, form, target)
    return target


def sided(statement):
    return sorted((code["issue"], code["stance"]) for code in statement["issues"])


@pytest.mark.parametrize("form", _KEPT)
def test_what_goes_out_comes_in_again(form, coded, codebook_file, tmp_path):
    settings = RunSettings(codebook_file)
    before = {(row["document"]["title"], row["id"]): row for row in lines_of(coded)}
    target = write(coded, form, tmp_path)
    with Record.open(tmp_path / "again.db", create=True) as record:
        if form in _WITHOUT_TEXT:
            texts = tmp_path / "documents.jsonl"
            export(coded, "documents", texts)
            import_into(record, texts, "jsonl", settings)
        first = import_into(record, target, form, settings)
        after = {(row["document"]["title"], row["id"]): row for row in lines_of(record)}
        twice = import_into(record, target, form, settings)
        _, faults = examine(record)
    assert first.tally.adds_up
    assert first.statements == len(before)
    assert twice.statements == 0
    assert not faults
    assert set(after) == set(before)
    for key, row in before.items():
        assert {f: after[key][f] for f in _KEPT[form]} == {f: row[f] for f in _KEPT[form]}
        assert sided(after[key]) == sided(row)


def test_every_format_is_written_twice_to_the_same_bytes(coded, tmp_path):
    for form in sorted(set(FORMATS) - {"dna", "brat", "xmi", "qdpx", "parquet"}):
        made = []
        for turn in "ab":
            export(coded, form, tmp_path / f"{turn}.{form}")
            made.append((tmp_path / f"{turn}.{form}").read_bytes())
        assert made[0] == made[1], form


def test_a_record_that_goes_out_as_a_project_comes_back_with_its_sides(coded, tmp_path):
    export(coded, "dna", tmp_path / "out.dna")
    with Record.open(tmp_path / "again.db", create=True) as record:
        import_into(record, tmp_path / "out.dna", "dna", RunSettings())
        after = lines_of(record)
    before = lines_of(coded)

    def seen(rows, told):
        return sorted((row["document"]["title"], row["content"][0]["start"], row["content"][-1]["end"], told(row, code)) for row in rows for code in row["issues"])  # fmt: skip

    assert seen(after, lambda _, code: code["stance"]) == seen(before, lambda _, code: code["stance"])
    names = [
        {row["speaks_for"]["name"] for row in rows if row["speaks_for"] and row["issues"]} for rows in (before, after)
    ]
    assert names[0] <= names[1]


def test_issues_that_the_record_does_not_know_are_told_and_carried(coded, tmp_path):
    target = write(coded, "jsonl", tmp_path)
    with Record.open(tmp_path / "other.db", create=True) as record:
        arrival = import_into(record, target, "jsonl", RunSettings("ukraine-war"))
        told = [r for r in arrival.remarks if r.where.startswith("issue ")]
        from onrecord.store.carrying import carried

        kept = [c for c in carried(record) if c.format == "issues"]
    assert told
    assert all(r.kept for r in told)
    assert {code["issue"] for c in kept for code in c.body["issues"]} == {r.where.removeprefix("issue ") for r in told}


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.data())
def test_offsets_in_utf16_lead_back(text, data):
    offsets = Utf16(text)
    point = data.draw(st.integers(0, len(text)))
    assert offsets.units(point) == len(text[:point].encode("utf-16-le")) // 2
    assert offsets.point(offsets.units(point)) == point
