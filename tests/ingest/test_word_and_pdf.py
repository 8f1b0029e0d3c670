"""Word documents with tracked changes and controls, and words that a line's end broke in a PDF."""

import io

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from onrecord.ingest.docx import extract_docx
from onrecord.ingest.pdf import _joined


def made(*paragraphs):
    document = docx.Document()
    body = document.element.body
    for number, xml in enumerate(paragraphs):
        body.insert(number, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))
    out = io.BytesIO()
    document.save(out)
    return extract_docx(out.getvalue())


def run(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_tracked_insertions_are_in_and_deletions_are_out_and_it_is_told():
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>out</w:delText></w:r></w:del>'
    read = made(f'<w:p>{run("The light goes ")}{deleted}<w:ins w:id="2" w:author="x">{run("on")}</w:ins>{run(" tonight.")}</w:p>')  # fmt: skip
    assert read.text == "The light goes on tonight."
    assert any("tracked changes" in remark for remark in read.remarks)


def test_a_document_without_changes_says_nothing_of_them():
    assert made(f"<w:p>{run('The light goes on.')}</w:p>").remarks == []


def test_words_in_controls_links_fields_and_smart_tags_are_read_in_their_place():
    inside = f"<w:sdt><w:sdtContent>{run('the lamp ')}</w:sdtContent></w:sdt><w:hyperlink>{run('of Kell ')}</w:hyperlink><w:fldSimple w:instr='DATE'>{run('burns ')}</w:fldSimple><w:smartTag>{run('all night')}</w:smartTag>"
    block = f"<w:sdt><w:sdtContent><w:p>{run('A second paragraph.')}</w:p></w:sdtContent></w:sdt>"
    assert made(f"<w:p>{run('There ')}{inside}{run('.')}</w:p>", block).text == "There the lamp of Kell burns all night.\n\nA second paragraph."  # fmt: skip


def test_a_moved_paragraph_is_read_where_it_went():
    read = made(
        f'<w:p><w:moveFrom w:id="1" w:author="x">{run("The oil is short.")}</w:moveFrom>{run("First.")}</w:p>',
        f'<w:p><w:moveTo w:id="2" w:author="x">{run("The oil is short.")}</w:moveTo></w:p>',
    )
    assert read.text == "First.\n\nThe oil is short."


def test_cells_of_a_table_are_paragraphs():
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    assert made(f"<w:tbl><w:tr>{cell.format(run('left'))}{cell.format(run('right'))}</w:tr></w:tbl>").text == "left\n\nright"  # fmt: skip


def test_a_word_that_a_lines_end_broke_is_one_word():
    assert _joined("the inter\x02national talks and the cease\ufffefire") == "the international talks and the ceasefire"


def test_a_hyphen_of_its_own_stays():
    assert _joined("the Norland\x02Sarmia strait") == "the Norland-Sarmia strait"
    assert _joined("a re-entry, and the re\x02entry of the ship") == "a re-entry, and the re-entry of the ship"
