"""Networks as a whole: what any statements give, what is refused, and what stands on them."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.networks import Settings, networks, read_settings, whole
from onrecord.analyse.networks import network as network_module
from onrecord.analyse.networks.backbone import backbone
from onrecord.analyse.networks.centrality import as_graph, centralities
from onrecord.analyse.networks.clusters import ALGORITHMS, cluster_actors, modularity
from onrecord.analyse.networks.phases import phase_transitions
from onrecord.analyse.networks.uncertainty import intervals, sensitivity
from onrecord.errors import BadSettings, NothingToShow
from tests.analyse.networks.made import coded

ONE = Settings(network_type="onemode", aggregation="subtract")
CAMPS = [
    (f"2031-03-{3 + n % 4:02d}", actor, issue, int((actor < "d") == (issue != "fish")))
    for n, (actor, issue) in enumerate((a, i) for a in "abcdef" for i in ("ports", "tariffs", "fish"))
]

rows = st.lists(
    st.tuples(
        st.dates(min_value=date(2030, 12, 1), max_value=date(2031, 2, 28)).map(str),
        st.sampled_from("abcde"), st.sampled_from(["ports", "tariffs", "fish"]), st.sampled_from([0, 1]), st.integers(0, 5),
    ),
    min_size=1, max_size=40,
)  # fmt: skip
RULES = ("ignore", "congruence", "conflict", "subtract")
HOW = ("no", "average", "jaccard", "cosine", "vector-cosine")


@given(rows, st.sampled_from(RULES), st.sampled_from(HOW), st.sampled_from(["include", "document", "week", "month"]))
@settings(max_examples=60, deadline=None)
def test_one_mode_networks_are_symmetric_without_ties_to_oneself_and_subtract_is_the_difference(
    made, rule, how, duplicates
):
    asked = Settings(network_type="onemode", aggregation=rule, normalization=how, duplicates=duplicates)
    table = coded(*made)
    values = whole(table, asked).dense()
    assert np.allclose(values, values.T)
    assert not np.diag(values).any()
    parts = [whole(table, asked.with_aggregation(r)).dense() for r in ("congruence", "conflict", "subtract")]
    assert np.allclose(parts[0] - parts[1], parts[2])
    if duplicates == "include" and how != "vector-cosine":  # by the other rules a statement is alike whatever its side
        assert np.allclose(parts[0] + parts[1], whole(table, asked.with_aggregation("ignore")).dense())


@given(rows, st.sampled_from(RULES), st.sampled_from(HOW))
@settings(max_examples=40, deadline=None)
def test_large_and_small_networks_are_computed_to_the_same_numbers(made, rule, how):
    table, asked = coded(*made), Settings(network_type="onemode", aggregation=rule, normalization=how)
    small = whole(table, asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network_module, "_SMALL", 0)
        large = whole(table, asked)
    assert np.allclose(small.dense(), large.dense())
    assert [e.tolist() for e in small.edges()[:2]] == [e.tolist() for e in large.edges()[:2]]


@given(rows)
@settings(max_examples=30, deadline=None)
def test_the_order_in_which_statements_were_read_changes_nothing(made):
    asked = replace(ONE, duplicates="month", normalization="average")
    assert np.allclose(whole(coded(*made), asked).dense(), whole(coded(*made[::-1]), asked).dense())


@given(rows, st.integers(1, 30))
@settings(max_examples=30, deadline=None)
def test_windows_hold_exactly_the_statements_between_their_ends(made, size):
    table = coded(*made)
    days = [datetime.fromisoformat(row[0]) for row in made]
    for network in networks(table, Settings(time_window="days", window_size=size)):
        assert network.statements == sum(network.since <= day <= network.until for day in days)
        assert (network.until - network.since).days + 1 == size


def test_event_windows_have_as_many_statements_on_either_side():
    made = list(networks(coded(*CAMPS), Settings(time_window="events", window_size=4)))
    assert len(made) == len(CAMPS) - 4
    assert {network.statements for network in made} == {5}


def test_what_is_excluded_and_kept_and_filtered():
    table = coded(*[(day, a, i, s, n % 3) for n, (day, a, i, s) in enumerate(CAMPS)])
    assert whole(table, Settings(exclude=(("organization", "a"), ("concept", "fish")))).rows == (
        "b",
        "c",
        "d",
        "e",
        "f",
    )
    assert whole(table, Settings(only=(("concept", "fish"),))).columns == ("fish",)
    of_one = Settings(documents=(("source", ("outlet 1",)),), invert=frozenset({"source"}))
    assert whole(table, of_one).statements == 6
    assert whole(table, replace(of_one, invert=frozenset())).statements == 12
    assert whole(table, Settings(min_statements=4)).statements == 0
    alone = replace(of_one, isolates=True)
    assert set(whole(table, alone).rows) <= set("abcdef")


def test_isolates_keep_the_labels_that_have_no_statement_left():
    table = coded(*CAMPS)
    asked = Settings(exclude=(("organization", "a"),))
    assert "a" not in whole(table, asked).rows
    assert "a" in whole(table, replace(asked, isolates=True)).rows


@pytest.mark.parametrize(
    "options",
    [
        {"networkType": "threemode"}, {"qualifierAggregation": "congruence"}, {"networkType": "onemode", "normalization": "activity"},
        {"kernel": "uniform"}, {"timeWindow": "days", "windowSize": "0"}, {"start": "yesterday"}, {"excludeVars": "organization", "excludeVals": ""},
        {"colour": "red"}, {"qualifier": "", "qualifierAggregation": "subtract"}, {"start": "2031-02-01", "stop": "2031-01-01"},
        {"variable1": "concept"}, {"isolates": "perhaps"}, {"windowSize": "many"}, {"authors": 7},
    ],
)  # fmt: skip
def test_options_that_cannot_be_are_told(options):
    with pytest.raises(BadSettings):
        read_settings(options)


def test_a_variable_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(BadSettings, match="no variable") as told:
        whole(coded(*CAMPS), Settings(variable1="minister"))
    assert "organization" in told.value.advice


def test_a_range_without_statements_gives_an_empty_network():
    made = whole(coded(*CAMPS), replace(ONE, start=datetime.fromisoformat("2040-01-01")))
    assert (made.rows, made.statements, made.dense().shape) == ((), 0, (0, 0))
    assert (
        list(networks(coded(*CAMPS), replace(ONE, start=datetime.fromisoformat("2040-01-01"), time_window="days")))
        == []
    )


def test_every_output_says_which_measures_it_used():
    assert "corrected measures" in whole(coded(*CAMPS), ONE).settings.describe()
    assert "as DNA 3.1 computes" in whole(coded(*CAMPS), replace(ONE, compat="dna-3.1")).settings.describe()


# What stands on networks


def test_two_camps_are_found_by_every_algorithm():
    for one in cluster_actors(coded(*CAMPS), ONE, count=2):
        assert one.groups == (1, 1, 1, 2, 2, 2), one.algorithm
        assert one.modularity == pytest.approx(0.5)
    assert {c.algorithm for c in cluster_actors(coded(*CAMPS), ONE)} >= set(ALGORITHMS) - {"walktrap"}


def test_modularity_by_hand():
    # Two pairs, each tied once: of 4 ends 2 lie in each group, all within. 2 * (2/4 - (2/4)^2) = .5; in one group 0.
    pairs = np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]], float)
    assert modularity(pairs, np.array([0, 0, 1, 1])) == pytest.approx(0.5)
    assert modularity(pairs, np.zeros(4, int)) == pytest.approx(0.0)
    assert modularity(np.zeros((3, 3)), np.arange(3)) == 0.0


def test_who_stands_between_two_others_is_central():
    rows = [
        ("2031-03-04", "a", "ports", 1),
        ("2031-03-04", "b", "ports", 1),
        ("2031-03-04", "b", "fish", 1),
        ("2031-03-04", "c", "fish", 1),
    ]
    found = {c.label: c for c in centralities(whole(coded(*rows), ONE))}
    assert (found["b"].betweenness, found["a"].betweenness, found["b"].degree) == (1.0, 0.0, 2)
    graph = as_graph(whole(coded(*rows), Settings(aggregation="subtract")))
    assert {data["mode"] for _, data in graph.nodes(data=True)} == {1, 2}


def test_a_backbone_that_is_searched_through_is_exact():
    found = backbone(coded(*CAMPS), replace(ONE, normalization="average"), "fixed", 1)
    assert found.exact
    assert len(found.issues) == 1
    with pytest.raises(BadSettings):
        backbone(coded(*CAMPS), ONE, "fixed", 3)


def test_phases_are_the_windows_before_and_after_a_turn():
    march = [(f"2031-03-{d:02d}", a, "ports", 1) for d in range(1, 15) for a in "ab"]
    april = [(f"2031-03-{d:02d}", a, "fish", 1) for d in range(15, 29) for a in "cd"]
    found = phase_transitions(coded(*march, *april), replace(ONE, time_window="days", window_size=3))
    assert found.best.count >= 2
    assert next(f"{moment:%m-%d}" for moment, _, _ in found.transitions()) in {"03-14", "03-15", "03-16"}


def test_intervals_hold_the_value_and_doubt_about_coding_moves_them_towards_nothing():
    rows = [(f"2031-03-{3 + n % 9:02d}", a, i, s, n) for n, (_, a, i, s) in enumerate(CAMPS * 4)]
    sure = coded(*rows)
    doubted = replace(sure, confidence=np.full(len(sure), 0.5))
    ties, groups = intervals(sure, ONE, samples=60)
    unsure, _ = intervals(doubted, ONE, samples=60)
    assert all(t.weight.low <= t.weight.value <= t.weight.high for t in ties)
    assert groups is not None
    assert groups.low < groups.high
    assert groups.low <= groups.value
    assert {t.confidence for t in ties} == {1.0}
    assert {t.confidence for t in unsure} == {0.5}
    doubt = {(t.row, t.column): t.weight for t in unsure}
    # The count takes every coding for right; where each is as likely wrong, what is left is less.
    for t in ties:
        far = max(abs(t.weight.low), abs(t.weight.high))
        assert max(abs(doubt[t.row, t.column].low), abs(doubt[t.row, t.column].high)) < far
    assert intervals(sure, ONE, samples=60)[0] == ties


def test_sensitivity_has_a_row_for_every_length():
    table = coded(*CAMPS)
    found = sensitivity(table, replace(ONE, time_window="days"), [1, 2, 4])
    assert [(s.length, s.windows) for s in found] == [(1, 4), (2, 3), (4, 1)]
    assert found[-1].same_top == 1.0
    with pytest.raises(BadSettings):
        sensitivity(table, ONE, [1])


def test_too_few_actors_are_told():
    with pytest.raises(NothingToShow):
        cluster_actors(coded(("2031-03-04", "a", "ports", 1)), ONE)


# What a careful reader found, and does not happen again


def test_levels_of_words_are_those_of_the_whole_range():
    rows = [("2031-03-04", "a", "ports", "p"), ("2031-03-04", "b", "ports", "q"), ("2031-03-04", "c", "ports", "r")]
    asked = Settings(aggregation="combine", exclude=(("organization", "c"),))
    assert whole(coded(*rows, kind="text"), asked).dense().ravel().tolist() == [4.0, 2.0]


def test_windows_of_months_meet():
    rows = [(f"2001-{m:02d}-15", "a", "ports", 1) for m in range(1, 13)]
    asked = Settings(
        time_window="months",
        window_size=1,
        start=datetime.fromisoformat("2001-01-31"),
        stop=datetime.fromisoformat("2001-12-31T23:59:59"),
    )
    made = list(networks(coded(*rows), asked))
    assert all((after.since - before.until).total_seconds() == 1 for before, after in pairwise(made))


def test_the_last_hour_has_a_window_too():
    rows = [("2031-03-04T10:00:00", "a", "ports", 1), ("2031-03-04T11:20:00", "a", "ports", 1)]
    assert sum(n.statements for n in networks(coded(*rows), Settings(time_window="hours", window_size=1))) == 2


def test_groups_are_of_sides_whatever_rule_the_settings_name():
    table = coded(*CAMPS, ("2031-03-04", "x", "ports", None), ("2031-03-04", "y", "ports", None))
    made = [
        cluster_actors(table, replace(ONE, aggregation=rule), ("greedy",), 2)[0]
        for rule in ("ignore", "subtract", "conflict")
    ]
    assert len({one.groups for one in made}) == 1
    assert "x" not in made[0].labels


def test_who_has_no_positive_tie_has_no_standing():
    apart = coded(("2031-03-04", "a", "ports", 1), ("2031-03-04", "b", "ports", 0))
    assert {c.eigenvector for c in centralities(whole(apart, ONE))} == {0.0}
    weak = coded(*CAMPS, ("2031-03-04", "lonely", "weather", 1))
    found = {c.label: c.eigenvector for c in centralities(whole(weak, replace(ONE, normalization="cosine")))}
    assert found["lonely"] == pytest.approx(0.0, abs=1e-6)
    assert found["a"] > 0.5


def test_moments_with_a_zone_are_told_in_utc():
    assert read_settings({"start": "2031-03-04T12:00:00+05:00"}).start == datetime.fromisoformat("2031-03-04T07:00:00")


@pytest.mark.parametrize("value", ["yes", "true", "1"])
def test_sides_are_excluded_by_their_words(value):
    assert whole(coded(*CAMPS), Settings(exclude=(("agreement", value),))).statements == 9


def test_words_that_are_no_side_are_told():
    for value in ("²", "--5", "perhaps"):
        with pytest.raises(BadSettings):
            whole(coded(*CAMPS), Settings(exclude=(("agreement", value),)))


@pytest.mark.parametrize(("unit", "size"), [("years", 5000), ("days", 10**12), ("months", 10**7)])
@pytest.mark.parametrize("kernel", ["no", "uniform"])
def test_windows_longer_than_the_calendar_are_none(unit, size, kernel):
    asked = Settings(
        time_window=unit,
        window_size=size,
        kernel=kernel,
        stop=datetime.fromisoformat("9999-12-31") if unit == "years" else None,
    )
    assert all(n.statements <= len(CAMPS) for n in networks(coded(*CAMPS), replace(asked, stop=None)))


def test_two_networks_are_refused_where_one_is_needed():
    both = replace(ONE, aggregation="congruence & conflict")
    assert len(list(networks(coded(*CAMPS), both))) == 2
    for what in (whole, backbone_of, lambda c, s: intervals(c, s, 20)):
        with pytest.raises(BadSettings):
            what(coded(*CAMPS), both)


def backbone_of(table, asked):
    return backbone(table, asked, "fixed", 1)


def test_too_many_actors_are_told_and_not_tried():
    rows = [("2031-03-04", f"a{n}", f"issue {n % 2}", 1) for n in range(12_000)]
    with pytest.raises(BadSettings, match="too|ties"):  # noqa: RUF043
        whole(coded(*rows), ONE).dense()


def test_camps_of_many_actors_are_found_by_exchange():
    from onrecord.analyse.networks.polarisation import polarisation

    rows = [
        ("2031-03-04", f"{'we' if n % 2 else 'they'} {n}", f"issue {k}", n % 2) for n in range(40) for k in range(2)
    ]
    found = next(polarisation(coded(*rows), ONE))
    assert not found.exact
    assert found.distance == pytest.approx(0.25, abs=1e-3)
    assert len({camp for actor, camp in zip(found.actors, found.camps, strict=True) if actor.startswith("we")}) == 1
