"""Weights that ship: how they are loaded, and how the graph of a network is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord import RUNTIME_LOADED_FIRST
from onrecord.errors import MissingWeights, OnRecordError, Unusable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["loading", "open_graph"]


@contextmanager
def loading(what: str) -> Iterator[None]:
    """Load a file that ships: what its library raises on a damaged one becomes `MissingWeights`; `what` is named in its message.

    Memory that ran out is no damage, and stays what it is.
    """
    try:
        yield
    except (OnRecordError, MemoryError):
        raise
    except Exception as error:  # each library raises errors of its own
        raise MissingWeights(f"{what} cannot be loaded") from error


def open_graph(graph: bytes) -> InferenceSession:
    """A network's graph, run on one thread: workers share a machine by processes.

    Raises: OR-Q00 Unusable where another program of this process loaded the runtime first, with its reports of use on.
    """
    if RUNTIME_LOADED_FIRST:
        raise Unusable(
            "onnxruntime was loaded before onrecord, and reports its use to its makers",
            "import onrecord before it, or set ORT_DISABLE_TELEMETRY=1 before Python starts",
        )
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
