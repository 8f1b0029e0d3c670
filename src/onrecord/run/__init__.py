"""How much at once: one process by default, several on request; and the ledger that must add up."""

from onrecord.run.local import read_into
from onrecord.run.settings import RunSettings

__all__ = ["RunSettings", "read_into"]
