"""Where a marked stretch lies, whatever the tool that marked it counts."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from onrecord.exchange.places import found_places
from onrecord.exchange.qdpx import read_qdpx
from onrecord.exchange.shelf import Shelf

_TEXT = "The ferry left Kell.\r\nNobody waved 🚢 from the quay.\r\nKlara Remmel said that the toll would stay."


def _words(text: str, place: tuple[int, int] | None) -> str | None:
    return text[slice(*place)] if place else None


def _counted(words: str, how) -> tuple[int, int]:
    before = _TEXT[: _TEXT.index(words)]
    return how(before), how(before + words)


def test_code_points_are_taken_as_they_are():
    places = [_counted(words, len) for words in ("from the quay", "the toll would stay")]
    assert [_words(_TEXT, p) for p in found_places(_TEXT, places)] == ["from the quay", "the toll would stay"]


def test_an_end_of_line_counted_as_one_sign_lands_on_the_same_words():
    places = [
        _counted(words, lambda t: len(t.replace("\r\n", "\n"))) for words in ("Nobody waved", "the toll would stay")
    ]
    assert [_words(_TEXT, p) for p in found_places(_TEXT, places)] == ["Nobody waved", "the toll would stay"]


def test_units_of_utf_16_land_on_the_same_words():
    places = [
        _counted(words, lambda t: len(t.encode("utf-16-le")) // 2) for words in ("from the quay", "the toll would stay")
    ]
    assert [_words(_TEXT, p) for p in found_places(_TEXT, places)] == ["from the quay", "the toll would stay"]


def test_what_cuts_into_words_however_it_is_counted_is_not_placed():
    start, end = _counted("the toll would stay", len)
    assert found_places(_TEXT, [_counted("Nobody waved", len), (start + 1, end - 2)]) == [
        _counted("Nobody waved", len),
        None,
    ]


def test_half_a_word_stays_marked_where_there_is_one_way_to_count():
    assert found_places("An embargo on salt.", [(3, 6)]) == [(3, 6)]


def test_what_lies_behind_the_end_is_not_placed():
    assert found_places("Short.", [(2, 60), (5, 5)]) == [None, None]


@given(st.text(alphabet="ab \r\n🚢é", max_size=60), st.data())
def test_places_in_code_points_between_words_are_never_moved(text, data):
    bounds = sorted(
        data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)) if text else [0, 0]
    )
    (found,) = found_places(text, [(bounds[0], bounds[1])])
    within = any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in bounds)
    if bounds[0] < bounds[1] and not within:
        assert found == (bounds[0], bounds[1])


def _project(source: str, text: str) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        codes = '<CodeBook><Codes><Code guid="c" name="Toll" isCodable="true"/></Codes></CodeBook>'
        packed.writestr(
            "project.qde", f'<Project xmlns="urn:QDA-XML:project:1.0">{codes}<Sources>{source}</Sources></Project>'
        )
        packed.writestr("sources/t.txt", text)
    made.seek(0)
    return made


def _read(tmp_path, source: str, text: str):
    file = tmp_path / "p.qdpx"
    file.write_bytes(_project(source, text).getvalue())
    return read_qdpx(file, Shelf())


_CODING = '<Coding guid="k"><CodeRef targetGUID="c"/></Coding>'


def test_the_text_that_stands_beside_a_pdf_is_read_with_what_is_coded_on_it(tmp_path):
    source = (
        '<PDFSource guid="p" name="Paper.pdf" creationDateTime="2031-03-04T10:00:00Z">'
        f'<PDFSelection guid="d" name="box">{_CODING}</PDFSelection><Representation guid="r" plainTextPath="internal://t.txt">'
        f'<PlainTextSelection guid="s" startPosition="22" endPosition="36">{_CODING}</PlainTextSelection></Representation></PDFSource>'
    )
    brought = _read(tmp_path, source, "Klara Remmel said that the toll stays.")
    (intake,) = brought.intakes
    (statement,) = intake.outcome.statements
    assert (intake.outcome.title.value, statement.text) == ("Paper.pdf", " the toll stay")
    assert [code.issue for code in statement.issues] == ["toll"]
    assert [remark.what for remark in brought.remarks] == ["a PDFSelection of its picture, box"]


def test_the_day_a_text_was_put_into_a_project_is_no_day_of_publication(tmp_path):
    source = (
        '<TextSource guid="t" name="Note" plainTextPath="internal://t.txt" creationDateTime="2031-03-04T10:00:00Z"/>'
    )
    (intake,) = _read(tmp_path, source, "The toll stays.").intakes
    assert intake.outcome.published.date is None


def test_a_coding_that_fits_no_words_is_told_and_not_moved(tmp_path):
    places = ((22, 32), (31, 37))
    selections = "".join(
        f'<PlainTextSelection guid="s{n}" startPosition="{a}" endPosition="{b}">{_CODING}</PlainTextSelection>'
        for n, (a, b) in enumerate(places)
    )
    source = f'<TextSource guid="t" name="Note" plainTextPath="internal://t.txt">{selections}</TextSource>'
    brought = _read(tmp_path, source, "A\r\nKlara Remmel said that the toll stays.")
    assert [s.text for s in brought.intakes[0].outcome.statements] == []
    assert [r.what for r in brought.remarks] == [f"not placed: {a} to {b} fits no words of the text" for a, b in places]
