"""Stage 5: issue and stance from a codebook, with the words that decided, or an honest abstention."""

from onrecord.coding.codebooks import load_codebook, shipped_codebooks
from onrecord.coding.stage import CodingStage

__all__ = ["CodingStage", "load_codebook", "shipped_codebooks"]
