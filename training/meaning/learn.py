"""The loop: batches of statements of like length with what is asked of them, the loss, the schedule."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from onrecord.coding.reader.pair import Laid, laid
from onrecord.language.pieces import Vocabulary
from training.meaning.examples import Row, Told, asked, by_statement, one_round
from training.meaning.network import Reader

__all__ = ["Recipe", "answers", "learn"]

_WORTH = (1.0, 1.3, 1.0, 1.0, 0.7)
"""What an example of each answer weighs: opposing is rarest and matters most, "not about it" is most of what is asked."""
_NOT_ASKED = -100
_SAY_EVERY, _KEEP_EVERY = 20, 60


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to learn.

    Attributes:
        batch: statements at a time; frozen: the lowest layers that stay as they are, with the embeddings.
        rate, rate_head: peak learning rates of the layers and of the map to answers; last: the share of them that is left at the end.
        average: the weights that are kept are a moving average, in which each step before counts so much less; it tells better than
            the weights of any one step.
        short_floats: whether products are of 16-bit floats, a third faster on processors that have them.
    """

    steps: int
    batch: int = 24
    frozen: int = 3
    rate: float = 5e-5
    rate_head: float = 3e-4
    warm_up: float = 0.06
    last: float = 0.1
    smooth: float = 0.05
    average: float = 0.995
    short_floats: bool = True
    seed: int = 1


def learn(
    reader: Reader,
    rows: list[Row],
    vocabulary: Vocabulary,
    recipe: Recipe,
    keep: Path | None = None,
    real: frozenset[str] = frozenset(),
) -> None:
    """Train in place; says on standard error how the loss goes. What is drawn follows from the seed.

    Args:
        keep: where the weights are kept every 60 steps.
        real: sources of the rows that are real texts.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311  # no secret
    still = [reader.words, reader.places, reader.norm, reader.distance, *reader.layers[: recipe.frozen]]
    for module in still:
        module.requires_grad_(requires_grad=False)
    body = [p for p in reader.layers.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": recipe.rate}, {"params": reader.answer.parameters(), "lr": recipe.rate_head}],
        weight_decay=0.01,
    )
    warm = max(1, int(recipe.warm_up * recipe.steps))
    after = max(1, recipe.steps - warm)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, recipe.last + (1 - recipe.last) * (recipe.steps - s) / after)
    )
    worth = torch.tensor(_WORTH)
    averaged = AveragedModel(reader, multi_avg_fn=get_ema_multi_avg_fn(recipe.average))
    reader.train()
    began, lost, right, seen = time.monotonic(), 0.0, 0, 0
    for step, (batch, wanted) in enumerate(_batches(by_statement(rows), vocabulary, recipe, rng, real)):
        if step >= recipe.steps:
            break
        with torch.autocast("cpu", torch.bfloat16, enabled=recipe.short_floats):
            scores, answer = reader(*batch).float().flatten(0, 1), wanted.flatten()
        loss = functional.cross_entropy(
            scores, answer, weight=worth, ignore_index=_NOT_ASKED, label_smoothing=recipe.smooth
        )
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        averaged.update_parameters(reader)
        many = int((answer >= 0).sum())
        lost, right, seen = lost + loss.item() * many, right + int((scores.argmax(1) == answer).sum()), seen + many
        if (step + 1) % _SAY_EVERY == 0:
            spent = time.monotonic() - began
            print(f"step {step + 1}/{recipe.steps}  loss {lost / seen:.3f}  right {100 * right / seen:.1f} %  {spent:.0f} s, "
                  f"{spent / (step + 1) * (recipe.steps - step - 1):.0f} s to go", file=sys.stderr, flush=True)  # fmt: skip
            lost, right, seen = 0.0, 0, 0
        if keep and (step + 1) % _KEEP_EVERY == 0:
            torch.save(averaged.module.state_dict(), keep)
    reader.load_state_dict(averaged.module.state_dict())
    if keep:
        torch.save(reader.state_dict(), keep)
    reader.eval()


def answers(reader: Reader, shown: str, propositions: list[str], vocabulary: Vocabulary) -> Tensor:
    """`[propositions, 5]`: scores of each answer."""
    reader.eval()
    with torch.no_grad():
        return reader(*_side_by_side([laid(vocabulary, shown, propositions)]))[0]


def _batches(
    told: list[Told], vocabulary: Vocabulary, recipe: Recipe, rng: random.Random, real: frozenset[str]
) -> Iterator[tuple[tuple[Tensor, Tensor, Tensor], Tensor]]:
    """Batches without end: what is asked is drawn anew each round, statements of like length together."""
    others: dict[str, list[str]] = {}
    for one in told:
        others.setdefault(one.source, []).extend(p for pair in one.known for p in pair[:2] if p)
    chunk = recipe.batch * 24
    while True:
        round_ = one_round(told, real, rng)
        for at in range(0, len(told), chunk):
            drawn = [(one, asked(one, rng, others)) for one in round_[at : at + chunk]]
            cut = [(laid(vocabulary, one.shown, [p for p, _ in asks]), [a for _, a in asks]) for one, asks in drawn]
            cut.sort(key=lambda pair: len(pair[0].pieces))
            groups = [cut[i : i + recipe.batch] for i in range(0, len(cut), recipe.batch)]
            rng.shuffle(groups)
            for group in groups:
                most = max(len(wanted) for _, wanted in group)
                padded = [wanted + [_NOT_ASKED] * (most - len(wanted)) for _, wanted in group]
                yield _side_by_side([one for one, _ in group]), torch.tensor(padded)


def _side_by_side(cut: list[Laid]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(one.pieces) for one in cut)
    pieces = torch.ones(len(cut), longest, dtype=torch.long)
    places, segment = torch.zeros_like(pieces), torch.full_like(pieces, -1)
    for i, one in enumerate(cut):
        length = len(one.pieces)
        for table, row in ((pieces, one.pieces), (places, one.places), (segment, one.segment)):
            table[i, :length] = torch.tensor(row)
    return pieces, places, segment
