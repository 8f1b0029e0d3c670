"""How the cost of a document grows with its size, stage by stage.

usage: python benchmarks/scaling.py

Makes texts of many short quoted paragraphs, doubles their number three times, and prints processor time a stage with the ratio to
the size before. A ratio near two is linear.
"""

from __future__ import annotations

import time

from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.pipeline import build_pipeline


def made_text(paragraphs: int) -> str:
    """A text of quoted paragraphs by a handful of invented people."""
    names = ("Ilse Dorn", "Ada Holm", "Peter Kosk", "Mara Kelp", "Odo Lind")
    lines = (f"“We met {names[n % 5]} on day {n},” said {names[(n + 1) % 5]} of the pilots." for n in range(paragraphs))
    return "Talks go on\n\n" + "\n\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    stages = build_pipeline().stages
    before: dict[str, float] = {}
    for paragraphs in (250, 500, 1000, 2000):
        text = made_text(paragraphs)
        document = Document(path="made.txt", sha256=sha256_text(text), text=text, language="en")
        shown = []
        for stage in stages:
            began = time.process_time()
            document = stage(document)
            took = time.process_time() - began
            ratio = f" x{took / before[stage.name]:.1f}" if before.get(stage.name) else ""
            shown.append(f"{stage.name} {took:.2f} s{ratio}")
            before[stage.name] = took
        print(f"{paragraphs:5} paragraphs, {len(document.statements):5} statements: " + ", ".join(shown))


if __name__ == "__main__":
    main()
