"""What a text says was not said, and what only looks like it. Every sentence is invented."""

import pytest

from onrecord.language.not_said import not_said

NOT_SAID = [
    # before, cue, content, source
    ("The ministry of Kell ", "has not commented on", "the fire", "The ministry of Kell"),
    ("Orlo ", "declined", "to say whether the dam would be built", "Orlo"),
    ("Orlo ", "refused to say", "whether the dam would be built", "Orlo"),
    ("He ", "would not be drawn on", "the price of water", "He"),
    ("Darrow ", "never said", "that the river was lost", "Darrow"),
    ("Darrow ", "did not threaten", "new tolls", "Darrow"),
    ("", "Asked", "whether the dam was safe", ""),
    ("She ", "was asked about", "the flood", "She"),
    ("No official in Kell ", "has claimed", "that the wall fell by itself", "No official in Kell"),
    ("Nobody ", "suggested", "that it was meant", "Nobody"),
    ("The council ", "stopped short of condemning", "the raid", "The council"),
    ("The council ", "fell short of accusing", "Vesland of arson", "The council"),
    ("The envoy ", "has yet to condemn", "the raid", "The envoy"),
    ("The speech ", "made no mention of", "the towns", "The speech"),
    ("Orlo left ", "without saying", "that the talks were over", "Orlo"),
    ("The league ", "failed to denounce", "the raid", "The league"),
    ("The army ", "neither confirmed nor denied", "the loss", "The army"),
    ("The army ", "chose", "neither to confirm nor to deny the loss", "The army"),
    ("The firm ", "ignored", "several requests for an interview", "The firm"),
    ("Nor did Orlo ", "say", "when the gates would open", "Orlo"),
    ("Nowhere in the report do the engineers ", "accuse", "the guild of neglect", "the engineers"),
    ("At no point did Orlo ", "claim", "that the wall was whole", "Orlo"),
    ("The guard has not named the driver or ", "disclosed", "what he had loaded", "The guard"),
    ("He refused to name them or ", "to discuss", "the loss", "He"),
    ("The ministry ", "kept quiet about", "the price", "The ministry"),
    ("If Vesland ", "says", "that the dam is safe", "Vesland"),
]  # fmt: skip
SAID = [
    ("Orlo ", "said", "that she never said it", "Orlo"),
    ("Darrow ", "denied", "that the wall had fallen", "Darrow"),
    ("Vesland ", "refused", "to withdraw its guards", "Vesland"),
    ("Kelmarsh ", "ruled out", "a second dam", "Kelmarsh"),
    ("Vesland ", "would never lift", "the toll", "Vesland"),
    ("Vesland ", "chose", "neither to withdraw nor to fight", "Vesland"),
    ("The guild ", "does not accept", "the price", "The guild"),
    ("Orlo ", "said", "Vesland had not condemned the raid", "Orlo"),
    ("Orlo ", "did not hesitate to say", "that the river was dying", "Orlo"),
    ("Not only did Orlo ", "say", "that the river was dying", "Orlo"),
    ("Asked about the flood, Orlo ", "said", "that the gates had held", "Orlo"),
    ("Orlo declined to comment on the price but ", "said", "that the gates would stay shut", "Orlo"),
    ("Orlo, who had not spoken for weeks, ", "said", "that the gates had held", "Orlo"),
    ("The reporter ", "asked", "whether the dam was safe", "The reporter"),
    ("Kelmarsh ", "does not believe", "that the wall is whole", "Kelmarsh"),
    ("No. 7 ", "said", "that the gates had held", "No. 7"),
    ("Darrow never stopped ", "saying", "that the dam was safe", "Darrow"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "cue", "content", "source"), NOT_SAID, ids=[f"{b}{c}" for b, c, _, _ in NOT_SAID])
def test_what_was_not_said_is_told_by_its_words(before, cue, content, source):
    assert not_said(before, cue, content, source)


@pytest.mark.parametrize(("before", "cue", "content", "source"), SAID, ids=[f"{b}{c}" for b, c, _, _ in SAID])
def test_what_was_said_or_done_is_not_taken_for_silence(before, cue, content, source):
    assert not_said(before, cue, content, source) is None
