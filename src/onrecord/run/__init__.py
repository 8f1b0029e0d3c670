"""How much at once: one process by default, several on request; and the ledger that must add up."""

from onrecord.run.local import RunSettings, read_into

__all__ = ["RunSettings", "read_into"]
