"""What a page says by its elements: quotations, deletions, pull quotes, the day of publication."""

import pytest

from onrecord.ingest.html import extract_html

LINES = "<p>The pilots of Kell met at the mole in the morning, and they waited for the mail boat until the bell rang.</p><p>The ferry was late again, and the harbour master closed the book before he went home.</p>"


def read(body, head=""):
    return extract_html(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A day at the mole</title>{head}</head><body><article><h1>A day at the mole</h1>{LINES}{body}</article></body></html>'.encode()
    )


def test_a_q_element_is_seen_with_its_marks():
    assert "Ada Holm said: “The light stays on”. The" in read("<p>Ada Holm said: <q>The light stays on</q>. The hall was empty by then.</p>").text  # fmt: skip


def test_a_q_element_with_marks_of_its_own_gets_no_second_ones():
    assert "““" not in read("<p>Ada Holm said: <q>“The light stays on”</q>. The hall was empty by then.</p>").text


@pytest.mark.parametrize("source", ["<footer>— <cite>Ada Holm, harbour master</cite></footer>", "<cite>Ada Holm, harbour master</cite>"])  # fmt: skip
def test_a_block_quotation_has_its_marks_and_whose_it_is(source):
    text = read(f"<blockquote><p>The light stays on through the winter.</p>{source}</blockquote>").text
    assert "“The light stays on through the winter.” — Ada Holm, harbour master" in text


def test_an_embedded_message_is_a_quotation_of_its_writer():
    text = read('<blockquote class="twitter-tweet"><p>The light stays on.</p>&mdash; Ada Holm (@aholm) <a href="#">March 2, 2031</a></blockquote>').text  # fmt: skip
    assert "“The light stays on.” — Ada Holm (@aholm) March 2, 2031" in text


def test_a_long_block_is_a_text_of_its_own_and_keeps_its_paragraphs():
    long = "".join(f"<p>Keeper number {n} wrote that the lamp had burned all night without a fault.</p>" for n in range(30))  # fmt: skip
    assert "“Keeper" not in read(f"<blockquote>{long}</blockquote>").text


def test_a_block_with_a_list_or_a_heading_is_no_quotation():
    text = read("<blockquote><h2>Rules of the light</h2><ul><li>Trim the wick.</li><li>Fill the lamp.</li></ul></blockquote>").text  # fmt: skip
    assert "“" not in text


def test_deleted_words_are_gone_and_inserted_ones_stay():
    text = read("<p>Ada Holm said the light would <del>go out</del> <ins>stay on</ins> for the whole of the winter.</p>").text  # fmt: skip
    assert "stay on" in text
    assert "go out" not in text


def test_a_pull_quote_that_stands_in_the_article_too_is_there_once():
    text = read("<p>“We have oil for the whole winter,” Ada Holm said to the pilots.</p><blockquote class='pullquote'>“We have oil for the whole winter”</blockquote>").text  # fmt: skip
    assert text.count("oil for the whole winter") == 1


def test_a_pull_quote_that_stands_nowhere_else_stays():
    text = read("<p>Ada Holm spoke to the pilots at the mole for an hour.</p><blockquote class='pullquote'>“We have oil for the whole winter”</blockquote>").text  # fmt: skip
    assert text.count("oil for the whole winter") == 1


CHANGED = '<meta property="article:modified_time" content="2031-03-20T10:00:00Z">'


def test_the_day_of_the_last_change_is_not_that_of_publication():
    assert "published" not in read("", CHANGED).facts
    assert read("<p>Published: 4 March 2031</p>", CHANGED).facts["published"] == "2031-03-04"


def test_a_declared_day_of_publication_stands_beside_one_of_a_change():
    declared = CHANGED + '<meta property="article:published_time" content="2031-03-04">'
    assert read("", declared).facts["published"] == "2031-03-04"


def test_a_declared_day_of_long_ago_is_read():
    assert read("", '<meta property="article:published_time" content="1951-03-04">').facts["published"] == "1951-03-04"
