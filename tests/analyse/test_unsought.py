"""Where nothing was found, it is said in how many documents nothing was sought."""

from __future__ import annotations

import pytest

from onrecord.analyse.ladder import build_ladder
from onrecord.analyse.question import understand
from onrecord.ingest.read import Reader
from onrecord.run import RunSettings, read_into
from onrecord.store import Record
from onrecord.store.read import actors, codebook, count_unsought

_FOREIGN = "Die Regierung von Kell lehnt das neue Abkommen ab und fordert Verhandlungen mit allen Seiten."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (_FOREIGN, "de"),
        ("Президент Кела заявил, что пошлина останется.", "ru"),
        ("Talks go on\n\nMinister Ilse Dorn said the lanes were open.", None),
        ("Dorn rejects Kell toll plan", None),
        ("12 March 2031", None),
    ],
)
def test_a_short_text_in_another_language_says_so_and_a_short_english_one_is_read(text, language, tmp_path):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with Reader() as reader:
        (intake,) = reader.read([tmp_path])
    assert intake.outcome.language == language


def test_nothing_found_says_where_nothing_was_sought(empty_place, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Talks go on\n\nMinister Ilse Dorn said that the lanes were open.\n", "utf-8")
    (folder / "b.txt").write_text(_FOREIGN, "utf-8")
    with Record.open(empty_place, create=True) as record:
        read_into(record, [folder], RunSettings(), lambda _: None)
        assert count_unsought(record) == 1
        question = understand("Peter Reke on sanctions", actors(record), codebook(record), {"peter reke"})
        assert build_ladder(record, question).heading == (
            "Nothing found in 2 documents. In 1 document of these nothing was sought: only English is read so far. "
            "That is no position: it may only not have been read, or not been found."
        )
