"""The network as it ships: its weights load or are said to be missing, and it reads plain sentences about invented states."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.coding.reader import network
from onrecord.coding.reader.network import ANSWERS, Network, shipped_reader
from onrecord.errors import MissingWeights
from onrecord.language.weights import loading


def test_weights_that_are_not_there_are_said(monkeypatch, tmp_path):
    shipped_reader.cache_clear()
    monkeypatch.setattr(network, "FOLDER", "nowhere")
    with pytest.raises(MissingWeights):
        shipped_reader()
    monkeypatch.undo()
    shipped_reader.cache_clear()


def test_memory_that_ran_out_is_not_called_damage():
    with pytest.raises(MemoryError), loading("the weights"):
        raise MemoryError
    with pytest.raises(MissingWeights, match="the weights cannot be loaded"), loading("the weights"):
        raise KeyError("x")


SHIPS = "Norland ships arms to Sarmia."
LIFT = "The sanctions against Norland should be lifted."


def _answer(statement: str, proposition: str) -> str:
    (scores,) = shipped_reader().read(statement, [proposition])
    return ANSWERS[int(scores.argmax())]


def test_an_answer_does_not_depend_on_what_is_asked_beside_it():
    reader: Network = shipped_reader()
    words = "Sarmia's envoy rejected the charge that his country had shelled the harbour."
    asked = [
        SHIPS,
        LIFT,
        "Sarmia shelled the harbour.",
        "An observer mission should be sent.",
        "The port should stay open.",
    ]
    together = reader.read(words, asked)
    alone = np.concatenate([reader.read(words, [one]) for one in asked])
    turned = reader.read(words, asked[::-1])[::-1]
    assert (together == alone).all()
    assert (together == turned).all()


@pytest.mark.parametrize(
    ("words", "proposition", "answer"),
    [
        ("The minister said that the sanctions on Norland must go.", LIFT, "support"),
        ("We shall keep the sanctions on Norland as long as it takes, the minister said.", LIFT, "oppose"),
        ("Norland has never sent a single rifle to Sarmia, its spokesman said.", SHIPS, "oppose"),
        ("Norland is arming Sarmia day and night, the envoy charged.", SHIPS, "support"),
        ("The herring season opened in fair weather, the harbour master said.", SHIPS, "none"),
        ("The herring season opened in fair weather, the harbour master said.", LIFT, "none"),
    ],
)
def test_plain_sentences_are_read_right(words, proposition, answer):
    assert _answer(words, proposition) == answer
