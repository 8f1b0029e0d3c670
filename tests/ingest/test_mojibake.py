"""Text that was decoded twice."""

import json

import pytest

from onrecord.ingest.html import extract_html
from onrecord.ingest.mojibake import decoded_once
from onrecord.ingest.rows import parse_row

RIGHT = "“The light isn’t out,” Ada Holm said in the café."
TWICE = RIGHT.encode().decode("cp1252", errors="replace").replace("\ufffd", "\x9d")


def test_it_is_put_right_and_told():
    fixed, remarks = decoded_once(TWICE)
    assert fixed == RIGHT
    assert any("decoded twice" in remark for remark in remarks)


@pytest.mark.parametrize("text", [RIGHT, "Zoë Ångström: ça va? Ça… “été” – Łódź", "plain words", "Â"])
def test_other_text_stays_as_it_is(text):
    assert decoded_once(text) == (text, [])


def test_rows_and_pages_are_put_right_too():
    assert parse_row(json.dumps({"text": TWICE}).encode()).text == RIGHT
    page = f"<html lang='en'><head><meta charset='utf-8'><title>A day</title></head><body><article><h1>A day</h1><p>{TWICE} It burned all night, and the pilots came home.</p><p>The ferry was late again, and the harbour master closed the book.</p></article></body></html>"
    made = extract_html(page.encode())
    assert RIGHT in made.text
    assert any("decoded twice" in remark for remark in made.remarks)
