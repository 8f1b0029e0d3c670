"""What the rules find: one sentence, one attribution."""

import pytest

# (words, source, cue, content pieces, mode)
ONE = [
    ("“The lanes will stay open,” Minister Dorn said on Friday.", "Minister Dorn", "said", ["“The lanes will stay open,”"], "direct"),
    ("“The lanes will stay open,” said Minister Dorn.", "Minister Dorn", "said", ["“The lanes will stay open,”"], "direct"),
    ("Dorn said the lanes would stay open.", "Dorn", "said", ["the lanes would stay open"], "indirect"),
    ("Dorn said that the lanes would stay open.", "Dorn", "said", ["that the lanes would stay open"], "indirect"),
    ("Dorn said the lanes were “as safe as a pond” in May.", "Dorn", "said", ["the lanes were “as safe as a pond” in May"], "mixed"),
    (
        "“We will talk,” the envoy said, “but we will not kneel.”", "the envoy", "said",
        ["“We will talk,”", "“but we will not kneel.”"], "direct",
    ),
    (
        "According to the harbour office, nine ships left the port.", "the harbour office", "According to",
        ["nine ships left the port"], "indirect",
    ),
    ("The government refused to sign the accord.", "The government", "refused", ["to sign the accord"], "ascribed"),
    ("Estria opposes a naval mission in the strait.", "Estria", "opposes", ["a naval mission in the strait"], "ascribed"),
    ("The minister repeated her call for an inquiry.", "her", "call", ["an inquiry"], "indirect"),
    ("The envoy made it clear that the talks would go on.", "The envoy", "made it clear", ["that the talks would go on"], "indirect"),
    ("The council accused the navy of firing first.", "The council", "accused", ["the navy of firing first"], "indirect"),
    ("The premier vowed to rebuild the port.", "The premier", "vowed", ["to rebuild the port"], "indirect"),
    ("The talks, the mediator said, had been honest.", "the mediator", "said", ["The talks", "had been honest"], "indirect"),
    ("“Not now,” she shrugged.", "she", "shrugged", ["“Not now,”"], "direct"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "source", "cue", "content", "mode"), ONE, ids=[row[0][:40] for row in ONE])
def test_a_sentence_gives_its_attribution(statements_in, words, source, cue, content, mode):
    found = [s for s in statements_in(words) if s.source and s.source.text == source]
    assert [[piece.text for piece in s.content] for s in found] == [content]
    assert found[0].cue.quote.text == cue
    assert found[0].mode == mode


def test_verbs_that_share_a_subject_are_statements_of_one_source(statements_in):
    found = statements_in(
        "The minister rejected the charge, insisted that the port was open and warned that talks could fail."
    )
    assert [s.cue.quote.text for s in found] == ["rejected", "insisted", "warned"]
    assert {s.source.text for s in found} == {"The minister"}
    assert [s.cue.cue_class for s in found] == ["denying", "assertive", "warning"]


def test_a_relay_is_kept_in_the_chain_and_both_statements_stand(statements_in):
    found = statements_in("The navy had promised that the lanes would open, the Coastal Agency noted on Saturday.")
    outer = next(s for s in found if s.source.text == "the Coastal Agency")
    inner = next(s for s in found if s.source.text == "The navy")
    assert inner.within == outer.id
    assert [link.source.text for link in inner.chain] == ["the Coastal Agency"]
    assert outer.chain == ()


def test_a_quotation_goes_on_in_the_next_paragraph_when_its_mark_is_left_open(statements_in):
    found = statements_in(
        "“We came in good faith,” Dorn said. “We stay in good faith.\n\n“We will leave in good faith.”"
    )
    assert [s.source.text for s in found] == ["Dorn"]
    assert [piece.text for piece in found[0].content][-1] == "“We will leave in good faith.”"


def test_a_paragraph_that_is_only_a_quotation_is_carried_to_the_speaker_before(statements_in):
    found = statements_in("“We came in good faith,” Dorn said.\n\n“And nobody can ask for more than that.”")
    assert [s.source.text for s in found] == ["Dorn", "Dorn"]


def test_a_closing_mark_may_be_missing(statements_in):
    found = statements_in("“The boats lie idle since winter, said Mara Kelp, who sells rope.")
    assert [(s.source.text.split(",")[0], s.content[0].text) for s in found] == [
        ("Mara Kelp", "“The boats lie idle since winter,")
    ]


def test_a_space_may_be_missing_beside_a_mark(statements_in):
    found = statements_in("“The boats lie idle since winter,”Kelp said.")
    assert [(s.source.text, s.content[0].text) for s in found] == [("Kelp", "“The boats lie idle since winter,”")]


def test_marks_of_two_kinds_may_open_and_close_one_quotation(statements_in):
    found = statements_in('Kelp notes that: "The boats lie idle since winter.”')
    assert found[0].mode == "direct"
    assert "boats lie idle" in found[0].content[0].text


