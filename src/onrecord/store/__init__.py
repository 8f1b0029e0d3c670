"""Stage 6: the record is kept. A SQLite file by default, PostgreSQL by URL, the same code for both."""

from onrecord.store.record import Record

__all__ = ["Record"]
