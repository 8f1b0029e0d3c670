"""The page: a record as one self-contained HTML file that makes no outside request."""

from onrecord.show.page.write import write_page

__all__ = ["write_page"]
