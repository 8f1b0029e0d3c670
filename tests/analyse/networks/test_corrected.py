"""Every corrected measure against the arithmetic written out, beside what the existing tool makes of the same statements."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from onrecord.analyse.networks import Settings, networks, whole
from onrecord.analyse.networks.backbone import spectrum
from onrecord.analyse.networks.kernel import weigh
from onrecord.analyse.networks.polarisation import distance_from_ideal, polarisation
from tests.analyse.networks.made import coded

ONE = Settings(network_type="onemode")
TWO = Settings()


def as_dna(settings):
    return replace(settings, compat="dna-3.1")


def cell(network, row, column):
    return float(network.dense()[network.rows.index(row), network.columns.index(column)])


# A.9, defect 1: the sign of polarisation


def test_two_perfect_camps_are_the_best_of_all_35_splits_and_not_the_worst():
    # Eight actors, two camps of four: all agree within (1 each) and disagree between (1 each).
    # Expected within a dyad: share 12/24 of (24 / 24) = 1/2, so each of 24 ordered pairs within is off by 1/2.
    # Expected between: share 4*4/32 = 1/2 of (32 / 32) = 1/2, so each of 32 is off by 1/2. (24 + 32) / 2 = 28.
    # Divided by 2 * (24 + 32) = 112: 0.25.
    camps = np.repeat([0, 1], 4)
    same = camps[:, None] == camps[None, :]
    congruence, conflict = same - np.eye(8), (~same).astype(float)
    assert distance_from_ideal(congruence, conflict, camps) == pytest.approx(0.25)
    issues = [("2031-03-04", f"{'ab'[c]}{n}", "tariffs", 1 - c) for n, c in enumerate(camps)]
    best = next(polarisation(coded(*issues), ONE))
    worst = next(polarisation(coded(*issues), as_dna(ONE)))
    assert len(set(best.camps[:4])) == len(set(best.camps[4:])) == 1
    assert (best.distance, best.polarisation, best.exact) == (pytest.approx(0.25), pytest.approx(0.75), True)
    assert worst.distance == pytest.approx(0.5357, abs=1e-4)


# A.9, defect 2: polarisation over time


def test_polarisation_over_time_looks_at_conflict_and_not_at_congruence_twice():
    rows = [(f"2031-03-{d:02d}", a, "tariffs", int(a < "c")) for d in (4, 5, 6) for a in "abcd"]
    moving = replace(ONE, time_window="days", window_size=3)
    made = list(polarisation(coded(*rows), moving))
    # Two camps of two, each statement three times, which the average takes out: congruence within (4 ordered pairs) 1, conflict between (8) 1.
    # Expected within: 2/4 * 4/4 = 1/2; between: 4/8 * 8/8 = 1/2. (4 + 8) / 2 / (2 * 12) = 0.25.
    assert [one.distance for one in made] == [pytest.approx(0.25)]
    # With one network for both, conflict within the camps is what is there: nothing tells the camps apart.
    assert next(polarisation(coded(*rows), as_dna(moving))).distance != pytest.approx(0.25)


# A.9, defect 3: the Laplacian


def test_the_spectrum_of_a_path_is_that_of_its_laplacian():
    # a - b - c: D - W has eigenvalues 3, 1, 0; divided by their sum 4: .75, .25, 0. The strengths 2, 1, 1 are .5, .25, .25.
    path = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], float)
    assert spectrum(path) == pytest.approx([0.75, 0.25, 0.0])
    assert spectrum(path, corrected=False) == pytest.approx([0.5, 0.25, 0.25])


# A.9, defects 4 and 5: periods know their year; weeks are ISO weeks, on every machine


def test_a_month_of_one_year_is_not_that_month_of_another():
    rows = [("2031-03-04", "a", "tariffs", 1), ("2032-03-04", "a", "tariffs", 1)]
    settings = replace(TWO, duplicates="month")
    assert (whole(coded(*rows), settings).statements, whole(coded(*rows), as_dna(settings)).statements) == (2, 1)


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        # 29 December 2031 is a Monday, and its week is the first of 2032.
        (("2031-12-28", "2031-12-29"), 2),
        (("2031-12-29", "2032-01-04"), 1),
        # The first week of 2031 begins on 30 December 2030; a year later is another week.
        (("2030-12-30", "2031-01-05"), 1),
        (("2030-12-30", "2031-12-29"), 2),
        # 2026 has 53 weeks: 28 December 2026 and 3 January 2027 are one, 4 January 2027 is the next.
        (("2026-12-28", "2027-01-03"), 1),
        (("2027-01-03", "2027-01-04"), 2),
    ],
)
def test_a_week_is_an_iso_week_of_its_year(days, kept):
    rows = [(day, "a", "tariffs", 1) for day in days]
    assert whole(coded(*rows), replace(TWO, duplicates="week")).statements == kept


def test_statements_without_a_day_are_duplicates_within_their_document_alone():
    rows = [(None, "a", "tariffs", 1, 1), (None, "a", "tariffs", 1, 1), (None, "a", "tariffs", 1, 2)]
    assert whole(coded(*rows), replace(TWO, duplicates="week")).statements == 2


# A.9, defect 6: the triangular kernel


def test_the_triangular_kernel_falls_on_both_sides():
    u = np.array([-1.0, -0.5, 0.0, 0.5, 1.0, 1.5])
    assert weigh(u, "triangular", corrected=True) == pytest.approx([0, 0.5, 1, 0.5, 0, 0])
    assert weigh(u, "triangular", corrected=False) == pytest.approx([2, 1.5, 1, 0.5, 0, 0])


def test_a_smoothed_network_weighs_pairs_by_the_mean_of_their_weights():
    # Width 4 days, so u = 2 * days / 4. At 6 March: a on the 5th, u = .5, weight .5; b on the 6th, weight 1.
    # Their pair weighs sqrt(.5 * 1).
    rows = [
        ("2031-03-04", "c", "ports", 1),
        ("2031-03-05", "a", "tariffs", 1),
        ("2031-03-06", "b", "tariffs", 1),
        ("2031-03-08", "c", "ports", 1),
    ]
    settings = replace(ONE, aggregation="congruence", time_window="days", window_size=4, kernel="triangular")
    made = {f"{n.midpoint:%d}": n for n in networks(coded(*rows), settings)}
    assert cell(made["06"], "a", "b") == pytest.approx(sqrt(0.5))
    assert cell(made["06"], "a", "a") == 0
    before = {f"{n.midpoint:%d}": n for n in networks(coded(*rows), as_dna(settings))}
    assert cell(before["06"], "a", "a") == pytest.approx(0.5)  # the existing tool keeps an actor's tie with itself here


# A.9, defect 7: whole numbers as qualifier under a kernel


def test_levels_of_a_kernel_are_as_far_apart_as_their_numbers():
    # -2 and 2 are the ends: they share nothing. -2 and -1 are 1 of 4 apart: 1 - 1/4 = .75.
    # As words "-1" < "-2" < "1" < "2": -2 and -1 are 1 of 3 places apart, 1 - 1/3; -2 and 2 are 2 of 3 apart.
    rows = [("2031-03-04", name, "tariffs", level) for name, level in (("a", -2), ("b", -1), ("c", 1), ("d", 2))]
    settings = replace(ONE, aggregation="congruence", time_window="days", window_size=2, kernel="uniform")
    table = coded(*rows, kind="integer")
    ours, theirs = next(networks(table, settings)), next(networks(table, as_dna(settings)))
    assert (cell(ours, "a", "b"), cell(ours, "a", "d")) == (pytest.approx(0.75 * 0.5), 0)
    assert (cell(theirs, "a", "b"), cell(theirs, "a", "d")) == (pytest.approx(2 / 3 * 0.5), pytest.approx(1 / 3 * 0.5))


def test_a_smoothed_affiliation_counts_the_number_itself():
    rows = [("2031-03-04", "a", "tariffs", -2), ("2031-03-04", "b", "tariffs", 2)]
    settings = replace(TWO, aggregation="subtract", time_window="days", window_size=2, kernel="uniform")
    table = coded(*rows, kind="integer")
    assert cell(next(networks(table, settings)), "a", "tariffs") == pytest.approx(-2 * 0.5)
    assert cell(next(networks(table, as_dna(settings))), "a", "tariffs") == 0  # the place of the level, not the level


# A.9, defect 9: prominence of combined levels; whole numbers over 127


def test_prominence_divides_a_column_by_its_own_sum():
    # Ports: a only yes (1), b both (3): column sum 4. Tariffs: a only no (2).
    rows = [
        ("2031-03-04", "a", "ports", 1),
        ("2031-03-04", "b", "ports", 1),
        ("2031-03-04", "b", "ports", 0),
        ("2031-03-04", "a", "tariffs", 0),
    ]
    made = whole(coded(*rows), replace(TWO, aggregation="combine", normalization="prominence"))
    assert [cell(made, "a", "ports"), cell(made, "b", "ports"), cell(made, "a", "tariffs")] == [0.25, 0.75, 1.0]


def test_large_numbers_that_are_equal_are_duplicates():
    rows = [("2031-03-04", "a", "tariffs", 1000, 1), ("2031-03-04", "a", "tariffs", 1000, 1)]
    assert (
        whole(coded(*rows, kind="integer"), replace(TWO, aggregation="subtract", duplicates="document")).statements == 1
    )


# Beyond A.9


def test_cosine_divides_by_totals_as_the_field_knows_it_and_vector_cosine_by_lengths():
    # a: ports yes 2, tariffs yes 1; b: ports yes 1, tariffs no 2. Shared: 2 * 1 = 2.
    rows = (
        [("2031-03-04", "a", "ports", 1)] * 2
        + [("2031-03-04", "a", "tariffs", 1), ("2031-03-04", "b", "ports", 1)]
        + [("2031-03-04", "b", "tariffs", 0)] * 2
    )
    congruence = replace(ONE, aggregation="congruence")
    assert cell(whole(coded(*rows), congruence), "a", "b") == 2
    assert cell(whole(coded(*rows), replace(congruence, normalization="cosine")), "a", "b") == pytest.approx(
        2 / (3 * 3)
    )
    # Lengths: sqrt(2^2 + 1^2) = sqrt(5) and sqrt(1^2 + 2^2) = sqrt(5).
    assert cell(whole(coded(*rows), replace(congruence, normalization="vector-cosine")), "a", "b") == pytest.approx(
        2 / 5
    )


def test_an_actor_that_says_the_same_as_another_has_a_vector_cosine_of_one():
    rows = [
        ("2031-03-04", name, issue, side)
        for name in "ab"
        for issue, side in (("ports", 1), ("tariffs", 0), ("fish", 1))
    ]
    made = whole(coded(*rows, *rows[:3]), replace(ONE, aggregation="subtract", normalization="vector-cosine"))
    assert cell(made, "a", "b") == pytest.approx(1.0)


def test_conflict_over_words_counts_pairs_that_differ_and_not_what_one_alone_mentions():
    # a says high once and low once on ports; b says high on ports, and c speaks on tariffs alone.
    rows = [
        ("2031-03-04", "a", "ports", "high"),
        ("2031-03-04", "a", "ports", "low"),
        ("2031-03-04", "b", "ports", "high"),
        ("2031-03-04", "c", "tariffs", "low"),
    ]
    table = coded(*rows, kind="text")
    conflict = replace(ONE, aggregation="conflict")
    ours, theirs = whole(table, conflict), whole(table, as_dna(conflict))
    assert (cell(ours, "a", "b"), cell(ours, "a", "c")) == (1, 0)
    assert (cell(theirs, "a", "b"), cell(theirs, "a", "c")) == (1, 3)


def test_a_window_of_seven_days_is_seven_whole_days_and_one_of_eight_is_longer():
    rows = [(f"2031-03-{day:02d}T18:00:00", "a", "ports", 1) for day in range(1, 21)]
    seven, eight = (list(networks(coded(*rows), replace(TWO, time_window="days", window_size=size))) for size in (7, 8))
    assert {n.statements for n in seven} == {7}
    assert {n.statements for n in eight} == {8}
    assert (f"{seven[0].since}", f"{seven[0].until}") == ("2031-03-01 00:00:00", "2031-03-07 23:59:59")
    # The existing tool stops at the last day's first moment, and 8 is as long as 9.
    assert {n.statements for n in networks(coded(*rows), as_dna(replace(TWO, time_window="days", window_size=7)))} == {
        6
    }
    counts = [
        [n.statements for n in networks(coded(*rows), as_dna(replace(TWO, time_window="days", window_size=s)))]
        for s in (8, 9)
    ]
    assert counts[0] == counts[1]


def test_months_do_not_drift_after_a_short_one():
    rows = [("2031-01-31", "a", "ports", 1), ("2031-05-31", "a", "ports", 1)]
    settings = replace(TWO, time_window="months", window_size=1)
    ours = [f"{n.midpoint:%m-%d}" for n in networks(coded(*rows), settings)]
    theirs = [f"{n.midpoint:%m-%d}" for n in networks(coded(*rows), as_dna(settings))]
    assert ours == ["01-31", "02-28", "03-31", "04-30"]
    assert theirs[:3] == ["01-31", "02-28", "03-28"]
