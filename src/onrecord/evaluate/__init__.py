"""Measuring the program against marks made by people."""
