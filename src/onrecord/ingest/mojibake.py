"""Text that was decoded twice (“â€œ” for a quotation mark), put right."""

from __future__ import annotations

import re

__all__ = ["decoded_once"]

# What UTF-8 read as a Western code page is full of: the first byte of a character, and one that can only go on.
_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def decoded_once(text: str) -> tuple[str, list[str]]:
    """A text with what was decoded twice put right, and the remark that says so; the text itself and none where nothing was.

    Cost: linear; a library that knows such text is loaded only where some is seen.
    """
    if not _TWICE.search(text):
        return text, []
    from ftfy import fix_encoding

    fixed = fix_encoding(text)
    return (fixed, ["letters that had been decoded twice (such as “â€œ”) were put right"]) if fixed != text else (text, [])  # fmt: skip
