"""The record in a notebook: `onrecord.open("crisis.db")`."""

from onrecord.show.notebook.networks import NetworkView
from onrecord.show.notebook.record import OpenRecord, open_record

__all__ = ["NetworkView", "OpenRecord", "open_record"]
