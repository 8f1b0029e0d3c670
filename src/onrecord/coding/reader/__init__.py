"""Reads a proposition and a statement together: the side the statement takes, or that it is not about it."""
