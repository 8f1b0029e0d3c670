"""What can be told of a network beside its matrix, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from onrecord.analyse.networks.backbone import backbone, nested_backbone
from onrecord.analyse.networks.centrality import centralities
from onrecord.analyse.networks.clusters import Clustering, cluster_actors
from onrecord.analyse.networks.coded import Coded
from onrecord.analyse.networks.compute import whole
from onrecord.analyse.networks.phases import phase_transitions
from onrecord.analyse.networks.polarisation import polarisation
from onrecord.analyse.networks.settings import Settings
from onrecord.analyse.networks.uncertainty import Interval, intervals, sensitivity
from onrecord.errors import BadSettings
from onrecord.show.wording import clean

__all__ = ["REPORTS", "Report", "ReportOptions"]

_MOST = 40


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What reports can be told.

    Attributes:
        algorithms, groups: of clusters and phases; all, and the best number.
        keep: of the backbone the number of issues, where one is asked for; `penalty` for every issue kept.
        samples: of the bootstrap; `lengths` of windows to compare.
    """

    algorithms: tuple[str, ...] = ()
    groups: int | None = None
    keep: int | None = None
    penalty: float | None = None
    samples: int = 200
    lengths: tuple[int, ...] = ()
    distance: str = "absdiff"


@dataclass(frozen=True, slots=True)
class Report:
    """A report in both forms, with the settings it was computed by."""

    lines: list[str]
    body: Any
    settings: Settings


def _clusters(coded: Coded, settings: Settings, options: ReportOptions) -> Report:
    found = cluster_actors(coded, settings, options.algorithms, options.groups)
    lines = [f"{c.modularity:7.3f}  {c.algorithm}, {c.count} groups" for c in found]
    return Report(
        [*lines, "", *_members(found[0])] if found else ["nothing to group"],
        [asdict(c) for c in found],
        replace(settings, network_type="onemode"),
    )


def _members(best: Clustering) -> Iterator[str]:
    yield f"{best.algorithm}:"
    for group in range(1, best.count + 1):
        names = [clean(name) for name, own in zip(best.labels, best.groups, strict=True) if own == group]
        yield (
            f"  {group}: "
            + "; ".join(names[:_MOST])
            + (f"; and {len(names) - _MOST} more" if len(names) > _MOST else "")
        )


def _centralities(coded: Coded, settings: Settings, _: ReportOptions) -> Report:
    found = centralities(whole(coded, settings))
    lines = ["  ties  strength  between    close    eigen"]
    lines += [f"{c.degree:6d} {c.strength:9.3g} {c.betweenness:8.3f} {'' if c.closeness is None else f'{c.closeness:.3f}':>8} {c.eigenvector:8.3f}  {clean(c.label)}{' (issue)' if c.mode == 2 else ''}" for c in found[:_MOST]]  # fmt: skip
    lines += [f"... and {len(found) - _MOST} more"] if len(found) > _MOST else []
    lines += ["shortest paths are drawn from 200 nodes"] if found and found[0].sampled else []
    return Report(lines, [asdict(c) for c in found], settings)


def _backbone(coded: Coded, settings: Settings, options: ReportOptions) -> Report:
    if options.keep is not None and options.penalty is not None:
        raise BadSettings("a backbone is of so many issues, or under a penalty", "leave out --keep or --penalty")
    if options.keep is None and options.penalty is None:
        steps = nested_backbone(coded, settings)
        lines = ["issues in the order in which they can be spared; the loss is of that issue and all before it:"]
        lines += [
            f"{n:3d}  {s.loss:8.4f}  {s.statements:6d} statements  {clean(s.issue)}" for n, s in enumerate(steps, 1)
        ]
        return Report(lines, [asdict(step) for step in steps], settings)
    fixed = options.keep is not None
    found = backbone(coded, settings, "fixed" if fixed else "penalty", float(options.keep if options.keep is not None else options.penalty or 0))  # fmt: skip
    lines = [f"loss {found.loss:.4f} with these {len(found.issues)} issues, {found.redundant:.4f} with all others instead"
             f"{'' if found.exact else '; found by annealing, perhaps not the best'}"]  # fmt: skip
    return Report([*lines, *(f"  {clean(issue)}" for issue in found.issues)], asdict(found), settings)


