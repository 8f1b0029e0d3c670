"""Readers' words, other stories and requests are never the article's, however a page lays them out. All of it is invented."""

import pytest

from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.segment import SegmentStage

ARTICLE = [
    "Kelmarsh rejects second dam on the Oder Fell",
    "Kelmarsh will not agree to a second dam on the upper Fell, its water minister said on Tuesday after talks in Tollen that lasted until midnight.",
    "“We cannot sign away the river of our grandchildren,” Hanna Orlo told reporters, adding that her government was ready to meet again in May.",
    "Vesland's envoy, Piet Darrow, answered that the dam would be built with or without a treaty, and that the first concrete had been ordered.",
    "The two governments have argued over the river since the drought of last year, when three towns below the border ran dry.",
]
OP_ED = [
    "Let the river run",
    "By Hanna Orlo",
    "I have spent half of my life on the Fell, and I will not be told that a wall across it is progress for anybody who lives below.",
    "We in Kelmarsh ask for nothing that we would not grant: a river shared by the season, and a commission that counts the water every week.",
    "My neighbours in Vesland know this as well as I do, because they have drunk from the same stream for as long as there have been towns on it.",
    "Hanna Orlo is minister of water of Kelmarsh.",
]
WORDS = "Kelmarsh should close the border at once and let Vesland drink its concrete, since nobody there has ever kept a promise."
MORE = (
    "Minister Orlo said that the river was lost, and she was right to say so, because her own people sold it years ago."
)

LAYOUTS = {
    "a head with a count": f"Comments (2)\n\nMara Lund\n\n{WORDS}\n\nTom\n\n{MORE}",
    "a count before the word": f"3 responses\n\n{WORDS}\n\n{MORE}\n\nNonsense.",
    "says, with reply": f"Mara Lund says:\n\nMarch 4, 2031 at 8:12 pm\n\n{WORDS}\n\nReply\n\nTom says:\n\nMarch 5, 2031 at 7:01 am\n\n{MORE}\n\nReply",
    "name and time above": f"Mara Lund · 3 hours ago\n{WORDS}\n\nold_tom · 2 hours ago\n{MORE}",
    "a bare nick": f"Mara_from_Tollen: {WORDS}",
    "several nicks": f"river_rat77: {WORDS}\nFellWatcher: {MORE}\nriver_rat77: Well said.",
    "behind an end mark": f"■\n\n{WORDS}\n— Mara Lund, Tollen\n\n{MORE}\n— T. Brandt, Oder",
    "letters": f"Letters to the editor\n\nSir, – {WORDS}\n\nMARA LUND, Tollen\n\nDear Editor, {MORE}\n\nT. BRANDT, Oder",
    "numbered with nicks": f"#1 | mara | 04.03.2031 08:12\n{WORDS}\n#2 | tom | 04.03.2031 09:30\n@1: {MORE}",
    "buttons below": f"Mara Lund\n{WORDS}\nLike · Reply · 14 · 2d\nTom Brandt\n{MORE}\nLike · Reply · 3 · 1d",
    "a list signed behind": f"What you say\n• {WORDS} – Mara, 4 minutes ago\n• {MORE} – Tom B., 1 hour ago",
    "thoughts on the title": f"2 thoughts on “Kelmarsh rejects second dam”\n\n1.\n\nMara\n\n{WORDS}\n\n2.\n\nTom\n\n{MORE}\n\nLeave a Reply",
    "a policy first": f"House rules\n\nBe kind, stay on the topic, and sign with a name.\n\n{WORDS} (Mara Lund, Tollen, 4 March)\n\n{MORE} (Tom, Oder, 5 March)",
    "handles": f"Mara Lund\n@maralund · Mar 4\n{WORDS}\n💬 3 🔁 14 ♥ 92\n\nTom B\n@tomb · Mar 5\n{MORE}\n💬 0 🔁 1 ♥ 7",
    "a board": f"Re: Kelmarsh rejects second dam\nPost by Mara » Tue 4 Mar, 08:12 pm\nJoined: 3 May 2029\nPosts: 88\n\nTom wrote:\n> {MORE}\n\n{WORDS}",
    "mail": f"From: Mara Lund <mara@fell.example>\nSubject: Re: Kelmarsh rejects second dam\n\nOn Tue, 4 Mar 2031, Tom wrote:\n> {MORE}\n\n{WORDS}",
    "a poll": f"Your verdict\n\nShould Kelmarsh sign?\n\nYes 38 %\n\nNo 62 %\n\nWhy you voted no:\n\n{WORDS}",
}  # fmt: skip
BOXES = {
    "a pointer": "» Read more: Orlo vows never to sign",
    "a pointer with pluses": "++ Read more: Orlo vows never to sign ++",
    "a row": "Related: Darrow insists “no more talks” | Orlo summoned over pumps | Five things about the Fell",
    "a box": "MORE ON THIS STORY\n\nOrlo vows never to sign\n\nDarrow: the wall will stand",
    "up next": "Up next\n\nVesland's envoy vows to pour in spring",
    "a blurb": "THE FELL TODAY\n\nGet the river's news in your inbox every morning. No spam.",
}


