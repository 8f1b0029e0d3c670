"""Files of every kind, and input that is no good: each ends in a document or in a refusal with a code."""

import io
import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from onrecord.ingest import IngestLimits, Reader
from onrecord.ingest.decode import decode
from onrecord.model.document import Document

TEXT = "A quiet day in the port\n\nThe envoy said that the lanes were open, and nobody in the harbour disagreed with her.\n"


@pytest.fixture
def read(tmp_path):
    def run(*paths: Path, **limits):
        with Reader(IngestLimits(**limits)) as reader:
            return list(reader.read(paths or [tmp_path]))

    return run


def outcome(intake):
    return "document" if isinstance(intake.outcome, Document) else intake.outcome.code


def test_a_text_file_is_stored_as_it_is(tmp_path, read):
    words = "No\u00a0break “and” marks\r\nglued.Sentences stay.\n"
    (tmp_path / "a.txt").write_bytes(words.encode())
    (found,) = read()
    assert found.outcome.text == words
    assert found.source.content == words.encode()
    assert found.path == "a.txt"


def test_paths_are_relative_to_what_was_named(tmp_path, read):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.txt").write_text(TEXT)
    assert [i.path for i in read(tmp_path)] == ["deep/er/a.txt"]
    assert [i.path for i in read(tmp_path / "deep" / "er" / "a.txt")] == ["a.txt"]