def test_scare_quotes_and_titles_are_no_statements(statements_in):
    assert statements_in("The so-called “fog fleet” passed a cinema where “The Long Quay” was on.") == []


def test_a_quote_in_a_quote_is_not_cut(statements_in):
    found = statements_in("“He told me, ‘We have nothing to hide,’” the envoy said.")
    assert [s.content[0].text for s in found] == ["“He told me, ‘We have nothing to hide,’”"]


def test_a_passive_without_an_agent_has_no_source(statements_in):
    found = statements_in("The crews were told that the lanes were closed.")
    assert [(s.source, s.content[0].text) for s in found] == [(None, "that the lanes were closed")]


def test_what_somebody_says_inside_a_quotation_is_not_the_papers_statement(statements_in):
    found = statements_in("“My neighbour says that the war is over,” Kelp said.")
    assert [s.source.text for s in found] == ["Kelp"]


def test_turns_of_an_interview_are_statements_of_their_names(statements_in):
    found = statements_in("DORN: We are ready to talk about every lane.\n\nHOST: When will that be possible?")
    assert [(s.source.text, s.cue.quote.text) for s in found][:2] == [("DORN", ":"), ("HOST", ":")]


def test_a_headline_attributes_with_a_colon(attribute_stage, document):
    from onrecord.segment import SegmentStage

    text = "Dorn: No ship has left the port\n\nThe minister spoke on Friday in the harbour office, her aides said.\n\nIt rained.\n"
    made = attribute_stage(SegmentStage()(document(text)))
    first = made.statements[0]
    assert (first.voice, first.source.text, first.content[0].text) == ("headline", "Dorn", "No ship has left the port")


def test_a_label_before_a_colon_names_nobody(attribute_stage, document):
    from onrecord.segment import SegmentStage

    text = (
        "Opinion: No ship has left the port\n\nThe harbour was calm on Friday and nobody moved at all.\n\nIt rained.\n"
    )
    assert [s for s in attribute_stage(SegmentStage()(document(text))).statements if s.voice == "headline"] == []


def test_captions_and_comments_hold_no_statements(enriched):
    text = (
        "Calm in the port\n\nMinister Ilse Dorn said the port was calm.\n\n"
        "Admiral Holt says goodbye to crews who said they were tired. (Photo by A. Lens / Harbour Post)\n\n"
        "The day ended without a shot.\n\n2 thoughts on “Calm in the port”\n\n1. The admiral said that he would resign.\n"
    )
    assert [s.source.text for s in enriched(text).statements] == ["Minister Ilse Dorn"]


def test_sentences_of_a_signed_text_are_its_authors_statements(enriched):
    text = (
        "The strait belongs to all\n\nBy Ada Holm\n\nThe strait belongs to everyone who sails it. We must keep it open.\n\n"
        "My country has asked for talks, and it will ask again.\n\nAda Holm is an ambassador of Norland.\n"
    )
    made = enriched(text)
    assert made.kind == "op-ed"
    assert [s.mode for s in made.statements] == ["authored"] * 3
    assert {s.speaker.name for s in made.statements} == {"Ada Holm"}


def test_a_sentence_that_only_reports_is_left_to_its_report(enriched):
    text = (
        "The strait belongs to all\n\nBy Ada Holm\n\nThe strait belongs to everyone who sails it. We must keep it open.\n\n"
        "Admiral Peter Holt said last week that the navy would stay in port.\n\nAda Holm is an ambassador of Norland.\n"
    )
    held = [s for s in enriched(text).statements if "navy would stay" in s.text]
    assert [(s.mode, s.speaker.name) for s in held] == [("indirect", "Peter Holt")]


def test_a_text_in_another_language_is_kept_and_says_that_nothing_was_sought(attribute_stage, document):
    from onrecord.segment import SegmentStage

    made = attribute_stage(
        SegmentStage()(document("Der Hafen\n\nDer Minister sagte, der Hafen sei ruhig.\n\nEnde.", language="de"))
    )
    assert made.statements == ()
    assert any("no statements sought" in remark for remark in made.remarks)


def test_another_finder_and_tier_can_take_the_place_of_ours(document):
    from onrecord.attribute import AttributeStage
    from onrecord.attribute.interface import Fragment
    from onrecord.model.span import Span
    from onrecord.segment import SegmentStage

    class Everything:
        name, version = "everything", "1"

        def find(self, passage):
            return [Fragment(contents=[Span(passage.start, passage.end)], rule="everything")]

    class Nothing:
        name, version = "nothing", "1"

        def tie(self, passages, fragments):
            return [f for found in fragments for f in found]

    made = AttributeStage([Everything()], Nothing())(
        SegmentStage()(document("A title\n\nOne line of text here.\n\nAnother."))
    )
    assert [s.text for s in made.statements] == ["A title", "One line of text here.", "Another."]
