"""A seeded share of the faults that `scripts/faults.py` runs: whatever happens, what was acknowledged is there, once, and sound."""

import pytest

from tests.faults.harness import KILLED, RACES, Races, fill_the_disk, kill

_RACES, _KILLS = 25, {"read": 10, "learn": 3, "merge": 4, "review": 4, "migration": 4}


@pytest.mark.slow
@pytest.mark.parametrize("race", RACES)
def test_no_decision_is_lost_when_two_write_at_once(empty_place, race):
    races = Races(empty_place, _RACES, seed=13)
    try:
        assert getattr(races, race)() == []
    finally:
        races.close()


@pytest.mark.slow
@pytest.mark.parametrize("what", KILLED)
def test_a_kill_loses_nothing_that_was_acknowledged(empty_place, what):
    assert kill(what, empty_place, _KILLS[what], seed=13) == []


@pytest.mark.slow
def test_a_disk_that_fills_at_any_write_leaves_a_sound_record(tmp_path):
    assert fill_the_disk(tmp_path, 40_000, 6) == []
