"""Characters that are no words: they steer a terminal, turn the direction of a line, or end a file format."""

from __future__ import annotations

import re

__all__ = ["escape_controls", "has_controls", "without_controls"]

# C0 but for tab and line feed, DEL and C1; marks, embeddings, overrides and isolates of direction; line and paragraph separators;
# anchors of interlinear annotation; lone surrogates; tags.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def has_controls(text: str) -> bool:
    """Whether there is any."""
    return _CONTROLS.search(text) is not None


def without_controls(text: str) -> str:
    """The text with a replacement character for each; tabs and line feeds stay."""
    return _CONTROLS.sub("\ufffd", text)


def escape_controls(json_text: str) -> str:
    """JSON with each written as an escape: the same values, and nothing that a terminal obeys."""
    return _CONTROLS.sub(lambda match: _escape(match.group()), json_text)


def _escape(one: str) -> str:
    return "".join(f"\\u{unit:04x}" for unit in memoryview(one.encode("utf-16", "surrogatepass")[2:]).cast("H"))
