"""The existing tool's matrices, to the last digit, and what is known of its other measures."""

import json
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from onrecord.analyse.networks import Settings, coded_statements, networks, read_settings, whole
from onrecord.analyse.networks.backbone import nested_backbone
from onrecord.analyse.networks.polarisation import polarisation
from onrecord.exchange.dna import read_dna
from onrecord.run.bring import bring_into
from onrecord.store import Record

_FROM_THE_FIELD = Settings(
    network_type="onemode", aggregation="subtract", normalization="average", duplicates="document"
)


@pytest.fixture(scope="module")
def sample(shared_data, tmp_path_factory):
    with Record.open(tmp_path_factory.mktemp("sample") / "sample.db", create=True) as record:
        bring_into(record, read_dna(shared_data / "data" / "dna" / "sample.dna"))
        return coded_statements(record)


def test_all_reference_matrices_come_out_in_compat_mode(sample, shared_data):
    asked = defaultdict(list)
    for line in (shared_data / "data" / "dna" / "networks.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        asked[json.dumps(one["settings"])].append(one)
    seen = 0
    for raw, expected in asked.items():
        settings = read_settings(json.loads(raw), "dna-3.1")
        made = {str(n.midpoint) if n.midpoint else None: n for n in networks(sample, settings)}
        assert len(made) == len(expected), raw
        for one in expected:
            network = made[one["midpoint"]]
            assert (list(network.rows), list(network.columns)) == (one["rows"], one["columns"])
            values = np.array(one["values"]).reshape(len(one["rows"]), len(one["columns"]))
            assert np.abs(network.dense() - values).max(initial=0.0) < 1e-9, (raw, one["midpoint"])
            seen += 1
    assert seen == 560


def test_every_reference_setting_can_be_computed_corrected_too(sample, shared_data):
    for line in (shared_data / "data" / "dna" / "networks.jsonl").read_text("utf-8").splitlines()[::25]:
        settings = read_settings(json.loads(line)["settings"])
        assert all(
            np.isfinite(n.dense()).all() and "corrected" in n.settings.describe() for n in networks(sample, settings)
        )


def test_sums_that_the_field_knows(sample):
    two = whole(sample, Settings())
    assert (two.dense().shape, two.dense().sum()) == ((7, 6), 40)
    one = whole(sample, Settings(network_type="onemode"))
    assert (one.dense().shape, one.dense().sum()) == ((7, 7), 276)
    average = whole(sample, Settings(network_type="onemode", aggregation="congruence", normalization="average"))
    assert average.dense().sum() == pytest.approx(25.80, abs=0.005)


def test_the_nested_backbone_drops_all_six_issues_and_the_laplacian_changes_its_order(sample):
    ours, theirs = (nested_backbone(sample, replace(_FROM_THE_FIELD, compat=c)) for c in (None, "dna-3.1"))
    assert len(ours) == len(theirs) == 6
    assert sum(step.statements for step in ours) == 23
    assert [s.issue for s in ours[:3]] == [s.issue for s in theirs[:3]]
    assert [s.issue for s in ours[3:5]] == [s.issue for s in theirs[3:5]][::-1]


def test_polarisation_is_the_best_split_where_the_existing_tool_reports_the_worst(sample):
    ours, theirs = (next(polarisation(sample, replace(_FROM_THE_FIELD, compat=c))) for c in (None, "dna-3.1"))
    assert ours.distance == pytest.approx(0.2886, abs=1e-4)
    assert theirs.distance == pytest.approx(0.4917207, abs=1e-6)
    camps = dict(zip(ours.actors, ours.camps, strict=True))
    together = [a for a in ours.actors if camps[a] == camps["Sierra Club"]]
    assert len(together) == 3
