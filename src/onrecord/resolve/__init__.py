"""Stage 4: mentions become actors, with the office held that day, the state spoken for, and the day itself."""

from onrecord.resolve.principals import principal_rules
from onrecord.resolve.register import Register, load_register
from onrecord.resolve.stage import ResolveStage

__all__ = ["Register", "ResolveStage", "load_register", "principal_rules"]
