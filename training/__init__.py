"""How the weights of the attribution tagger are made. Not part of the installed program: `python -m training --help`."""

# Before the runtime of the network is loaded by anything here: its reports of use are off from then on.
import onrecord as _  # noqa: F401
