"""What every picture is made of: colours, sizes of words, SVG elements, the legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from onrecord.show.wording import clean

__all__ = ["AGAINST", "GREY", "GROUPS", "INK", "WITH", "Box", "Drawing", "lines_of", "thickness", "width_of"]

WITH, AGAINST, GREY, INK = "#0072B2", "#D55E00", "#8a8f98", "#1f2430"
"""Okabe and Ito's blue and vermilion, which every common kind of sight tells apart; what is against is dashed too."""
GROUPS = ("#56B4E9", "#E69F00", "#009E73", "#F0E442", "#CC79A7", "#999999")
_SVG = "http://www.w3.org/2000/svg"
_WIDE, _NARROW = frozenset("MWmw@%—…"), frozenset("iljtfrI.,:;'|!()[] ")
_FONT = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether two rectangles come nearer than the gap."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )


def width_of(words: str, size: float) -> float:
    """How wide words will be, in pixels, rather too wide than too narrow: fonts differ from machine to machine."""
    ems = sum(
        0.95 if ch in _WIDE else 0.36 if ch in _NARROW else 1.05 if ord(ch) > 0x2E80 else 0.66 if ch.isupper() else 0.6
        for ch in words
    )
    return ems * size


def lines_of(words: str, most: int, count: int = 2) -> list[str]:
    """Words broken into lines of at most so many characters; what does not fit ends in an ellipsis."""
    lines: list[str] = [""]
    for word in clean(words).split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= most or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    lines = [line if len(line) <= most else line[: most - 1] + "…" for line in lines]
    return lines if len(lines) <= count else [*lines[: count - 1], lines[count - 1][: most - 1].rstrip() + "…"]


def thickness(weight: float, largest: float, most: float = 7.0) -> float:
    """The width of a tie in pixels; its weight is its width, not its area."""
    return 0.75 + (most - 0.75) * abs(weight) / largest if largest else 1.0


class Drawing:
    """An SVG picture being drawn; words from texts come in as text and never as markup."""

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})  # type: ignore[dict-item]
        for name, value in (("viewBox", f"0 0 {width:.0f} {height:.0f}"), ("width", f"{width:.0f}"),
                            ("height", f"{height:.0f}"), ("role", "img"), ("font-family", _FONT), ("fill", INK)):  # fmt: skip
            self.root.set(name, value)
        self._element(self.root, "title").text = clean(title)
        self._element(self.root, "desc").text = clean(description)
        self._element(self.root, "rect", width="100%", height="100%", fill="#ffffff")

    def _element(self, parent: Any, name: str, **attributes: str) -> Any:
        made = etree.SubElement(parent, f"{{{_SVG}}}{name}")
        for key, value in attributes.items():
            made.set(key.rstrip("_").replace("_", "-"), value)
        return made

    def add(self, name: str, tip: str = "", **attributes: Any) -> None:
        """An element; numbers are rounded, `stroke_width` is `stroke-width`; `tip` shows where the mouse rests."""
        shown = {k: f"{v:.1f}" if isinstance(v, float) else str(v) for k, v in attributes.items()}
        made = self._element(self.root, name, **shown)
        if tip:
            self._element(made, "title").text = clean(tip)

    def text(self, x: float, y: float, words: str, *, size: float = 12, anchor: str = "start", bold: bool = False,  # noqa: PLR0913
             colour: str = INK, halo: bool = False) -> None:  # fmt: skip
        """One line of words, its base line at y."""
        extra = {"stroke": "#ffffff", "stroke_width": "3", "paint_order": "stroke", "stroke_linejoin": "round"} if halo else {}  # fmt: skip
        made = self._element(self.root, "text", x=f"{x:.1f}", y=f"{y:.1f}", font_size=f"{size:g}", text_anchor=anchor, fill=colour,
                             **({"font_weight": "600"} if bold else {}), **extra)  # fmt: skip
        made.text = clean(words)

    def tie(self, path: str, weight: float, largest: float, tip: str, *, signed: bool, most: float = 7.0) -> None:
        """A line between two nodes: blue for what is shared or supported, vermilion and dashed for what is not, grey without sides."""
        colour = GREY if not signed else WITH if weight > 0 else AGAINST
        wide = thickness(weight, largest, most)
        dash = {"stroke_dasharray": f"{5 + 1.4 * wide:.1f} {3 + 0.5 * wide:.1f}"} if signed and weight < 0 else {}
        self.add("path", tip, d=path, fill="none", stroke=colour, stroke_width=wide,
                 stroke_opacity="0.62", stroke_linecap="butt", **dash)  # fmt: skip

    def heading(self, title: str, line: str) -> None:
        """The title and, below it, what is shown."""
        self.text(24, 32, title, size=18, bold=True)
        self.text(24, 52, line, size=12, colour="#59606c")

    def legend(self, x: float, y: float, entries: list[tuple[str, str]]) -> None:
        """What lines and circles mean. Entries are (kind, words); kind: with, against, grey, width, node, group number."""
        for number, (kind, words) in enumerate(entries):
            at = y + 20 * number
            if kind in {"with", "against", "grey"}:
                self.tie(
                    f"M{x:.0f},{at - 4:.0f} h34", -1 if kind == "against" else 1, 1, "", signed=kind != "grey", most=3.5
                )
            elif kind == "width":
                self.add("path", d=f"M{x:.0f},{at - 4:.0f} l34,-4 v8 z", fill=GREY)
            elif kind == "node":
                self.add("circle", cx=x + 12, cy=at - 4, r=3.5, fill="#ffffff", stroke=INK)
                self.add("circle", cx=x + 27, cy=at - 4, r=6.5, fill="#ffffff", stroke=INK)
            elif kind.isdigit():
                self.add("circle", cx=x + 17, cy=at - 4, r=8, fill=GROUPS[(int(kind) - 1) % len(GROUPS)], stroke=INK, stroke_width="1")  # fmt: skip
                self.text(x + 17, at, kind, size=10, anchor="middle", bold=True)
            self.text(x + 44, at, words, size=12)

    def svg(self) -> str:
        """The picture as a file's text."""
        return etree.tostring(self.root, encoding="unicode", pretty_print=True)
