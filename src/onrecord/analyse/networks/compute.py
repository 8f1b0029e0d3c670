"""Networks from coded statements: one for the whole, or one for every window of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.analyse.networks.coded import Coded
from onrecord.analyse.networks.counts import Counts, triples
from onrecord.analyse.networks.kernel import smoothed
from onrecord.analyse.networks.measures import one_mode, two_mode
from onrecord.analyse.networks.network import Matrix, Network
from onrecord.analyse.networks.select import select
from onrecord.analyse.networks.settings import Aggregation, Settings
from onrecord.analyse.networks.windows import windows
from onrecord.errors import BadSettings

__all__ = ["networks", "one_rule", "whole"]

_BOTH: tuple[Aggregation, ...] = ("congruence", "conflict")


def networks(coded: Coded, settings: Settings) -> Iterator[Network]:
    """The network asked for, or one for each window of time, in order.

    Of “congruence & conflict” each comes as two, congruence first.

    Cost: a product of sparse matrices each; windows are not computed before they are asked for.
    Raises: OR-N01 BadSettings.
    """
    if settings.network_type == "eventlist":
        raise BadSettings("an event list is no matrix", "use --network-type eventlist with the command")
    if settings.aggregation == "congruence & conflict":
        pairs = zip(*(networks(coded, settings.with_aggregation(rule)) for rule in _BOTH), strict=True)
        yield from (network for pair in pairs for network in pair)
        return
    selection = select(coded, settings)
    coding = triples(selection, settings)
    if settings.kernel != "no":
        yield from smoothed(coding, settings)
        return
    for window in windows(coding.time, settings):
        counts = coding.counts(window.rows)
        columns = counts.rows if settings.network_type == "onemode" else counts.columns
        yield Network(
            rows=counts.rows, columns=columns, matrix=_matrix(counts, settings), settings=settings,
            statements=len(range(*window.rows.indices(len(coding)))), midpoint=window.midpoint,
            since=window.since, until=window.until, undated=selection.undated,
        )  # fmt: skip


def whole(coded: Coded, settings: Settings) -> Network:
    """The network of the whole range, whatever windows the settings ask for."""
    one_rule(settings)
    return next(networks(coded, replace(settings, time_window="no", kernel="no")))


def one_rule(settings: Settings) -> None:
    """Refuse settings that ask for two networks where one is needed.

    Raises: OR-N01 BadSettings.
    """
    if settings.aggregation == "congruence & conflict":
        raise BadSettings(
            "“congruence & conflict” is two networks, and one is needed here", "take congruence, conflict or subtract"
        )


def _matrix(counts: Counts, settings: Settings) -> Matrix:
    return one_mode(counts, settings) if settings.network_type == "onemode" else two_mode(counts, settings)
