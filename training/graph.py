"""An ONNX graph written node by node: it needs no exporter, and reads as what it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

__all__ = ["OPSET", "Graph"]

OPSET = 20


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """A constant; its name."""
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        """A node of one output; its name."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def linear(self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """`weight` as `[out, in]`."""
        product = self.node(
            "MatMul", [x, self.constant(name + ".w", np.ascontiguousarray(weight.T))], name + ".product"
        )
        return self.node("Add", [product, self.constant(name + ".b", bias)], name)

    def norm(
        self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32], epsilon: float = 1e-12
    ) -> str:
        """Layer normalisation over the last axis."""
        inputs = [x, self.constant(name + ".g", weight), self.constant(name + ".b", bias)]
        return self.node("LayerNormalization", inputs, name, axis=-1, epsilon=epsilon)
