"""Stage 3: segments become statements: content, cue, source mention, mode, chain. Names nobody.

Finding spans and tying them together are two interfaces (`Finder`, `Tier`), so that a trained model can
take over either without the rest of the house noticing.
"""

from onrecord.attribute.stage import RULES, AttributeStage

__all__ = ["RULES", "AttributeStage"]
