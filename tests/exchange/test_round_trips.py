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

_ALL = set(json.loads('["id","voice","mode","content","cue","source","speaker","role","speaks_for","chain","targets","said","issues","confidence","status","made_by","why","within","suggestions","act","performed"]'))  # fmt: skip
_KEPT = {
    "jsonl": _ALL, "xmi": _ALL, "brat": _ALL, "web-annotation": _ALL,
    "csv": {"id", "voice", "mode", "content", "cue", "source", "speaker", "role", "speaks_for", "status"},
    "parquet": {"id", "voice", "mode", "content", "cue", "source", "speaker", "role", "speaks_for", "status"},
    "qdpx": {"id", "voice", "mode", "content", "cue", "source", "speaker", "role", "speaks_for", "status"},
    "ftm": {"id", "voice", "mode", "content", "role", "speaks_for", "status"},
    "schema-org": {"id", "voice", "mode", "content", "speaks_for", "status"},
}  # fmt: skip
"""Fields that come back exactly; docs/reference/formats.md says the same in words."""

_WITHOUT_SUGGESTIONS = {"qdpx", "ftm", "schema-org"}
"""Formats that have no place for a doubt: what is only suggested does not go out with them."""
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


def sided(statement, form):
    codes = [c for c in statement["issues"] if c["counted"] or form not in _WITHOUT_SUGGESTIONS]
    return sorted((code["issue"], code["stance"], code["counted"], code["kind"]) for code in codes)


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
        assert sided(after[key], form) == sided(row, form)


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
        return sorted((row["document"]["title"], row["content"][0]["start"], row["content"][-1]["end"], told(row, code)) for row in rows for code in row["issues"] if code["counted"])  # fmt: skip

    assert seen(after, lambda _, code: code["stance"]) == seen(before, lambda _, code: code["stance"])
    names = [
        {row["speaks_for"]["name"] for row in rows if row["speaks_for"] and any(c["counted"] for c in row["issues"])}
        for rows in (before, after)
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


def test_a_project_that_has_grown_brings_what_is_new(coded, tmp_path):
    import shutil
    import sqlite3

    export(coded, "dna", tmp_path / "first.dna")
    shutil.copy(tmp_path / "first.dna", tmp_path / "grown.dna")
    with sqlite3.connect(tmp_path / "grown.dna") as project:
        kind, document, start, stop, coder = project.execute(
            "SELECT StatementTypeId, DocumentId, Start, Stop, Coder FROM STATEMENTS WHERE ID = 1"
        ).fetchone()
        project.execute("INSERT INTO STATEMENTS VALUES (9999, ?, ?, ?, ?, ?)", (kind, document, start, stop + 1, coder))
        project.execute(
            "INSERT INTO DATASHORTTEXT SELECT 9999 + ID, 9999, VariableId, Entity FROM DATASHORTTEXT WHERE StatementId = 1"
        )
    project.close()
    with Record.open(tmp_path / "again.db", create=True) as record:
        first = import_into(record, tmp_path / "first.dna", "dna", RunSettings())
        grown = import_into(record, tmp_path / "grown.dna", "dna", RunSettings())
        assert (grown.tally.duplicate, grown.statements) == (first.tally.stored, 1)
        export(record, "dna", tmp_path / "out.dna")
    with sqlite3.connect(tmp_path / "out.dna") as out:
        assert out.execute("SELECT COUNT(*) FROM STATEMENTS").fetchone() == (first.statements + 1,)
        assert out.execute("SELECT COUNT(*) FROM DATASHORTTEXT WHERE StatementId = 9999").fetchone()[0] > 0
    out.close()


def test_statements_of_one_id_stay_two(tmp_path):
    text = "Norland wants talks. Estria wants none."
    rows = [
        {"id": "d", "text": text},
        *(
            {"id": "same", "document": {"id": "d"}, "content": [{"text": words}]}
            for words in ("wants talks", "wants none")
        ),
    ]
    (tmp_path / "two.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with Record.open(tmp_path / "two.db", create=True) as record:
        arrival = import_into(record, tmp_path / "two.jsonl", "jsonl", RunSettings())
        assert [row["content"][0]["text"] for row in lines_of(record)] == ["wants talks", "wants none"]
    assert any("its id is that of another" in r.what for r in arrival.remarks)


def test_days_and_words_that_no_store_keeps_are_told(tmp_path):
    rows = [
        {"id": "a", "text": "Norland wants talks.", "title": "x\ud800y", "published": "9999-99-99"},
        {"id": "b", "text": "words with \x00 in them"},
        {"id": "s", "document": {"id": "a"}, "content": [{"text": "wants talks"}], "said": {"date": "yesterday"}},
        {"id": "t", "document": {"id": "a"}, "content": [{"text": "wants peace"}]},
        {"id": "u", "document": {"id": "elsewhere"}, "content": [{"text": "wants talks"}]},
    ]
    (tmp_path / "odd.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with Record.open(tmp_path / "odd.db", create=True) as record:
        arrival = import_into(record, tmp_path / "odd.jsonl", "jsonl", RunSettings())
        for form in sorted(set(FORMATS) - {"qdc"}):
            export(record, form, tmp_path / f"odd.{form}")
        title = lines_of(record, "documents")[0]["title"]
    told = " | ".join(f"{r.where}: {r.what}" for r in arrival.remarks)
    for words in (
        "its day of publication is none",
        "whose day is none",
        "words that are not in the text",
        "neither in the file nor in the record",
    ):
        assert words in told
    assert (arrival.tally.stored, arrival.tally.quarantined, arrival.tally.ours) == (1, 1, 0)
    assert title == "x\ufffdy"


def test_an_export_that_fails_leaves_no_half_of_a_file(coded, tmp_path, monkeypatch):
    from onrecord.errors import Missing
    from onrecord.exchange import table

    def nothing():
        raise Missing("Parquet needs pyarrow", "pip install pyarrow")

    monkeypatch.setattr(table, "_arrow", nothing)
    with pytest.raises(Missing):
        export(coded, "parquet", tmp_path / "t.parquet")
    assert list(tmp_path.iterdir()) == []
