"""Exports of archives, feeds, mail and folders, in words made up for the purpose."""

import zipfile
from email.message import EmailMessage

import pytest
from docx import Document as WordDocument

from onrecord.errors import BadImport
from onrecord.ingest.press import factiva, feed, folder, mail, nexis
from onrecord.ingest.press.row import day_in, plain_from_html

NEXIS_UNI = """Varn says no crate has left the ports
The Harbour Post
March 4, 2031 Tuesday
Copyright 2031 The Harbour Post All Rights Reserved
Section: WORLD; Pg. 3
Length: 412 words
Byline: Klara Remmel
Body

The foreign minister said on Tuesday that no crate had left the ports.

"Not one," she said.

Load-Date: March 4, 2031
End of Document
Envoy hopes for talks
Dask Courier
5 March 2031
Copyright 2031 Dask Courier
Length: 120 words
Body

The envoy hopes for talks.
End of Document
"""
LEXIS = """                               1 of 2 DOCUMENTS

                             The Harbour Post

                          March 4, 2031 Tuesday

HEADLINE: Varn says no crate has left
 the ports

BYLINE: Klara Remmel

SECTION: WORLD; Pg. 3

LENGTH: 412 words

The foreign minister said on Tuesday that no
crate had left the ports.

"Not one," she said.

LOAD-DATE: March 4, 2031

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS

                             Dask Courier

                          March 5, 2031 Wednesday

HEADLINE: Envoy hopes for talks

LENGTH: 120 words

The envoy hopes for talks.

LOAD-DATE: March 5, 2031
"""
FACTIVA = """HD Varn says no crate has left the ports
BY By Klara Remmel
WC 412 words
PD 4 March 2031
SN The Harbour Post
SC HARBP
LA English
CY Copyright 2031 The Harbour Post
LP The foreign minister said on Tuesday that no crate had left the ports.
TD
"Not one," she said.

CO norld : Norland Shipping
IN itrans : Transport
AN Document HARBP00020310304e734000ab
Document HARBP00020310304e734000ab

HD Envoy hopes for talks
WC 120 words
PD 5 March 2031
SN Dask Courier
LP The envoy hopes for talks.
TD
She leaves on Friday.
Document DASKC00020310305e735000cd
"""
FACTIVA_PLAIN = """Varn says no crate has left the ports
By Klara Remmel
412 words
4 March 2031
The Harbour Post
HARBP
3
English
Copyright 2031 The Harbour Post

The foreign minister said on Tuesday that no crate had left the ports.

"Not one," she said.

Document HARBP00020310304e734000ab

Envoy hopes for talks
120 words
5 March 2031
10:15
Dask Courier
DASKC
English
(c) 2031 Dask Courier

The envoy hopes for talks.

Document DASKC00020310305e735000cd
"""
FIRST = {"title": "Varn says no crate has left the ports", "outlet": "The Harbour Post", "published": "2031-03-04"}
SECOND = {"title": "Envoy hopes for talks", "outlet": "Dask Courier", "published": "2031-03-05"}


def made(path, words):
    if path.suffix == ".docx":
        word = WordDocument()
        for line in words.splitlines():
            word.add_paragraph(line)
        word.save(str(path))
    elif path.suffix == ".rtf":
        path.write_text("{\\rtf1\\ansi " + words.replace("\n", "\\par\n") + "}", "ascii")
    elif path.suffix == ".html":
        path.write_text(
            "<html><head><title>x</title></head><body>"
            + "".join(f"<p>{line}</p>\n" for line in words.splitlines())
            + "</body></html>",
            "utf-8",
        )
    else:
        path.write_text(words, "utf-8")
    return path


