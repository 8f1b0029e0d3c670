"""Every example of the page on networks is computed in both modes."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from onrecord.analyse.networks import networks, read_settings
from onrecord.analyse.networks.backbone import spectrum
from onrecord.analyse.networks.polarisation import polarisation
from tests.analyse.networks.made import coded

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "networks.md"
EXAMPLES = re.findall(r"```network\n(.+)\n(.+): (.+)\ncorrected (.+), DNA 3.1 (.+)\n```", PAGE.read_text("utf-8"))
_SIDES = {"yes": 1, "no": 0}


def answer(table, asked, what):
    if what == "distance":
        return [next(polarisation(table, asked)).distance]
    made = list(networks(table, asked))
    if what == "statements":
        return [made[0].statements]
    if what == "windows":
        return [n.statements for n in made]
    if what == "spectrum":
        return spectrum(made[0].dense(), corrected=asked.corrected).tolist()
    row, column = what.split(" - ")
    return [made[0].dense()[made[0].rows.index(row), made[0].columns.index(column)]]


def test_there_is_an_example_of_every_fault_but_the_names_of_files():
    assert len(EXAMPLES) == PAGE.read_text("utf-8").count("```network")
    assert len(EXAMPLES) >= 11


@pytest.mark.parametrize(("statements", "asked", "what", "corrected", "before"), EXAMPLES)
def test_an_example_gives_what_the_page_says(statements, asked, what, corrected, before):
    rows = [line.split() for line in statements.split("; ")]
    kind = (
        "boolean"
        if all(r[3] in _SIDES for r in rows)
        else "integer"
        if all(re.fullmatch(r"-?\d+", r[3]) for r in rows)
        else "text"
    )
    value = {"boolean": _SIDES.get, "integer": int, "text": str}[kind]
    table = coded(*[(r[0], r[1], r[2], value(r[3])) for r in rows], kind=kind)
    first, *options = asked.split()
    raw = (
        {"networkType": first, **dict(o.split("=") for o in options)}
        if first != "polarisation"
        else {"networkType": "onemode", **dict(o.split("=") for o in options)}
    )
    settings = read_settings(raw)
    for told, mode in ((corrected, None), (before, "dna-3.1")):
        assert np.allclose(
            answer(table, replace(settings, compat=mode), what), [float(v) for v in told.split()], atol=5e-5
        ), mode
