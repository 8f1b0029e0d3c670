"""The loop: batches of windows, the loss, the schedule."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.attribute.tagger.links import RELATIONS, Places
from onrecord.attribute.tagger.tags import best_paths, spans_of
from onrecord.language.pieces import Vocabulary
from training.marks import Article, Example, Span, examples_of
from training.network import Network

__all__ = ["Recipe", "learn"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to learn.

    Attributes:
        rate, rate_heads: peak learning rates of the encoder and of what is new.
        batch: windows a step.
        links: weight of the loss of links against that of tags.
    """

    epochs: float = 3
    batch: int = 10
    rate: float = 1.2e-4
    rate_heads: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    links: float = 0.2
    seed: int = 1


@dataclass(slots=True)
class Batch:
    """Windows side by side, the shorter ones filled up."""

    examples: list[Example]
    pieces: Tensor
    forms: Tensor
    mask: Tensor
    first: Tensor
    tags: Tensor
    lengths: Tensor


def learn(network: Network, articles: Sequence[Article], vocabulary: Vocabulary, recipe: Recipe) -> None:
    """Train in place; says on standard error how the loss goes. What is drawn follows from the seed."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311  # no secret
    network.encoder.words.weight.requires_grad_(requires_grad=False)
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.") or ".forms." in n]
    body = [
        p for n, p in network.named_parameters() if n.startswith("encoder.") and ".forms." not in n and p.requires_grad
    ]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": recipe.rate}, {"params": heads, "lr": recipe.rate_heads}], weight_decay=recipe.decay
    )
    pieces = sum(len(vocabulary.pieces(t)) for a in articles for _, w in a.passages for t in w.texts)
    steps = math.ceil(recipe.epochs * pieces * 1.07 / (recipe.batch * 225))
    warm = max(1, int(recipe.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    network.train()
    began, sums = time.monotonic(), np.zeros(2)
    for step, batch in enumerate(_batches(articles, vocabulary, recipe, rng)):
        if step >= steps:
            break
        emissions, vectors = network(batch.pieces, batch.forms, batch.mask, batch.first)
        loss_tags = network.tag_loss(emissions, batch.tags, batch.lengths)
        loss_links = _link_loss(network, batch, emissions.detach(), vectors, spurious=step > steps // 4)
        loss = loss_tags + recipe.links * loss_links
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        sums += (loss_tags.item(), loss_links.item())
        if (step + 1) % 20 == 0:
            spent = time.monotonic() - began
            tags, links = sums / 20
            print(
                f"step {step + 1}/{steps}  tags {tags:.4f}  links {links:.4f}  {spent:.0f} s, {spent / (step + 1) * (steps - step - 1):.0f} s to go",
                file=sys.stderr,
                flush=True,
            )
            sums[:] = 0
    network.eval()


def _batches(
    articles: Sequence[Article], vocabulary: Vocabulary, recipe: Recipe, rng: random.Random
) -> Iterator[Batch]:
    """Batches without end: windows anew each round, those of like length together."""
    while True:
        examples = [e for a in articles for e in examples_of(a, vocabulary, rng) if len(e.window) > 2]
        rng.shuffle(examples)
        examples.sort(key=lambda e: len(e.window.pieces) // 24)
        groups = [examples[i : i + recipe.batch] for i in range(0, len(examples), recipe.batch)]
        rng.shuffle(groups)
        yield from map(_collate, groups)


def _collate(examples: list[Example]) -> Batch:
    longest = max(len(e.window.pieces) for e in examples)
    words = max(len(e.window) for e in examples)
    n = len(examples)
    pieces, forms = torch.zeros(n, longest, dtype=torch.long), torch.zeros(n, longest, 3, dtype=torch.long)
    mask, first = torch.zeros(n, longest, dtype=torch.bool), torch.zeros(n, words, dtype=torch.long)
    tags = torch.zeros(n, words, dtype=torch.long)
    for i, example in enumerate(examples):
        window = example.window
        p, f, start = map(torch.from_numpy, window.arrays())
        pieces[i, : len(p)], forms[i, : len(p)], mask[i, : len(p)] = p, f, True
        first[i, : len(window)] = start
        tags[i, : len(window)] = torch.tensor(example.tags)
    lengths = torch.tensor([len(e.window) for e in examples])
    return Batch(examples, pieces, forms, mask, first, tags, lengths)


def _link_loss(network: Network, batch: Batch, emissions: Tensor, vectors: Tensor, *, spurious: bool) -> Tensor:
    """Mean loss of choosing the marked cue and source for each seeker.

    With `spurious`, spans that the network now finds and nobody marked stand among the choices, as they will in use.
    """
    losses: list[Tensor] = []
    table = network.table().detach().numpy()
    paths = best_paths([emissions[i, : len(e.window)].numpy() for i, e in enumerate(batch.examples)], table)
    for i, (example, path) in enumerate(zip(batch.examples, paths, strict=True)):
        spans = {role: list(known) for role, known in example.spans.items()}
        if spurious:
            for role, start, end, *_ in spans_of(path, np.ones(len(path))):
                if role != "content" and not any(s < end and start < e for s, e in spans[role]):
                    spans[role].append((start, end))
        places = Places(example.window, spans["content"], spans["cue"], spans["source"])
        for relation in RELATIONS:
            wanted = example.links[relation]
            if not wanted:
                continue
            sought = sorted(spans[relation.partition("-")[2]])
            seekers = [seeker for seeker, _ in wanted]
            scores = _scores(network, relation, vectors[i], seekers, sought, places)
            target = torch.tensor([len(sought) if t is None else sought.index(t) for _, t in wanted])
            losses.append(nn.functional.cross_entropy(scores, target, reduction="none"))
    return torch.cat(losses).mean() if losses else torch.zeros(())


def _scores(
    network: Network, relation: str, vectors: Tensor, seekers: list[Span], sought: list[Span], places: Places
) -> Tensor:
    features = places.features(seekers, sought, relation)
    shaped = torch.from_numpy(features.reshape(len(seekers), len(sought), -1 if sought else 11))
    one = network.span_vectors(vectors, torch.tensor(seekers))
    other = network.span_vectors(vectors, torch.tensor(sought, dtype=torch.long).reshape(-1, 2))
    result: Tensor = network.links[relation](one, other, shaped)
    return result