@pytest.mark.parametrize(
    ("read", "words", "ending"),
    [
        (r, w, e)
        for r, w in ((nexis, NEXIS_UNI), (factiva, FACTIVA), (factiva, FACTIVA_PLAIN))
        for e in (".docx", ".rtf", ".txt", ".html")
    ]
    + [(nexis, LEXIS, ".txt"), (nexis, LEXIS, ".rtf"), (nexis, LEXIS, ".docx")],
)
def test_two_articles_come_out_with_what_the_archive_says_of_them(read, words, ending, tmp_path):
    first, second = read(made(tmp_path / f"export{ending}", words))
    assert {k: first.facts.get(k) for k in FIRST} == FIRST
    assert {k: second.facts.get(k) for k in SECOND} == SECOND
    assert first.facts["author"].removeprefix("By ") == "Klara Remmel"
    assert first.text.startswith(FIRST["title"])
    assert "no crate had left the ports." in " ".join(first.text.split())
    assert '"Not one," she said.' in first.text
    assert "envoy hopes for talks." in second.text
    for row in (first, second):
        for mark in ("Load-Date", "LOAD-DATE", "Copyright", "words", "End of Document", "Document HARBP", "(c)"):
            assert mark not in row.text
    assert any("412 words" in remark for remark in first.remarks)


def test_lines_that_an_archive_wrapped_are_paragraphs_again(tmp_path):
    first, _ = nexis(made(tmp_path / "export.txt", LEXIS))
    assert "said on Tuesday that no crate had left the ports.\n\n" in first.text