def segments(text):
    made = SegmentStage()(Document(path="made.txt", sha256=sha256_text(text), text=text, language="en"))
    return lambda words: {s.kind for s in made.segments if s.start < text.index(words) + len(words) and text.index(words) < s.end}  # fmt: skip


@pytest.mark.parametrize("article", [ARTICLE, OP_ED], ids=["news", "op-ed"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_readers_words_are_set_aside_and_the_article_is_not(article, layout):
    kinds = segments("\n\n".join([*article, LAYOUTS[layout]]))
    for words in (WORDS, MORE):
        if words in LAYOUTS[layout]:
            assert kinds(words) <= {"comment", "boilerplate"}, layout
    for paragraph in (article[1], article[2], article[3], article[4]):
        assert not kinds(paragraph) & {"comment", "boilerplate"}, paragraph


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("place", [3, 5], ids=["inside", "below"])
def test_other_stories_and_requests_are_no_part_of_the_article(box, place):
    kinds = segments("\n\n".join([*ARTICLE[:place], BOXES[box], *ARTICLE[place:], "Talks go on in May, both sides said on Tuesday evening before they left the town."]))  # fmt: skip
    for line in BOXES[box].split("\n\n"):
        assert kinds(line) == {"boilerplate"}, line
    for paragraph in ARTICLE[1:]:
        assert kinds(paragraph) == {"body"}


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article misquoted Minister Orlo as saying that the dam was dead.",
        "Editor's note – this report has been changed to give the right day of the talks.",
        "This article was amended on 5 March 2031 to correct the number of towns.",
        "An earlier version of this story said that Vesland had signed.",
    ],
)
def test_a_correction_is_kept_as_the_editors(note):
    text = "\n\n".join([*ARTICLE, note])
    made = SegmentStage()(Document(path="made.txt", sha256=sha256_text(text), text=text, language="en"))
    last = made.segments[-1]
    assert (last.kind, last.voice) == ("intro", "editor")
    assert text[last.start : last.end] == note


@pytest.mark.parametrize(
    "ending",
    [
        "Kelmarsh: “We will come back in May,” Hanna Orlo said.\n\nVesland: “We will pour in April,” said Piet Darrow.\n\nTollen: no answer.",
        "Voices from the river\n\nMara Lund, 43, a baker in Tollen, said that she feared for her well and for the well of her mother.\n\n"
        "Tom Brandt, 61, said that the dam would bring work to a valley which has had none for a dozen years.",
        "Comments on the plan were due in May, a spokeswoman for the commission said, and only two towns had sent any so far.",
        "“It is our river,” Orlo wrote on her page on 4 March at 8:12 pm, and thousands of people shared the words before noon.",
        "Reporter: Will you sign?\n\nOrlo: We will not sign what we have not read, and nobody in this room has read it.\n\nReporter: And in May?\n\nOrlo: In May we will see what has been poured and what has been said.",
    ],
)
def test_what_only_looks_like_comments_stays_the_articles(ending):
    kinds = segments("\n\n".join([*ARTICLE, ending]))
    for paragraph in ending.split("\n\n"):
        assert not kinds(paragraph) & {"comment", "boilerplate"}, paragraph
