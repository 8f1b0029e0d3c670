"""What becomes of codes when a codebook changes: the files that ship, a user's own, and what they lead to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.coding import load_codebook, shipped_codebooks
from onrecord.coding.moves import load_moves
from onrecord.errors import BadCodebook
from onrecord.model.codebook import Codebook, Issue
from onrecord.model.moves import Moves


def book(*issues: Issue) -> Codebook:
    return Codebook("pipeline", "1", "Pipeline", issues)


SHUT = Issue("shut_the_valve", "Valve", "The valve should be shut.")
SOLD = Issue("gas_sold", "Sale", "Norland sells gas to Sarmia.", kind="claim")


def written(folder: Path, text: str) -> Moves:
    file = folder / "moves.yml"
    file.write_text(text, "utf-8")
    return load_moves("pipeline", file)


def test_what_is_not_listed_keeps_issue_and_side():
    assert Moves().of("shut_the_valve", "oppose") == ("shut_the_valve", "oppose")


@pytest.mark.parametrize("name", shipped_codebooks())
def test_the_moves_that_ship_name_issues_of_their_codebook(name):
    moves, made = load_moves(name), load_codebook(name)
    targets = {code[0] for sides in moves.table.values() for code in sides.values() if code}
    named = {*moves.table, *moves.beside.values(), *targets}
    assert moves.table
    assert {issue for issue in named if made.issue(issue) is None} == set()


def test_a_codebook_that_extends_the_general_one_has_its_moves():
    assert load_moves("marrow-strait") == load_moves("crisis")


def test_a_code_that_may_belong_to_an_issue_which_the_earlier_codebook_lacked_is_left_to_a_person():
    moves = Moves({"shut_the_valve": {"oppose": None}}, {"shut_the_valve": "gas_sold"})
    without, with_it = book(SHUT), book(SHUT, SOLD)
    assert moves.between(without, with_it).of("shut_the_valve", "oppose") is None
    assert moves.between(without, with_it).of("shut_the_valve", "support") == ("shut_the_valve", "support")
    assert moves.between(with_it, with_it).of("shut_the_valve", "oppose") == ("shut_the_valve", "oppose")


def test_an_issue_that_is_gone_and_a_condition_on_a_claim_are_left_to_a_person():
    policy = replace(SOLD, kind="policy")
    moves = Moves().between(book(SHUT, policy), book(SOLD))
    assert moves.of("shut_the_valve", "support") is None
    assert moves.of("gas_sold", "conditional") is None
    assert moves.of("gas_sold", "oppose") == ("gas_sold", "oppose")


def test_codes_of_one_statement_that_meet_in_one_issue_on_two_sides_are_left_to_a_person():
    moves = Moves(
        {"close_the_valve": {"oppose": ("shut_the_valve", "oppose"), "support": ("shut_the_valve", "support")}}
    )
    same = [("close_the_valve", "oppose"), ("shut_the_valve", "oppose")]
    assert moves.of_all(same) == (("shut_the_valve", "oppose"),)
    assert moves.of_all([("close_the_valve", "oppose"), ("shut_the_valve", "support")]) is None
    assert moves.of_all([]) == ()


def test_a_file_of_moves_renames_issues_and_turns_sides(tmp_path):
    moves = written(
        tmp_path, "issues:\n  open_the_valve: {support: shut_the_valve oppose, oppose: review}\n  old: new\n"
    )
    assert moves.of("open_the_valve", "support") == ("shut_the_valve", "oppose")
    assert moves.of("open_the_valve", "oppose") is None
    assert moves.of("open_the_valve", "mention") == ("open_the_valve", "mention")
    assert moves.of("old", "conditional") == ("new", "conditional")


@pytest.mark.parametrize(
    "text",
    [
        "issues: [1, 2]\n",
        "issues:\n  old: {against: new oppose}\n",
        "issues:\n  old: {oppose: new}\n",
        "issues:\n  old: 3\n",
        "issues:\n  old: {}\n",
    ],
)
def test_a_file_of_moves_that_does_not_hold_together_is_said(tmp_path, text):
    with pytest.raises(BadCodebook, match=r"moves\.yml"):
        written(tmp_path, text)


def test_a_file_of_moves_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadCodebook, match="cannot be read"):
        load_moves("pipeline", tmp_path / "none.yml")