def test_rows_of_json_lines_are_documents_with_their_facts(tmp_path, read):
    rows = [
        {
            "text": TEXT,
            "title": "T",
            "outlet": "O",
            "author": "A B",
            "published": "2031-03-04",
            "url": "https://x.example/1",
        },
        {"text": TEXT + "More."},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    one, two = (i.outcome for i in read())
    assert (one.title.value, one.outlet.value, one.author.value, one.published.date) == ("T", "O", "A B", "2031-03-04")
    assert two.title is None
    assert one.id != two.id


def test_rows_of_csv_are_documents(tmp_path, read):
    (tmp_path / "a.csv").write_text(
        'title,text,published\nT,"One line\nand another, said Dorn.",2031-03\n', encoding="utf-8-sig"
    )
    (found,) = read()
    assert (found.outcome.title.value, found.outcome.published.precision) == ("T", "month")


def test_a_page_gives_article_facts_captions_and_comments(tmp_path, read):
    body = "".join(
        f"<p>The envoy said on day {n} that the lanes were open for every ship that asked.</p>" for n in range(8)
    )
    page = (
        "<html><head><title>Lanes open | Harbour Post</title><meta property='og:site_name' content='Harbour Post'>"
        "<meta property='article:published_time' content='2031-04-23T18:05:00+02:00'><meta name='author' content='Ada Holm'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Lanes open</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    )
    (tmp_path / "a.html").write_text(page)
    (found,) = read()
    made = found.outcome
    assert (made.published.date, made.author.value) == ("2031-04-23", "Ada Holm")
    assert "day 7" in made.text
    assert "All rights" not in made.text


def test_a_word_document_is_read(tmp_path, read):
    import docx

    document = docx.Document()
    document.add_paragraph("A quiet day in the port")
    document.add_paragraph("The envoy said that the lanes were open.")
    document.save(str(tmp_path / "a.docx"))
    (found,) = read()
    assert found.outcome.text == "A quiet day in the port\n\nThe envoy said that the lanes were open."


def test_a_pdf_is_read(tmp_path, read):
    (tmp_path / "a.pdf").write_bytes(_pdf("The envoy said that the lanes were open."))
    (found,) = read()
    assert "lanes were open" in found.outcome.text


def _pdf(words: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for n, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(f"{n} 0 obj\n".encode() + part + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(f"{p:010} 00000 n \n".encode() for p in places))
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF")
    return out.getvalue()


BAD = {
    "empty.txt": (b"", "OR-I01"),
    "spaces.txt": (b" \n\t \n", "OR-I01"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "OR-I02"),
    "nul.txt": (b"words\x00words and more", "OR-I02"),
    "archive.html": (b"PK\x03\x04" + b"\x00" * 400, "OR-I02"),
    "markup.html": (b"<html><body><nav></nav></body></html>", "OR-I01"),
    "notext.jsonl": (b'{"title": "no text here"}', "OR-I06"),
    "broken.jsonl": (b'{"text": "never closed', "OR-I09"),
    "list.jsonl": (b'["text"]', "OR-I09"),
    "surrogate.jsonl": (b'{"text": "half \\ud83d a pair"}', "OR-I02"),
    "norows.csv": (b"text,title\n", "OR-I01"),
    "broken.docx": (b"not a zip at all", "OR-I09"),
    "broken.pdf": (b"%PDF-1.4 and then nothing", "OR-I09"),
    "unknown.xyz": (b"whatever", "OR-I10"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_input_is_refused_with_its_reason(tmp_path, read, name):
    content, code = BAD[name]
    (tmp_path / name).write_bytes(content)
    (found,) = read()
    assert outcome(found) == code
    assert found.outcome.advice
    assert not found.outcome.ours


def test_ten_megabytes_are_refused_in_no_time(tmp_path, read):
    (tmp_path / "a.txt").write_text("The envoy said that the lanes were open. " * 250_000)
    began = time.monotonic()
    (found,) = read()
    assert outcome(found) == "OR-I04"
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("depth", [250, 1_000, 20_000])
def test_deep_nesting_is_refused_rather_than_cut_short(tmp_path, read, depth):
    (tmp_path / "a.html").write_text(
        "<html><body>" + "<div>" * depth + "<p>inside words</p>" + "</div>" * depth + "<p>after words</p></body></html>"
    )
    (found,) = read()
    assert outcome(found) == "OR-I05"


def test_shallow_nesting_loses_nothing(tmp_path, read):
    inner = (
        "<p>The envoy said that the lanes were open, and that they would stay open for the whole of the summer.</p>" * 4
    )
    (tmp_path / "a.html").write_text(
        "<html><body><article>"
        + "<div>" * 100
        + inner
        + "</div>" * 100
        + "<p>after words that close the story of the day</p></article></body></html>"
    )
    (found,) = read()
    assert "after words" in found.outcome.text


def test_a_page_that_takes_too_long_is_stopped_and_its_neighbour_is_read(tmp_path, read):
    attributes = " ".join(f"a{n}='x'" for n in range(120_000))
    (tmp_path / "a.html").write_text(f"<html><body><p {attributes}>words</p></body></html>")
    page = (
        "<html><body><article>"
        + "<p>The envoy said that the lanes were open for every ship that asked for it.</p>" * 5
        + "</article></body></html>"
    )
    (tmp_path / "b.html").write_text(page)
    began = time.monotonic()
    first, second = read(extract_s=4.0)
    assert outcome(first) in {"OR-I08", "OR-I01", "document"}
    assert outcome(second) == "document"
    assert time.monotonic() - began < 30


def test_a_word_document_that_unpacks_without_end_is_refused(tmp_path, read):
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 150_000_000)
    (found,) = read()
    assert outcome(found) == "OR-I04"


def test_a_circle_of_links_ends(tmp_path, read):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert sorted((i.path, outcome(i)) for i in read()) == [
        ("a.txt", "document"),
        ("loop", "OR-I07"),
        ("self.txt", "OR-I07"),
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_without_permission_is_told(tmp_path, read):
    shut = tmp_path / "shut"
    shut.mkdir()
    shut.chmod(0)
    try:
        assert [(i.path, outcome(i)) for i in read()] == [("shut", "OR-I07")]
    finally:
        shut.chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_told(tmp_path, read, monkeypatch):
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut" / "a.txt").write_text(TEXT)
    real = os.scandir

    def scandir(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [(i.path, outcome(i)) for i in read()] == [("shut", "OR-I07")]


def test_a_path_that_is_not_there_is_told(tmp_path, read):
    (found,) = read(tmp_path / "nowhere.txt")
    assert outcome(found) == "OR-I07"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_told(encoding):
    words = (
        "Le ministre a déclaré : « Nous resterons à table », puis il est allé dîner à l’hôtel près de la jetée. " * 4
    )
    words = words.replace("’", "'") if encoding == "cp1252" else words
    found = decode(words.encode(encoding))
    assert found.text == words
    assert found.guessed is (encoding == "cp1252")


def test_a_byte_order_mark_that_lies_is_refused():
    from onrecord.errors import Undecodable

    with pytest.raises(Undecodable):
        decode(b"\xef\xbb\xbf\xff\xfe\xfa broken")
