"""Segments, voices, and what a text says about itself."""

import pytest

from onrecord.model.document import Published
from onrecord.segment import SegmentStage

NEWS = """Ministers meet in the harbour town

By Klara Remmel, The Harbour Post

KELL, March 4, 2031 - Ministers of three states met on Tuesday in the harbour town and said that they would meet again.

Ministers walk along the quay in Kell before the talks. (Photo by M. Lind / Harbour Post)

Ministers walk along the quay in Kell before the talks. The weather was fair.

The host said the talks had been useful, and the guests agreed with him on that one point at least.

Share this article

3 thoughts on “Ministers meet in the harbour town”

1. The host said nothing of the kind, I was there and heard it.

2. He said it twice.

Leave a Reply

Your email address will not be published. A star marks what is needed.
"""


@pytest.fixture
def segment(document):
    stage = SegmentStage()
    return lambda text, **facts: stage(document(text, **facts))


def kinds(made):
    return [(s.kind, made.text[s.start : s.end].strip()[:12]) for s in made.segments]


def test_a_page_is_cut_by_voice(segment):
    made = segment(NEWS)
    assert [kind for kind, _ in kinds(made)] == [
        "title",
        "byline",
        "body",
        "caption",
        "body",
        "boilerplate",
        "comment",
        "boilerplate",
    ]
    assert {s.kind: s.voice for s in made.segments} == {
        "title": "headline", "byline": "editor", "body": "reporter", "caption": "caption", "boilerplate": "editor", "comment": "comment",
    }  # fmt: skip


def test_title_author_outlet_and_date_come_with_their_evidence(segment):
    made = segment(NEWS)
    assert (made.title.value, made.author.value, made.outlet.value) == (
        "Ministers meet in the harbour town",
        "Klara Remmel",
        "The Harbour Post",
    )
    assert (made.published.date, made.published.method, made.published.inferred) == ("2031-03-04", "dateline", False)
    for fact in (made.title, made.author, made.outlet):
        assert made.text[fact.evidence.start : fact.evidence.end] == fact.value


def test_a_caption_without_a_credit_is_told_by_its_twin(segment):
    made = segment(NEWS)
    caption = next(s for s in made.segments if s.kind == "caption")
    assert made.text[caption.start : caption.end].count("Ministers walk") == 2


def test_a_dateline_with_an_agency_is_no_caption(segment):
    made = segment(
        "A title here\n\nKELL (AP) — The ministers met and talked for a long hour.\n\nThen they left the town."
    )
    assert [kind for kind, _ in kinds(made)] == ["title", "body"]


def test_what_is_not_said_stays_unknown(segment):
    made = segment(
        "A quiet day\n\nNothing happened in the port, and nobody spoke about it at any length.\n\nThe end of it."
    )
    assert (made.author, made.outlet, made.published.date, made.published.precision) == (None, None, None, "unknown")


def test_an_editors_introduction_is_told_from_the_reposted_text(segment):
    made = segment(
        "Ada Holm: The strait belongs to all\n\n"
        "Norland's ambassador, Ada Holm, explains her country's view. Below is her article, published on April 18 by The Meridian Review.\n\n"
        "Ambassador Holm notes that ships need rules.\n\n"
        "The strait belongs to everyone who sails it. We must keep it open for all.\n\nNobody can own a current.\n"
    )
    assert [kind for kind, _ in kinds(made)] == ["title", "intro", "body"]
    assert (made.kind, made.author.value, made.outlet.value) == ("op-ed", "Ada Holm", "The Meridian Review")
    assert made.published.date is None
    assert made.published.month_day == "--04-18"
    assert {s.kind: s.voice for s in made.segments} == {"title": "headline", "intro": "editor", "body": "author"}


def test_the_latest_caption_gives_a_month_marked_as_inferred(segment):
    made = segment(
        "Talks in Kell\n\nThe ministers met on Monday and talked, their hosts said, about nothing but the weather.\n\n"
        "Ships burn off the quay, May 3, 2031. (Photo by M. Lind / AP)\n\nThen they left the town by train.\n"
    )
    assert (made.published.date, made.published.precision, made.published.inferred) == ("2031-05", "month", True)


def test_metadata_wins_over_the_text(segment):
    from onrecord.ingest.metadata import published_from_metadata

    made = segment(NEWS, published=published_from_metadata("2031-03-05T08:00:00Z"))
    assert (made.published.date, made.published.method) == ("2031-03-05", "metadata")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Talk of the day\n\n" + "ANNA: What now?\n\nBERT: We wait for rain.\n\n" * 4, "transcript"),
        ("An interview with Bert\n\n" + "ANNA: What now?\n\nBERT: We wait for rain.\n\n" * 4, "interview"),
        ("Address by President Orm at the opening\n\nFellow citizens, we meet in spring.\n\nI thank you all for it.", "official-statement"),
        ("After the truce\n\nPolicy Brief 7, May 2031\n\nThe parties agree on little. Norland opposes the plan as it stands today.\n\nThis is where they are.", "analysis"),
        ("Open the sheds\n\nGideon Pell\n\nThere are two ways to prove that a cupboard is empty, and we know both.\n\nGideon Pell writes on Mondays.", "opinion"),
    ],
)  # fmt: skip
def test_kinds_are_told_by_what_a_text_says_of_itself(segment, text, kind):
    made = segment(text)
    assert made.kind == kind
    assert any(remark.startswith(f"kind {kind}: ") for remark in made.remarks)


def test_wrapped_lines_are_one_paragraph():
    from onrecord.language.paragraphs import cut_paragraphs

    lines = ["The ministers of three states met in the harbour town and they"] * 14
    assert len(cut_paragraphs("\n".join(lines) + "\n\n" + "\n".join(lines))) == 2


def test_a_text_of_one_line_is_body(segment):
    assert [kind for kind, _ in kinds(segment("Only one line of text, said the clerk."))] == ["body"]


def test_days_of_publication_that_differ_are_both_kept(segment):
    made = segment(NEWS, published=Published("2031-03-06", "day", method="metadata"))
    assert made.published.date == "2031-03-06"
    assert made.published.others == ("2031-03-04 (“March 4, 2031”)",)


def test_a_day_of_publication_that_everything_agrees_on_has_no_others(segment):
    assert segment(NEWS, published=Published("2031-03-04", "day", method="metadata")).published.others == ()
