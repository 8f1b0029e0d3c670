"""Two coders of one record: Krippendorff's alpha for each field, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.judgement import Judgement

__all__ = ["Agreement", "Disagreement", "alpha_nominal", "compare_coders"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A statement that two people decided differently."""

    document: str
    statement: str
    field: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree.

    Attributes:
        coders: their names, in alphabetical order.
        units: statements that at least two of them decided.
        alpha: Krippendorff's alpha (nominal) by field: kept (or rejected), issue (the main one), stance (on the same main issue);
            None where there is nothing to compare, or no variation at all.
        shares: per cent of pairs that agree, by field.
    """

    coders: tuple[str, ...]
    units: int
    alpha: dict[str, float | None]
    shares: dict[str, float | None]
    disagreements: tuple[Disagreement, ...]


def alpha_nominal(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for categories without order; a unit is the values that its coders gave, missing ones left out.

    Units with fewer than two values say nothing. None where fewer than two values remain or all values are one.
    Source: Krippendorff, Content Analysis (2004), ch. 11: one minus observed over expected disagreement.
    """
    paired = [list(unit) for unit in units if len(unit) > 1]
    totals = Counter(value for unit in paired for value in unit)
    count = sum(totals.values())
    if count < 2 or len(totals) < 2:
        return None
    observed = 0.0
    for unit in paired:
        values = Counter(unit)
        observed += (len(unit) ** 2 - sum(n * n for n in values.values())) / (len(unit) - 1)
    expected = (count**2 - sum(n * n for n in totals.values())) / (count - 1)
    return 1 - observed / expected


def compare_coders(judgements: Iterable[Judgement], coders: Sequence[str] = ()) -> Agreement:
    """Compare what people decided about the same statements; of each person the last decision on each counts.

    Args:
        coders: only these; everybody who decided, by default.
    """
    by_unit: dict[tuple[str, str], dict[str, Judgement]] = {}
    for one in judgements:
        if not coders or one.by in coders:
            by_unit.setdefault((one.document, one.statement), {})[one.by] = one
    shared = {key: found for key, found in by_unit.items() if len(found) > 1}
    fields: dict[str, list[list[tuple[str, str]]]] = {"kept": [], "issue": [], "stance": []}
    differ: list[Disagreement] = []
    for (document, statement), found in sorted(shared.items()):
        for field, values in _values(found).items():
            fields[field].append(values)
            if len({value for _, value in values}) > 1:
                differ.append(Disagreement(document, statement, field, tuple(values)))
    names = {one.by for found in by_unit.values() for one in found.values()}
    return Agreement(
        tuple(sorted(names)), len(shared),
        {field: alpha_nominal([[value for _, value in unit] for unit in units]) for field, units in fields.items()},
        {field: _share(units) for field, units in fields.items()},
        tuple(differ),
    )  # fmt: skip


def _values(found: dict[str, Judgement]) -> dict[str, list[tuple[str, str]]]:
    """(coder, value) by field; stances count where the main issue is the same."""
    people = sorted(found.items())
    made = {"kept": [(name, "rejected" if one.verb == "reject" else "kept") for name, one in people]}
    kept = [(name, one) for name, one in people if one.verb != "reject"]
    if len(kept) > 1:
        made["issue"] = [(name, one.issues[0][0] if one.issues else "none") for name, one in kept]
        if len({value for _, value in made["issue"]}) == 1 and kept[0][1].issues:
            made["stance"] = [(name, one.issues[0][1]) for name, one in kept]
    return made


def _share(units: list[list[tuple[str, str]]]) -> float | None:
    pairs = [(a, b) for unit in units for i, (_, a) in enumerate(unit) for _, b in unit[i + 1 :]]
    return 100 * sum(a == b for a, b in pairs) / len(pairs) if pairs else None
