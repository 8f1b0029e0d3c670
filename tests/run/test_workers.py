"""Each document has a clock and a process that can be ended; its neighbours are kept, and the fault says whose it is."""

import time

import pytest

from onrecord.errors import MissingWeights, Unavailable
from onrecord.run import read_into, workers
from onrecord.store import Record
from onrecord.store.doctor import examine
from onrecord.store.read import documents, quarantined


def read(place, paths, settings):
    told = []
    with Record.open(place, create=True) as record:
        tally = read_into(record, paths, settings, told.append)
        assert tally.adds_up
        assert examine(record)[1] == []
        return tally, [d.path for d in documents(record)], {q.path: q for q in quarantined(record)}, told


def test_a_text_that_takes_for_ever_is_stopped_and_its_neighbours_are_kept(tmp_path, texts, odd, monkeypatch):
    monkeypatch.setattr(workers, "_LEAST_S", 2.0)
    tally, kept, aside, _ = read(tmp_path / "x.db", texts("one", "LOOPS", "three"), odd)
    assert (tally.stored, tally.quarantined, tally.ours) == (2, 1, 0)
    assert kept == ["000.txt", "002.txt"]
    assert aside["001.txt"].code == "OR-I11"
    assert "processor time" in aside["001.txt"].message


def test_what_was_stopped_is_tried_again_by_the_next_read_and_leaves_the_quarantine(tmp_path, texts, odd, monkeypatch):
    paths = texts("LOOPS")
    monkeypatch.setattr(workers, "_LEAST_S", 2.0)
    read(tmp_path / "x.db", paths, odd)
    tally, kept, aside, _ = read(tmp_path / "x.db", paths, type(odd)())
    assert (tally.stored, tally.duplicate) == (1, 0)
    assert kept == ["000.txt"]
    assert aside == {}


def test_a_process_that_dies_twice_costs_its_own_document_alone(tmp_path, texts, odd):
    tally, kept, aside, _ = read(tmp_path / "x.db", texts("one", "DIES", "three"), odd)
    assert (tally.stored, tally.quarantined, tally.ours) == (2, 1, 0)
    assert kept == ["000.txt", "002.txt"]
    assert aside["001.txt"].code == "OR-I12"


def test_a_refusal_names_the_stage_that_refused(tmp_path, texts, odd):
    tally, _, aside, _ = read(tmp_path / "x.db", texts("FAILS", "REFUSES"), odd)
    assert (aside["000.txt"].code, aside["000.txt"].stage, aside["000.txt"].ours) == ("OR-X02", "segment", True)
    assert (aside["001.txt"].code, aside["001.txt"].stage, aside["001.txt"].ours) == ("OR-I09", "segment", False)
    assert tally.ours == 1


@pytest.mark.parametrize(("word", "error"), [("WEIGHTLESS", MissingWeights), ("UNREACHED", Unavailable)])
def test_what_makes_every_document_fail_ends_the_run_and_no_document_is_to_blame(tmp_path, texts, odd, word, error):
    with Record.open(tmp_path / "x.db", create=True) as record:
        with pytest.raises(error):
            read_into(record, texts("one", word, "three"), odd, lambda _: None)
        assert quarantined(record) == []


def test_what_is_finished_is_kept_though_the_next_document_takes_long(tmp_path, texts, odd):
    kept_after = []
    began = time.monotonic()
    with Record.open(tmp_path / "x.db", create=True) as record:
        read_into(
            record, texts("one", "two", "SLOW", "four"), odd, lambda _: kept_after.append(time.monotonic() - began)
        )
    # Two were kept while the third slept.
    assert kept_after[2] - kept_after[1] > 1.5


def test_a_fault_in_the_middle_of_reading_comes_after_all_that_was_read_is_kept(tmp_path, texts, odd):
    from onrecord.errors import BadImport
    from onrecord.run.local import pass_into

    def intakes(reader):
        yield from reader.read(texts("one", "two"))
        raise BadImport("the rest cannot be read")

    with Record.open(tmp_path / "x.db", create=True) as record:
        with pytest.raises(BadImport):
            pass_into(record, intakes, odd, lambda _: None)
        assert [d.path for d in documents(record)] == ["000.txt", "001.txt"]


def test_a_longer_text_has_more_time():
    assert workers.allowance_s(0) >= 30
    assert workers.allowance_s(1_000_000) > 10 * workers.allowance_s(10_000)
