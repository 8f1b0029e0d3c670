"""Projects of Discourse Network Analyzer 3: `.dna` files, which are SQLite databases."""

from onrecord.exchange.dna.project import open_project, save_project
from onrecord.exchange.dna.read import read_dna
from onrecord.exchange.dna.write import write_dna

__all__ = ["open_project", "read_dna", "save_project", "write_dna"]
