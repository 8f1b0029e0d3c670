"""Discourse networks: who shares what with whom, from the coded statements of a record.

`of_record` makes columns of a record, `select` says which statements count, `counts` lays them out as actors,
issues and levels, `measures` makes matrices of them, `windows` and `kernel` move them through time, and `compute`
puts these together. On the matrices stand `clusters`, `centrality`, `backbone`, `polarisation`, `phases` and
`uncertainty`.
"""

from onrecord.analyse.networks.coded import Coded
from onrecord.analyse.networks.compute import networks, whole
from onrecord.analyse.networks.network import Network
from onrecord.analyse.networks.of_record import coded_statements
from onrecord.analyse.networks.settings import Settings, read_settings

__all__ = ["Coded", "Network", "Settings", "coded_statements", "networks", "read_settings", "whole"]