@pytest.mark.parametrize("read", [nexis, factiva])
def test_what_is_no_export_is_refused_and_not_taken_for_one_article(read, tmp_path):
    with pytest.raises(BadImport, match="does not look like"):
        list(read(made(tmp_path / "plain.txt", "The envoy hopes for talks.\n\nShe leaves on Friday.\n")))
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(BadImport):
        list(read(broken))
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as other:
        other.writestr("hello.txt", "hello")
    with pytest.raises(BadImport):
        list(read(tmp_path / "other.docx"))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March 4, 2031 Tuesday", "2031-03-04"), ("4 March 2031", "2031-03-04"), ("Tuesday, March 4, 2031 10:15 PM GMT", "2031-03-04"),
        ("2031-03-04", "2031-03-04"), ("4 March", None), ("words without a day", None), ("2031", "2031"), ("March 2031", "2031-03"), ("10 Mai 2031", None), ("Mai 2031", "2031"),
    ],
)  # fmt: skip
def test_days_that_archives_write(words, day):
    assert day_in(words) == day


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Dask Courier</title>
<item><title>Envoy &amp; talks</title><link>https://dask.example/1</link><pubDate>Wed, 05 Mar 2031 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The envoy hopes.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;She leaves.&lt;/p&gt;</description></item>
<item><title>Empty</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Post</title><entry><title>Varn</title>
<updated>2031-03-04T08:00:00Z</updated><author><name>Klara Remmel</name></author><link href="https://harbour.example/2"/>
<content type="html">&lt;p&gt;Not one crate has left.&lt;/p&gt;</content></entry></feed>"""


def test_feeds_give_an_entry_a_document_and_fetch_nothing(tmp_path):
    first, second = feed(made(tmp_path / "feed.xml", RSS))
    assert first.facts == {
        "title": "Envoy & talks",
        "outlet": "Dask Courier",
        "url": "https://dask.example/1",
        "published": "2031-03-05",
    }
    assert first.text == "Envoy & talks\n\nThe envoy hopes.\n\nShe leaves."
    assert first.remarks == ("the feed holds only a summary",)
    assert second.text == "Empty"
    (entry,) = feed(made(tmp_path / "atom.xml", ATOM))
    assert (entry.facts["author"], entry.facts["published"], entry.text) == (
        "Klara Remmel",
        "2031-03-04",
        "Varn\n\nNot one crate has left.",
    )
    with pytest.raises(BadImport):
        list(feed(made(tmp_path / "no.xml", "<html><p>no feed</p></html>")))


def message(subject, text, html=None, attach=None):
    made_ = EmailMessage()
    made_["Subject"], made_["From"], made_["Date"] = (
        subject,
        "Press Office <press@norland.example>",
        "Tue, 04 Mar 2031 08:00:00 +0000",
    )
    made_["Message-ID"] = f"<{subject}@norland.example>"
    made_.set_content(text)
    if html:
        made_.add_alternative(html, subtype="html")
    if attach:
        made_.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename=attach)
    return made_


def test_mail_gives_a_message_a_document(tmp_path):
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "1.eml").write_bytes(
        bytes(message("Statement", "We have sent nothing.\n", "<p>other</p>", "annex.pdf"))
    )
    (row,) = mail(tmp_path / "box")
    assert (row.text, row.facts["title"], row.facts["author"], row.facts["published"]) == (
        "We have sent nothing.",
        "Statement",
        "Press Office",
        "2031-03-04",
    )
    assert (row.facts["outlet"], row.remarks) == ("norland.example", ("attachment not read: annex.pdf",))
    mbox = tmp_path / "all.mbox"
    mbox.write_bytes(
        b"".join(b"From x Tue Mar  4 08:00:00 2031\n" + bytes(message(s, "Words.\n")) + b"\n" for s in "ab")
    )
    assert [row.facts["title"] for row in mail(mbox)] == ["a", "b"]
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "x.eml").write_bytes(
        b"Subject: =?utf-99?q?broken?=\nDate: never\nContent-Type: text/plain; charset=klingon\n\nwords \xff\xfe"
    )
    (broken,) = mail(tmp_path / "bad")
    assert "published" not in broken.facts
    (tmp_path / "none").mkdir()
    with pytest.raises(BadImport, match="no mail"):
        list(mail(tmp_path / "none"))


def test_file_names_say_the_day_the_outlet_and_the_title(tmp_path):
    for name in ("2031-03-04_Harbour-Post_Not_one_crate.txt", "20310305_Dask Courier_Talks.html", "notes.txt"):
        (tmp_path / name).write_text("words", "utf-8")
    found = {file.name: facts for file, facts in folder(tmp_path, "{date}_{outlet}_{title}")}
    assert found["2031-03-04_Harbour-Post_Not_one_crate.txt"] == {
        "published": "2031-03-04",
        "outlet": "Harbour-Post",
        "title": "Not one crate",
    }
    assert found["20310305_Dask Courier_Talks.html"]["published"] == "2031-03-05"
    assert found["notes.txt"] is None
    (only,) = (facts for _, facts in folder(tmp_path, "{title}-{any}") if facts)
    assert only["title"] == "2031"
    for pattern in ("no field", "{colour}", "{date}{date}"):
        with pytest.raises(BadImport):
            list(folder(tmp_path, pattern))
    with pytest.raises(BadImport, match="no folder"):
        list(folder(tmp_path / "notes.txt", "{title}"))


def test_html_is_words_a_block_a_line():
    assert plain_from_html("<div>a<br>b<p>c <b>d</b> e</p></div><style>x</style>f") == "a\n\nb\nc d e\n\nf"
    assert plain_from_html("") == ""


def test_a_paragraph_that_begins_like_a_mark_stays_in_the_text(tmp_path):
    words = NEXIS_UNI.replace('"Not one," she said.', 'State: the ports are open.\n\n"Not one," she said.')
    first, _ = nexis(made(tmp_path / "n.txt", words))
    assert "State: the ports are open." in first.text
    assert '"Not one," she said.' in first.text
    coded = FACTIVA.replace('"Not one," she said.', 'IN the third week she said: "Not one."\nCO operation goes on.')
    first, _ = factiva(made(tmp_path / "f.txt", coded))
    assert "IN the third week" in first.text
    assert "CO operation goes on." in first.text
    assert "itrans" not in first.text


def test_a_coded_export_ends_at_its_number_and_what_is_left_over_is_told(tmp_path):
    words = (
        "".join(line + "\n" for line in FACTIVA.splitlines() if not line.startswith("Document"))
        + "Search summary\nResults found 2\n"
    )
    words = words.replace("She leaves on Friday.\n", "She leaves on Friday.\nAN Document DASKC00020310305e735000cd\n")
    rows = list(factiva(made(tmp_path / "f.txt", words)))
    assert [row.facts.get("title") for row in rows[:2]] == [FIRST["title"], SECOND["title"]]
    assert [row.facts["id"] for row in rows[:2]] == ["HARBP00020310304e734000ab", "DASKC00020310305e735000cd"]
    assert (rows[2].text, rows[2].remarks) == ("", ("Search summary", "Results found 2"))


def test_tables_of_a_word_file_are_text_too(tmp_path):
    word = WordDocument()
    for line in NEXIS_UNI.splitlines()[:10]:
        word.add_paragraph(line)
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Dask", "12 ships"
    word.add_paragraph("End of Document")
    word.save(str(tmp_path / "n.docx"))
    (row,) = nexis(tmp_path / "n.docx")
    assert "Dask 12 ships" in " ".join(row.text.split())


def test_a_file_without_the_beginning_of_a_message_holds_no_mail(tmp_path):
    for words in ("", "From a b\n\nx", "no mail at all\n"):
        with pytest.raises(BadImport, match="no mail"):
            list(mail(made(tmp_path / "x.mbox", words)))


def test_the_day_of_a_feeds_entry_is_that_of_its_own_zone(tmp_path):
    late = RSS.replace("Wed, 05 Mar 2031 10:00:00 GMT", "Wed, 05 Mar 2031 23:30:00 -0500")
    (row, *_) = feed(made(tmp_path / "late.xml", late))
    assert row.facts["published"] == "2031-03-05"


def test_flowed_mail_has_its_paragraphs_whole_and_no_words_that_it_quotes(tmp_path):
    message = "From: Ada Holm <a@dask.example>\nDate: Wed, 05 Mar 2031 10:00:00 +0000\nSubject: Envoy\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed\n\nThe envoy hopes for talks before \nthe winter.\n\n From the mole she left.\nIlse wrote:\n> The envoy was wrong.\n"
    (row,) = mail(made(tmp_path / "one.eml", message))
    assert row.text == "The envoy hopes for talks before the winter.\n\nFrom the mole she left."
    assert row.remarks == ("1 quoted lines of other messages left out",)


def test_mail_that_is_not_flowed_keeps_its_lines(tmp_path):
    message = "From: a@dask.example\nSubject: Envoy\nContent-Type: text/plain\n\nThe envoy hopes \nfor talks.\n"
    (row,) = mail(made(tmp_path / "one.eml", message))
    assert row.text == "The envoy hopes\nfor talks."


def test_a_cover_page_is_no_article_and_an_edition_no_headline(tmp_path):
    cover = "Download Request: Selected Items: 1-1\nTime Of Request: Monday, April 7, 2031  10:00:00\n\nTerms: (mole and lamp)\n\n"
    article = "1 of 1 DOCUMENTS\n\nThe Dask Courier\n\nMarch 4, 2031 Tuesday\nCoast Edition 1;\nNational Edition\n\nEnvoy leaves\n\nBYLINE: BY ADA HOLM\n\nLENGTH: 9 words\n\nThe envoy left on Friday.\n\nLOAD-DATE: March 5, 2031\n"
    (row,) = nexis(made(tmp_path / "one.txt", cover + article))
    assert (row.facts["title"], row.facts["author"], row.facts["outlet"]) == ("Envoy leaves", "ADA HOLM", "The Dask Courier")  # fmt: skip


def test_deleted_words_of_rtf_are_gone_and_halves_of_a_character_are_one(tmp_path):
    rtf = r"{\rtf1\ansi 1 of 1 DOCUMENTS\par\par The Courier\par\par March 4, 2031 Tuesday\par\par Envoy stays\par\par LENGTH: 9 words\par\par Envoy \u55362?\u57271? will {\deleted never }stay.\par\par LOAD-DATE: March 4, 2031\par}"
    (row,) = nexis(made(tmp_path / "one.rtf", rtf))
    assert "Envoy \U00020bb7 will stay." in row.text
    assert "never" not in row.text
