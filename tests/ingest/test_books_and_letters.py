"""OpenDocument texts, electronic books and single messages: read as their programs show them."""

from __future__ import annotations

import io
import zipfile

import pytest

from onrecord.errors import EmptyInput, Malformed, TooLarge
from onrecord.ingest import archive
from onrecord.ingest.epub import extract_epub
from onrecord.ingest.odt import extract_odt
from onrecord.ingest.press.mail import extract_message
from onrecord.ingest.read import Reader

_NS = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:d" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def _zip(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, words in parts.items():
            made.writestr(
                name.replace("__", "/").replace("_xml", ".xml").replace("_xhtml", ".xhtml").replace("_opf", ".opf"),
                words,
            )
    return out.getvalue()


def _odt(body: str, title: str = "") -> bytes:
    content = f"<office:document-content {_NS}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    meta = f"<office:document-meta {_NS}><office:meta><dc:title>{title}</dc:title></office:meta></office:document-meta>"
    return _zip(content_xml=content, meta_xml=meta)


def test_an_opendocument_text_is_read_by_paragraphs_with_its_spaces_and_breaks():
    body = '<text:h>Toll stays</text:h><text:p>The<text:s text:c="2"/>light <text:span>goes</text:span><text:line-break/>on.</text:p><text:list><text:list-item><text:p>One.</text:p></text:list-item></text:list>'
    read = extract_odt(_odt(body, "Toll stays"))
    assert read.text == "Toll stays\n\nThe  light goes\non.\n\nOne."
    assert read.facts == {"title": "Toll stays"}
    assert read.remarks == []


def test_what_a_tracked_change_deleted_and_what_somebody_noted_is_no_part_of_an_opendocument_text():
    changes = "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted words.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    noted = "<text:p>The light<office:annotation><text:p>Really?</text:p></office:annotation> is on.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Since May.</text:p></text:note-body></text:note></text:p>"
    read = extract_odt(_odt(changes + noted))
    assert read.text == "The light is on.\n\nSince May."
    assert [r.split(":")[0] for r in read.remarks] == [
        "the document holds tracked changes",
        "1 footnotes or endnotes, kept behind the text",
    ]


def test_words_in_a_frame_are_read_once():
    body = (
        "<text:p>Before.<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert extract_odt(_odt(body)).text == "Before.\n\nIn the box."


_CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'


def _epub(*, spine: str, **pages: str) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Toll</dc:title>'
        "<dc:creator>Klara Remmel</dc:creator><dc:creator>Otto Lind</dc:creator><dc:date>2031-03-04</dc:date></metadata><manifest>"
        '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="a" href="one%20page.xhtml" media-type="application/xhtml+xml"/><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/></manifest>'
        f"<spine>{spine}</spine></package>"
    )
    return _zip(**{"META-INF__container_xml": _CONTAINER, "OEBPS__book_opf": package, **pages})


_ORDER = '<itemref idref="b"/><itemref idref="n"/><itemref idref="a"/>'
_PAGE = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'


def test_a_book_is_read_in_the_order_of_its_spine():
    pages = {"OEBPS__one page_xhtml": _PAGE.format("<p>Last — words.</p>"), "OEBPS__two_xhtml": _PAGE.format("<h1>First</h1><p>Then <i>this</i>.</p>"),
             "OEBPS__nav_xhtml": _PAGE.format("<nav><ol><li>First</li></ol></nav>")}  # fmt: skip
    read = extract_epub(_epub(spine=_ORDER, **pages))
    assert read.text == "First\n\nThen this.\n\nLast — words."
    assert read.facts == {"title": "The Toll", "author": "Klara Remmel; Otto Lind", "published": "2031-03-04"}


def test_a_chapter_that_is_named_and_not_there_is_told():
    read = extract_epub(_epub(spine=_ORDER, OEBPS__two_xhtml=_PAGE.format("<p>Here.</p>")))
    assert (read.text, read.remarks) == ("Here.", ["1 chapters that the book names are not in it"])


def test_a_book_without_words_is_none():
    with pytest.raises(EmptyInput):
        extract_epub(_epub(spine=_ORDER))


@pytest.mark.parametrize("read", [extract_odt, extract_epub])
@pytest.mark.parametrize(
    "content", [b"", b"no zip", _zip(other_xml="<a/>"), _zip(**{"content_xml": "<a", "META-INF__container_xml": "<a"})]
)
def test_what_is_no_such_file_is_refused(read, content):
    with pytest.raises(Malformed):
        read(content)


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "_MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(TooLarge):
        extract_odt(_odt("<text:p>" + "word " * 500 + "</text:p>"))


_LETTER = b"From: Klara Remmel <klara@harbour.example>\nSubject: The toll\nDate: Tue, 4 Mar 2031 09:00:00 +0000\nContent-Type: text/plain\n\nThe toll stays.\n\n> Will it go?\n"


def test_a_message_is_read_with_its_subject_sender_and_day():
    read = extract_message(_LETTER)
    assert read.text == "The toll stays."
    assert (read.facts["title"], read.facts["author"], read.facts["published"]) == (
        "The toll",
        "Klara Remmel",
        "2031-03-04",
    )
    assert read.remarks == ["1 quoted lines of other messages left out"]


def test_a_folder_gives_all_three(tmp_path):
    (tmp_path / "a.odt").write_bytes(_odt("<text:p>The light is on tonight.</text:p>"))
    (tmp_path / "b.epub").write_bytes(_epub(spine=_ORDER, OEBPS__two_xhtml=_PAGE.format("<p>The book is here.</p>")))
    (tmp_path / "c.eml").write_bytes(_LETTER)
    with Reader() as reader:
        read = [intake.outcome for intake in reader.read([tmp_path])]
    assert [d.text for d in read] == ["The light is on tonight.", "The book is here.", "The toll stays."]
    assert read[1].author.value == "Klara Remmel; Otto Lind"
    assert read[2].published.date == "2031-03-04"
