"""Teaches a network to read a proposition and a statement together: the side taken, or that it is not about it."""
