"""Who is cited for words is their speaker, and whoever cites carries them."""

import pytest

HEAD = "A night on the coast\n\nMarch 4, 2031\n\nThe harbour masters met on Tuesday evening.\n\n"


@pytest.fixture
def told(enriched):
    def run(body):
        made = enriched(HEAD + body + "\n")
        return [
            (s.speaker.name if s.speaker else None, [link.actor.name for link in s.chain if link.actor])
            for s in made.statements
        ]

    return run


@pytest.mark.parametrize(
    "body",
    [
        "The ferry will stay in port, Kell Radio said, citing Foreign Minister Ilse Varn.",
        "Citing Foreign Minister Ilse Varn, Kell Radio reported that the ferry will stay in port.",
    ],
)
def test_words_for_which_somebody_is_cited_are_theirs_and_are_carried(told, body):
    assert told(body) == [("Ilse Varn", ["Kell Radio"])]


def test_words_that_somebody_was_quoted_as_saying_are_theirs(told):
    ((speaker, chain),) = told(
        "Foreign Minister Ilse Varn was quoted by the Courier as saying the ferry would be late."
    )
    assert (speaker, chain) == ("Ilse Varn", ["Courier"])


@pytest.mark.parametrize(
    "body",
    [
        'The foreign minister of Norland, Ilse Varn, was quoted by the Courier as saying: "The ferry will be late and nobody will wait for it."',
        "“The ferry will be late,” Foreign Minister Ilse Varn was quoted as saying by the Courier.",
        "Foreign Minister Ilse Varn was later cited by the Courier as warning that the ferry would be late.",
    ],
)
def test_whoever_quotes_somebody_carries_the_words_and_does_not_say_them(told, body):
    assert told(body) == [("Ilse Varn", ["Courier"])]


def test_unnamed_officials_who_are_cited_are_the_source(told):
    ((speaker, chain),) = told("The ferry will stay in port, Kell Radio said, citing unnamed officials.")
    assert speaker == "unnamed officials"
    assert chain == ["Kell Radio"]


def test_a_reason_that_is_cited_says_nothing(told):
    found = told("The ferry will stay in port, Kell Radio said, citing safety concerns.")
    assert {speaker for speaker, _ in found} == {"Kell Radio"}


def test_data_that_somebody_cites_say_nothing_and_the_words_stay_theirs(told):
    found = told("Foreign Minister Ilse Varn, citing data from the Strait Commission, said that nine ferries ran.")
    assert "Ilse Varn" in {speaker for speaker, _ in found}
    assert all("data" not in (speaker or "") for speaker, _ in found)
