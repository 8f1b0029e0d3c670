"""What other tools keep: carried with a record, in both databases, and found by networks."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from onrecord.analyse.networks import Settings, coded_statements, whole
from onrecord.model.brought import Brought, Carried
from onrecord.run import RunSettings
from onrecord.run.bring import bring_into
from onrecord.run.importing import import_into
from onrecord.store import Record
from onrecord.store.carrying import carried, carry
from onrecord.store.doctor import examine
from onrecord.store.read import documents, search

LINES = Path(__file__).parent / "coded.jsonl"


def filled(place):
    with Record.open(place, create=True) as record:
        import_into(record, LINES, "jsonl", RunSettings())


def test_what_is_carried_comes_back_in_order_and_once(empty_place):
    filled(empty_place)
    with Record.open(empty_place) as record:
        one = next(iter(documents(record)))
        luggage = [
            Carried("x", {"n": 1}),
            Carried("x", {"n": 2}, one.id),
            Carried("y", {"n": 3}, one.id, one.statements[0].id),
        ]
        carry(record, luggage)
        carry(record, luggage)
        assert list(carried(record)) == luggage
        assert list(carried(record, "y")) == luggage[2:]
        assert not examine(record)[1]
        carry(record, [Carried("x", {}, one.id, "st-nowhere")])
        assert any("carried for a statement" in f.what for f in examine(record)[1])


def test_networks_are_the_same_from_both_databases(empty_place):
    filled(empty_place)
    with Record.open(empty_place) as record:
        table = coded_statements(record)
    assert (len(table), table.variables["organization"].labels) == (4, ("Estria", "Norland"))
    two = whole(table, Settings(aggregation="subtract"))
    assert np.array_equal(two.dense(), [[-1, 0], [1, -1]])
    assert two.columns == ("ports", "tariffs")
    assert whole(table, Settings(qualifier="position", aggregation="subtract")).statements == 4
    assert table.confidence.tolist() == [0.5, 0.7, 1.0, 0.5]


def test_statements_are_added_to_documents_that_are_there_and_the_search_finds_them(empty_place):
    filled(empty_place)
    with Record.open(empty_place) as record:
        one = next(iter(documents(record)))
        new = replace(one.statements[0], id="st-new", content=(one.quote(0, 7),))
        arrival = bring_into(record, Brought(added=[replace(one, statements=(*one.statements, new))]))
        assert arrival.statements == 1
        assert not examine(record)[1]
        assert {kept.statement.id for kept in search(record, "Norland")} >= {"st-new"}