def _polarisation(coded: Coded, settings: Settings, options: ReportOptions) -> Report:
    found = list(polarisation(coded, settings, options.groups or 2))
    lines = []
    for one in found:
        lines.append(f"{f'{one.midpoint}  ' if one.midpoint else ''}polarisation {one.polarisation:.4f} (distance {one.distance:.4f})"
                     f"{'' if one.exact else ', by exchange'}{'; the worst split, as DNA 3.1 reports it' if settings.compat else ''}")  # fmt: skip
        if len(found) == 1:
            lines += [
                f"  {camp + 1}: " + "; ".join(clean(a) for a, c in zip(one.actors, one.camps, strict=True) if c == camp)
                for camp in sorted(set(one.camps))
            ]
    return Report(lines, [{**asdict(one), "polarisation": one.polarisation, "midpoint": str(one.midpoint) if one.midpoint else None} for one in found], replace(settings, network_type="onemode", aggregation="ignore"))  # fmt: skip


def _phases(coded: Coded, settings: Settings, options: ReportOptions) -> Report:
    asked = replace(settings, network_type="onemode")
    found = phase_transitions(coded, asked, "spectral" if options.distance == "spectral" else "absdiff", count=options.groups)  # fmt: skip
    lines = [f"{c.modularity:7.3f}  {c.algorithm}, {c.count} phases" for c in found.all]
    lines += ["", f"{found.best.algorithm}:"]
    lines += [
        f"  from {moment:%Y-%m-%d}: phase {after} after phase {before}" for moment, before, after in found.transitions()
    ]
    body = {"midpoints": [str(m) for m in found.midpoints], "phases": found.best.groups, "algorithm": found.best.algorithm,
            "modularity": found.best.modularity, "distances": found.distances.tolist()}  # fmt: skip
    return Report(lines, body, asked)


def _intervals(coded: Coded, settings: Settings, options: ReportOptions) -> Report:
    ties, groups = intervals(coded, settings, options.samples)
    lines = [
        f"95 % of {options.samples} samples of documents and of uncertain codings; confidence of the statements behind each tie:"
    ]
    lines += [f"{t.weight.value:9.4g}  [{t.weight.low:.4g}, {t.weight.high:.4g}]  confidence {t.confidence:.2f}, there in {t.there:.0%}  {clean(t.row)} - {clean(t.column)}" for t in ties[:_MOST]]  # fmt: skip
    lines += [f"... and {len(ties) - _MOST} more: -f json gives all"] if len(ties) > _MOST else []
    lines += [f"modularity {_say(groups)}"] if groups else []
    return Report(
        lines, {"ties": [asdict(t) for t in ties], "modularity": asdict(groups) if groups else None}, settings
    )


def _say(one: Interval) -> str:
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"


def _sensitivity(coded: Coded, settings: Settings, options: ReportOptions) -> Report:
    lengths = options.lengths or tuple(sorted({max(1, settings.window_size // 2), settings.window_size, settings.window_size * 2, settings.window_size * 4}))  # fmt: skip
    found = sensitivity(coded, settings, lengths)
    lines = [f"{settings.time_window:>8}  windows  without ties  ties  density  modularity  strongest ten kept"]
    lines += [f"{s.length:8d} {s.windows:8d} {s.empty:13d} {s.ties:5.1f} {s.density:8.2f} {'' if s.modularity is None else f'{s.modularity:.3f}':>11} {s.same_top:19.0%}" for s in found]  # fmt: skip
    return Report(lines, [asdict(s) for s in found], settings)


REPORTS: dict[str, Callable[[Coded, Settings, ReportOptions], Report]] = {
    "clusters": _clusters, "centralities": _centralities, "backbone": _backbone, "polarisation": _polarisation,
    "phases": _phases, "intervals": _intervals, "sensitivity": _sensitivity,
}  # fmt: skip
