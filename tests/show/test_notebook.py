"""`onrecord.open`: frames of three libraries, networks and pictures."""

import pytest

import onrecord
from onrecord.errors import BadSettings, Missing, NoSuchRecord
from onrecord.show.notebook import frames
from tests.show.test_network_command import place  # noqa: F401  # a fixture

COUNTS = ("pandas", "polars", "pyarrow")


@pytest.mark.parametrize("frame", COUNTS)
def test_statements_and_documents_are_frames_of_every_library(place, frame):  # noqa: F811
    pytest.importorskip(frame)
    with onrecord.open(place) as record:
        made, texts = record.statements(frame), record.documents(frame)
        assert type(made).__module__.split(".")[0] == frame
        assert made.shape[0] > 50
        assert texts.shape == (8, 11)
        columns = (
            made.to_pydict()
            if frame == "pyarrow"
            else made.to_dict("list")
            if frame == "pandas"
            else made.to_dict(as_series=False)
        )
        text = record.text(columns["document"][0])
        first, last = columns["places"][0].split(";")[0].split("-")
        assert text[int(first) : int(last)] in columns["content"][0]
        assert columns["start"][0] == int(first)


def test_networks_are_frames_graphs_and_pictures(place):  # noqa: F811
    record = onrecord.open(place)
    one = record.network(network_type="onemode", qualifier_aggregation="subtract")
    assert one.matrix("pandas").shape == (len(one.rows), len(one.columns) + 1)
    assert one.edges("polars").columns == ["source", "target", "weight"]
    graph = one.graph()
    assert graph.number_of_edges() == len(one.edges("pandas"))
    assert "corrected" in graph.graph["settings"]
    assert one._repr_svg_().startswith("<svg")
    assert one.mode == "corrected"
    assert record.network(networkType="onemode", compat="dna-3.1").mode == "dna-3.1"
    windows = record.networks(
        network_type="onemode", qualifier_aggregation="subtract", time_window="weeks", window_size=3
    )
    assert len(windows) >= 3
    assert windows._repr_svg_().count("<rect") > 3
    assert "group 1" in record.grouped(qualifier_aggregation="subtract")._repr_svg_()
    assert record.polarisation(network_type="onemode")[0].polarisation <= 1
    assert {c.algorithm for c in record.clusters("ward", "greedy")} == {"ward", "greedy"}
    assert record.backbone(qualifier_aggregation="subtract")
    assert record.centralities("pandas").shape[1] == 7
    record.close()


def test_what_cannot_be_is_told(place, monkeypatch):  # noqa: F811
    with pytest.raises(NoSuchRecord):
        onrecord.open("nowhere.db")
    record = onrecord.open(place)
    with pytest.raises(BadSettings, match="networks"):
        record.network(time_window="days")
    with pytest.raises(BadSettings):
        record.network(colour="red")
    with pytest.raises(BadSettings):
        record.statements("excel")
    with pytest.raises(KeyError):
        record.text("nowhere")
    monkeypatch.setattr(frames, "find_spec", lambda _: None)
    with pytest.raises(Missing, match="library"):
        record.documents()
    record.close()
