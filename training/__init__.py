"""How the weights of the attribution tagger are made. Not part of the installed program: `python -m training --help`."""
