"""Every statement's words are in the text where it says, whatever the text."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from tests.properties.test_invariants import SCRAPED

SENTENCES = st.lists(
    st.sampled_from(
        ["“We came in peace,” Minister Ilse Varn said.", "He said the port was shut.", "according to Dorn, ships left", "Estria opposes the plan.",
         "\n\n", "“and nobody", "else.”", "VARN: We are here.", "her call for talks", "\n", " ", "The envoy, Halina Voss, told reporters that", "it rained.",
         "the Coastal Agency noted.", "A title without end", "By Ada Holm", "I believe that we must talk.", "(Photo by A / AP)"]
    ),
    min_size=1, max_size=14,
).map(" ".join)  # fmt: skip


@given(SENTENCES | SCRAPED)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_every_place_quotes_the_text(pipeline, text):
    document = pipeline(Document(path="p", sha256=sha256_text(text), text=text, language="en"))
    ids = {s.id for s in document.statements}
    assert len(ids) == len(document.statements)
    for statement in document.statements:
        assert statement.within is None or statement.within in ids
        for quote in statement.quotes():
            assert text[quote.start : quote.end] == quote.text
            assert quote.text.strip()
