"""Names, days and words of references, as the formats mean them."""

from __future__ import annotations

import json

import pytest

from onrecord.exchange.reference_fields import csl_day, csl_names
from onrecord.exchange.references import references_in, row_of


def _rows(tmp_path, text: str, form: str) -> list[dict[str, str]]:
    file = tmp_path / "lib"
    file.write_text(text, "utf-8")
    return [row_of(one.csl) for one in references_in(file, form)]


def test_a_body_in_braces_is_one_author_and_others_are_none(tmp_path):
    text = "@misc{a, title={T}, author={{Ministry of Salt and Tolls} and Remmel, Klara and others}}"
    assert _rows(tmp_path, text, "bibtex")[0]["author"] == "Ministry of Salt and Tolls; Klara Remmel"


def test_particles_and_suffixes_stand_where_people_write_them(tmp_path):
    text = "@misc{a, title={T}, author={van den Holm, Jr., Piet and Otto de la Reke}}"
    assert _rows(tmp_path, text, "bibtex")[0]["author"] == "Piet van den Holm Jr.; Otto de la Reke"


def test_accents_by_commands_are_letters(tmp_path):
    text = r"""@misc{a, title={{\'E}t{\'e} \& tolls: 5 % more}, author={{\v S}im{\'a}nek, Ji{\v r}{\'\i}}}"""
    (row,) = _rows(tmp_path, text, "bibtex")
    assert (row["title"], row["author"]) == ("Été & tolls: 5 % more", "Jiří Šimánek")


def test_abbreviations_are_written_out_and_pieces_are_joined(tmp_path):
    text = '@string{hp = "Harbour Post"}\n@article{a, title = {One # two}, journal = hp # " of Kell", year = 2031, month = mar}'
    (row,) = _rows(tmp_path, text, "bibtex")
    assert (row["title"], row["outlet"], row["published"]) == ("One # two", "Harbour Post of Kell", "2031-03")


def test_of_a_field_that_is_given_twice_the_first_is_taken(tmp_path):
    assert _rows(tmp_path, "@misc{a, title={First}, title={Second}}", "bibtex")[0]["title"] == "First"


@pytest.mark.parametrize(
    ("issued", "day"),
    [
        ({"date-parts": [["2031", "3", "4"]]}, "2031-03-04"),
        ({"date-parts": [[2031, 3, 4], [2031, 3, 9]]}, "2031-03-04"),
        ({"date-parts": [[2031]], "season": 1}, "2031"),
        ({"raw": "2031-3-4"}, "2031-03-04"),
        ({"literal": "4 March 2031"}, "2031-03-04"),
        ({"literal": "4 March"}, None),
        ("2031-03-04T23:30:00-05:00", "2031-03-04"),
        ("2031-03-04/2031-03-09", "2031-03-04"),
        (2031, "2031"),
        ({"date-parts": []}, None),
        ("soon", None),
        (None, None),
    ],
)
def test_days_are_read_as_they_are_given(issued, day):
    assert csl_day(issued) == day


def test_titles_lose_the_marks_of_type(tmp_path):
    text = json.dumps([{"id": "a", "title": "The <i>Dawn</i> &amp; the <span class='nocase'>toll</span>, 1 < 2"}])
    assert _rows(tmp_path, text, "csl-json")[0]["title"] == "The Dawn & the toll, 1 < 2"


def test_names_of_a_suffix_come_from_ris(tmp_path):
    text = "TY  - NEWS\nTI  - T\nAU  - van den Holm, Piet, Jr.\nAU  - Ministry of Tolls\nER  - \n"
    assert _rows(tmp_path, text, "ris")[0]["author"] == "Piet van den Holm Jr.; Ministry of Tolls"


def test_a_body_is_not_taken_apart_and_several_authors_are_several():
    assert csl_names("Ministry of Tolls; Klara Remmel") == [
        {"literal": "Ministry of Tolls"},
        {"family": "Remmel", "given": "Klara"},
    ]


def test_bibtex_goes_out_as_it_came_in(tmp_path):
    from onrecord.exchange.references import _bibtex_author

    names = "van den Holm, Jr., Piet and {Ministry of Salt and Tolls} and others"
    file = tmp_path / "lib.bib"
    file.write_text(f"@misc{{a, title={{T}}, author={{{names}}}}}", "utf-8")
    (one,) = references_in(file, "bibtex")
    assert _bibtex_author(one.csl) == names
