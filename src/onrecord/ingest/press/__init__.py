"""Files that hold several articles: exports of press archives, feeds, mail, folders whose names say the day."""

from onrecord.ingest.press.archives import factiva, nexis
from onrecord.ingest.press.feeds import feed
from onrecord.ingest.press.folders import folder
from onrecord.ingest.press.mail import mail
from onrecord.ingest.press.row import PressRow

__all__ = ["PressRow", "factiva", "feed", "folder", "mail", "nexis"]
