"""The loop: batches of pairs of like length, the loss, the schedule."""

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

from onrecord.language.pieces import Vocabulary
from training.meaning.examples import Row, drawn
from training.meaning.network import Reader
from training.meaning.pair import pair_pieces

__all__ = ["Recipe", "answers", "learn"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to learn.

    Attributes:
        frozen: the lowest layers that stay as they are, with the embeddings.
        rate, rate_head: peak learning rates of the layers and of the map to answers.
        turned, strange: see `drawn`.
    """

    steps: int
    batch: int = 32
    frozen: int = 2
    rate: float = 5e-5
    rate_head: float = 5e-4
    warm_up: float = 0.08
    last: float = 0.1
    smooth: float = 0.05
    turned: float = 0.35
    strange: float = 0.12
    seed: int = 1


def learn(reader: Reader, rows: list[Row], vocabulary: Vocabulary, recipe: Recipe, keep: Path | None = None) -> None:
    """Train in place; says on standard error how the loss goes. What is drawn follows from the seed.

    Args:
        keep: where the weights are kept every 100 steps.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311  # no secret
    still: list[nn.Module] = [
        reader.words,
        reader.places,
        reader.norm,
        reader.distance,
        *reader.layers[: recipe.frozen],
    ]
    for module in still:
        module.requires_grad_(requires_grad=False)
    body = [p for p in reader.layers.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": recipe.rate}, {"params": reader.answer.parameters(), "lr": recipe.rate_head}],
        weight_decay=0.01,
    )
    warm = max(1, int(recipe.warm_up * recipe.steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda s: min(
            (s + 1) / warm, recipe.last + (1 - recipe.last) * (recipe.steps - s) / max(1, recipe.steps - warm)
        ),
    )
    reader.train()
    began, lost, right, seen = time.monotonic(), 0.0, 0, 0
    for step, (pieces, mask, wanted) in enumerate(_batches(rows, vocabulary, recipe, rng)):
        if step >= recipe.steps:
            break
        scores = reader(pieces, mask)
        loss = functional.cross_entropy(scores, wanted, label_smoothing=recipe.smooth)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        lost, right, seen = (
            lost + loss.item() * len(wanted),
            right + int((scores.argmax(1) == wanted).sum()),
            seen + len(wanted),
        )
        if (step + 1) % 20 == 0:
            spent = time.monotonic() - began
            print(f"step {step + 1}/{recipe.steps}  loss {lost / seen:.3f}  right {100 * right / seen:.1f} %  {spent:.0f} s, "
                  f"{spent / (step + 1) * (recipe.steps - step - 1):.0f} s to go", file=sys.stderr, flush=True)  # fmt: skip
            lost, right, seen = 0.0, 0, 0
        if keep and (step + 1) % 100 == 0:
            torch.save(reader.state_dict(), keep)
    if keep:
        torch.save(reader.state_dict(), keep)
    reader.eval()


def answers(reader: Reader, pairs: list[tuple[str, str]], vocabulary: Vocabulary, batch: int = 32) -> Tensor:
    """`[pairs, 5]`: probabilities of each answer, pairs of (proposition, statement)."""
    reader.eval()
    cut = [pair_pieces(vocabulary, *pair) for pair in pairs]
    order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
    made = torch.zeros(len(cut), 5)
    with torch.no_grad():
        for at in range(0, len(order), batch):
            some = order[at : at + batch]
            pieces, mask = _side_by_side([cut[i] for i in some])
            made[some] = reader(pieces, mask).softmax(1)
    return made


def _batches(
    rows: list[Row], vocabulary: Vocabulary, recipe: Recipe, rng: random.Random
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Batches without end: rows drawn anew each round, those of like length together."""
    while True:
        pairs = [(pair_pieces(vocabulary, p, s), a) for p, s, a in drawn(rows, rng, recipe.turned, recipe.strange)]
        chunk = recipe.batch * 20
        for at in range(0, len(pairs), chunk):
            some = sorted(pairs[at : at + chunk], key=lambda pair: len(pair[0]))
            groups = [some[i : i + recipe.batch] for i in range(0, len(some), recipe.batch)]
            rng.shuffle(groups)
            for group in groups:
                yield *_side_by_side([pair[0] for pair in group]), torch.tensor([pair[1] for pair in group])


def _side_by_side(cut: list[list[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, cut))
    pieces, mask = torch.ones(len(cut), longest, dtype=torch.long), torch.zeros(len(cut), longest, dtype=torch.bool)
    for i, one in enumerate(cut):
        pieces[i, : len(one)], mask[i, : len(one)] = torch.tensor(one), True
    return pieces, mask
